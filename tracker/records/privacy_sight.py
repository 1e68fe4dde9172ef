"""Which requests about personal data exist for whom: none about a case about the reader."""

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select

from tracker.access import Permission, Scope
from tracker.law.data_rights import OPEN_STATES
from tracker.records.cases import PetitionLink
from tracker.records.petitions import Petition
from tracker.records.privacy import DataBreach, DataRequest
from tracker.records.visibility import Holding, Reach, barred, subtree


def seen_requests(
    reach: Reach, permission: Permission = Permission.DATA_READ
) -> ColumnElement[bool]:
    """Give the condition under which a request exists for this person."""
    conditions = [_within(scope, holding, reach) for scope, holding in reach.scopes(permission)]
    if not conditions:
        return false()
    return and_(DataRequest.agency_id == reach.agency_id, or_(*conditions), _not_about(reach))


def open_requests(reach: Reach) -> Select[int]:
    """Count the open requests that exist for this person."""
    return (
        select(func.count())
        .select_from(DataRequest)
        .where(seen_requests(reach), DataRequest.state.in_(OPEN_STATES))
    )


def open_breaches(reach: Reach) -> Select[int]:
    """Count the open breaches of the agency, for those who may see them."""
    reads = bool(reach.scopes(Permission.BREACH_READ))
    mine = DataBreach.agency_id == reach.agency_id if reads else false()
    return select(func.count()).select_from(DataBreach).where(mine, DataBreach.is_open)


def _within(scope: Scope, holding: Holding, reach: Reach) -> ColumnElement[bool]:
    if scope is Scope.AGENCY:
        return DataRequest.agency_id == reach.agency_id
    if scope is Scope.SUBTREE:
        return DataRequest.unit_id.in_(subtree(holding))
    return DataRequest.logged_unit_id == holding.unit_id


def _not_about(reach: Reach) -> ColumnElement[bool]:
    """Leave out what hangs on a case that is about this person or the own units."""
    cases = barred(reach)
    petitions = select(PetitionLink.petition_id).where(PetitionLink.case_id.in_(cases))
    visits = select(Petition.visit_id).where(
        Petition.id.in_(petitions), Petition.visit_id.is_not(None)
    )
    return and_(
        or_(DataRequest.case_id.is_(None), DataRequest.case_id.not_in(cases)),
        or_(DataRequest.petition_id.is_(None), DataRequest.petition_id.not_in(petitions)),
        or_(DataRequest.visit_id.is_(None), DataRequest.visit_id.not_in(visits)),
    )
