"""Turn a person's roles into WHERE clauses: what one may not see does not exist."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sqlalchemy import ColumnElement, SelectBase, and_, false, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.access import GRANTS, Permission, Role, Scope
from tracker.records.cases import Case, CaseBarrier, PetitionLink
from tracker.records.organisation import OrgUnit
from tracker.records.petitions import Petition

KEPT = 512  # Conditions that need not be put together again; they hold no data.


@dataclass(frozen=True, slots=True)
class Holding:
    """One role held in one unit."""

    role: Role
    unit_id: int
    unit_path: str


class PlacedUnit(Protocol):
    """A unit by its place in the tree."""

    @property
    def path(self) -> str:
        """Give the units from the top down."""


class Placed(Protocol):
    """What lies somewhere in an agency: a case, or all that is known of its place."""

    @property
    def agency_id(self) -> int:
        """Give the agency."""

    @property
    def logged_unit_id(self) -> int:
        """Give the unit that took it in."""

    @property
    def handler_id(self) -> int | None:
        """Give the person who works on it."""

    @property
    def unit(self) -> PlacedUnit | None:
        """Give the unit that works on it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Who asks: a person with the roles held today and those stood in for today."""

    user_id: int
    agency_id: int
    holdings: tuple[Holding, ...]
    stands_in_for: tuple[int, ...] = ()

    @property
    def hands(self) -> tuple[int, ...]:
        """Give the people whose assigned cases this person works on."""
        return self.user_id, *self.stands_in_for

    @property
    def unit_line(self) -> frozenset[int]:
        """Give the own units and those above them, the agency itself left out."""
        above = {int(step) for h in self.holdings for step in h.unit_path.split("/") if step}
        return frozenset(above - {self.agency_id})

    def scopes(self, permission: Permission) -> tuple[tuple[Scope, Holding], ...]:
        """Give how far a permission reaches through each role."""
        granted = GRANTS[permission]
        return tuple((granted[h.role], h) for h in self.holdings if h.role in granted)


@lru_cache(maxsize=KEPT)
def visible(reach: Reach, permission: Permission) -> ColumnElement[bool]:
    """Give the condition under which a case exists for this person."""
    conditions = [_cases_in(scope, holding, reach) for scope, holding in reach.scopes(permission)]
    if not conditions:
        return false()
    return and_(or_(*conditions), not_about(reach, Case.id))


@lru_cache(maxsize=KEPT)
def visible_petitions(reach: Reach, permission: Permission) -> ColumnElement[bool]:
    """Give the condition under which a petition exists for this person."""
    conditions = [
        _petitions_in(scope, holding, reach) for scope, holding in reach.scopes(permission)
    ]
    if not conditions:
        return false()
    return and_(or_(*conditions), petition_not_about(reach))


def not_about(reach: Reach, case_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Give the condition that a case is not about this person or the own units.

    Most people have no case about them: that is found once, and no row is asked any more.
    """
    about_me = barred(reach)
    return or_(not_(about_me.exists()), case_id.not_in(about_me))


def petition_not_about(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a petition belongs to no case about this person."""
    about_me = barred(reach)
    petitions = select(PetitionLink.petition_id).where(PetitionLink.case_id.in_(about_me))
    return or_(not_(about_me.exists()), Petition.id.not_in(petitions))


def barred(reach: Reach) -> SelectBase:
    """Select the cases that are about this person or about the own units."""
    mine = select(CaseBarrier.case_id).where(CaseBarrier.user_id == reach.user_id)
    if not reach.unit_line:
        return mine
    # Two searches joined, since one with an “or” would read the barriers of all people.
    units = sorted(reach.unit_line)
    return mine.union_all(select(CaseBarrier.case_id).where(CaseBarrier.unit_id.in_(units)))


def concerns(reach: Reach, people: AbstractSet[int], units: AbstractSet[int]) -> bool:
    """Say whether someone is among the people, or belongs to the units, that a case is about."""
    return reach.user_id in people or bool(reach.unit_line & units)


def reaches(reach: Reach, permission: Permission, case: Placed) -> bool:
    """Say whether a permission reaches a case that this person may see."""
    return any(_covers(scope, holding, reach, case) for scope, holding in reach.scopes(permission))


def units_within(reach: Reach, permission: Permission) -> ColumnElement[bool]:
    """Give the condition under which a permission reaches the books of a unit."""
    conditions = [
        OrgUnit.agency_id == reach.agency_id
        if scope is Scope.AGENCY
        else OrgUnit.path.startswith(holding.unit_path)
        if scope is Scope.SUBTREE
        else OrgUnit.id == holding.unit_id
        for scope, holding in reach.scopes(permission)
    ]
    return or_(false(), *conditions)


def reaches_unit(reach: Reach, permission: Permission, unit: OrgUnit) -> bool:
    """Say whether a permission reaches the books of a unit."""
    return unit.agency_id == reach.agency_id and any(
        scope is Scope.AGENCY
        or (scope is Scope.SUBTREE and unit.path.startswith(holding.unit_path))
        or unit.id == holding.unit_id
        for scope, holding in reach.scopes(permission)
    )


def subtree(holding: Holding):  # type: ignore[no-untyped-def]  # the precise Select type helps nobody
    """Select the units at and below the unit of a holding."""
    return select(OrgUnit.id).where(OrgUnit.path.startswith(holding.unit_path))


def _cases_in(scope: Scope, holding: Holding, reach: Reach) -> ColumnElement[bool]:
    if scope is Scope.AGENCY:
        return Case.agency_id == reach.agency_id
    if scope is Scope.SUBTREE:
        return Case.unit_id.in_(subtree(holding))
    if scope is Scope.LOGGED:
        return Case.logged_unit_id == holding.unit_id
    return Case.handler_id.in_(reach.hands)


def _petitions_in(scope: Scope, holding: Holding, reach: Reach) -> ColumnElement[bool]:
    if scope is Scope.AGENCY:
        return Petition.agency_id == reach.agency_id
    if scope is Scope.LOGGED:
        return Petition.logged_unit_id == holding.unit_id
    cases = select(PetitionLink.petition_id).join(Case, Case.id == PetitionLink.case_id)
    return Petition.id.in_(cases.where(_cases_in(scope, holding, reach)))


def _covers(scope: Scope, holding: Holding, reach: Reach, case: Placed) -> bool:
    if case.agency_id != reach.agency_id:
        return False
    if scope is Scope.AGENCY:
        return True
    if scope is Scope.SUBTREE:
        return case.unit is not None and case.unit.path.startswith(holding.unit_path)
    if scope is Scope.LOGGED:
        return case.logged_unit_id == holding.unit_id
    # Where one must be named, a permit for the one case says so, never the role.
    return scope is not Scope.NAMED and case.handler_id in reach.hands
