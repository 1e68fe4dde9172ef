"""The head's written notice of a refusal: for which grounds, by whom, when."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import intake
from tracker.casework.intake import VisitDetails
from tracker.casework.refusals import NoticeDetails, issue_notice, last_notice, notice_of
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.terms import Refusal
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visits import RefusalNotice

DAY, LATER = date(2026, 11, 20), date(2026, 11, 25)
NOTICE = NoticeDetails("12/TB-SKHCN", date(2026, 11, 24), "Đinh Bảo Quốc", "Giám đốc")
G = ReceptionRefusal


def refused(session: Session, ground: ReceptionRefusal = G.SETTLED, **details: Any) -> Visit:
    """Turn Trần Thị Hạnh away."""
    typed = VisitDetails(
        DAY, factories.HANH, "Việc cũ", VisitOutcome.REFUSED, refusal_ground=ground
    )
    now = factories.moment(LATER)
    made = intake.log_visit(
        session, factories.desk(session), replace(typed, **details), None, now=now
    )
    assert made.visit is not None
    return made.visit


def issued(
    session: Session, visit: Visit, role: Role = Role.DIRECTOR, **details: Any
) -> RefusalNotice:
    """Issue the notice."""
    by = factories.reach(session, factories.person_with(session, role))
    now = factories.moment(LATER)
    return issue_notice(session, visit, replace(NOTICE, **details), by=by, now=now)


@pytest.mark.parametrize("ground", [G.SETTLED, G.ANSWERED])
def test_the_head_issues_it_for_the_two_grounds(session: Session, ground: ReceptionRefusal) -> None:
    visit = refused(session, ground)

    notice = issued(session, visit)

    assert notice_of(session, visit.id) is notice
    assert last_notice(session, visit.agency_id) is notice


@pytest.mark.parametrize(
    ("ground", "role", "details", "words"),
    [
        (G.UNCHECKED, Role.DIRECTOR, {}, "giải thích trực tiếp"),
        (G.SETTLED, Role.RECEPTIONIST, {}, "lãnh đạo ký"),
        (G.SETTLED, Role.INSPECTOR, {}, "lãnh đạo ký"),
        (G.SETTLED, Role.DIRECTOR, {"issued_on": date(2026, 11, 19)}, "trước ngày có đủ căn cứ"),
        (G.SETTLED, Role.DIRECTOR, {"issued_on": date(2026, 11, 26)}, "tương lai"),
    ],
    ids=["other ground", "receptionist", "inspector", "before the ground", "future"],
)
def test_it_is_refused_where_the_law_has_none(
    session: Session, ground: ReceptionRefusal, role: Role, details: dict[str, Any], words: str
) -> None:
    visit = refused(session, ground)

    with pytest.raises(Refusal, match=words):
        issued(session, visit, role, **details)


def test_it_is_issued_once(session: Session) -> None:
    visit = refused(session)
    issued(session, visit)

    with pytest.raises(Refusal, match="Đã ban hành"):
        issued(session, visit, number="13/TB-SKHCN")


def test_a_head_of_another_agency_issues_nothing_here(session: Session) -> None:
    visit = refused(session)
    stranger = factories.person(session, Role.DIRECTOR, at=factories.agency(session, "Sở khác"))

    with pytest.raises(Refusal, match="lãnh đạo ký"):
        issue_notice(
            session, visit, NOTICE, by=factories.reach(session, stranger),
            now=factories.moment(LATER),
        )  # fmt: skip


@pytest.mark.parametrize("complete_on", [date(2026, 11, 19), date(2026, 11, 26)])
def test_the_ground_is_complete_between_the_visit_and_today(
    session: Session, complete_on: date
) -> None:
    with pytest.raises(Refusal, match="từ ngày tiếp đến hôm nay"):
        refused(session, ground_complete_on=complete_on)
