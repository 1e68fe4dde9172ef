"""The director's reception days of the invented department: visits, conclusions, tasks."""

from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import conclusions, sessions
from tracker.casework.conclusions import ConclusionDetails, Step, TaskDetails
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.casework.registration import Desk
from tracker.casework.sessions import Member, SessionDetails
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.law.calendar import Calendar
from tracker.records.reception import (
    Capacity,
    Reception,
    ReceptionForm,
    ReceptionMode,
    Visit,
    VisitOutcome,
)
from tracker.records.sessions import MemberRole, TaskAct
from tracker.records.visibility import Holding, Reach

DAY_OF_MONTH = 15
MONTHS = 4
PLACE = "Phòng tiếp công dân, tầng 1 trụ sở Sở"
VISITS = (
    ("Trịnh Thị Sương", "Đề nghị giải thích vì sao hồ sơ đề tài năm trước chưa được nghiệm thu"),
    ("Lưu Văn Cẩn", "Hỏi thủ tục kiểm định cân ở chợ xã và nơi nhận kết quả"),
)


def hold_sessions(
    session: Session, department: Department, calendar: Calendar, today: date
) -> None:
    """Hold the director's day of the last months; to one of them nobody came."""
    for number, day in enumerate(_days(calendar, today)):
        reception = _open(session, department, calendar, day)
        visits = [] if number == 1 else [_visit(session, department, day, v) for v in VISITS]
        _close(session, reception, day, nobody_came=not visits)
        if visits:
            _conclude(session, department, reception, visits[0], number)


def _days(calendar: Calendar, today: date) -> list[date]:
    first = today.replace(day=1)
    days = []
    for _ in range(MONTHS):
        days.append(calendar.roll(first.replace(day=DAY_OF_MONTH)))
        first = (first - timedelta(days=1)).replace(day=1)
    return sorted(day for day in days if day < today)


def _open(session: Session, department: Department, calendar: Calendar, day: date) -> Reception:
    director = department.of(Role.DIRECTOR)[0]
    details = SessionDetails(
        held_on=day,
        mode=ReceptionMode.PERIODIC,
        form=ReceptionForm.IN_PERSON,
        capacity=Capacity.HEAD,
        receiver_id=director.id,
        begins_at=time(7, 30),
        place=PLACE,
        members=(
            Member(MemberRole.ACCOMPANYING, "Trương Công Vinh", "Phòng Quản lý Khoa học"),
            Member(MemberRole.MINUTES, "Nguyễn Thị Mai", "Văn phòng Sở"),
        ),
    )
    return sessions.open_session(session, _desk(department), details, calendar=calendar, today=day)


def _visit(session: Session, department: Department, day: date, told: tuple[str, str]) -> Visit:
    visit = VisitDetails(
        visited_on=day,
        visitor=Identity(told[0], "Thôn Trung, xã Gò Sỏi"),
        content=told[1],
        outcome=VisitOutcome.GUIDED,
        mode=ReceptionMode.PERIODIC,
        outcome_note="Giám đốc trả lời tại buổi tiếp",
    )
    logged = log_visit(session, _desk(department), visit, None, now=_moment(day, 9))
    assert logged.visit is not None  # noqa: S101 - every logged visit has its row
    return logged.visit


def _close(session: Session, reception: Reception, day: date, *, nobody_came: bool) -> None:
    sessions.close_session(
        session, reception, ends_at=time(11, 15), nobody_came=nobody_came, now=_moment(day, 12)
    )


def _conclude(
    session: Session, department: Department, reception: Reception, visit: Visit, number: int
) -> None:
    """Conclude two days later, ask the unit for an answer; the older tasks are done."""
    handler = department.of(Role.HANDLER)[0]
    issued = reception.held_on + timedelta(days=2)
    details = ConclusionDetails(
        number=f"{number + 11}/TB-SKHCN",
        issued_on=issued,
        direction="Phòng Quản lý Khoa học rà soát hồ sơ nghiệm thu, trả lời công dân bằng văn bản.",
        contact="Trương Công Vinh, Phòng Quản lý Khoa học",
        visit_id=visit.id,
    )
    conclusion = conclusions.conclude(
        session, reception, details, by=handler.id, now=_moment(issued, 10)
    )
    work = "Rà soát hồ sơ nghiệm thu đề tài và trả lời công dân bằng văn bản"
    task = conclusions.give_task(
        session,
        conclusion,
        TaskDetails(work, handler.unit_id, handler.id, issued + timedelta(days=10)),
    )
    if number == 0:
        done = issued + timedelta(days=7)
        by = Reach(handler.id, department.agency_id, (Holding(Role.HANDLER, handler.unit_id, ""),))
        conclusions.act_on(
            session, task, Step(TaskAct.DONE, done, "Đã trả lời tại Công văn 88/SKHCN-QLKH"),
            by=by, version=task.version, now=_moment(done, 15),
        )  # fmt: skip


def _desk(department: Department) -> Desk:
    receptionist = department.of(Role.RECEPTIONIST)[0]
    return Desk(department.agency_id, department.desk_unit_id, receptionist.id)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), VIETNAM)
