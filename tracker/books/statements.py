"""The statements by which the books are read, the same for both."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.law.events import EventType
from tracker.law.registers import Book, Volume
from tracker.records.books import BookClosing
from tracker.records.cases import Case, CaseEvent, PetitionLink
from tracker.records.organisation import User
from tracker.records.paging import Key
from tracker.records.petitions import Party, PartyRole, Petition
from tracker.records.reception import Reception, Visit
from tracker.records.visibility import Reach, barred
from tracker.records.visibility import not_about as visible_beside

Rows = Select[*tuple[Any, ...]]


def rows(
    book: Book, unit_id: int, first: date, last: date, reach: Reach, parts: Sequence[Volume]
) -> tuple[Rows, list[Key]]:
    """Select the lines of a period, in the order in which they were written into each volume."""
    day, number = _day(book), _id(book)
    volume = _volume(day, parts)
    base = _visits() if book is Book.RECEPTION else _petitions()
    stmt = base.add_columns(volume.label("volume")).where(
        *_of_unit(book, unit_id), day.between(first, last), not_about(book, reach)
    )
    return stmt, [(number, False)] if len(parts) == 1 else [(volume, False), (number, False)]


def numbers(book: Book, unit_id: int, parts: Sequence[Volume], ids: Sequence[int]) -> Rows:
    """Select the numbers of lines: each volume is numbered through, whoever reads it."""
    day, number = _day(book), _id(book)
    running = func.row_number().over(partition_by=_volume(day, parts), order_by=number)
    whole = select(number.label("id"), running.label("number")).where(
        *_of_unit(book, unit_id), day.between(parts[0].first, parts[-1].last)
    )
    if book is Book.RECEPTION:
        whole = whole.join(Reception, Reception.id == Visit.reception_id)
    numbered = whole.subquery()
    return select(numbered.c.id, numbered.c.number).where(numbered.c.id.in_(ids))


def hidden(book: Book, unit_id: int, first: date, last: date, reach: Reach) -> Select[int]:
    """Count the lines of a period that are about the reader and so are not shown."""
    stmt = select(func.count(_id(book))).where(
        *_of_unit(book, unit_id), _day(book).between(first, last), ~not_about(book, reach)
    )
    if book is Book.RECEPTION:
        stmt = stmt.join(Reception, Reception.id == Visit.reception_id)
    return stmt


def linked(book: Book, ids: Sequence[int], reach: Reach) -> Rows:
    """Select the cases to which lines led, with every petition that now belongs to each."""
    own = Petition.visit_id if book is Book.RECEPTION else Petition.id
    cases = (
        select(PetitionLink.case_id)
        .join(Petition, Petition.id == PetitionLink.petition_id)
        .where(own.in_(ids), PetitionLink.ended_on.is_(None))
    )
    return (
        select(
            PetitionLink.case_id,
            own.label("entry_id"),
            Petition.id.label("petition_id"),
            Petition.code.label("petition_code"),
            Petition.sender_label,
            Petition.is_sealed,
            Petition.head_count,
            _has_number().label("has_number"),
            Case.code.label("case_code"),
            Case.kind.label("case_kind"),
            Case.state,
            Case.traits,
        )
        .join(Petition, Petition.id == PetitionLink.petition_id)
        .join(Case, Case.id == PetitionLink.case_id)
        .where(
            PetitionLink.case_id.in_(cases),
            PetitionLink.ended_on.is_(None),
            visible_beside(reach, Case.id),
        )
        .order_by(Case.id, Petition.id)
    )


def steps(case_ids: Collection[int], told: Iterable[EventType]) -> Rows:
    """Select the steps that a book tells of, and the corrections of any."""
    return (
        select(
            CaseEvent.case_id,
            CaseEvent.sequence,
            CaseEvent.type,
            CaseEvent.legal_date,
            CaseEvent.corrects,
            CaseEvent.corrected_date,
            CaseEvent.particulars,
            CaseEvent.document_number,
        )
        .where(
            CaseEvent.case_id.in_(sorted(case_ids)),
            CaseEvent.type.in_([*told, EventType.CORRECTED]),
        )
        .order_by(CaseEvent.case_id, CaseEvent.sequence)
    )


def empty_sessions(unit_id: int, first: date, last: date) -> Rows:
    """Select the sessions of a period to which nobody came."""
    return (
        select(Reception.held_on, Reception.mode, User.full_name)
        .join(User, User.id == Reception.receiver_id)
        .where(
            Reception.unit_id == unit_id,
            Reception.held_on.between(first, last),
            Reception.nobody_came,
        )
        .order_by(Reception.held_on, Reception.id)
    )


def _visits() -> Rows:
    closed = exists().where(
        BookClosing.unit_id == Reception.unit_id,
        BookClosing.book_day == Visit.visited_on,
        BookClosing.reopened_at.is_(None),
    )
    return select(
        Visit.id,
        Visit.code,
        Visit.visited_on.label("day"),
        Visit.visitor_name.label("name"),
        Visit.visitor_address.label("address"),
        Visit.head_count,
        Visit.content,
        Visit.outcome,
        Visit.outcome_note,
        Visit.refusal_ground,
        Visit.recorded_at,
        Visit.kind,
        Visit.identity_paper,
        Visit.identity_number.is_not(None).label("has_number"),
        Visit.acting_as,
        Visit.acting_name,
        closed.label("is_closed"),
    ).join(Reception, Reception.id == Visit.reception_id)


def _petitions() -> Rows:
    address = (
        select(Party.address)
        .where(Party.petition_id == Petition.id, Party.role == PartyRole.SENDER)
        .order_by(Party.id)
        .limit(1)
        .scalar_subquery()
    )
    return select(
        Petition.id,
        Petition.code,
        Petition.received_on.label("day"),
        Petition.sender_label.label("name"),
        address.label("address"),
        Petition.head_count,
        Petition.summary.label("content"),
        Petition.channel,
        Petition.passed_on_by,
        Petition.recorded_at,
    )


def _has_number() -> ColumnElement[bool]:
    return exists().where(
        Party.petition_id == Petition.id,
        Party.role == PartyRole.SENDER,
        Party.identity_number.is_not(None),
    )


def _day(book: Book) -> InstrumentedAttribute[date]:
    return Visit.visited_on if book is Book.RECEPTION else Petition.received_on


def _id(book: Book) -> InstrumentedAttribute[int]:
    return Visit.id if book is Book.RECEPTION else Petition.id


def _of_unit(book: Book, unit_id: int) -> tuple[ColumnElement[bool], ...]:
    if book is Book.RECEPTION:
        return (Reception.unit_id == unit_id,)
    return (Petition.logged_unit_id == unit_id,)


def _volume(day: InstrumentedAttribute[date], parts: Sequence[Volume]) -> ColumnElement[int]:
    """Give the place of the volume in which a day lies."""
    if len(parts) < 2:
        return literal(0)
    ends = [(day <= part.last, place) for place, part in enumerate(parts[:-1])]
    return case(*ends, else_=len(parts) - 1)


def not_about(book: Book, reach: Reach) -> ColumnElement[bool]:
    """Leave out the lines that lead to a case about the reader or the reader's own units."""
    own = Petition.visit_id if book is Book.RECEPTION else Petition.id
    about = (
        select(own)
        .join(PetitionLink, PetitionLink.petition_id == Petition.id)
        .where(PetitionLink.case_id.in_(barred(reach)), own.is_not(None))
    )
    return _id(book).not_in(about)
