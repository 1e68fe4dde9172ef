"""What to do next on a case: open moves as buttons, shut ones with who may and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import url_for

from tracker.access import PERMISSION_OF
from tracker.cases.levels import rules
from tracker.cases.standing import standing_events
from tracker.cases.topics import Topic, topic_of
from tracker.cases.transition import is_undecided
from tracker.casework.offer import Offer, Shut
from tracker.casework.particulars import open_transitions
from tracker.law.events import EventType
from tracker.law.moves import MOVES, Competence, Move, State
from tracker.law.obligations import Standing
from tracker.law.workflow import objection
from tracker.records.cases import Case
from tracker.records.visibility import Reach, reaches
from tracker.web.words import gettext as _
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
class StepGroup:
    """The moves about one thing that are made now and then: the open ones, then the shut."""

    topic: Topic
    open: tuple[Button, ...]
    shut: tuple[ShutButton, ...]


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The moves of a case: the way on first, what is done now and then behind it by topic."""

    main: tuple[Button, ...]
    shut: tuple[ShutButton, ...]
    groups: tuple[StepGroup, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a case should go: what is proposed, and what would meet a running duty by when."""

    state: State
    proposed: tuple[EventType, ...] | None
    wanted: Mapping[EventType, date]
    asked: frozenset[EventType]

    def leads(self, move: Move) -> bool:
        """Say whether a move leads on; what sets a case aside does not, though it ends a duty."""
        if move.event in (self.proposed or ()) or move.event in self.asked:
            return True
        if move.to in ASIDE:
            return False
        return move.event in self.wanted or move.to not in {None, self.state}

    def before(self, move: Move) -> tuple[bool, date]:
        """Put what is proposed first, then what is due first."""
        return move.event not in (self.proposed or ()), self.wanted.get(move.event, date.max)

    def is_next(self, move: Move) -> bool:
        """Say whether this is the step to take where it is open: the proposal, else the duty."""
        return move.event in (self.wanted if self.proposed is None else self.proposed)


def next_steps(
    case: Case,
    offered: Offer,
    reach: Reach,
    today: date,
    proposed: tuple[EventType, ...] | None = None,
) -> NextSteps:
    """Put what is proposed or meets a running duty first, then what leads on, then the rest."""
    way = _Way(case.state, proposed, wanted_events(case), _asked(case))
    main = sorted((m for m in offered.open if way.leads(m)), key=way.before)
    first = next((m for m in main if way.is_next(m)), main[0] if len(main) == 1 else None)
    waiting = [s for s in offered.shut if _waits(s, way, offered, today)]
    may_propose = any(m.event is EventType.PROPOSED for m in offered.open)
    shut = partial(_shut, case, reach=reach, may_propose=may_propose)
    return NextSteps(
        tuple(_button(case, m, primary=m is first) for m in main),
        tuple(shut(s) for s in waiting),
        _grouped(
            [(m, _button(case, m, primary=False)) for m in offered.open if m not in main],
            [(s.move, shut(s)) for s in offered.shut if s not in waiting and not _is_idle(case, s)],
        ),
    )


def _grouped(
    buttons: list[tuple[Move, Button]], shut: list[tuple[Move, ShutButton]]
) -> tuple[StepGroup, ...]:
    groups = (
        StepGroup(
            topic,
            tuple(button for move, button in buttons if topic_of(move) is topic),
            tuple(button for move, button in shut if topic_of(move) is topic),
        )
        for topic in Topic
    )
    return tuple(group for group in groups if group.open or group.shut)


def _waits(shut: Shut, way: _Way, offered: Offer, today: date) -> bool:
    """Say whether a shut move is shown at once: proposed, or lawful now and another's to make."""
    if shut.move.event in (way.proposed or ()):
        return True
    return way.leads(shut.move) and objection(offered.situation, shut.move, today) is None


def _is_idle(case: Case, shut: Shut) -> bool:
    """Say whether a shut move is not worth a line: done once and for all, or of other cases."""
    move = shut.move
    done = move.once and any(e.type is move.event for e in standing_events(case))
    needless = move.event is EventType.TRANSITION_CHOSEN and not open_transitions(case)
    return done or needless or case.level not in move.levels


def _asked(case: Case) -> frozenset[EventType]:
    """Give the steps that change no state and meet no duty, and yet are waited for."""
    chosen = EventType.TRANSITION_CHOSEN
    undecided = any(is_undecided(case, limit) for limit in case.obligations)
    return frozenset({EventType.RESUMED, chosen} if undecided else {EventType.RESUMED})


def wanted_events(case: Case) -> dict[EventType, date]:
    """Give the events that would meet a running duty of a case, each with the day it is due."""
    running = (o for o in case.obligations if o.standing is Standing.RUNNING and o.is_running)
    wanted: dict[EventType, date] = {}
    for obligation in sorted(running, key=lambda o: o.due_on):
        rule = rules()[obligation.rule]
        for event in rule.ends - rule.ends_except.get(case.kind, frozenset()):
            wanted.setdefault(event, obligation.due_on)
    return wanted


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


def _button(case: Case, move: Move, *, primary: bool) -> Button:
    return Button(
        term(move.event), step_href(case, move.event), move.article, term(move.paper), primary
    )


def _shut(case: Case, shut: Shut, *, reach: Reach, may_propose: bool) -> ShutButton:
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
