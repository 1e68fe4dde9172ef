"""The reception days of the heads of an agency: owed, held, and why a month is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from tracker.casework.posted_names import refuse_telling_anybody
from tracker.law.calendar import Calendar
from tracker.law.duty_days import (
    DutyMonth,
    DutyStanding,
    Sitting,
    duty_of_month,
    reach_of_month,
    rule_for,
)
from tracker.law.rules import Rule
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.organisation import OrgUnit
from tracker.records.reception import Capacity, Reception, ReceptionMode
from tracker.records.schedule import DutyReason, PlannedSession, SessionStatus

SHORTEST_REASON = 5
HEADS_MODES = (ReceptionMode.PERIODIC, ReceptionMode.EXTRAORDINARY)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or a unit of it whose head receives citizens."""

    unit_id: int
    name: str
    short_name: str
    head_title: str
    path: str
    profile: Profile

    @property
    def rule(self) -> Rule | None:
        """Give the rule on its head's days, None where the law sets no number."""
        return rule_for(self.profile)


@dataclass(frozen=True, slots=True)
class SittingOf:
    """A session with the body whose head it belongs to."""

    unit_id: int
    sitting: Sitting


def bodies(session: Session, agency_id: int) -> list[Body]:
    """Give the agency and those units of it that are bodies of their own, in reading order."""
    rows = session.execute(
        select(
            OrgUnit.id,
            OrgUnit.name,
            OrgUnit.short_name,
            OrgUnit.head_title,
            OrgUnit.path,
            OrgUnit.profile,
        )
        .where(
            OrgUnit.agency_id == agency_id,
            or_(OrgUnit.id == agency_id, OrgUnit.profile != Profile.DEPARTMENT),
        )
        .order_by(OrgUnit.path)
    )
    return [Body(*row) for row in rows]


def sittings(
    session: Session, heads: Sequence[Body], first: date, last: date, *, agency_id: int
) -> list[SittingOf]:
    """Give what was held and what is planned between two days, by the body it belongs to."""
    rows = session.execute(
        union_all(_held(agency_id, first, last), _planned(agency_id, first, last))
    )
    return [
        SittingOf(unit_id, _sitting(row))
        for row in rows
        if (unit_id := body_of(heads, row.path)) is not None
    ]


def body_of(heads: Iterable[Body], path: str) -> int | None:
    """Give the body to which a unit belongs: itself or the nearest one above it."""
    above = [body for body in heads if path.startswith(body.path)]
    return max(above, key=lambda body: len(body.path)).unit_id if above else None


def months_of(
    session: Session, agency_id: int, months: Sequence[tuple[int, int]], *,
    calendar: Calendar, today: date,
) -> dict[Body, tuple[DutyMonth, ...]]:  # fmt: skip
    """Judge months of every body of an agency; a body without a number in law has none."""
    heads = bodies(session, agency_id)
    reaches = [reach_of_month(*month) for month in months]
    first, last = min(r[0] for r in reaches), max(r[1] for r in reaches)
    seen = sittings(session, heads, first, last, agency_id=agency_id)
    return {
        body: tuple(
            duty_of_month(
                rule, *month,
                [s.sitting for s in seen if s.unit_id == body.unit_id],
                calendar=calendar, today=today,
            )
            for month in months
        ) if (rule := body.rule) else ()
        for body in heads
    }  # fmt: skip


def explain(
    session: Session, duty: DutyMonth, reason: str, *, unit: OrgUnit, by: int, now: datetime
) -> DutyReason:
    """Record why a month lacks days; a later reason replaces the earlier, which the trail keeps."""
    if duty.standing is not DutyStanding.SHORT:
        raise Refusal("Tháng này không thiếu ngày tiếp, không cần ghi lý do.", field="reason")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refusal("Ghi rõ lý do, ví dụ đi công tác theo quyết định nào.", field="reason")
    refuse_telling_anybody(session, unit.agency_id or 0, {"reason": reason})
    row = reason_of(session, unit.id, duty.year, duty.month)
    if row is None:
        assert unit.agency_id is not None  # noqa: S101 - every unit belongs to an agency
        row = DutyReason(
            agency_id=unit.agency_id, unit_id=unit.id, year=duty.year, month=duty.month
        )
        session.add(row)
    row.reason, row.recorded_by_id, row.recorded_at = reason.strip(), by, now
    session.flush()
    return row


def reason_of(session: Session, unit_id: int, year: int, month: int) -> DutyReason | None:
    """Give the reason recorded for a month, if any."""
    return session.scalars(
        select(DutyReason).where(
            DutyReason.unit_id == unit_id, DutyReason.year == year, DutyReason.month == month
        )
    ).one_or_none()


def recorded_since(session: Session, agency_id: int, today: date) -> date:
    """Give the month in which an agency began to keep its receptions here."""
    first = session.execute(
        select(
            select(func.min(Reception.held_on))
            .where(Reception.agency_id == agency_id)
            .scalar_subquery(),
            select(func.min(PlannedSession.planned_on))
            .where(PlannedSession.agency_id == agency_id)
            .scalar_subquery(),
        )
    ).one()
    days: list[date] = [day for day in first if day is not None]
    return min([today, *days]).replace(day=1)


def is_known(duty: DutyMonth, since: date) -> bool:
    """Say whether a month is judged: those before the first recorded reception are not."""
    return date(duty.year, duty.month, 1) >= since


def _held(agency_id: int, first: date, last: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OrgUnit.path,
            Reception.held_on.label("on"),
            Reception.capacity,
            Reception.mode,
            literal(1).label("is_held"),
        )
        .join(OrgUnit, OrgUnit.id == Reception.unit_id)
        .where(
            Reception.agency_id == agency_id,
            Reception.held_on.between(first, last),
            Reception.mode.in_(HEADS_MODES),
            Reception.capacity.in_((Capacity.HEAD, Capacity.DELEGATED)),
        )
    )


def _planned(agency_id: int, first: date, last: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            OrgUnit.path,
            PlannedSession.planned_on.label("on"),
            PlannedSession.capacity,
            PlannedSession.mode,
            literal(0).label("is_held"),
        )
        .join(OrgUnit, OrgUnit.id == PlannedSession.unit_id)
        .where(
            PlannedSession.agency_id == agency_id,
            PlannedSession.planned_on.between(first, last),
            PlannedSession.status == SessionStatus.PLANNED,
        )
    )


def _sitting(row: Any) -> Sitting:
    return Sitting(
        row.on,
        is_held=bool(row.is_held),
        by_head=row.capacity is Capacity.HEAD,
        is_extraordinary=row.mode is ReceptionMode.EXTRAORDINARY,
    )
