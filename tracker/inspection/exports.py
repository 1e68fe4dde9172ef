"""Entries of the trail as a file, signed so that whoever gets it can see that it is whole."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from io import StringIO
from typing import Any, Literal, TypeAlias

from sqlalchemy.orm import Session

from tracker.inspection.entries import Change, Line, lines
from tracker.inspection.trail import TrailFilter, entries_before
from tracker.law.terms import Refusal
from tracker.records.audit import anchor, chain_of
from tracker.records.sealing import keyring
from tracker.records.signed_files import signed_data, signed_lines
from tracker.web.guard import Person
from tracker.web.words import gettext as _

ExportForm: TypeAlias = Literal["csv", "json"]
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
MOST = 20_000
AT_ONCE = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # Beginnings that a spreadsheet would carry out.


def exported(
    session: Session, person: Person, form: ExportForm, wanted: TrailFilter, *, at: datetime
) -> tuple[bytes, int]:
    """Give the signed file of the entries asked for, and their number."""
    found = list(_lines(session, person, wanted))
    if form == "csv":
        return signed_lines(_table(found), keyring()), len(found)
    head = anchor(session, chain_of(person.agency_id))
    data = {
        "agency": person.agency_name,
        "exported_by": person.name,
        "exported_at": at.isoformat(),
        "filters": {k: str(v) for k, v in asdict(wanted).items() if v is not None},
        "head": {"chain": head.chain, "sequence": head.sequence, "hash": head.hash},
        "entries": [_record(line) for line in found],
    }
    return signed_data(data, keyring()), len(found)


def _lines(session: Session, person: Person, wanted: TrailFilter) -> Iterator[Line]:
    """Give the entries in the words of the page, so that a file says no more than the page."""
    below, number = None, 0
    while rows := entries_before(session, person.reach, wanted, below=below, most=AT_ONCE):
        number, below = number + len(rows), rows[-1].sequence
        if number > MOST:
            raise Refusal(
                "Có hơn %(most)s mục khớp với điều kiện lọc. Hãy thu hẹp khoảng ngày rồi xuất lại.",
                most=MOST,
            )
        yield from lines(session, person.reach, rows)


def _table(found: Sequence[Line]) -> str:
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([
        _("Mục số"), _("Lúc"), _("Người thực hiện"), _("Địa chỉ mạng"), _("Việc đã làm"),
        _("Đối tượng"), _("Bản ghi"), _("Vụ việc, đơn"), _("Thay đổi"), _("Mã băm"),
    ])  # fmt: skip
    for line in found:
        writer.writerow([_cell(value) for value in _record(line).values()])
    return written.getvalue()


def _record(line: Line) -> dict[str, Any]:
    return {
        "sequence": line.sequence,
        "at": line.at.isoformat(),
        "actor": line.actor,
        "address": line.address,
        "deed": line.deed,
        "subject": line.subject,
        "row": line.subject_name,
        "about": [way.label for way in line.ways],
        "changes": [_words(change) for change in line.changes],
        "hash": line.hash,
    }


def _words(change: Change) -> str:
    if change.is_covered:
        marks = f"{change.old_mark} → {change.new_mark}" if change.old_mark else change.new_mark
        return f"{change.label}: {_('(được che)')} {marks}".rstrip()
    new = change.new or _("để trống")
    return f"{change.label}: {change.old} → {new}" if change.old else f"{change.label}: {new}"


def _cell(value: Any) -> str:
    """Write a value so that a spreadsheet shows it and does not carry it out."""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
