"""The director names who else may open an identity, is told of each opening, takes it back."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support import child
from tests.support.applications import SEALING_KEYS, SECRET_KEY
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.mail_server import mail_server
from tracker.access import Role
from tracker.casework.case_facts import read_cases
from tracker.casework.permits import LONGEST
from tracker.casework.registration import PartyDetails
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole
from tracker.records.unsealing import UnsealNotice, UnsealPermit

SignIn = Callable[[Role | User], InspectingClient]
TODAY = date(2026, 11, 23)
WHY = {"reason": "Phải mời người tố cáo làm việc"}
TOO_LATE = TODAY + LONGEST + timedelta(1)
NAME = make.HANH.full_name


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-23")


@pytest.fixture
def head(session: Session) -> User:
    return make.person_with(session, Role.UNIT_HEAD)


@pytest.fixture
def case(session: Session, head: User) -> Case:
    """Give a denunciation that lies in the unit of the head."""
    found = make.case(session, CaseKind.DENUNCIATION)
    make.assigned(session, found, make.person(session, Role.HANDLER), date(2026, 11, 4))
    return found


@pytest.fixture
def director(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.DIRECTOR)


def test_a_head_who_was_not_named_cannot_open_it(sign_in: SignIn, head: User, case: Case) -> None:
    client = sign_in(head)

    client.get(f"{place(case)}/unseal", status=404)
    assert "Mở danh tính" not in client.get(place(case)).words


def test_who_was_named_opens_it_with_a_reason_of_their_own(
    sign_in: SignIn, director: InspectingClient, head: User, case: Case
) -> None:
    after = director.follow(permit(director, case, head))
    client = sign_in(head)
    client.submit(client.get(f"{place(case)}/unseal"), {"reason": "xem"}, status=422)
    shown = client.follow(client.submit(client.get(f"{place(case)}/unseal"), WHY))

    assert head.full_name in after.words
    assert NAME in shown.words


def test_a_permit_ends_with_its_last_day(
    sign_in: SignIn, director: InspectingClient, head: User, case: Case, at: SetClock
) -> None:
    permit(director, case, head, ends_on="24/11/2026")

    at("2026-11-24T23:50")
    sign_in(head).get(f"{place(case)}/unseal")
    at("2026-11-25T00:01")
    sign_in(head).get(f"{place(case)}/unseal", status=404)


def test_a_permit_that_is_taken_back_shuts_what_is_open(
    sign_in: SignIn, director: InspectingClient, session: Session, head: User, case: Case
) -> None:
    permit(director, case, head)
    client = sign_in(head)
    client.submit(client.get(f"{place(case)}/unseal"), WHY)
    assert NAME in client.get(place(case)).words

    given = session.scalars(select(UnsealPermit)).one()
    action = f"{place(case)}/permits/{given.id}/revocation"
    after = director.follow(director.submit(director.get(place(case)), action=action))

    assert "đã thu lại" in after.words
    assert NAME not in client.get(place(case)).words
    client.get(f"{place(case)}/unseal", status=404)
    director.post(action, status=409)


def test_both_acts_stand_in_the_trail(
    director: InspectingClient, session: Session, head: User, case: Case
) -> None:
    permit(director, case, head)
    given = session.scalars(select(UnsealPermit)).one()
    director.post(f"{place(case)}/permits/{given.id}/revocation")

    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == "unseal_permit").order_by(AuditEntry.id)
    ).all()
    assert [entry.action for entry in entries] == ["create", "change"]
    assert entries[0].changes["user_id"] == {"new": head.id}
    assert entries[1].changes["revoked_at"]["old"] is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "vì"}, "Hãy ghi rõ vì sao"),
        ({"ends_on": "22/11/2026"}, "Ngày hết phép phải từ hôm nay"),
        (
            {"ends_on": f"{TODAY + LONGEST + timedelta(1):%d/%m/%Y}"},
            "Ngày hết phép phải từ hôm nay",
        ),
        ({"reason": f"Vì {NAME} gọi điện đến"}, "để lộ họ tên"),
    ],
    ids=["no reason", "past", "too long", "names the denouncer"],
)
def test_a_permit_that_says_too_little_or_too_much_is_refused(
    director: InspectingClient,
    session: Session,
    head: User,
    case: Case,
    typed: dict[str, str],
    sentence: str,
) -> None:
    page = permit(director, case, head, status=422, **typed)

    assert sentence in page.words
    assert session.scalars(select(UnsealPermit)).all() == []


def test_only_those_who_see_the_case_and_need_a_permit_can_be_named(
    director: InspectingClient, session: Session, head: User, case: Case
) -> None:
    elsewhere = make.person(
        session, Role.UNIT_HEAD, at=make.unit(session, "Phòng Xa"), name="Vũ Ở Xa"
    )
    session.flush()
    page = director.get(f"{place(case)}/permits/new")

    assert head.full_name in page.words
    assert "Vũ Ở Xa" not in page.words
    permit(director, case, elsewhere, status=422)
    permit(director, case, make.person_with(session, Role.ADMINISTRATOR), status=422)


def test_whom_a_case_is_about_cannot_be_named(
    director: InspectingClient, session: Session, head: User
) -> None:
    about = PartyDetails(PartyRole.RESPONDENT, make.HANH, user_id=head.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, CaseKind.DENUNCIATION, parties=(sender, about))
    make.assigned(session, case, make.person(session, Role.HANDLER), date(2026, 11, 4))

    permit(director, case, head, status=422)


@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.HANDLER, Role.INSPECTOR], ids=str)
def test_only_the_director_names_anybody(sign_in: SignIn, case: Case, role: Role) -> None:
    sign_in(role).get(f"{place(case)}/permits/new", status=403)
    sign_in(role).post(f"{place(case)}/permits/1/revocation", status=403)


def test_what_is_not_sealed_needs_no_permit(director: InspectingClient, session: Session) -> None:
    open_one = make.petition(session).petition
    assert open_one is not None

    director.get(f"/petitions/{open_one.id}/permits/new", status=404)


def test_an_opening_by_permit_is_no_finding(
    sign_in: SignIn, director: InspectingClient, session: Session, head: User, case: Case
) -> None:
    permit(director, case, head)
    client = sign_in(head)
    client.submit(client.get(f"{place(case)}/unseal"), WHY)

    session.rollback()
    calendar = calendar_in_use(session)
    (found,) = read_cases(session, [case.id], now=make.moment(TODAY), calendar=calendar)
    assert [opening.is_entitled for opening in found.record.openings] == [True]


def test_the_director_is_told_of_each_opening_and_acknowledges_it(
    sign_in: SignIn, director: InspectingClient, session: Session, case: Case
) -> None:
    inspector = sign_in(Role.INSPECTOR)
    inspector.submit(inspector.get(f"{place(case)}/unseal"), WHY)

    told = director.get("/reminders")
    code = case.links[0].petition.code
    assert "Danh tính người tố cáo đã được mở" in told.words
    assert code in told.words
    assert WHY["reason"] in told.words

    after = director.follow(director.submit(told, action="/reminders/openings/acknowledgement"))
    assert "Đã ghi nhận bạn biết 1 lần mở danh tính." in after.words
    assert code not in after.words
    assert "Danh tính người tố cáo" not in inspector.get("/reminders").words


def test_who_opens_it_is_not_told_nor_is_whom_the_case_is_about(
    sign_in: SignIn, session: Session
) -> None:
    opener = make.person_with(session, Role.DIRECTOR)
    accused = make.person(session, Role.DIRECTOR, name="Lê Bị Tố")
    other = make.person(session, Role.DIRECTOR, name="Lê Phó")
    about = PartyDetails(PartyRole.RESPONDENT, make.HANH, user_id=accused.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, CaseKind.DENUNCIATION, parties=(sender, about))
    client = sign_in(opener)

    client.submit(client.get(f"{place(case)}/unseal"), WHY)

    assert session.scalars(select(UnsealNotice.recipient_id)).all() == [other.id]


def test_the_morning_mail_tells_the_director_by_code_once(
    sign_in: SignIn, session: Session, case: Case, database_url: str, tmp_path: Path
) -> None:
    make.person_with(session, Role.DIRECTOR).email = "lanhdao@coquan.gov.vn"
    inspector = sign_in(Role.INSPECTOR)
    inspector.submit(inspector.get(f"{place(case)}/unseal"), WHY)
    code = case.links[0].petition.code
    session.commit()

    with mail_server() as mail:
        settings = {
            "ENVIRONMENT": "test", "DATABASE_URL": database_url, "INSTANCE_DIR": str(tmp_path),
            "SECRET_KEY": SECRET_KEY, "SEALING_KEYS": SEALING_KEYS, "SMTP_URL": mail.url,
            "MAIL_FROM": "nhac@coquan.gov.vn",
        }  # fmt: skip
        for moment in ("2026-11-23T10:00", "2026-11-24T10:00"):
            ended = child.run(settings, moment, "worker", "--once")
            assert ended.returncode == 0, ended.stderr

    told = [letter.get_content() for letter in mail.mails]
    mine = [text for text in told if "Danh tính người tố cáo đã được mở" in text]
    assert len(mine) == 1
    assert code in mine[0]
    assert not any(NAME in text or WHY["reason"] in text for text in told)


def place(case: Case) -> str:
    return f"/petitions/{case.links[0].petition_id}"


def permit(director: InspectingClient, case: Case, user: User, *, status: int = 303, **typed: str):  # type: ignore[no-untyped-def]  # a Page, as the client gives it
    page = director.get(f"{place(case)}/permits/new", max_queries=12)
    sent = {"user_id": user.id, "ends_on": "30/11/2026", **WHY, **typed}
    return director.submit(page, sent, status=status)
