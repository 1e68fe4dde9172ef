"""Who came to a visit: from which paper, for whom, in whose name; checked and kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.casework.identity import Identity, open_number, seal_number
from tracker.law.acting import ActingAs, ShownPaper, check_papers, check_refusal_for_papers
from tracker.law.identity_number import IdentityPaper, paper_of
from tracker.law.kinds import CaseKind
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.representatives import check_appointment, check_group, check_not_too_many
from tracker.records.reception import PETITION_OUTCOMES, Visit, VisitOutcome
from tracker.records.visits import VisitRepresentative


@dataclass(frozen=True, slots=True)
class Acting:
    """Someone who came for another, with the papers that were shown."""

    acting_as: ActingAs
    who: Identity
    authorisation: str = ""
    papers: frozenset[ShownPaper] = frozenset()


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who came besides the one whose matter it is, and how a group named who speaks for it."""

    paper: IdentityPaper | None = None
    acting: Acting | None = None
    representatives: tuple[Identity, ...] = ()
    appointed_on: date | None = None
    appointed_by_all: bool = False
    appointment: str = ""


NOBODY_ELSE = Visitors()


@dataclass(frozen=True, slots=True)
class Coming:
    """On what the law's questions about visitors depend."""

    on: date
    kind: CaseKind | None
    head_count: int
    outcome: VisitOutcome
    ground: ReceptionRefusal | None = None


def check_visitors(visitors: Visitors, coming: Coming) -> None:
    """Refuse too many representatives, a group that named nobody, and papers that are missing.

    Who is only guided or turned away may still lack what the law asks: that is often the reason.
    """
    check_not_too_many(coming.head_count, len(visitors.representatives))
    acting = visitors.acting
    if coming.ground is ReceptionRefusal.UNAUTHORISED:
        who, shown = (acting.acting_as, acting.papers) if acting else (None, frozenset())
        check_refusal_for_papers(who, shown, coming.kind, coming.on)
    if coming.outcome not in PETITION_OUTCOMES or coming.kind is None:
        return
    check_group(coming.head_count, len(visitors.representatives))
    check_appointment(
        coming.head_count,
        visitors.appointed_on,
        coming.on,
        signed_by_all=visitors.appointed_by_all,
    )
    if acting is not None:
        check_papers(acting.acting_as, acting.papers, coming.kind, coming.on)


def keep_visitors(
    session: Session, row: Visit, visitor: Identity, visitors: Visitors, *, is_sealed: bool
) -> None:
    """Store who came; of a denunciation nothing that says who it is."""
    acting = visitors.acting
    row.identity_paper = visitors.paper or paper_of(visitor.identity_number)
    row.appointed_on = visitors.appointed_on
    row.appointed_by_all = visitors.appointed_by_all
    row.papers_shown = sorted(p.value for p in acting.papers) if acting else []
    row.acting_as = acting.acting_as if acting else None
    if is_sealed:
        return
    row.identity_number = seal_number(visitor.identity_number, number_place(row.code))
    row.appointment = visitors.appointment
    if acting is not None:
        row.acting_name = acting.who.full_name or None
        row.acting_address = acting.who.address or None
        row.acting_number = seal_number(acting.who.identity_number, acting_place(row.code))
        row.authorisation = acting.authorisation
    session.add_all(
        VisitRepresentative(
            agency_id=row.agency_id,
            visit=row,
            position=position,
            full_name=who.full_name,
            identity_number=seal_number(who.identity_number, number_place(row.code, position)),
        )
        for position, who in enumerate(visitors.representatives, start=1)
    )


def number_of(visit: Visit) -> str:
    """Give the stated number of the visitor; the caller answers for the right to see it."""
    return open_number(visit.identity_number, number_place(visit.code))


def acting_number_of(visit: Visit) -> str:
    """Give the stated number of whoever came for the visitor."""
    return open_number(visit.acting_number, acting_place(visit.code))


def representative_number_of(visit: Visit, representative: VisitRepresentative) -> str:
    """Give the stated number of one who speaks for a group."""
    return open_number(
        representative.identity_number, number_place(visit.code, representative.position)
    )


def number_place(code: str, position: int = 0) -> str:
    """Name where a number is kept: a visit's code is unique, and known before the row has an id.

    Position 0 is the visitor, the others are those who speak for a group.
    """
    return f"visit.number:{code}:{position}"


def acting_place(code: str) -> str:
    """Name where the number of whoever came for another is kept."""
    return f"visit.acting_number:{code}"
