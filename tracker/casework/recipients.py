"""Who stands on a rung of the ladder and who is told instead; never whom a case is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission, Role
from tracker.law.ladder import Rung
from tracker.records.cases import CaseBarrier
from tracker.records.organisation import Membership, OrgUnit, Substitution, User, held_on
from tracker.records.visibility import Holding, Reach, concerns, reaches

LONGEST_CHAIN = 5  # Substitutes who are themselves on leave; a longer row of them goes up a rung.
RUNGS = tuple(Rung)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit by its place in the tree."""

    id: int
    path: str


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Where the case of a duty lies."""

    case_id: int
    agency_id: int
    logged_unit_id: int
    handler_id: int | None
    unit: Place | None


@dataclass(frozen=True, slots=True)
class About:
    """The people and the units that a case is about."""

    people: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """On which rung a reminder is told, whom it is meant for and who gets it."""

    rung: Rung
    meant_for_id: int
    recipient_id: int


NOBODY = About()


class Office:
    """The people of one agency on one day: who holds which role, who stands in for whom."""

    def __init__(self, session: Session, agency_id: int, day: date) -> None:
        """Read them once, for a whole sweep."""
        self.agency_id = agency_id
        self._paths: dict[int, str] = dict(
            session.execute(
                select(OrgUnit.id, OrgUnit.path).where(OrgUnit.agency_id == agency_id)
            ).all()
        )
        self._substitutes = _substitutes(session, agency_id, day)
        self.people = _people(session, agency_id, day, self._substitutes)
        self._holders: dict[tuple[Role, int], list[int]] = defaultdict(list)
        for reach in self.people.values():
            for holding in reach.holdings:
                self._holders[holding.role, holding.unit_id].append(reach.user_id)
        self._directors = self._all_with(Role.DIRECTOR)

    def is_away(self, user_id: int) -> bool:
        """Say whether somebody stands in for this person today."""
        return user_id in self._substitutes

    def place(self, unit_id: int | None) -> Place | None:
        """Give a unit by its number."""
        return None if unit_id is None else Place(unit_id, self._paths[unit_id])

    def told(self, rung: Rung, case: CasePlace, about: About = NOBODY) -> tuple[Told, ...]:
        """Give who is told; where nobody on a rung may be, those of the next one up are."""
        for each in RUNGS[RUNGS.index(rung) :]:
            if found := tuple(self._on(each, case, about)):
                return found
        return ()

    def _on(self, rung: Rung, case: CasePlace, about: About) -> Iterable[Told]:
        for user_id in self._standing(rung, case):
            if not self._may_know(user_id, case, about):
                continue
            if (recipient := self._at_work(user_id, case, about)) is not None:
                yield Told(rung, user_id, recipient)

    def _standing(self, rung: Rung, case: CasePlace) -> Iterable[int]:
        if rung is Rung.DIRECTOR:
            return self._directors
        if rung is Rung.UNIT_HEAD:
            return self._heads(case)
        if case.handler_id is not None:
            return (case.handler_id,)
        # Until somebody has the case, the desk that took it in is to move it on.
        return self._holders.get((Role.RECEPTIONIST, case.logged_unit_id), ())

    def _heads(self, case: CasePlace) -> Iterable[int]:
        """Give the heads of the unit that has the case, or of the nearest one above with a head."""
        path = case.unit.path if case.unit else self._paths.get(case.logged_unit_id, "")
        for step in reversed([int(part) for part in path.split("/") if part]):
            if found := self._holders.get((Role.UNIT_HEAD, step)):
                return found
        return ()

    def _at_work(self, user_id: int, case: CasePlace, about: About) -> int | None:
        """Give the person or, on leave, the first substitute at work who may know of the case."""
        seen, waiting = {user_id}, [user_id]
        for _ in range(LONGEST_CHAIN):
            here = [each for each in waiting if not self.is_away(each)]
            if known := next((e for e in here if self._may_know(e, case, about)), None):
                return known
            waiting = [
                s for each in waiting for s in self._substitutes.get(each, ()) if s not in seen
            ]
            seen.update(waiting)
        return None

    def _may_know(self, user_id: int, case: CasePlace, about: About) -> bool:
        reach = self.people.get(user_id)
        return (
            reach is not None
            and not concerns(reach, about.people, about.units)
            and reaches(reach, Permission.CASE_READ, case)
        )

    def _all_with(self, role: Role) -> tuple[int, ...]:
        return tuple(
            r.user_id for r in self.people.values() if role in {h.role for h in r.holdings}
        )


def abouts(session: Session, case_ids: Iterable[int]) -> Mapping[int, About]:
    """Give the people and units that each of some cases is about."""
    rows = session.execute(
        select(CaseBarrier.case_id, CaseBarrier.user_id, CaseBarrier.unit_id).where(
            CaseBarrier.case_id.in_(sorted(set(case_ids)))
        )
    )
    found: dict[int, About] = {}
    for case_id, user_id, unit_id in rows:
        known = found.get(case_id, NOBODY)
        people = known.people | ({user_id} if user_id else frozenset())
        units = known.units | ({unit_id} if unit_id else frozenset())
        found[case_id] = About(people, units)
    return found


def _substitutes(session: Session, agency_id: int, day: date) -> Mapping[int, tuple[int, ...]]:
    rows = session.execute(
        select(Substitution.absent_id, Substitution.substitute_id)
        .where(
            Substitution.agency_id == agency_id,
            Substitution.starts_on <= day,
            Substitution.ends_on >= day,
        )
        .order_by(Substitution.id.desc())  # The one named last goes first.
    )
    found: dict[int, tuple[int, ...]] = {}
    for absent_id, substitute_id in rows:
        found[absent_id] = (*found.get(absent_id, ()), substitute_id)
    return found


def _people(
    session: Session, agency_id: int, day: date, substitutes: Mapping[int, tuple[int, ...]]
) -> Mapping[int, Reach]:
    rows: Any = session.execute(
        select(User.id, Membership.role, OrgUnit.id.label("unit_id"), OrgUnit.path)
        .join(Membership, Membership.user_id == User.id)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(
            User.agency_id == agency_id,
            User.is_active,
            held_on(day),
        )
        .order_by(User.id, Membership.id)
    )
    found: dict[int, Reach] = {}
    for row in rows:
        known = found.get(row.id) or Reach(
            row.id, agency_id, (), _stood_in_for(row.id, substitutes)
        )
        held = Holding(row.role, row.unit_id, row.path)
        found[row.id] = replace(known, holdings=(*known.holdings, held))
    return found


def _stood_in_for(user_id: int, substitutes: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(absent for absent, others in sorted(substitutes.items()) if user_id in others)
