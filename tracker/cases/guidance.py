"""What the law says of one petition: who settles it, whether it is eligible, what follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import PERMISSION_OF
from tracker.cases import queries
from tracker.cases.checking import failed_words, last_check
from tracker.cases.classification import last_target
from tracker.cases.moves import step_href
from tracker.law.competence import Guidance, Placing, guide, must_keep_away, placing
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SETTLED_BY_ANSWER
from tracker.law.move import PENDING
from tracker.law.moves import MOVES, Competence, State
from tracker.law.passing import proposal
from tracker.law.settlers import Settler
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.visibility import Reach, reaches
from tracker.web.words import current_language, sentence, term
from tracker.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Way:
    """A step that the law proposes, with its address."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What the law says on one question, with its articles and the steps that follow."""

    title: str
    answer: str
    lines: tuple[str, ...]
    article: str
    events: tuple[EventType, ...] = ()
    ways: tuple[Way, ...] = ()
    is_warning: bool = False
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Counsel:
    """What the law says of a case, and the steps it proposes: None where the duties decide."""

    advice: tuple[Advice, ...] = ()
    proposed: tuple[EventType, ...] | None = None


def counsel(session: Session, case: Case, reach: Reach, today: date) -> Counsel:
    """Give what the law says of a case that is not yet accepted or ended."""
    if case.state not in PENDING:
        return Counsel()
    competence = _competence(session, case, reach, today)
    eligibility = _eligibility(case, reach)
    found = tuple(each for each in (competence, eligibility) if each is not None)
    if case.state is State.RECEIVED:
        return Counsel(found, (EventType.CLASSIFIED,))
    if telling := next((a for a in found if a.is_final), eligibility):
        return Counsel(found, telling.events)
    if case.kind in SETTLED_BY_ANSWER or Trait.OUTSIDE_COMPETENCE in case.traits:
        return Counsel(found)
    return Counsel(found, (EventType.CHECKED,))


def _competence(session: Session, case: Case, reach: Reach, today: date) -> Advice | None:
    target = last_target(case)
    if target is None:
        return None
    try:
        guidance = guide(case.kind, target, today)
        return _placed(session, case, guidance, reach, today)
    except Refusal as refusal:
        return Advice(_("Thẩm quyền"), sentence(refusal), (), refusal.article, is_warning=True)


def _placed(session: Session, case: Case, guidance: Guidance, reach: Reach, today: date) -> Advice:
    matter = queries.matter(session, case)
    where = placing(guidance, case.level, matter.profile)
    keep_away = must_keep_away(guidance, matter.profile)
    passed = matter.passings
    proposed = proposal(
        case.kind, where, today, guided_before=passed.guided, forwarded_before=passed.forwarded,
        passed_on=Trait.PASSED_ON in case.traits, keep_away=keep_away,
    )  # fmt: skip
    english = current_language() == "en"
    lines = [
        _settlers(guidance),
        *([guidance.note_en if english else guidance.note] if guidance.note else []),
        proposed.reason_en if english else proposed.reason,
    ]
    if passed.total:
        lines.append(_("Vụ việc này đã được hướng dẫn, chuyển, trả %(count)s lần.",
                       count=passed.total))  # fmt: skip
    events = tuple(dict.fromkeys(step.event for step in proposed.steps))
    return Advice(
        _("Thẩm quyền"),
        term(where),
        tuple(lines),
        "; ".join(dict.fromkeys(map(str, (guidance.cite, *guidance.also, proposed.cite)))),
        events,
        ways_to(case, events, reach),
        is_warning=keep_away,
        is_final=where is not Placing.OURS,
    )


def _settlers(guidance: Guidance) -> str:
    first = _("Giải quyết lần đầu: %(settler)s", settler=term(guidance.first))
    if not isinstance(guidance.second, Settler):
        return str(first)
    second = _("Giải quyết lần hai: %(settler)s", settler=term(guidance.second))
    return f"{first} · {second}"


def ways_to(case: Case, events: Iterable[EventType], reach: Reach) -> tuple[Way, ...]:
    """Lead to the form of each step, or to its proposal where the step is the head's alone."""
    hrefs = ((event, _href(case, event, reach)) for event in events)
    return tuple(Way(term(event), href) for event, href in hrefs if href)


def _href(case: Case, event: EventType, reach: Reach) -> str:
    moves = (m for m in MOVES if m.event is event and case.kind in m.kinds)
    move = next((m for m in moves if case.state in m.origins), None)
    if move is None:
        return ""
    if reaches(reach, PERMISSION_OF[move.competence], case):
        return step_href(case, event)
    if reaches(reach, PERMISSION_OF[Competence.PROCESSING], case):
        return step_href(case, EventType.PROPOSED, event)
    return ""


def _eligibility(case: Case, reach: Reach) -> Advice | None:
    check = last_check(case)
    if check is None:
        return None
    proposed = check.proposal
    lines = failed_words(check)
    if proposed.still_open:
        lines.append(_("Còn %(count)s điều kiện chưa rõ.", count=len(proposed.still_open)))
    if proposed.ground is not None:
        lines.append(_("Căn cứ: %(ground)s", ground=term(proposed.ground)))
    events = (proposed.event or EventType.CHECKED,)
    return Advice(
        _("Điều kiện"),
        term(proposed.outcome),
        tuple(lines),
        "; ".join(map(str, proposed.articles)),
        events,
        ways_to(case, events, reach),
    )
