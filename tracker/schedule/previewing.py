"""The dates that a rule gives in a year, seen before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from sqlalchemy.orm import Session

from tracker.casework.periodic import Foreseen, RuleDraft, check_rule, foreseen
from tracker.law.announcing import posting_clock
from tracker.law.terms import Refusal
from tracker.records.calendar import calendar_in_use
from tracker.web.requests import RESUMED
from tracker.web.words import sentence

PREVIEW = "preview"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One date of the year."""

    foreseen: Foreseen
    post_by: date | None
    is_late: bool
    day_name: tuple[str, str]
    refused: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The dates of a year, and whether its days off are all decided."""

    year: int
    lines: Sequence[PreviewLine]
    is_provisional: bool
    refused: str = ""


def preview_wanted() -> bool:
    """Say whether the form was sent to be seen, not to be saved."""
    return request.method == "POST" and request.form.get(RESUMED) == PREVIEW


def preview_of(
    session: Session, draft: RuleDraft, year: int, agency_id: int, today: date
) -> Preview:
    """Lay out the dates that a rule gives in a year."""
    calendar = calendar_in_use(session)
    try:
        check_rule(draft)
    except Refusal as refusal:
        return Preview(year, (), is_provisional=False, refused=sentence(refusal))
    lines = []
    for each in foreseen(session, draft, year, agency_id=agency_id, today=today):
        clock = posting_clock(each.occurrence.on, calendar)
        name = calendar.day_name(each.occurrence.nominal_on)
        lines.append(
            PreviewLine(
                each,
                clock.due_on if clock else None,
                clock is not None and clock.due_on < today,
                (name.vi, name.en),
                sentence(each.refusal) if each.refusal else "",
            )
        )
    return Preview(year, lines, calendar.provisional(year))
