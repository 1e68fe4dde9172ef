"""Which visits exist for whom: none whose petition belongs to a case about the reader."""

from sqlalchemy import ColumnElement, or_

from tracker.access import Permission, Scope
from tracker.records.petitions import Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, petition_not_about


def visible_visits(
    reach: Reach, permission: Permission = Permission.VISIT_READ
) -> ColumnElement[bool]:
    """Give the condition under which a visit, with its petition joined, exists for this person."""
    scopes = reach.scopes(permission)
    units = [holding.unit_id for _scope, holding in scopes]
    whole = any(scope is Scope.AGENCY for scope, _holding in scopes)
    within = Visit.agency_id == reach.agency_id
    if not whole:
        within &= Reception.unit_id.in_(units)
    return within & or_(Petition.id.is_(None), petition_not_about(reach))
