"""The look ahead: what falls due, what is likely late, each number with exactly its rows."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.ahead.conftest import TODAY, cell, count_in, figure, numbers, rows_behind, running
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import words
from tracker.access import Role
from tracker.records.cases import Case
from tracker.records.organisation import Substitution, User

SignIn = Callable[[Role | User], InspectingClient]
Foretell = Callable[..., None]
SVG = "{http://www.w3.org/2000/svg}"
AWAY = (
    (date(2026, 11, 20), date(2026, 11, 25)),
    (date(2027, 1, 4), date(2027, 1, 8)),
)


def test_a_day_without_work_says_so(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at(TODAY)

    page = sign_in(Role.DIRECTOR).get("/look-ahead", max_queries=9)

    assert page.heading == "Nhìn trước"
    assert "Không có nghĩa vụ nào đang mở trong phạm vi của bạn." in page.words


@pytest.mark.parametrize("weeks", [2, 4])
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.INSPECTOR], ids=str)
def test_every_number_is_that_of_the_rows_behind_it(
    session: Session, sign_in: SignIn, busy: list[Case], foretell: Foretell, role: Role, weeks: int
) -> None:
    for place, duty in enumerate(running(session)[::2]):
        foretell(duty, 0.1 + place / 10, is_likely=place % 2 == 1)
    client = sign_in(role)

    found = numbers(client.get(f"/look-ahead?weeks={weeks}", max_queries=9))

    assert len(found) > 20
    for href, written in found.items():
        rows = list(rows_behind(client, href))
        if "part=foretold" in href:
            total = sum(int(row.split(" %")[0].split()[-1]) for row in rows) / 100
            assert written == {f"{total:.1f}".replace(".", ",")}, href
        else:
            assert written == {str(len(rows))}, href


def test_what_falls_due_is_what_a_reader_of_all_duties_counts(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    duties = running(session)
    last = TODAY + timedelta(days=28)

    page = sign_in(Role.DIRECTOR).get("/look-ahead?weeks=4")

    due = sum(TODAY <= o.due_on <= last for o in duties)
    overdue = sum(o.due_on < TODAY for o in duties)
    assert due > 2
    assert overdue > 1
    assert figure(page, "nghĩa vụ đến hạn") == str(due)
    assert figure(page, "đã quá hạn") == str(overdue)
    assert count_in(page, "Cộng", "Nghĩa vụ đang mở") == len(duties)


def test_units_people_and_what_lies_with_nobody_have_lines_of_their_own(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    open_duties = running(session)
    of_nobody = sum(o.handler_id is None for o in open_duties)
    of_first = sum(o.handler_id == busy[0].handler_id for o in open_duties)

    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert count_in(page, "Phòng A", "Nghĩa vụ đang mở") == of_first
    assert count_in(page, "Lê Văn A", "Nghĩa vụ đang mở") == of_first
    assert count_in(page, "Chưa giao đơn vị", "Nghĩa vụ đang mở") == of_nobody
    assert count_in(page, "Chưa giao người", "Nghĩa vụ đang mở") == of_nobody
    assert count_in(page, "Lê Văn B", "Vụ việc có hạn") == 2


def test_without_forecasts_the_page_guesses_nothing(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert "Chưa có dự báo cho các nghĩa vụ này; trang chỉ đếm ngày hạn, không đoán." in page.words
    assert "số trễ dự kiến" not in page.words
    assert cell(page, "Phòng A", "Số trễ dự kiến") == "chưa có dự báo"
    assert cell(page, "Phòng A", "Có thể trễ") == "chưa có dự báo"


def test_a_forecast_for_another_last_day_is_none(
    session: Session, sign_in: SignIn, busy: list[Case], foretell: Foretell
) -> None:
    for duty in running(session):
        foretell(duty, 0.9, is_likely=True, due_on=date(2026, 12, 31))

    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert "trang chỉ đếm ngày hạn, không đoán" in page.words
    assert cell(page, "Phòng A", "Có thể trễ") == "chưa có dự báo"


def test_rates_of_the_agency_stand_in_where_there_is_no_model(
    session: Session, sign_in: SignIn, busy: list[Case], foretell: Foretell
) -> None:
    for duty in running(session):
        foretell(duty, 0.0, is_used=False)

    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert "tính theo tỷ lệ trễ chung của cơ quan" in page.words
    assert cell(page, "Phòng A", "Có thể trễ") == "0"


def test_the_expected_number_is_the_sum_of_the_probabilities(
    session: Session, sign_in: SignIn, busy: list[Case], foretell: Foretell
) -> None:
    last = TODAY + timedelta(days=14)
    due = [o for o in running(session) if TODAY <= o.due_on <= last]
    foretell(due[0], 0.8, is_likely=True)
    foretell(due[1], 0.5)

    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert figure(page, "số trễ dự kiến") == "1,3"
    assert figure(page, "có thể trễ") == "1"
    assert count_in(page, "Cộng", "Chưa có dự báo") == len(due) - 2
    assert "Dự báo lập ngày 09/11/2026" in page.words


def test_a_head_sees_the_own_units_and_others_are_kept_out(
    session: Session, sign_in: SignIn, busy: list[Case], handlers: dict[str, User]
) -> None:
    head = factories.person(session, Role.UNIT_HEAD, at=handlers["A"].memberships[0].unit)
    client = sign_in(head)

    page = client.get("/look-ahead", max_queries=9)

    assert "Phòng A" in page.words
    assert "Phòng B" not in page.words
    assert "Lê Văn B" not in page.words
    listed = " ".join(rows_behind(client, "/look-ahead/duties?part=open"))
    assert busy[0].code in listed
    assert not any(case.code in listed for case in busy[2:])
    for role in (Role.HANDLER, Role.RECEPTIONIST, Role.ADMINISTRATOR):
        sign_in(role).get("/look-ahead", status=403)
        sign_in(role).get("/look-ahead/duties", status=403)
        sign_in(role).get("/look-ahead/on-time", status=403)


def test_who_is_away_stands_beside_the_load(
    session: Session, sign_in: SignIn, busy: list[Case], handlers: dict[str, User]
) -> None:
    away, other = handlers["A"], handlers["B"]
    for first, last in (
        (date(2026, 11, 20), date(2026, 11, 25)),
        (date(2027, 1, 4), date(2027, 1, 8)),
    ):
        session.add(
            Substitution(
                agency_id=away.agency_id, absent_id=away.id, substitute_id=other.id,
                starts_on=first, ends_on=last, reason="Nghỉ ốm",
            )
        )  # fmt: skip

    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    assert "vắng 20/11/2026 đến 25/11/2026, Lê Văn B làm thay" in page.words
    assert "04/01/2027" not in page.words
    assert "Nghỉ ốm" not in page.words


def test_the_chart_draws_what_the_table_beneath_it_says(
    session: Session, sign_in: SignIn, busy: list[Case]
) -> None:
    page = sign_in(Role.DIRECTOR).get("/look-ahead")

    (chart,) = page.every(f"{SVG}svg", role="img")
    drawn = [words(t) for t in chart.iter(f"{SVG}text") if "bar-value" in t.get("class", "")]
    (table,) = [t for t in page.every("table") if "theo tuần" in words(t)]
    rows = [row for row in table.iter("tr") if row.get("class") != "row-whole"]
    told = [words(cell) for row in rows for cell in row.iter("td")]
    assert drawn == told
    assert sum(map(int, told)) > 3


def test_the_board_leads_to_the_look_ahead(session: Session, sign_in: SignIn, at: SetClock) -> None:
    at(TODAY)

    page = sign_in(Role.DIRECTOR).get("/board", max_queries=12)

    assert page.links["/look-ahead"] == "Nhìn trước"
    assert page.links["/look-ahead/on-time"] == "Tỷ lệ đúng hạn"


def test_english_by_the_switch(session: Session, sign_in: SignIn, busy: list[Case]) -> None:
    director = factories.person_with(session, Role.DIRECTOR)
    director.language = "en"

    page = sign_in(director).get("/look-ahead")

    assert page.heading == "Look ahead"
    assert "No unit yet" in page.words
    assert "From today, 09/11/2026, to the end of 23/11/2026." in page.words


@pytest.mark.parametrize("asked", ["weeks=3", "weeks=abc", "weeks=-2", "weeks="])
def test_another_number_of_weeks_is_two(
    session: Session, sign_in: SignIn, at: SetClock, asked: str
) -> None:
    at(TODAY)

    page = sign_in(Role.DIRECTOR).get(f"/look-ahead?{asked}")

    assert "đến hết ngày 23/11/2026" in page.words
