"""One's own reminders, the ladder, and what the page of a case says of both."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import DENOUNCER
from tracker.access import Role
from tracker.casework.ladder import digest_at, ladders, tell_all
from tracker.casework.reminders import sweep
from tracker.clock import VIETNAM
from tracker.law.kinds import CaseKind
from tracker.law.ladder import HOUSE, Rung, Steps
from tracker.records.audit import AuditEntry
from tracker.records.cases import AlarmRecord, Case, CaseBarrier
from tracker.records.organisation import User
from tracker.records.reminders import Mail, MailState, Reminder

SignIn = Callable[[Role | User], InspectingClient]
MORNING = datetime(2026, 11, 12, 9, tzinfo=VIETNAM)  # A day past the last day of 11/11.
LADDER = "/administration/ladder"


@pytest.fixture
def handler(session: Session) -> User:
    return make.person(session, Role.HANDLER, name="Lê Văn Xử")


@pytest.fixture
def case(session: Session, handler: User, at: SetClock) -> Case:
    """Give a complaint of which its handler and the director were told this morning."""
    make.person_with(session, Role.DIRECTOR)
    subject = make.assigned(session, make.case(session), handler, date(2026, 11, 2))
    sweep(session, at=MORNING)
    list(tell_all(session, at=MORNING))
    at("2026-11-12T10:00")
    return subject


def test_the_bell_counts_and_leads_to_the_list(sign_in: SignIn, case: Case, handler: User) -> None:
    page = sign_in(handler).get("/reminders", max_queries=8)

    assert page.every("span", class_="bell-count")[0].text == "1"
    assert case.code in page.words
    assert "1 ngày làm việc sau hạn" in page.words


def test_no_page_asks_one_statement_more_for_the_bell(
    sign_in: SignIn, case: Case, handler: User
) -> None:
    page = sign_in(handler).get("/reminders")

    assert len([s for s in page.statements if "FROM reminder" in s]) == 2  # The bell, the list.
    assert len(page.statements) == 2


def test_one_reminder_is_acknowledged_with_the_duty(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    client = sign_in(handler)
    row = session.scalars(select(Reminder).where(Reminder.recipient_id == handler.id)).one()

    after = client.follow(
        client.submit(client.get("/reminders"), action=f"/reminders/{row.id}/acknowledgement")
    )

    session.expire_all()
    assert "Không có lời nhắc nào" in after.words
    assert not after.every("span", class_="bell-count")
    assert session.scalars(select(AlarmRecord.acknowledged_at)).one() is not None
    assert case.code in client.get("/reminders?tab=seen").words
    assert deeds(session) == ["acknowledge"]


def test_all_are_acknowledged_at_once_and_only_ones_own(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    director = make.person_with(session, Role.DIRECTOR)
    client = sign_in(director)

    client.submit(client.get("/reminders"), action="/reminders/acknowledgement")

    session.expire_all()
    open_ = session.scalars(
        select(Reminder.recipient_id).where(Reminder.acknowledged_at.is_(None))
    ).all()
    assert open_ == [handler.id]


def test_the_word_on_the_page_of_the_case_is_a_word_for_ones_own_reminder(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    client = sign_in(handler)
    client.submit(client.get(f"/cases/{case.id}"), action=f"/cases/{case.id}/acknowledgement")

    assert "Không có lời nhắc nào" in client.get("/reminders").words


def test_nobody_acknowledges_for_another(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    row = session.scalars(select(Reminder).where(Reminder.recipient_id == handler.id)).one()

    sign_in(Role.DIRECTOR).post(f"/reminders/{row.id}/acknowledgement", status=404)

    session.expire_all()
    assert session.get_one(Reminder, row.id).acknowledged_at is None


def test_a_case_that_has_come_to_be_about_somebody_leaves_the_list(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    row = session.scalars(select(Reminder).where(Reminder.recipient_id == handler.id)).one()
    session.add(CaseBarrier(agency_id=case.agency_id, case_id=case.id, user_id=handler.id))
    client = sign_in(handler)

    assert case.code not in client.get("/reminders").words
    client.post(f"/reminders/{row.id}/acknowledgement", status=404)


def test_a_long_list_goes_on_overleaf(
    sign_in: SignIn, session: Session, case: Case, handler: User
) -> None:
    for _ in range(30):
        make.assigned(session, make.case(session), handler, date(2026, 11, 2))
    list(tell_all(session, at=MORNING))
    client = sign_in(handler)
    first = client.get("/reminders", max_queries=8)

    onward = next(link for link in first.links if "after=" in link)

    assert first.every("span", class_="bell-count")[0].text == "31"
    assert len(client.get(onward, max_queries=8).every("td", class_="cell-code")) == 6


def test_a_denunciation_is_reminded_of_by_its_code_alone(
    sign_in: SignIn, session: Session, handler: User, at: SetClock
) -> None:
    typed = make.petition_details(CaseKind.DENUNCIATION, sender=DENOUNCER, summary="Nhận quà biếu")
    subject = make.case(session, CaseKind.DENUNCIATION, parties=typed.parties,
                        summary=typed.summary, received_on=date(2026, 10, 30))  # fmt: skip
    make.assigned(session, subject, handler, date(2026, 10, 30))
    list(tell_all(session, at=MORNING))
    at("2026-11-12T10:00")

    words = sign_in(handler).get("/reminders").words

    assert subject.code in words
    assert "quà" not in words
    assert DENOUNCER.full_name not in words


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ({"state": MailState.SENT, "sent_at": MORNING}, "đã gửi thư lúc 09:00 12/11/2026"),
        (
            {"state": MailState.FAILED, "fault": "mailbox", "code": 550, "next_try_at": MORNING},
            "chưa gửi được thư: hộp thư không nhận thư (550); thử lại lúc 09:00 12/11/2026",
        ),
        ({"state": MailState.QUEUED}, "thư chờ gửi"),
        (
            {"state": MailState.GIVEN_UP, "fault": "unreachable"},
            "đã thôi gửi thư: không nối được máy chủ thư",
        ),
    ],
)
def test_the_case_says_who_was_told_and_what_became_of_the_mail(
    sign_in: SignIn,
    session: Session,
    case: Case,
    handler: User,
    mail: dict[str, object],
    words: str,
) -> None:
    row = session.scalars(select(Reminder).where(Reminder.recipient_id == handler.id)).one()
    letter = Mail(agency_id=case.agency_id, recipient_id=handler.id, day=MORNING.date(),
                  attempts=1, created_at=MORNING, **mail)  # fmt: skip
    session.add(letter)
    session.flush()
    row.mail_id = letter.id

    page = sign_in(Role.DIRECTOR).get(f"/cases/{case.id}", max_queries=12)

    assert "Lê Văn Xử Người xử lý" in page.words
    assert words in page.words
    assert "không gửi thư: chưa có địa chỉ" in page.words  # The director has none.


def test_an_administrator_sets_the_ladder_of_one_kind(sign_in: SignIn, session: Session) -> None:
    admin = sign_in(Role.ADMINISTRATOR)
    typed = {"handler_before": "5; 2 0", "handler_after": "", "director_after": "3,1"}

    admin.submit(admin.get(f"{LADDER}/complaint"), typed)

    found = ladders(session, make.agency(session).id)
    assert found[CaseKind.COMPLAINT][Rung.HANDLER] == Steps((5, 2, 0), ())
    assert found[CaseKind.COMPLAINT][Rung.DIRECTOR] == Steps((), (1, 3))
    assert found[CaseKind.COMPLAINT][Rung.UNIT_HEAD] == HOUSE[Rung.UNIT_HEAD]
    assert found[CaseKind.DENUNCIATION] == dict(HOUSE)
    assert set(deeds(session)) == {"create"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("handler_before", "ba"), ("handler_before", "-1"), ("unit_head_after", "0"),
        ("director_after", "61"), ("director_after", "99999"), ("handler_after", "1,2,3,4,5,6,7"),
        ("handler_before", "1\u200b,\u202e2"), ("unit_head_before", "²"),
    ],
)  # fmt: skip
def test_steps_that_cannot_be_are_refused_beside_their_field(
    sign_in: SignIn, session: Session, field: str, typed: str
) -> None:
    admin = sign_in(Role.ADMINISTRATOR)

    page = admin.submit(
        admin.get(f"{LADDER}/complaint"), {field: typed, "director_before": "7"}, status=422
    )

    assert page.every("p", id=f"{field}-error")
    assert 'value="7"' in page.text
    assert ladders(session, make.agency(session).id)[CaseKind.COMPLAINT] == dict(HOUSE)


@pytest.mark.parametrize(("typed", "status"), [("8h15", 303), ("22:00", 422), ("sớm", 422)])
def test_the_hour_of_the_digest_is_set_within_the_working_day(
    sign_in: SignIn, session: Session, typed: str, status: int
) -> None:
    admin = sign_in(Role.ADMINISTRATOR)

    admin.submit(admin.get(f"{LADDER}/hour"), {"digest_at": typed}, status=status)

    hour = digest_at(session, make.agency(session).id)
    assert f"{hour:%H:%M}" == ("08:15" if status == 303 else "07:30")


def test_the_page_says_that_there_is_no_mail_server(sign_in: SignIn) -> None:
    assert "Chưa đặt máy chủ thư" in sign_in(Role.ADMINISTRATOR).get(LADDER, max_queries=8).words


def test_a_kind_that_does_not_exist_is_not_found(sign_in: SignIn) -> None:
    sign_in(Role.ADMINISTRATOR).get(f"{LADDER}/khong-co", status=404)


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [("an@coquan.gov.vn", 303, "an@coquan.gov.vn"), ("", 303, ""), ("không phải", 422, "cu@a.vn")],
)
def test_the_address_of_a_person_is_changed_or_refused(
    sign_in: SignIn, session: Session, handler: User, typed: str, status: int, kept: str
) -> None:
    handler.email = "cu@a.vn"
    admin, place = sign_in(Role.ADMINISTRATOR), f"/administration/people/{handler.id}/email"

    page = admin.submit(admin.get(place), {"email": typed}, status=status)

    session.expire_all()
    assert handler.email == kept
    assert bool(page.every("p", id="email-error")) is (status == 422)


def deeds(session: Session) -> list[str]:
    """Give what the trail says was done with reminders and the ladder."""
    session.rollback()
    tables = ("reminder", "ladder_rung")
    entries = select(AuditEntry.action).where(AuditEntry.subject.in_(tables))
    return list(session.scalars(entries.order_by(AuditEntry.id)))
