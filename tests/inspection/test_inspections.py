"""The pages of inspections: scope, sample, check list, minutes on A4."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.inspection import run_checks
from tracker.law.kinds import CaseKind
from tracker.records.inspection import Inspection

SignIn = Callable[..., InspectingClient]

LIST = "/inspection/inspections"
TYPED = {
    "title": "Kiểm tra quý IV", "decision": "12/KH-SKHCN", "first_on": "01/10/2026",
    "last_on": "23/11/2026", "size": "2", "seed": "2026", "sampling": "random",
}  # fmt: skip


@pytest.fixture
def inspector(at: SetClock, sign_in: SignIn) -> InspectingClient:
    at("2026-11-23")
    return sign_in(Role.INSPECTOR)


def test_a_scope_gives_a_sample_that_is_listed(
    inspector: InspectingClient, session: Session
) -> None:
    codes = {factories.case(session).code for _ in range(4)}

    page = inspector.follow(inspector.submit(inspector.get(f"{LIST}/new"), TYPED))

    assert "2 trong 4 vụ việc" in page.words
    assert "ngẫu nhiên, hạt giống 2026" in page.words
    assert len([code for code in codes if code in page.links.values()]) == 2
    assert "Kiểm tra quý IV" in inspector.get(LIST, max_queries=8).words


def test_the_same_scope_and_seed_give_the_same_sample_again(
    inspector: InspectingClient, session: Session
) -> None:
    for _ in range(6):
        factories.case(session)

    samples = [sample_of(inspector.follow(inspector.submit(inspector.get(f"{LIST}/new"), TYPED)))
               for _ in range(2)]  # fmt: skip

    assert samples[0] == samples[1]
    assert len(samples[0]) == 2


def test_a_scope_without_cases_is_refused_and_nothing_is_lost(
    inspector: InspectingClient, session: Session
) -> None:
    factories.case(session)
    typed = TYPED | {"first_on": "20/11/2026"}

    answer = inspector.submit(inspector.get(f"{LIST}/new"), typed, status=422)

    assert "Không có vụ việc nào trong phạm vi này." in answer.words
    assert answer.form(f"{LIST}/new").values["title"] == ["Kiểm tra quý IV"]
    assert session.scalars(select(Inspection)).all() == []


def test_the_check_list_counts_what_was_found_by_part(
    inspector: InspectingClient, session: Session
) -> None:
    for kind in (CaseKind.COMPLAINT, CaseKind.DENUNCIATION):
        factories.case(session, kind, received_on=date(2026, 10, 1))
    agency = factories.agency(session)
    run_checks(session, agency.id, now=factories.moment(date(2026, 11, 23)), full=True)
    inspector.submit(inspector.get(f"{LIST}/new"), TYPED)

    rows = {tds[0]: tds for tds in cells(inspector.get(f"{LIST}/1", max_queries=12))}

    assert rows["Thụ lý khiếu nại Giải quyết khiếu nại"][2] == "1"
    assert rows["Thụ lý tố cáo Giải quyết tố cáo"][2] == "1"
    assert rows["Nơi tiếp, nội quy, văn bản niêm yết Tiếp công dân"][2] == "6"


def test_what_is_wrong_must_be_said_beside_its_item(
    inspector: InspectingClient, session: Session
) -> None:
    factories.case(session)
    inspector.submit(inspector.get(f"{LIST}/new"), TYPED)

    typed = {"verdict_place": "broken", "verdict_people": "kept"}
    answer = inspector.submit(inspector.get(f"{LIST}/1/checklist"), typed, status=422)

    assert "Hãy ghi rõ thiếu sót, vi phạm." in answer.words
    assert "chưa ghi" in inspector.get(f"{LIST}/1").words


def test_marks_and_minutes_stand_on_the_paper(
    inspector: InspectingClient, session: Session
) -> None:
    case = factories.case(session)
    inspector.submit(inspector.get(f"{LIST}/new"), TYPED)
    marks = {"verdict_place": "broken", "words_place": "Chưa niêm yết nội quy"}
    inspector.submit(inspector.get(f"{LIST}/1/checklist"), marks)
    told = {"place": "Phòng họp", "present": "Bà Lệ Thu\nÔng Vinh", "demands": "Niêm yết ngay"}

    paper = inspector.follow(inspector.submit(inspector.get(f"{LIST}/1/minutes/new"), told))

    assert "Vi phạm: Chưa niêm yết nội quy" in paper.words
    assert case.code in paper.words
    assert "ngày 23 tháng 11 năm 2026" in paper.words
    assert {"Bà Lệ Thu", "Ông Vinh"} <= {"".join(li.itertext()) for li in paper.every("li")}
    assert "Niêm yết ngay" in paper.words
    assert "Phòng họp" in inspector.get(f"{LIST}/1/minutes/new").text


def test_a_paper_not_yet_filled_in_has_blanks_to_write_on(
    inspector: InspectingClient, session: Session
) -> None:
    factories.case(session)
    inspector.submit(inspector.get(f"{LIST}/new"), TYPED)

    paper = inspector.get(f"{LIST}/1/minutes", max_queries=12)

    assert len([e for e in paper.every("span") if "blank" in e.get("class", "")]) >= 5


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.UNIT_HEAD], ids=str)
def test_others_hold_no_inspection(sign_in: SignIn, at: SetClock, role: Role) -> None:
    at("2026-11-23")
    client = sign_in(role)

    client.get(f"{LIST}/new", status=403)
    client.get(LIST, status=200 if role is Role.DIRECTOR else 403)


def sample_of(page: object) -> list[str]:
    return [row[1] for row in cells(page) if row[0].isdecimal()]


def cells(page: object) -> list[list[str]]:
    rows = page.every("tr")  # type: ignore[attr-defined]  # a Page
    found = [[" ".join("".join(td.itertext()).split()) for td in row.iter("td")] for row in rows]
    return [row for row in found if row]
