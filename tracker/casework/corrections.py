"""Put an entry of the book of receptions right by a further act; what stood there stays."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.access import Permission
from tracker.casework.books import is_closed
from tracker.casework.identity import SECRECY, identity_of
from tracker.casework.reasons import says_little
from tracker.casework.registration import check_day, check_secrecy
from tracker.law.kinds import SEALED_KINDS
from tracker.law.terms import Refusal, Stale
from tracker.records.books import EntryCorrection, EntryField
from tracker.records.petitions import Petition
from tracker.records.reception import Visit
from tracker.records.visibility import Reach, reaches_unit

F = EntryField
MOST_PEOPLE = 10_000
OF_IDENTITY = frozenset({F.VISITOR_NAME, F.VISITOR_ADDRESS})
MAY_BE_EMPTY = frozenset({F.VISITOR_ADDRESS, F.OUTCOME_NOTE})


def entry_value(visit: Visit, field: EntryField) -> str:
    """Give what was first written into an entry, as text; days as 2026-11-23."""
    value = getattr(visit, field.value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def standing_values(visit: Visit, corrections: Iterable[EntryCorrection]) -> dict[EntryField, str]:
    """Give what stands in an entry after its corrections, taken in their order."""
    values = {field: entry_value(visit, field) for field in EntryField}
    return values | {c.entry_field: c.new_value for c in corrections}


def corrections_of(session: Session, visit_ids: Iterable[int]) -> list[EntryCorrection]:
    """Give the corrections of entries in the order in which they were made."""
    return list(
        session.scalars(
            select(EntryCorrection)
            .options(joinedload(EntryCorrection.corrected_by))
            .where(EntryCorrection.visit_id.in_(list(visit_ids)))
            .order_by(EntryCorrection.id)
        )
    )


def correctable(visit: Visit, petitions: Iterable[Petition]) -> tuple[EntryField, ...]:
    """Give what of an entry may be put right: never what is sealed or stands on paper only."""
    found = list(petitions)
    if any(p.paper_file_number for p in found):
        return F.VISITED_ON, F.HEAD_COUNT
    sealed = visit.kind in SEALED_KINDS or any(p.is_sealed for p in found)
    sealed = sealed or visit.visitor_name is None  # Of before a visit said what it was about.
    return tuple(f for f in EntryField if not (sealed and f in OF_IDENTITY))


def correct_entry(
    session: Session,
    visit: Visit,
    field: EntryField,
    value: str,
    *,
    reason: str,
    seen: int,
    by: Reach,
    now: datetime,
) -> EntryCorrection:
    """Write beside an entry what should stand there; `seen` corrections were shown."""
    if not reaches_unit(by, Permission.BOOK_CORRECT, visit.reception.unit):
        raise Refusal("Chỉ cán bộ tiếp công dân của đơn vị đã ghi lượt tiếp được đính chính.")
    session.execute(select(Visit.id).where(Visit.id == visit.id).with_for_update())
    earlier = corrections_of(session, [visit.id])
    if len(earlier) != seen:
        raise Stale
    petitions = list(session.scalars(select(Petition).where(Petition.visit_id == visit.id)))
    _check_field(visit, field, petitions)
    old, new = standing_values(visit, earlier)[field], value.strip()
    _check_value(field, old, new, now.date())
    _check_reason(reason)
    _check_secrecy(petitions, new_value=new, reason=reason)
    correction = EntryCorrection(
        agency_id=visit.agency_id,
        visit_id=visit.id,
        entry_field=field,
        old_value=old,
        new_value=new,
        reason=reason.strip(),
        after_closing=is_closed(session, visit.reception.unit_id, visit.visited_on),
        corrected_by_id=by.user_id,
        corrected_at=now,
    )
    session.add(correction)
    session.flush()
    return correction


def _check_field(visit: Visit, field: EntryField, petitions: Iterable[Petition]) -> None:
    if field not in correctable(visit, petitions):
        raise Refusal(
            "Mục này được niêm phong hoặc chỉ giữ trên hồ sơ giấy, không đính chính trên sổ.",
            article=SECRECY,
            field="entry_field",
        )


def _check_value(field: EntryField, old: str, new: str, today: date) -> None:
    if not new and field not in MAY_BE_EMPTY:
        raise Refusal("Hãy ghi nội dung đúng.", field="new_value")
    if new == old:
        raise Refusal("Nội dung đúng trùng với nội dung đang ghi.", field="new_value")
    _CHECKS.get(field, _check_length(field))(new, today)


def _check_visited_on(new: str, today: date) -> None:
    check_day(date.fromisoformat(new), today, "new_value")


def _check_head_count(new: str, _today: date) -> None:
    if not (new.isascii() and new.isdecimal() and len(new) < 6 and 1 <= int(new) <= MOST_PEOPLE):
        raise Refusal("Số người phải từ 1 đến %(most)s.", field="new_value", most=MOST_PEOPLE)


def _check_length(field: EntryField) -> Callable[[str, date], None]:
    most = getattr(Visit.__table__.c[field.value].type, "length", None)

    def check(new: str, _today: date) -> None:
        if most is not None and len(new) > most:
            raise Refusal("Tối đa %(most)s ký tự. Hãy rút gọn.", field="new_value", most=most)

    return check


_CHECKS: Mapping[EntryField, Callable[[str, date], None]] = {
    F.VISITED_ON: _check_visited_on,
    F.HEAD_COUNT: _check_head_count,
}


def _check_reason(reason: str) -> None:
    if says_little(reason):
        raise Refusal("Hãy ghi rõ lý do đính chính.", field="reason")


def _check_secrecy(petitions: Iterable[Petition], **texts: str) -> None:
    hidden = [
        identity_of(party)
        for petition in petitions
        for party in petition.parties
        if party.sealed_identity is not None
    ]
    for name, text in texts.items():
        check_secrecy(text, hidden, field=name)
