"""Who was present at a reception, what its head directed, and the statements taken down there."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import Reception, Visit


class MemberRole(Term):
    """As what someone other than the receiver is present."""

    ACCOMPANYING = "accompanying", "Người cùng tiếp", "Accompanying"
    MINUTES = "minutes", "Người ghi biên bản", "Minute-taker"
    INTERPRETER = "interpreter", "Người phiên dịch", "Interpreter"


class Signature(Term):
    """How a citizen confirmed a statement (Điều 25 khoản 2 Luật Tiếp công dân)."""

    SIGNED = "signed", "Ký", "Signed"
    FINGERPRINT = "fingerprint", "Điểm chỉ", "Fingerprint"


class TaskAct(Term):
    """What happened to a task."""

    DONE = "done", "Đã thực hiện", "Done"
    EXTENDED = "extended", "Lùi hạn", "Extended"
    HANDED_OVER = "handed_over", "Chuyển người thực hiện", "Handed over"


class ReceptionMember(Base):
    """Someone present at a reception beside its receiver."""

    __tablename__ = "reception_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    reception_id: Mapped[int] = mapped_column(ForeignKey("reception.id"), index=True)
    role: Mapped[MemberRole] = mapped_column(TermColumn(MemberRole))
    full_name: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(String(200), default="")


class Statement(Base):
    """That a statement taken down at a visit was read back, and how it was confirmed."""

    __tablename__ = "statement"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    read_back_by: Mapped[str] = mapped_column(String(120))
    signature: Mapped[Signature] = mapped_column(TermColumn(Signature))
    confirmed_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    visit: Mapped[Visit] = relationship()


class Conclusion(Base):
    """Thông báo kết luận việc tiếp công dân: what the head directed, under its number."""

    __tablename__ = "conclusion"
    __table_args__ = (Index("ix_conclusion_agency_issued", "agency_id", "issued_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    reception_id: Mapped[int] = mapped_column(ForeignKey("reception.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"), index=True)
    number: Mapped[str] = mapped_column(String(80))
    issued_on: Mapped[date]
    direction: Mapped[str] = mapped_column(Text, info={"class": "personal"})
    contact: Mapped[str] = mapped_column(String(200), default="")
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    reception: Mapped[Reception] = relationship()
    visit: Mapped[Visit | None] = relationship()
    tasks: Mapped[list["Task"]] = relationship(back_populates="conclusion", order_by="Task.id")


class Task(Base):
    """What a conclusion asks of a unit or person by a day; its acts are its history."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_agency_due", "agency_id", "done_on", "due_on", "id"),
        Index("ix_task_user_open", "user_id", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    conclusion_id: Mapped[int] = mapped_column(ForeignKey("conclusion.id"), index=True)
    work: Mapped[str] = mapped_column(String(500), info={"class": "personal"})
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    conclusion: Mapped[Conclusion] = relationship(back_populates="tasks")
    unit: Mapped[OrgUnit] = relationship(foreign_keys=[unit_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    acts: Mapped[list["TaskStep"]] = relationship(back_populates="task", order_by="TaskStep.id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - read by SQLAlchemy as it stands


class TaskStep(Base):
    """One act on a task; never changed, a further one corrects it."""

    __tablename__ = "task_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    act: Mapped[TaskAct] = mapped_column(TermColumn(TaskAct))
    acted_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), info={"class": "personal"})
    due_on: Mapped[date | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime]
    task: Mapped[Task] = relationship(back_populates="acts")
    unit: Mapped[OrgUnit | None] = relationship(foreign_keys=[unit_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
