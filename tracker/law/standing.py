"""How an obligation stands: whatever the day is, and on a given day."""

from collections.abc import Mapping
from datetime import date

from tracker.law.rules import Nature
from tracker.law.terms import Term


class Standing(Term):
    """Where an obligation stands whatever the day is."""

    RUNNING = "running", "Đang chạy", "Running"
    PAUSED = "paused", "Tạm dừng", "Paused"
    MET = "met", "Đã thực hiện", "Met"
    VOID = "void", "Không còn", "Void"
    VOID_LATE = "void_late", "Không còn, khi đã quá hạn", "Void after it was overdue"


class Status(Term):
    """How an obligation stands on a given day."""

    PENDING = "pending", "Đang trong hạn", "Pending"
    PAUSED = "paused", "Tạm dừng", "Paused"
    MET = "met", "Đúng hạn", "Met"
    MET_LATE = "met_late", "Trễ hạn", "Met late"
    OVERDUE = "overdue", "Quá hạn", "Overdue"
    VOID = "void", "Không còn", "Void"
    TOO_SHORT = "too_short", "Chưa đủ thời lượng", "Too short"


OWED = frozenset({Nature.DUTY, Nature.LINE})
# What was late stays late, whatever became of the case.
_VOIDED: Mapping[Standing, Status] = {
    Standing.VOID: Status.VOID,
    Standing.VOID_LATE: Status.OVERDUE,
}


def status_on(
    nature: Nature, standing: Standing, due_on: date, met_on: date | None, today: date
) -> Status:
    """Judge a standing on a day; a right or an effect lapses, it is never overdue."""
    if standing in _VOIDED:
        return _VOIDED[standing]
    if standing is Standing.MET and met_on is not None:
        return _status_when_met(nature, due_on, met_on)
    if standing is Standing.PAUSED and (nature in OWED or today <= due_on):
        return Status.PAUSED
    if today <= due_on:
        return Status.PENDING
    return Status.OVERDUE if nature in OWED else _lapsed(nature)


def _lapsed(nature: Nature) -> Status:
    """A right not used is gone; an effect has come, a minimum was kept."""
    return Status.VOID if nature is Nature.RIGHT else Status.MET


def _status_when_met(nature: Nature, due_on: date, met_on: date) -> Status:
    if nature is Nature.KEEP:
        return Status.TOO_SHORT if met_on < due_on else Status.MET
    return Status.MET_LATE if met_on > due_on else Status.MET


def days_late(standing: Standing, due_on: date, met_on: date | None, today: date) -> int:
    """Give whole days of lateness, 0 where there is none."""
    if standing in {Standing.MET, Standing.VOID_LATE} and met_on is not None:
        return max(0, (met_on - due_on).days)
    return max(0, (today - due_on).days) if standing is Standing.RUNNING else 0
