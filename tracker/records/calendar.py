"""Days off and working Saturdays that an administrator added, each with its decision."""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.law.calendar import Calendar, DayKind, DayMark, DayStatus
from tracker.records.base import Base, TermColumn, read


class CalendarDay(Base):
    """One day of the calendar that overrides the published table."""

    __tablename__ = "calendar_day"
    # The days of a decision are one act, which `casework.calendar` enters in the trail as a whole.
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(unique=True)
    kind: Mapped[DayKind] = mapped_column(TermColumn(DayKind))
    name: Mapped[str] = mapped_column(String(200))
    basis: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))


ADDED = select(CalendarDay.on, CalendarDay.kind, CalendarDay.name, CalendarDay.basis)


def calendar_in_use(session: Session) -> Calendar:
    """Give the official calendar with the days that an administrator added."""
    rows = read(session, ADDED).all()
    return _calendar_with(tuple((r.on, r.kind, r.name, r.basis) for r in rows))


@lru_cache(maxsize=4)
def _calendar_with(rows: tuple[tuple[date, DayKind, str, str], ...]) -> Calendar:
    return Calendar.official(
        DayMark(on, kind, name, name, basis, DayStatus.DECIDED) for on, kind, name, basis in rows
    )
