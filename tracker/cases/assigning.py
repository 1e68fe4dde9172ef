"""What the page of assignment offers: the units in reach, and the people of one with their load."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission, Scope
from tracker.cases.forms import AssignmentForm
from tracker.casework.workload import Candidate, candidates
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit
from tracker.records.visibility import Reach
from tracker.web.asked import number
from tracker.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Choice:
    """The units to choose from, the chosen one, its people and those who must not be chosen."""

    units: Mapping[int, str]
    unit_id: int | None
    people: tuple[Candidate, ...]
    barred: tuple[Candidate, ...]


def choice(session: Session, case: Case, reach: Reach, *, asked: str | None, today: date) -> Choice:
    """Give what may be chosen in the asked unit, else in the present one, else in the first."""
    units = _units(session, reach)
    everyone = candidates(session, case, by=reach, today=today)
    wanted = (number(asked), case.unit_id, *(c.unit_id for c in everyone), *units)
    unit_id = next((u for u in wanted if u in units), None)
    here = [c for c in everyone if c.unit_id == unit_id]
    return Choice(
        units,
        unit_id,
        tuple(c for c in here if not c.is_barred),
        tuple(c for c in here if c.is_barred),
    )


def assignment_form(case: Case, chosen: Choice) -> AssignmentForm:
    """Give the form with the people of the chosen unit, each with the load on the desk."""
    form = AssignmentForm(version=case.version, unit_id=chosen.unit_id, user_id=case.handler_id)
    people = [
        (c.user_id, _("%(name)s – đang mở %(open)s, quá hạn %(overdue)s",
                      name=c.full_name, open=c.open_cases, overdue=c.overdue_cases))
        for c in chosen.people
    ]  # fmt: skip
    form.user_id.offer([("", _("Chỉ giao cho đơn vị, đơn vị tự phân công")), *people])
    return form


def _units(session: Session, reach: Reach) -> Mapping[int, str]:
    scopes = reach.scopes(Permission.CASE_ASSIGN)
    rows = session.execute(
        select(OrgUnit.id, OrgUnit.short_name, OrgUnit.path)
        .where(OrgUnit.agency_id == reach.agency_id, OrgUnit.id != reach.agency_id)
        .order_by(OrgUnit.path)
    )
    return {
        row.id: row.short_name
        for row in rows
        if any(scope is Scope.AGENCY or row.path.startswith(h.unit_path) for scope, h in scopes)
    }
