"""Receptions of citizens and the visits to them."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.acting import ActingAs
from tracker.law.identity_number import IdentityPaper
from tracker.law.kinds import CaseKind
from tracker.law.refusal_grounds import ReceptionRefusal
from tracker.law.terms import Term
from tracker.records.base import Base, Json, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.sealing import sealed


class ReceptionMode(Term):
    """Điều 2 khoản 1 Luật Tiếp công dân: three modes of reception."""

    REGULAR = "regular", "Thường xuyên", "Regular"
    PERIODIC = "periodic", "Định kỳ của người đứng đầu", "The head's periodic day"
    EXTRAORDINARY = "extraordinary", "Đột xuất", "Extraordinary"


class ReceptionForm(Term):
    """Điều 3a Luật Tiếp công dân: in person or, since 01/07/2026, online."""

    IN_PERSON = "in_person", "Trực tiếp", "In person"
    ONLINE = "online", "Trực tuyến", "Online"


class Capacity(Term):
    """As what someone receives; only the head's own sessions count towards the head's days."""

    HEAD = "head", "Người đứng đầu", "Head"
    DELEGATED = "delegated", "Người được ủy quyền", "Delegated by the head"
    ASSIGNED = "assigned", "Người được phân công", "Assigned"


class VisitOutcome(Term):
    """What the desk did with a visit."""

    PETITION_TAKEN = "petition_taken", "Nhận đơn", "Petition taken"
    STATEMENT_TAKEN = "statement_taken", "Ghi lời trình bày", "Statement taken down"
    GUIDED = "guided", "Hướng dẫn, giải thích", "Guided"
    REFUSED = "refused", "Từ chối tiếp", "Refused"


PETITION_OUTCOMES = frozenset({VisitOutcome.PETITION_TAKEN, VisitOutcome.STATEMENT_TAKEN})


class Reception(Base):
    """Buổi tiếp công dân: one session of one unit on one day.

    A session to which nobody came is a held session, and says so.
    """

    __tablename__ = "reception"
    __table_args__ = (UniqueConstraint("unit_id", "held_on", "mode", "receiver_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    held_on: Mapped[date] = mapped_column(index=True)
    mode: Mapped[ReceptionMode] = mapped_column(TermColumn(ReceptionMode))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    capacity: Mapped[Capacity] = mapped_column(
        TermColumn(Capacity), default=Capacity.ASSIGNED, server_default=Capacity.ASSIGNED.value
    )
    form: Mapped[ReceptionForm] = mapped_column(
        TermColumn(ReceptionForm),
        default=ReceptionForm.IN_PERSON,
        server_default=ReceptionForm.IN_PERSON.value,
    )
    begins_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200), default="", server_default="")
    nobody_came: Mapped[bool] = mapped_column(default=False, server_default=false())
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    receiver: Mapped[User] = relationship()


class Visit(Base):
    """Lượt tiếp: who came, how many, about what, and what was done.

    A denouncer's name never stands here, nor that of whoever came for one: the visit then shows
    the party's code. The number of an identity paper is encrypted, bound to the visit's code.
    """

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("head_count >= 1", name="head_count"),
        Index("ix_visit_agency_visited", "agency_id", "visited_on", "id"),
        Index("ix_visit_agency_name", "agency_id", "name_key", "visited_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    reception_id: Mapped[int] = mapped_column(ForeignKey("reception.id"), index=True)
    code: Mapped[str] = mapped_column(String(24), unique=True)
    visited_on: Mapped[date]
    visitor_name: Mapped[str | None] = mapped_column(String(200), info={"class": "personal"})
    name_key: Mapped[str | None] = mapped_column(String(200), info={"class": "personal"})
    visitor_address: Mapped[str | None] = mapped_column(String(300), info={"class": "personal"})
    identity_paper: Mapped[IdentityPaper | None] = mapped_column(TermColumn(IdentityPaper))
    identity_number: Mapped[bytes | None] = mapped_column(info=sealed("visit.number:{code}:0"))
    kind: Mapped[CaseKind | None] = mapped_column(TermColumn(CaseKind))
    head_count: Mapped[int] = mapped_column(default=1)
    content: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    outcome: Mapped[VisitOutcome] = mapped_column(TermColumn(VisitOutcome))
    outcome_note: Mapped[str] = mapped_column(String(500), default="")
    refusal_ground: Mapped[str | None] = mapped_column(String(40))
    ground_complete_on: Mapped[date | None]
    acting_as: Mapped[ActingAs | None] = mapped_column(TermColumn(ActingAs))
    acting_name: Mapped[str | None] = mapped_column(String(200), info={"class": "personal"})
    acting_address: Mapped[str | None] = mapped_column(String(300), info={"class": "personal"})
    acting_number: Mapped[bytes | None] = mapped_column(info=sealed("visit.acting_number:{code}"))
    authorisation: Mapped[str] = mapped_column(
        String(300), default="", server_default="", info={"class": "personal"}
    )
    papers_shown: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    appointed_on: Mapped[date | None]
    appointed_by_all: Mapped[bool] = mapped_column(default=False, server_default=false())
    appointment: Mapped[str] = mapped_column(
        String(300), default="", server_default="", info={"class": "personal"}
    )
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    reception: Mapped[Reception] = relationship()

    @property
    def ground(self) -> ReceptionRefusal | None:
        """Give the ground on which the visitor was not received."""
        return ReceptionRefusal(self.refusal_ground) if self.refusal_ground else None
