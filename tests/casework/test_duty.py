"""Recorded days, judged for a department and a commune on both sides of the law."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import held
from tracker.access import Role
from tracker.casework import duty
from tracker.law.calendar import Calendar
from tracker.law.duty_days import DutyMonth, DutyStanding
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Capacity, ReceptionMode

D = date
YEAR_END = D(2026, 12, 31)
MET, SHORT = DutyStanding.MET, DutyStanding.SHORT


@pytest.mark.parametrize(
    ("profile", "month", "days", "standing"),
    [
        (Profile.DEPARTMENT, 6, [15], MET),
        (Profile.DEPARTMENT, 6, [], SHORT),
        (Profile.DEPARTMENT, 7, [15], MET),
        (Profile.DEPARTMENT, 7, [], SHORT),
        (Profile.COMMUNE, 5, [5, 12, 19, 26], MET),
        (Profile.COMMUNE, 5, [5, 6], SHORT),
        (Profile.COMMUNE, 7, [7, 21], MET),
        (Profile.COMMUNE, 7, [7], SHORT),
    ],
)
def test_recorded_days_are_judged(
    session: Session, profile: Profile, month: int, days: list[int], standing: DutyStanding
) -> None:
    factories.agency(session).profile = profile
    for day in days:
        held(session, D(2026, month, day))

    assert _month(session, month).standing is standing


def test_delegated_and_extraordinary_days_do_not_make_a_month(session: Session) -> None:
    held(session, D(2026, 8, 3), capacity=Capacity.DELEGATED)
    held(session, D(2026, 8, 4), mode=ReceptionMode.EXTRAORDINARY)
    held(session, D(2026, 8, 5), capacity=Capacity.ASSIGNED)

    found = _month(session, 8)

    assert found.standing is SHORT
    assert (found.delegated, found.extraordinary) == ((D(2026, 8, 3),), (D(2026, 8, 4),))


def test_a_session_belongs_to_the_nearest_body_above_its_desk(session: Session) -> None:
    centre = factories.unit(session, "Trung tâm")
    centre.profile = Profile.SERVICE_UNIT
    session.flush()
    held(session, D(2026, 8, 3)).unit_id = factories.unit(session, "Quầy", under=centre).id
    session.flush()

    assert _month(session, 8).standing is SHORT
    assert _month(session, 8, centre).standing is MET


def test_units_of_a_department_are_no_bodies_of_their_own(session: Session) -> None:
    factories.unit(session, "Phòng Kế hoạch")
    sub = factories.unit(session, "Chi cục")
    sub.profile = Profile.SUB_DEPARTMENT
    session.flush()

    found = duty.bodies(session, factories.agency(session).id)

    assert [body.name for body in found] == [factories.agency(session).name, "Chi cục"]
    assert found[1].rule is None


def test_a_short_month_takes_a_reason_and_a_better_one(session: Session) -> None:
    first = _explain(session, "Đi công tác theo Quyết định 12")
    second = _explain(session, "Đi học tập trung theo Quyết định 15")

    assert first is second
    assert second.reason == "Đi học tập trung theo Quyết định 15"
    assert _month(session, 8).standing is SHORT


@pytest.mark.parametrize("reason", ["", "bận", "     "])
def test_a_reason_says_something(session: Session, reason: str) -> None:
    with pytest.raises(Refusal, match="Ghi rõ lý do"):
        _explain(session, reason)


def test_a_month_that_is_not_short_takes_no_reason(session: Session) -> None:
    held(session, D(2026, 8, 3))

    with pytest.raises(Refusal, match="không thiếu"):
        _explain(session, "Đi công tác dài ngày")


def _explain(session: Session, reason: str) -> duty.DutyReason:
    unit, by = factories.agency(session), planning.director(session).id
    now = factories.moment(YEAR_END)
    return duty.explain(session, _month(session, 8), reason, unit=unit, by=by, now=now)


def _month(session: Session, month: int, unit: OrgUnit | None = None) -> DutyMonth:
    factories.person_with(session, Role.DIRECTOR)
    agency = factories.agency(session)
    found = duty.months_of(
        session, agency.id, [(2026, month)], calendar=Calendar.official(), today=YEAR_END
    )
    wanted = (unit or agency).id
    return next(ds[0] for body, ds in found.items() if body.unit_id == wanted)
