"""What the invented director directed on his last reception days, and the tasks that followed."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import conclusions, sessions
from tracker.casework.conclusions import ConclusionDetails, Step, TaskDetails
from tracker.casework.sessions import Member
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department, Worker
from tracker.records.reception import Capacity, Reception, ReceptionMode
from tracker.records.sessions import Conclusion, MemberRole, TaskAct
from tracker.records.visibility import Holding, Reach

DAYS = 4
PRESENT = (
    Member(MemberRole.ACCOMPANYING, "Trương Công Vinh", "Phòng Quản lý Khoa học"),
    Member(MemberRole.MINUTES, "Nguyễn Thị Mai", "Văn phòng Sở"),
)
TO_ISSUE, TO_ANSWER, TO_DO = timedelta(days=2), timedelta(days=10), timedelta(days=7)


def conclude_sessions(session: Session, department: Department, today: date) -> None:
    """Conclude the director's last days that are long enough ago; the oldest task is done."""
    handler = department.of(Role.HANDLER)[0]
    days = session.scalars(
        select(Reception)
        .where(
            Reception.agency_id == department.agency_id,
            Reception.mode == ReceptionMode.PERIODIC,
            Reception.capacity == Capacity.HEAD,
            Reception.receiver_id == department.of(Role.DIRECTOR)[0].id,
            Reception.held_on < today - TO_ISSUE,
        )
        .order_by(Reception.held_on.desc())
        .limit(DAYS)
    ).all()
    for number, reception in enumerate(reversed(days)):
        sessions.note_present(session, reception, PRESENT)
        if not reception.nobody_came:
            _conclude(session, reception, handler, number, today)


def _conclude(
    session: Session, reception: Reception, handler: Worker, number: int, today: date
) -> None:
    issued = reception.held_on + TO_ISSUE
    details = ConclusionDetails(
        number=f"{number + 11}/TB-SKHCN",
        issued_on=issued,
        direction="Phòng Quản lý Khoa học rà soát hồ sơ, trả lời công dân bằng văn bản.",
        contact="Trương Công Vinh, Phòng Quản lý Khoa học",
    )
    moment = datetime.combine(issued, time(10), VIETNAM)
    conclusion = conclusions.conclude(session, reception, details, by=handler.id, now=moment)
    _ask(session, conclusion, handler, is_done=number == 0, today=today)


def _ask(
    session: Session, conclusion: Conclusion, handler: Worker, *, is_done: bool, today: date
) -> None:
    work = "Rà soát hồ sơ và trả lời công dân bằng văn bản"
    due = conclusion.issued_on + TO_ANSWER
    asked = TaskDetails(work, handler.unit_id, handler.id, due)
    task = conclusions.give_task(session, conclusion, asked, today=conclusion.issued_on)
    done = conclusion.issued_on + TO_DO
    if not is_done or done > today:
        return
    by = Reach(handler.id, conclusion.agency_id, (Holding(Role.HANDLER, handler.unit_id, ""),))
    step = Step(TaskAct.DONE, done, "Đã trả lời tại Công văn 88/SKHCN-QLKH")
    moment = datetime.combine(done, time(15), VIETNAM)
    conclusions.act_on(session, task, step, by=by, version=task.version, now=moment)
