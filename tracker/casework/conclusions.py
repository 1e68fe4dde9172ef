"""Record what the head directed at a reception, turn it into tasks and follow them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission, Scope
from tracker.casework.identity import Identity, refuse_revealing, reveals
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import CaseBarrier, PetitionLink
from tracker.records.organisation import Membership, OrgUnit, User
from tracker.records.petitions import Party, Petition
from tracker.records.reception import Capacity, Reception, Visit
from tracker.records.sessions import Conclusion, Task, TaskAct, TaskStep
from tracker.records.visibility import Reach

NOTICE = "Điều 25 khoản 2 Nghị định 154/2026/NĐ-CP"


@dataclass(frozen=True, slots=True)
class ConclusionDetails:
    """What is typed of a conclusion; without a visit it is about the whole session."""

    number: str
    issued_on: date
    direction: str
    contact: str = ""
    visit_id: int | None = None


@dataclass(frozen=True, slots=True)
class TaskDetails:
    """What is typed of a task."""

    work: str
    unit_id: int
    user_id: int | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to a task, as typed."""

    act: TaskAct
    acted_on: date
    note: str
    due_on: date | None = None
    unit_id: int | None = None
    user_id: int | None = None


def conclude(
    session: Session, reception: Reception, details: ConclusionDetails, *, by: int, now: datetime
) -> Conclusion:
    """Record the notice of conclusion of a head's session."""
    if reception.capacity is Capacity.ASSIGNED:
        raise Refusal(
            "Chỉ buổi do người đứng đầu hoặc người được ủy quyền tiếp mới có kết luận.",
            article=NOTICE,
        )
    if not reception.held_on <= details.issued_on <= now.date():
        raise Refusal("Ngày ban hành phải từ ngày tiếp đến hôm nay.", field="issued_on")
    if details.visit_id is not None and not session.scalar(
        select(Visit.id).where(Visit.id == details.visit_id, Visit.reception_id == reception.id)
    ):
        raise Refusal("Lượt tiếp này không thuộc buổi tiếp.", field="visit_id")
    _refuse_naming(session, reception.id, direction=details.direction, contact=details.contact)
    _check_number(session, reception.agency_id, details)
    conclusion = Conclusion(
        agency_id=reception.agency_id,
        reception_id=reception.id,
        visit_id=details.visit_id,
        number=details.number,
        issued_on=details.issued_on,
        direction=details.direction,
        contact=details.contact,
        recorded_by_id=by,
        recorded_at=now,
    )
    session.add(conclusion)
    session.flush()
    return conclusion


def give_task(
    session: Session, conclusion: Conclusion, details: TaskDetails, *, today: date
) -> Task:
    """Ask a unit or person for something by a day."""
    if details.due_on < max(conclusion.issued_on, today):
        raise Refusal("Hạn phải từ hôm nay trở đi.", field="due_on")
    _check_place(session, conclusion, details.unit_id, details.user_id)
    _refuse_naming(session, conclusion.reception_id, work=details.work)
    task = Task(
        agency_id=conclusion.agency_id,
        conclusion=conclusion,
        work=details.work,
        unit_id=details.unit_id,
        user_id=details.user_id,
        due_on=details.due_on,
    )
    session.add(task)
    session.flush()
    return task


def act_on(
    session: Session, task: Task, step: Step, *, by: Reach, version: int | None, now: datetime
) -> TaskStep:
    """Record what happened to a task: done, put off, handed over."""
    if version != task.version:
        raise Stale(task.conclusion.number)
    if not may_act(task, by):
        raise Refusal("Việc này do người được giao, trưởng đơn vị hoặc lãnh đạo ghi.")
    if task.done_on is not None:
        raise Refusal("Việc này đã thực hiện xong.")
    if not task.conclusion.issued_on <= step.acted_on <= now.date():
        raise Refusal("Ngày ghi phải từ ngày kết luận đến hôm nay.", field="acted_on")
    _refuse_naming(session, task.conclusion.reception_id, note=step.note)
    _apply(session, task, step, by)
    row = TaskStep(
        agency_id=task.agency_id,
        task=task,
        act=step.act,
        acted_on=step.acted_on,
        note=step.note,
        due_on=step.due_on,
        unit_id=step.unit_id,
        user_id=step.user_id,
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def may_act(task: Task, by: Reach) -> bool:
    """Say whether this person may record what happened to a task."""
    return leads(task, by) or any(
        scope is Scope.ASSIGNED and task.user_id in by.hands
        for scope, _holding in by.scopes(Permission.TASK_WORK)
    )


def leads(task: Task, by: Reach) -> bool:
    """Say whether this person heads the unit of a task, or the agency."""
    return any(
        (scope is Scope.AGENCY and task.agency_id == by.agency_id)
        or (scope is Scope.SUBTREE and task.unit.path.startswith(holding.unit_path))
        for scope, holding in by.scopes(Permission.TASK_WORK)
    )


def refuse_noted(session: Session, reception_id: int, who: Identity) -> None:
    """Refuse a denunciation in a session whose conclusions or tasks already name who denounces."""
    told = session.execute(
        select(Conclusion.direction, Conclusion.contact, Task.work)
        .outerjoin(Task, Task.conclusion_id == Conclusion.id)
        .where(Conclusion.reception_id == reception_id)
    )
    if any(reveals(text or "", who) for row in told for text in row):
        raise Refusal(
            "Kết luận hoặc việc đã giao của buổi tiếp này có ghi tên người này: hãy ghi đơn tố cáo"
            " vào một buổi tiếp khác để không lộ người tố cáo.",
            field="mode",
        )


def _check_number(session: Session, agency_id: int, details: ConclusionDetails) -> None:
    year = details.issued_on.year
    same = session.scalars(
        select(Conclusion.issued_on).where(
            Conclusion.agency_id == agency_id, Conclusion.number == details.number
        )
    )
    if any(issued_on.year == year for issued_on in same):
        raise Refusal("Số thông báo này đã dùng trong năm.", field="number")


def _apply(session: Session, task: Task, step: Step, by: Reach) -> None:
    if step.act is TaskAct.DONE:
        task.done_on = step.acted_on
    elif step.act is TaskAct.EXTENDED:
        if not leads(task, by):
            raise Refusal("Chỉ trưởng đơn vị hoặc lãnh đạo được lùi hạn.", field="act")
        if step.due_on is None or step.due_on <= max(task.due_on, step.acted_on):
            raise Refusal("Hạn mới phải sau hạn cũ và sau ngày ghi.", field="due_on")
        task.due_on = step.due_on
    else:
        if step.unit_id is None:
            raise Refusal("Hãy chọn đơn vị nhận việc.", field="unit_id")
        _check_place(session, task.conclusion, step.unit_id, step.user_id)
        task.unit_id, task.user_id = step.unit_id, step.user_id


def _check_place(
    session: Session, conclusion: Conclusion, unit_id: int, user_id: int | None
) -> None:
    unit = session.get(OrgUnit, unit_id)
    if unit is None or unit.agency_id != conclusion.agency_id:
        raise Refusal("Hãy chọn đơn vị.", field="unit_id")
    _refuse_conflict(session, conclusion, unit_id, user_id)
    if user_id is None:
        return
    works_there = (
        select(User.id)
        .join(Membership)
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(User.id == user_id, User.is_active, OrgUnit.path.startswith(unit.path))
    )
    if session.scalar(works_there) is None:
        raise Refusal("Người này không làm việc ở đơn vị đã chọn.", field="user_id")


def _refuse_conflict(
    session: Session, conclusion: Conclusion, unit_id: int, user_id: int | None
) -> None:
    """Who is complained of or denounced at a session gets no task from it."""
    about = Visit.id == conclusion.visit_id
    if conclusion.visit_id is None:
        about = Visit.reception_id == conclusion.reception_id
    cases = (
        select(PetitionLink.case_id)
        .join(Petition, Petition.id == PetitionLink.petition_id)
        .join(Visit, Visit.id == Petition.visit_id)
        .where(about)
    )
    barred = CaseBarrier.unit_id == unit_id
    if user_id is not None:
        barred |= CaseBarrier.user_id == user_id
    if session.scalar(
        select(CaseBarrier.id).where(CaseBarrier.case_id.in_(cases), barred).limit(1)
    ):
        raise Refusal(
            "Không giao được cho người, đơn vị này: vụ việc của buổi tiếp nói về chính họ.",
            field="unit_id",
        )


def _refuse_naming(session: Session, reception_id: int, **texts: str) -> None:
    """What is written about a session must not say which of its visitors denounced."""
    sealed = session.scalars(
        select(Party)
        .join(Petition)
        .join(Visit, Visit.id == Petition.visit_id)
        .where(Visit.reception_id == reception_id, Party.sealed_identity.is_not(None))
    ).all()
    refuse_revealing(sealed, **texts)
