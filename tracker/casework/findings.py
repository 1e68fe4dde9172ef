"""Follow a finding up: the inspector asks, the unit answers, it is put right by a date, it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.identity import refuse_naming
from tracker.casework.reasons import refuse_few_words
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import CaseEvent
from tracker.records.inspection import Finding, FindingAct, FindingDeed, FindingState
from tracker.records.visibility import Reach, reaches_unit

S, D = FindingState, FindingDeed
# From where each act is possible, and where it leads.
WAYS: Mapping[FindingDeed, tuple[frozenset[FindingState], FindingState]] = {
    D.ASKED: (frozenset({S.NEW, S.ANSWERED}), S.ASKED),
    D.ANSWERED: (frozenset({S.ASKED, S.FOLLOW_UP}), S.ANSWERED),
    D.FOLLOWED_UP: (frozenset({S.NEW, S.ASKED, S.ANSWERED}), S.FOLLOW_UP),
    D.CLOSED: (frozenset({S.NEW, S.ASKED, S.ANSWERED, S.FOLLOW_UP}), S.CLOSED),
}
DATED = frozenset({D.ASKED, D.FOLLOWED_UP})
# The unit is told only what the inspector has taken up.
TAKEN_UP = (S.ASKED, S.ANSWERED, S.FOLLOW_UP, S.CLOSED)


@dataclass(frozen=True, slots=True)
class Said:
    """What is typed with an act: the words and, where something is asked for, until when."""

    words: str
    due_on: date | None = None


def act_on_finding(
    session: Session,
    finding: Finding,
    deed: FindingDeed,
    said: Said,
    *,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> FindingAct:
    """Record one act of the inspector, or the answer of the unit."""
    if version is not None and version != finding.version:
        raise Stale(finding.check_code.value)
    _check_way(finding, deed)
    if deed is D.ANSWERED:
        _check_who_answers(session, finding, by)
    _check_said(finding, deed, said, now.date())
    finding.state = WAYS[deed][1]
    finding.due_on = said.due_on if deed in DATED else None
    act = FindingAct(
        agency_id=finding.agency_id,
        finding=finding,
        deed=deed,
        words=said.words.strip(),
        due_on=finding.due_on,
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(act)
    session.flush()
    return act


def open_deeds(finding: Finding) -> tuple[FindingDeed, ...]:
    """Give the acts that are possible where a finding stands, whoever may do them."""
    return tuple(deed for deed, (origins, _to) in WAYS.items() if finding.state in origins)


def people_concerned(session: Session, finding: Finding) -> frozenset[int]:
    """Give those whose own doing a finding is about: named in it, at the step, or the handler."""
    people: list[object] = [finding.facts.get("person")]
    if finding.case is not None:
        people.append(finding.case.handler_id)
        if "step" in finding.facts and finding.place.isdecimal():
            step = select(CaseEvent.recorded_by_id).where(
                CaseEvent.case_id == finding.case_id, CaseEvent.sequence == int(finding.place)
            )
            people.append(session.scalar(step))
    return frozenset(person for person in people if isinstance(person, int))


def _check_way(finding: Finding, deed: FindingDeed) -> None:
    if finding.state not in WAYS[deed][0]:
        raise Refusal(
            "Phát hiện đang ở trạng thái “%(state)s” nên chưa thể: %(deed)s.",
            state=finding.state,
            deed=deed,
        )


def _check_who_answers(session: Session, finding: Finding, by: Reach) -> None:
    """Whoever a finding is about does not answer for it: the head or another person does."""
    if not reaches_unit(by, Permission.FINDING_ANSWER, finding.unit):
        raise Refusal("Trưởng đơn vị có phát hiện hoặc lãnh đạo cơ quan giải trình.")
    if by.user_id in people_concerned(session, finding):
        raise Refusal(
            "Phát hiện này nói về chính việc làm của bạn: người khác trong đơn vị hoặc lãnh đạo "
            "phải giải trình.",
            field="words",
        )


def _check_said(finding: Finding, deed: FindingDeed, said: Said, today: date) -> None:
    refuse_few_words(said.words)
    if deed in DATED and (said.due_on is None or said.due_on < today):
        raise Refusal("Hạn phải từ hôm nay trở đi.", field="due_on")
    if finding.case is not None:
        refuse_naming(finding.case, words=said.words)
