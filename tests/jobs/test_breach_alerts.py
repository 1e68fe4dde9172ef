"""A notice of a breach still owed is told by mail once at each level, without what happened."""

from datetime import datetime

from sqlalchemy.orm import Session

from tests import factories as make
from tests.jobs.conftest import Work
from tests.support.mail_server import MailServer
from tracker.access import Role
from tracker.casework.data_breaches import (
    BreachDetails,
    BreachStepDetails,
    log_breach,
    take_step,
)
from tracker.clock import VIETNAM
from tracker.law.data_breach import BreachDeed, BreachTrait
from tracker.records.organisation import User
from tracker.records.privacy import DataBreach
from tracker.records.visibility import Reach

FOUND = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)  # 72 hours end on 23/11 at 09:30.


def test_the_head_is_told_once_at_each_level_also_at_night(
    session: Session, mail: MailServer, work: Work
) -> None:
    _logged(session)
    told = []
    for moment in ("2026-11-20T10:00", "2026-11-21T22:00", "2026-11-21T23:30",
                   "2026-11-22T16:00", "2026-11-23T09:31", "2026-11-23T09:45"):  # fmt: skip
        work(moment)
        told.append(len(_letters(mail)))

    assert told == [0, 1, 1, 2, 3, 3]
    assert [m["Subject"].rpartition(": ")[2] for m in _letters(mail)] == [
        "Sắp đến hạn", "Khẩn", "Quá hạn",
    ]  # fmt: skip


def test_a_letter_holds_code_duty_time_and_link_and_nothing_that_happened(
    session: Session, mail: MailServer, work: Work
) -> None:
    breach = _logged(session)
    work("2026-11-21T22:00")

    text = _letters(mail)[0].get_content()
    assert "SCDL-2026-0001" in text
    assert "Thông báo vi phạm cho cơ quan bảo vệ dữ liệu" in text
    assert "09:30 23/11/2026" in text
    assert f"https://tiepdan.coquan.gov.vn/privacy/breaches/{breach.id}" in text
    assert "Sổ" not in text


def test_what_was_sent_is_told_no_more(session: Session, mail: MailServer, work: Work) -> None:
    breach = _logged(session)
    sent = BreachStepDetails(FOUND, "", "Cơ quan chuyên trách")
    take_step(session, breach, BreachDeed.AUTHORITY_NOTICE, sent, by=_by(session), now=FOUND)

    work("2026-11-23T10:00")

    assert _letters(mail) == []


def test_a_reader_of_english_gets_english(session: Session, mail: MailServer, work: Work) -> None:
    _director(session).language = "en"
    _logged(session)
    work("2026-11-23T10:00")

    assert _letters(mail)[0]["Subject"] == "Data breach SCDL-2026-0001: Overdue"


def _logged(session: Session) -> DataBreach:
    _director(session).email = "lanhdao@coquan.gov.vn"
    typed = BreachDetails(
        "Mất sổ", FOUND, "Sổ để quên trên xe.", "Văn thư", "Họ tên", (BreachTrait.HARM,)
    )
    return log_breach(session, typed, by=_by(session), now=FOUND)


def _letters(mail: MailServer):  # type: ignore[no-untyped-def]  # messages of the standard library
    return [m for m in mail.mails if "SCDL-" in m["Subject"]]


def _director(session: Session) -> User:
    return make.person_with(session, Role.DIRECTOR)


def _by(session: Session) -> Reach:
    return make.reach(session, _director(session))
