"""What the head directs becomes tasks, each followed to its end."""

from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import conclusions, sessions
from tracker.casework.conclusions import ConclusionDetails, Step, TaskDetails
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.casework.registration import Desk, PartyDetails
from tracker.casework.sessions import SessionDetails
from tracker.law.calendar import Calendar
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal, Stale
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole
from tracker.records.reception import (
    Capacity,
    Reception,
    ReceptionForm,
    ReceptionMode,
    VisitOutcome,
)
from tracker.records.session_sight import conclusion_not_about
from tracker.records.sessions import Conclusion, Task, TaskAct

DAY, ISSUED, DUE, TODAY = (date(2026, 11, n) for n in (16, 18, 24, 26))
DENOUNCER = "Hoàng Thị Ngọc Huyền"


@pytest.fixture
def desk(session: Session) -> Desk:
    return factories.desk(session, factories.person(session, Role.RECEPTIONIST))


@pytest.fixture
def handler(session: Session) -> User:
    return factories.person(session, Role.HANDLER)


@pytest.fixture
def reception(session: Session, desk: Desk) -> Reception:
    director = factories.person_with(session, Role.DIRECTOR)
    details = SessionDetails(
        DAY, ReceptionMode.PERIODIC, ReceptionForm.IN_PERSON, Capacity.HEAD, director.id,
        time(7, 30), "Phòng tiếp công dân",
    )  # fmt: skip
    return sessions.open_session(session, desk, details, calendar=Calendar.official(), today=DAY)


@pytest.fixture
def conclusion(session: Session, reception: Reception, desk: Desk) -> Conclusion:
    return conclude(session, reception, desk)


@pytest.fixture
def task(session: Session, conclusion: Conclusion, handler: User) -> Task:
    unit_id = handler.memberships[0].unit_id
    return conclusions.give_task(
        session, conclusion, TaskDetails("Trả lời công dân", unit_id, handler.id, DUE),
        today=ISSUED,
    )  # fmt: skip


def conclude(
    session: Session,
    reception: Reception,
    desk: Desk,
    direction: str = "Rà soát",
    day: date = ISSUED,
) -> Conclusion:
    details = ConclusionDetails("12/TB", day, direction)
    now = factories.moment(TODAY)
    return conclusions.conclude(session, reception, details, by=desk.user_id, now=now)


def act(session: Session, task: Task, user: User, step: Step, version: int | None = None) -> None:
    conclusions.act_on(
        session, task, step, by=factories.reach(session, user),
        version=task.version if version is None else version, now=factories.moment(TODAY),
    )  # fmt: skip


def test_a_task_is_done_by_whom_it_was_given_to(
    session: Session, task: Task, handler: User
) -> None:
    act(session, task, handler, Step(TaskAct.DONE, DUE, "Đã trả lời"))
    assert task.done_on == DUE
    with pytest.raises(Refusal, match="đã thực hiện xong"):
        act(session, task, handler, Step(TaskAct.DONE, DUE, "Đã trả lời"))


def test_another_handler_cannot_end_it(session: Session, task: Task) -> None:
    other = factories.person(session, Role.HANDLER)
    with pytest.raises(Refusal, match="người được giao"):
        act(session, task, other, Step(TaskAct.DONE, DUE, "Xong"))


def test_a_date_is_put_off_by_the_head_alone(session: Session, task: Task, handler: User) -> None:
    later = date(2026, 12, 4)
    step = Step(TaskAct.EXTENDED, TODAY, "Chờ hồ sơ", later)
    with pytest.raises(Refusal, match="trưởng đơn vị hoặc lãnh đạo"):
        act(session, task, handler, step)

    act(session, task, factories.person_with(session, Role.DIRECTOR), step)

    assert task.due_on == later
    assert [(a.act, a.due_on) for a in task.acts] == [(TaskAct.EXTENDED, later)]


def test_a_task_is_handed_over_to_someone_of_the_unit(
    session: Session, task: Task, handler: User
) -> None:
    other = factories.person(session, Role.HANDLER)
    unit_id = other.memberships[0].unit_id
    over = Step(TaskAct.HANDED_OVER, TODAY, "Nghỉ phép", unit_id=unit_id, user_id=other.id)
    act(session, task, handler, over)
    assert (task.unit_id, task.user_id) == (unit_id, other.id)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step(TaskAct.HANDED_OVER, TODAY, "Nghỉ"), "đơn vị nhận việc"),
        (Step(TaskAct.DONE, date(2026, 11, 27), "Xong"), "đến hôm nay"),
    ],
    ids=["to nobody", "in the future"],
)
def test_an_act_that_cannot_be_is_refused(
    session: Session, task: Task, handler: User, step: Step, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        act(session, task, handler, step)


def test_two_on_one_task_do_not_overwrite_each_other(
    session: Session, task: Task, handler: User
) -> None:
    with pytest.raises(Stale):
        act(session, task, handler, Step(TaskAct.DONE, DUE, "Xong"), version=task.version - 1)


def test_a_task_is_not_due_before_its_conclusion(
    session: Session, conclusion: Conclusion, handler: User
) -> None:
    details = TaskDetails("Trả lời", handler.memberships[0].unit_id, None, DAY)
    with pytest.raises(Refusal, match="Hạn phải từ hôm nay"):
        conclusions.give_task(session, conclusion, details, today=DAY)


def test_a_person_of_another_unit_is_not_asked(
    session: Session, conclusion: Conclusion, handler: User
) -> None:
    elsewhere = factories.unit(session, "Phòng Kế hoạch")
    details = TaskDetails("Trả lời", elsewhere.id, handler.id, DUE)
    with pytest.raises(Refusal, match="không làm việc ở đơn vị"):
        conclusions.give_task(session, conclusion, details, today=ISSUED)


def test_a_session_of_the_assigned_officer_has_no_conclusion(
    session: Session, desk: Desk, reception: Reception
) -> None:
    reception.capacity = Capacity.ASSIGNED
    with pytest.raises(Refusal, match="người đứng đầu"):
        conclude(session, reception, desk)


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 11, 27)], ids=str)
def test_a_conclusion_lies_between_the_session_and_today(
    session: Session, desk: Desk, reception: Reception, day: date
) -> None:
    with pytest.raises(Refusal, match="từ ngày tiếp đến hôm nay"):
        conclude(session, reception, desk, day=day)


@pytest.mark.parametrize("spelling", [DENOUNCER, "hoang thi ngoc huyen", "HOÀNG THỊ NGỌC HUYỀN"])
def test_no_text_names_the_denouncer_of_the_session(
    session: Session, desk: Desk, conclusion: Conclusion, handler: User, spelling: str
) -> None:
    visit = VisitDetails(
        DAY, Identity(DENOUNCER), "Tố cáo", VisitOutcome.PETITION_TAKEN, ReceptionMode.PERIODIC
    )
    typed = factories.petition_details(
        CaseKind.DENUNCIATION, received_on=DAY, sender=Identity(DENOUNCER)
    )
    log_visit(session, desk, visit, typed, now=factories.moment(DAY))
    unit_id = handler.memberships[0].unit_id
    with pytest.raises(Refusal, match="người tố cáo"):
        conclude(session, conclusion.reception, desk, f"Mời bà {spelling} đến làm việc")
    with pytest.raises(Refusal, match="người tố cáo"):
        conclusions.give_task(
            session, conclusion, TaskDetails(f"Gặp {spelling}", unit_id, None, DUE), today=ISSUED
        )


def denounced(session: Session, desk: Desk, who: User) -> None:
    """Log a denunciation of somebody of the agency at the head's session."""
    visit = VisitDetails(
        DAY, Identity(DENOUNCER), "Tố cáo", VisitOutcome.PETITION_TAKEN, ReceptionMode.PERIODIC
    )
    about = PartyDetails(PartyRole.RESPONDENT, Identity(who.full_name), user_id=who.id)
    typed = factories.petition_details(
        CaseKind.DENUNCIATION, received_on=DAY, sender=Identity(DENOUNCER), respondents=(about,)
    )
    log_visit(session, desk, visit, typed, now=factories.moment(DAY))


def test_who_is_denounced_gets_no_task_and_sees_no_conclusion(
    session: Session, desk: Desk, conclusion: Conclusion, handler: User
) -> None:
    denounced(session, desk, handler)
    reach = factories.reach(session, handler)

    seen = session.scalars(select(Conclusion).where(conclusion_not_about(reach))).all()

    assert seen == []
    details = TaskDetails("Trả lời", handler.memberships[0].unit_id, handler.id, DUE)
    with pytest.raises(Refusal, match="nói về chính họ"):
        conclusions.give_task(session, conclusion, details, today=ISSUED)


def test_others_still_see_it(session: Session, desk: Desk, conclusion: Conclusion) -> None:
    denounced(session, desk, factories.person(session, Role.HANDLER))
    reach = factories.reach(session, factories.person_with(session, Role.DIRECTOR))
    seen = session.scalars(select(Conclusion).where(conclusion_not_about(reach))).one()
    assert seen is conclusion


def test_a_denunciation_does_not_join_a_session_whose_conclusion_names_the_denouncer(
    session: Session, desk: Desk, reception: Reception, handler: User
) -> None:
    conclude(session, reception, desk, "Mời bà Hoàng Thị Ngọc Huyền đến làm việc")
    with pytest.raises(Refusal, match="một buổi tiếp khác"):
        denounced(session, desk, handler)


def test_a_denunciation_is_not_taken_online(
    session: Session, desk: Desk, reception: Reception, handler: User
) -> None:
    reception.form = ReceptionForm.ONLINE
    with pytest.raises(Refusal, match="trực tiếp"):
        denounced(session, desk, handler)


def test_a_number_is_used_once_a_year(session: Session, desk: Desk, conclusion: Conclusion) -> None:
    with pytest.raises(Refusal, match="đã dùng trong năm"):
        conclude(session, conclusion.reception, desk)
