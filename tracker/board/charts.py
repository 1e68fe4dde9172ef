"""The rows of the board's chart and tables, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from tracker.board.red import SOON
from tracker.law.events import EventType
from tracker.law.levels import Alarm
from tracker.web.words import gettext as _
from tracker.web.words import term


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit in the chart of what will soon run out."""

    label: str
    value: int
    href: str
    alarm: Alarm = Alarm.URGENT


@dataclass(frozen=True, slots=True)
class Proposal:
    """A step that waits for the one who rules."""

    case_id: int
    code: str
    title: str
    step: str
    href: str
    by: str
    since: date


def soon_bars(rows: Iterable[Any], today: date) -> list[Bar]:
    """Give a bar for each unit, with the list behind it."""
    until = (today + SOON).isoformat()
    return [
        Bar(
            row.short_name or _("Chưa giao đơn vị"),
            row.count,
            url_for("cases.index", due_by=until, unit=row.id),
        )
        for row in rows
    ]


def waiting(rows: Iterable[Any]) -> list[Proposal]:
    """Give the proposals with the address at which each can be followed."""
    known = {event.value: event for event in EventType}
    return [
        Proposal(
            row.id,
            row.code,
            row.title,
            term(known.get(row.particulars.get("event", ""))),
            url_for("cases.show", case_id=row.id),
            row.by or "",
            row.legal_date,
        )
        for row in rows
    ]
