"""What is written beside the books: days closed and reopened, entries put right."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Visit


class EntryField(Term):
    """What may be put right in an entry of the book of receptions; the rest follows the case."""

    VISITED_ON = "visited_on", "Ngày tiếp", "Day of the visit"
    VISITOR_NAME = "visitor_name", "Họ tên", "Name"
    VISITOR_ADDRESS = "visitor_address", "Địa chỉ", "Address"
    HEAD_COUNT = "head_count", "Số người", "Head count"
    CONTENT = "content", "Nội dung", "Content"
    OUTCOME_NOTE = "outcome_note", "Đã hướng dẫn, giải thích", "How the citizen was guided"


def read_value(field: EntryField, text: str) -> date | int | str:
    """Read a value of an entry out of its text."""
    if field is EntryField.VISITED_ON:
        return date.fromisoformat(text)
    return int(text) if field is EntryField.HEAD_COUNT else text


def as_written(field: EntryField, text: str) -> str:
    """Give a value of an entry as the book shows it: days as 27/11/2026."""
    value = read_value(field, text)
    return f"{value.day:02}/{value.month:02}/{value.year:04}" if isinstance(value, date) else text


# At most one closing of a book and day is in force; SQLite wants the condition in the same words.
IN_FORCE: dict[str, Any] = {
    "sqlite_where": text("reopened_at IS NULL"),
    "postgresql_where": text("reopened_at IS NULL"),
}


class BookClosing(Base):
    """Khóa sổ: one unit's book of receptions closed for one day, with what stood in it then.

    A reopening ends the closing and says why; closing anew makes another row.
    """

    __tablename__ = "book_closing"
    __table_args__ = (
        CheckConstraint("(reopened_at IS NULL) = (reopened_by_id IS NULL)", name="reopened"),
        Index("uq_book_closing_unit_id_book_day", "unit_id", "book_day", unique=True, **IN_FORCE),
        Index("ix_book_closing_agency_day", "agency_id", "book_day", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    book_day: Mapped[date]
    entries: Mapped[int]
    first_code: Mapped[str | None] = mapped_column(String(24))
    last_code: Mapped[str | None] = mapped_column(String(24))
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    reopened_at: Mapped[datetime | None]
    reopening_reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    closed_by: Mapped[User] = relationship(foreign_keys=[closed_by_id])
    reopened_by: Mapped[User | None] = relationship(foreign_keys=[reopened_by_id])


class EntryCorrection(Base):
    """Đính chính: append-only. What stood in an entry, what should stand there, why and by whom."""

    __tablename__ = "entry_correction"
    __table_args__ = (Index("ix_entry_correction_visit", "visit_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    entry_field: Mapped[EntryField] = mapped_column(TermColumn(EntryField))
    old_value: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    new_value: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    reason: Mapped[str] = mapped_column(String(500), info={"class": "personal"})
    after_closing: Mapped[bool] = mapped_column(default=False, server_default=false())
    corrected_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    corrected_at: Mapped[datetime]
    visit: Mapped[Visit] = relationship()
    corrected_by: Mapped[User] = relationship()

    @property
    def old_written(self) -> str:
        """Give what stood there, as the book shows it."""
        return as_written(self.entry_field, self.old_value)

    @property
    def new_written(self) -> str:
        """Give what should stand there, as the book shows it."""
        return as_written(self.entry_field, self.new_value)
