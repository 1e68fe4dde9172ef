"""Which petitions are of the same matter: links made and undone, none of them ever erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, and_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from tracker.records.base import Base
from tracker.records.organisation import User
from tracker.records.petitions import Petition


class SameMatterLink(Base):
    """One act: two petitions were linked or, where `undoes_id` is set, an earlier link was undone.

    The database lets rows be added only. A link holds as long as no row undoes it.
    """

    __tablename__ = "same_matter_link"
    __table_args__ = (CheckConstraint("petition_id <> earlier_id", name="two_petitions"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    earlier_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("same_matter_link.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    petition: Mapped[Petition] = relationship(foreign_keys=[petition_id])
    earlier: Mapped[Petition] = relationship(foreign_keys=[earlier_id])
    recorded_by: Mapped[User] = relationship()


def holds(link: Any) -> ColumnElement[bool]:
    """Give the condition that a row made a link and nobody has undone it."""
    undoing: Any = aliased(SameMatterLink)
    undone = select(undoing.id).where(undoing.undoes_id == link.id).exists()
    return and_(link.undoes_id.is_(None), ~undone)
