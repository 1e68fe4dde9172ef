"""The record of processing: read off the tables themselves, with the agency's own words.

What is held follows from the class of each column, so a new column appears by itself; a test asks
that its kind is named here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.casework.reasons import refuse_few_words
from tracker.law.processing import (
    SENSITIVE_KINDS,
    Activity,
    DataClass,
    DataKind,
    TextPart,
    first_texts,
)
from tracker.law.terms import Refusal
from tracker.records.base import Base
from tracker.records.privacy import ProcessingText

CLASSED = frozenset({"personal", "sealed", "secret"})
A, K = Activity, DataKind

ACTIVITY_OF: Mapping[str, Activity] = {
    **dict.fromkeys(
        (
            "visit", "visit_representative", "paper_receipt", "received_paper", "refusal_notice",
            "conclusion", "task", "task_step", "entry_correction", "reception_member", "statement",
        ),
        A.RECEPTION,
    ),
    **dict.fromkeys(("petition", "party", "attachment", "name_spelling"), A.PETITIONS),
    **dict.fromkeys(("case_file", "case_event"), A.CASES),
    **dict.fromkeys(
        ("finding_act", "inspection_mark", "inspection_minutes", "audit_entry"), A.INSPECTION
    ),
    **dict.fromkeys(
        ("data_request", "data_request_step", "data_breach", "breach_step"), A.RIGHTS
    ),
    **dict.fromkeys(
        (
            "user_account", "sign_in_attempt", "sign_in_lock", "sign_in_session", "second_factor",
            "account_review_line", "agency_settings",
        ),
        A.STAFF,
    ),
}  # fmt: skip

KIND_OF: Mapping[str, DataKind] = {
    **dict.fromkeys(
        (
            "full_name", "name_key", "folded_name", "ends_key", "visitor_name", "acting_name",
            "giver", "sender_label", "found_by", "recipient", "spelling", "word", "present",
        ),
        K.NAME,
    ),
    **dict.fromkeys(
        ("address", "visitor_address", "acting_address", "recipients", "postal_address"),
        K.ADDRESS,
    ),
    **dict.fromkeys(
        ("phone", "phone_digits", "email", "contact_phone", "contact_email"), K.CONTACT),
    **dict.fromkeys(
        ("identity_number", "acting_number", "identity_digest", "identity_issued", "proof_note"),
        K.IDENTITY,
    ),
    **dict.fromkeys(("sealed_identity",), K.DENOUNCER),
    **dict.fromkeys(
        (
            "content", "summary", "title", "note", "words", "wish", "old_value", "new_value",
            "reason", "direction", "work", "remarks", "demands", "happened", "affected", "harm",
            "measures",
        ),
        K.CONTENT,
    ),
    **dict.fromkeys(("name", "return_note"), K.PAPER),
    **dict.fromkeys(("authorisation", "appointment"), K.PROXY),
    **dict.fromkeys(
        (
            "password_hash", "earlier_passwords", "login", "login_digest", "secret",
            "recovery_digests",
        ),
        K.ACCOUNT,
    ),
}  # fmt: skip

# Personal too, though nothing of them is covered in the log: who works here, and from where.
UNCLASSED = frozenset(
    {
        ("user_account", "full_name"), ("user_account", "email"), ("user_account", "login"),
        ("sign_in_attempt", "login_digest"), ("sign_in_attempt", "address"),
        ("sign_in_lock", "login_digest"), ("sign_in_session", "address"),
        ("account_review_line", "full_name"), ("account_review_line", "login"),
        ("agency_settings", "postal_address"), ("agency_settings", "contact_phone"),
        ("agency_settings", "contact_email"),
        ("audit_entry", "address"), ("reception_member", "full_name"),
        ("inspection_minutes", "present"), ("party", "authorisation"),
    }
)  # fmt: skip
OF_MACHINES = frozenset(
    {("sign_in_attempt", "address"), ("sign_in_session", "address"), ("audit_entry", "address")}
)


@dataclass(frozen=True, slots=True)
class HeldData:
    """One kind of data in an activity, how it is protected, and where it stands."""

    kind: DataKind
    data_class: DataClass
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What stands under one part: the agency's own text, or the one to begin with."""

    part: TextPart
    own: ProcessingText | None
    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One activity of the record."""

    activity: Activity
    held: tuple[HeldData, ...]
    texts: tuple[Said, ...]


def record_of_processing(session: Session, agency_id: int) -> tuple[Entry, ...]:
    """Give the record of an agency."""
    own = _standing(session, agency_id)
    held = held_by_activity()
    return tuple(
        Entry(activity, held.get(activity, ()), tuple(_said(activity, own)))
        for activity in Activity
    )


def held_by_activity() -> Mapping[Activity, tuple[HeldData, ...]]:
    """Read off the tables which data each activity holds, the strictest first."""
    found: dict[Activity, dict[tuple[DataKind, DataClass], list[str]]] = {}
    for column in personal_columns():
        kinds = found.setdefault(activity_of(column), {})
        key = kind_of(column), class_of(column)
        kinds.setdefault(key, []).append(f"{column.table.name}.{column.name}")
    return {
        activity: tuple(
            HeldData(kind, data_class, tuple(names))
            for (kind, data_class), names in sorted(kinds.items(), key=_strictest_first)
        )
        for activity, kinds in found.items()
    }


def personal_columns() -> Iterator[Column[object]]:
    """Give every column with personal data: by its class, or named above."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.info.get("class") in CLASSED or (table.name, column.name) in UNCLASSED:
                yield column


def activity_of(column: Column[object]) -> Activity:
    """Say in which activity a column is filled; what nobody named belongs to the accounts."""
    return ACTIVITY_OF.get(str(column.table), Activity.STAFF)


def kind_of(column: Column[object]) -> DataKind:
    """Say what kind of data a column holds; what nobody named is held to be content."""
    if (str(column.table), column.name) in OF_MACHINES:
        return DataKind.ACCOUNT
    return KIND_OF.get(column.name, DataKind.CONTENT)


def class_of(column: Column[object]) -> DataClass:
    """Say how strongly a column is protected."""
    if column.info.get("class") in {"sealed", "secret"}:
        return DataClass.SEALED
    is_sensitive = kind_of(column) in SENSITIVE_KINDS
    return DataClass.SENSITIVE if is_sensitive else DataClass.BASIC


def say(
    session: Session, agency_id: int, activity: Activity, part: TextPart, words: str, *,
    by: int, now: datetime,
) -> ProcessingText:  # fmt: skip
    """Put the agency's own words under a part; the earlier ones stay as history."""
    said = words.strip()
    refuse_few_words(said)
    before = _standing(session, agency_id).get((activity, part))
    if before is not None and before.words == said:
        raise Refusal("Nội dung này đang dùng, chưa có gì thay đổi.", field="words")
    text = ProcessingText(
        agency_id=agency_id,
        activity=activity,
        part=part,
        words=said,
        recorded_by_id=by,
        recorded_at=now,
    )
    session.add(text)
    session.flush()
    return text


def history_of(
    session: Session, agency_id: int, activity: Activity, part: TextPart
) -> list[ProcessingText]:
    """Give what the agency has said under a part, the newest first."""
    return list(
        session.scalars(
            select(ProcessingText)
            .options(joinedload(ProcessingText.recorded_by))
            .where(
                ProcessingText.agency_id == agency_id,
                ProcessingText.activity == activity,
                ProcessingText.part == part,
            )
            .order_by(ProcessingText.id.desc())
        )
    )


def _standing(
    session: Session, agency_id: int
) -> Mapping[tuple[Activity, TextPart], ProcessingText]:
    newest = (
        select(func.max(ProcessingText.id))
        .where(ProcessingText.agency_id == agency_id)
        .group_by(ProcessingText.activity, ProcessingText.part)
    )
    rows = session.scalars(
        select(ProcessingText)
        .options(joinedload(ProcessingText.recorded_by))
        .where(ProcessingText.id.in_(newest))
    )
    return {(row.activity, row.part): row for row in rows}


def _said(
    activity: Activity, own: Mapping[tuple[Activity, TextPart], ProcessingText]
) -> Iterator[Said]:
    for part in TextPart:
        text, first = own.get((activity, part)), first_texts()[activity, part]
        yield Said(part, text, text.words if text else first.vi, text.words if text else first.en)


def _strictest_first(
    item: tuple[tuple[DataKind, DataClass], list[str]],
) -> tuple[int, int]:
    (kind, data_class), _names = item
    return -list(DataClass).index(data_class), list(DataKind).index(kind)
