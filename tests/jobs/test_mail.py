"""Digests go out once a day, in the morning, each on its own, with codes and dates alone."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.jobs.conftest import Work
from tests.support.mail_server import MailServer, free_port
from tests.support.walks import DENOUNCER
from tracker.casework.ladder import set_digest_at
from tracker.clock import VIETNAM
from tracker.law.kinds import CaseKind
from tracker.outside.post import Letter, PostError, PostFault, SmtpPost
from tracker.records.cases import CaseBarrier
from tracker.records.organisation import Substitution, User
from tracker.records.reminders import Mail, MailState, Reminder

WRITTEN = datetime(2026, 11, 12, 9, tzinfo=VIETNAM)


def test_everybody_gets_one_digest_with_code_duty_date_and_link(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    work("2026-11-12T07:30")

    assert sorted(mail.recipients) == sorted(user.email for user in office)
    letter = next(m for m in mail.mails if m["To"] == office[0].email)
    assert letter["Subject"] == "Nhắc việc 12/11/2026: 8 nghĩa vụ, 8 quá hạn"
    text = letter.get_content()
    assert "KN-2026-0001 – Thụ lý hoặc thông báo không thụ lý khiếu nại" in text
    assert "Quá hạn từ 11/11/2026" in text
    assert "https://tiepdan.coquan.gov.vn/cases/" in text


def test_a_reader_of_english_gets_english(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    office[0].language = "en"

    work("2026-11-12T07:30")

    found = {str(m["To"]): str(m["Subject"]) for m in mail.mails}
    assert found[office[0].email] == "Reminders 12/11/2026: 8 duties, 8 overdue"
    assert found[office[1].email].startswith("Nhắc việc")


@pytest.mark.parametrize(
    "moment", ["2026-11-12T07:29", "2026-11-12T18:00", "2026-11-12T03:00", "2026-11-14T09:00"]
)
def test_no_mail_before_the_hour_at_night_or_on_a_day_off(
    session: Session, office: list[User], mail: MailServer, work: Work, moment: str
) -> None:
    work(moment)

    assert mail.mails == []


def test_the_hour_of_the_agency_counts(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    set_digest_at(session, office[0].agency_id, datetime(2026, 11, 12, 10, 0).time())  # noqa: DTZ001 - its time of day alone

    work("2026-11-12T09:59")
    before = len(mail.mails)
    work("2026-11-12T10:00")

    assert (before, len(mail.mails)) == (0, len(office))


def test_one_digest_a_day_what_comes_later_waits_for_the_next(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    work("2026-11-12T07:30")
    make.assigned(session, make.case(session, received_on=date(2026, 11, 2)), office[0],
                  date(2026, 11, 2))  # fmt: skip
    work("2026-11-12T15:00")
    same_day = mail.recipients.count(office[0].email)
    work("2026-11-13T07:30")

    letters = [m for m in mail.mails if m["To"] == office[0].email]
    assert same_day == 1
    assert [str(m["Subject"]) for m in letters][1:] == [
        "Nhắc việc 13/11/2026: 1 nghĩa vụ, 1 quá hạn"
    ]


def test_one_failing_mailbox_stops_nobody_else_and_is_tried_again(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    mail.refusing[office[0].email] = "550 5.1.1 Không có hộp thư"

    work("2026-11-12T07:30")
    failed = state_of(session, office[0])
    del mail.refusing[office[0].email]
    work("2026-11-12T07:32")

    assert set(mail.recipients) == {user.email for user in office}
    assert failed == (MailState.FAILED, PostFault.MAILBOX.value, 550)
    assert state_of(session, office[0]) == (MailState.SENT, None, None)


def test_a_mail_that_fails_in_the_evening_is_tried_again_in_the_morning(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    mail.refusing[office[0].email] = "451 4.7.1 Thử lại sau"
    for minute in ("07:30", "07:32", "07:40", "08:00", "17:29"):
        work(f"2026-11-13T{minute}")
    tries = session.scalars(select(Mail).where(Mail.recipient_id == office[0].id)).one()
    next_try = tries.next_try_at

    assert tries.fault == PostFault.BUSY.value
    assert next_try == datetime(2026, 11, 16, 7, 0, tzinfo=VIETNAM)  # Friday's on Monday.
    del mail.refusing[office[0].email]
    work("2026-11-13T21:00")
    assert office[0].email not in mail.recipients
    work("2026-11-16T07:01")
    assert mail.recipients.count(office[0].email) == 1


def test_a_mail_is_given_up_after_the_last_try(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    mail.refusing[office[0].email] = "550 5.1.1 Không có hộp thư"
    for moment in ("12T07:30", "12T07:32", "12T07:40", "12T08:00", "12T10:00", "12T15:00"):
        work(f"2026-11-{moment}")

    assert state_of(session, office[0]) == (MailState.GIVEN_UP, PostFault.MAILBOX.value, 550)


def test_on_leave_the_substitute_gets_the_mail(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    absent, stand_in = office[:2]
    session.add(
        Substitution(
            agency_id=absent.agency_id, absent_id=absent.id, substitute_id=stand_in.id,
            starts_on=date(2026, 11, 10), ends_on=date(2026, 11, 20), reason="Nghỉ phép",
        )
    )  # fmt: skip

    work("2026-11-12T07:30")

    subjects = {str(m["To"]): str(m["Subject"]) for m in mail.mails}
    assert absent.email not in subjects
    assert subjects[stand_in.email] == "Nhắc việc 12/11/2026: 16 nghĩa vụ, 16 quá hạn"


def test_a_case_that_has_come_to_be_about_somebody_is_left_out_of_the_mail(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    work("2026-11-12T07:00")  # Told, but the digest comes later.
    told = session.scalars(select(Reminder).where(Reminder.recipient_id == office[0].id)).all()
    first = told[0]
    session.add(CaseBarrier(agency_id=first.agency_id, case_id=first.case_id,
                            user_id=office[0].id))  # fmt: skip

    work("2026-11-12T07:30")

    letter = next(m for m in mail.mails if m["To"] == office[0].email)
    assert f"/cases/{first.case_id}\n" not in letter.get_content()
    assert "7 nghĩa vụ" in letter["Subject"]


def test_no_mail_says_who_sent_a_denunciation_or_what_it_is_about(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    typed = make.petition_details(CaseKind.DENUNCIATION, sender=DENOUNCER, summary="Nhận quà biếu")
    subject = make.case(session, CaseKind.DENUNCIATION, parties=typed.parties,
                        summary=typed.summary, received_on=date(2026, 10, 30))  # fmt: skip
    make.assigned(session, subject, office[0], date(2026, 10, 30))

    work("2026-11-12T07:30")

    letter = next(m for m in mail.mails if m["To"] == office[0].email)
    text = letter.get_content()
    assert subject.code in text
    assert "quà" not in text
    assert subject.sender_label not in text
    assert DENOUNCER.full_name not in text


def test_without_an_address_people_are_told_in_the_application_alone(
    session: Session, office: list[User], mail: MailServer, work: Work
) -> None:
    office[0].email = ""

    work("2026-11-12T07:30")

    told = select(Reminder).where(Reminder.recipient_id == office[0].id)
    assert len(session.scalars(told).all()) == 8
    assert len(mail.mails) == len(office) - 1


def test_a_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    with pytest.raises(PostError) as refused:
        SmtpPost(f"smtp://127.0.0.1:{free_port()}", "nhac@coquan.gov.vn").send(letter())

    assert refused.value.fault is PostFault.UNREACHABLE


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("550 No such user", PostFault.MAILBOX),
        ("451 Later", PostFault.BUSY),
        ("250 OK", None),
    ],
)
def test_the_answer_of_a_server_is_put_in_words(
    mail: MailServer, answer: str, fault: PostFault | None
) -> None:
    mail.refusing["an@coquan.gov.vn"] = "" if fault is None else answer
    post = SmtpPost(mail.url, "nhac@coquan.gov.vn")
    found: PostFault | None = None
    try:
        post.send(letter())
    except PostError as refused:
        found = refused.fault
    post.close()

    assert found is fault
    assert len(mail.mails) == (fault is None)


def letter() -> Letter:
    return Letter("an@coquan.gov.vn", "Nhắc việc", "Kính gửi", "nhac.1", WRITTEN)


def state_of(session: Session, user: User) -> tuple[MailState, str | None, int | None]:
    """Give what became of the mail of a person."""
    session.rollback()
    row = session.scalars(select(Mail).where(Mail.recipient_id == user.id)).one()
    state = (row.state, row.fault, row.code)
    session.rollback()
    return state
