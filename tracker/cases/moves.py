"""What to do next on a case: open moves as buttons, shut ones with who may and why not."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from tracker.access import PERMISSION_OF
from tracker.cases.levels import rules
from tracker.casework.offer import Offer, Shut
from tracker.law.events import EventType
from tracker.law.moves import MOVES, Competence, Move, State
from tracker.law.obligations import Standing
from tracker.records.cases import Case
from tracker.records.visibility import Reach, reaches
from tracker.web.words import sentence, term

OF_PETITIONS = {
    EventType.SPLIT: "petitions.split",
    EventType.MERGED: "petitions.merge",
    EventType.UNMERGED: "petitions.unmerge",
}
ASIDE = frozenset({State.SUSPENDED, State.DISCONTINUED, State.MERGED})


@dataclass(frozen=True, slots=True)
class Button:
    """A move that this person may make now."""

    label: str
    href: str
    article: str
    paper: str
    primary: bool


@dataclass(frozen=True, slots=True)
class ShutButton:
    """A move that is not open to this person now, with the reason in one sentence."""

    label: str
    reason: str
    article: str
    proposal_href: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The moves of a case: the way on first, what is done now and then behind it."""

    main: tuple[Button, ...]
    further: tuple[Button, ...]
    shut: tuple[ShutButton, ...]
    shut_further: tuple[ShutButton, ...]


def next_steps(case: Case, offered: Offer, reach: Reach) -> NextSteps:
    """Put what meets a running duty first, then what leads on, then the rest."""
    wanted = wanted_events(case)
    leading = sorted((m for m in offered.open if _leads_on(m, wanted)), key=_before(wanted))
    urgent = next((m.event for m in leading if m.event in wanted), None)
    may_propose = any(m.event is EventType.PROPOSED for m in offered.open)
    return NextSteps(
        tuple(_button(case, m, primary=m.event is urgent) for m in leading),
        tuple(_button(case, m, primary=False) for m in offered.open if m not in leading),
        tuple(
            _shut(case, s, reach, may_propose) for s in offered.shut if _leads_on(s.move, wanted)
        ),
        tuple(
            _shut(case, s, reach, may_propose)
            for s in offered.shut
            if not _leads_on(s.move, wanted)
        ),
    )


def wanted_events(case: Case) -> frozenset[EventType]:
    """Give the events that would meet a running duty of a case."""
    return frozenset(
        event
        for obligation in case.obligations
        if obligation.standing is Standing.RUNNING and obligation.is_running
        for event in rules()[obligation.rule].ends
        - rules()[obligation.rule].ends_except.get(case.kind, frozenset())
    )


@dataclass(frozen=True, slots=True)
class StepGround:
    """What a step rests on: its name, article and paper, and why it is not open now."""

    title: str
    article: str
    paper: str
    why_shut: str


def standing_of(event: EventType, case: Case, offered: Offer) -> StepGround:
    """Say what a step rests on, and whether it is open to this person today."""
    open_move = next((m for m in offered.open if m.event is event), None)
    shut = next((s for s in offered.shut if s.move.event is event), None)
    other = next(m for m in MOVES if m.event is event and case.kind in m.kinds)
    move = open_move or (shut.move if shut else other)
    if open_move is not None:
        why_shut = ""
    elif shut is not None:
        why_shut = sentence(shut.reason)
    else:
        why_shut = _("Đang ở trạng thái “%(state)s”: chỉ ghi được nếu bước này đã làm trước đó.",
                     state=term(case.state))  # fmt: skip
    return StepGround(term(event), move.article, term(move.paper), why_shut)


def step_href(case: Case, event: EventType, move: EventType | None = None) -> str:
    """Give the address of the form of a step, with what is proposed where that is known."""
    if event in OF_PETITIONS:
        petition_id = min(link.petition_id for link in case.links)
        return url_for(OF_PETITIONS[event], petition_id=petition_id, case=case.id)
    return url_for(
        "cases.record_event", case_id=case.id, event=event.value, move=move.value if move else None
    )


def _leads_on(move: Move, wanted: frozenset[EventType]) -> bool:
    return move.event in wanted or (move.to is not None and move.to not in ASIDE)


def _before(wanted: frozenset[EventType]):  # type: ignore[no-untyped-def]  # a key for sorted()
    return lambda move: move.event not in wanted


def _button(case: Case, move: Move, *, primary: bool) -> Button:
    return Button(
        term(move.event), step_href(case, move.event), move.article, term(move.paper), primary
    )


def _shut(case: Case, shut: Shut, reach: Reach, may_propose: bool) -> ShutButton:  # noqa: FBT001 -- private
    move = shut.move
    ruling = move.competence is Competence.RULING
    lacks_right = not reaches(reach, PERMISSION_OF[move.competence], case)
    return ShutButton(
        label=term(move.event),
        reason=sentence(shut.reason),
        article=move.article,
        proposal_href=step_href(case, EventType.PROPOSED, move.event)
        if ruling and lacks_right and may_propose
        else "",
    )
