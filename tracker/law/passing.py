"""Say how a matter that we do not settle leaves us, and count how often it was passed on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tracker.law.competence import (
    DATA,
    Placing,
    Provision,
    Timeline,
    dated,
    questions_of,
    rows_of,
)
from tracker.law.events import Event, EventType, effective
from tracker.law.kinds import CaseKind
from tracker.law.papers import Paper
from tracker.law.rulefile import Row
from tracker.law.rules import Confidence
from tracker.law.terms import Refusal, Term

LEAVING = frozenset(
    {EventType.GUIDED, EventType.FORWARDED, EventType.RETURNED, EventType.FILED_AWAY}
)


class Relation(Term):
    """How a matter stands towards the agency that reads it."""

    OURS = "ours", "Thuộc thẩm quyền", "Within our powers"
    BELOW = "below", "Thuộc thẩm quyền của cấp dưới", "Within a subordinate's powers"
    UNDETERMINED = "undetermined", "Chưa xác định được thẩm quyền", "Powers not yet determined"
    PASSED_ON = (
        "passed_on",
        "Ngoài thẩm quyền, do nơi khác chuyển đến",
        "Outside our powers, passed on to us",
    )
    FORWARDED_BEFORE = (
        "forwarded_before",
        "Ngoài thẩm quyền, đã chuyển trước đây",
        "Outside our powers, forwarded before",
    )
    AGAINST_US = (
        "against_us",
        "Người bị tố cáo đứng đầu cơ quan này",
        "The denounced lead this agency",
    )
    GUIDED_BEFORE = (
        "guided_before",
        "Ngoài thẩm quyền, đã hướng dẫn trước đây",
        "Outside our powers, guided before",
    )
    OUTSIDE = "outside", "Ngoài thẩm quyền", "Outside our powers"


INSIDE: Mapping[Placing, Relation] = {
    Placing.OURS: Relation.OURS,
    Placing.BELOW: Relation.BELOW,
    Placing.UNDETERMINED: Relation.UNDETERMINED,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One lawful way out: the event and the paper that goes with it."""

    event: EventType
    paper: Paper


@dataclass(frozen=True, slots=True)
class Proposal(Provision):
    """What to do with a matter; the first step is proposed, the others are lawful too."""

    steps: tuple[Step, ...]
    reason: str
    reason_en: str

    @property
    def step(self) -> EventType | None:
        """Give the proposed step, None where the matter stays or is only urged."""
        return self.steps[0].event if self.steps else None

    @property
    def paper(self) -> Paper | None:
        """Give the paper of the proposed step."""
        return self.steps[0].paper if self.steps else None


@dataclass(frozen=True, slots=True)
class Passings:
    """How often a matter was guided, forwarded and returned."""

    guided: int = 0
    forwarded: int = 0
    returned: int = 0

    def __add__(self, other: "Passings") -> "Passings":
        """Add up over two cases of one matter."""
        return Passings(
            self.guided + other.guided,
            self.forwarded + other.forwarded,
            self.returned + other.returned,
        )

    @property
    def total(self) -> int:
        """Give how often the matter was passed on in all."""
        return self.guided + self.forwarded + self.returned


def passings(events: Iterable[Event]) -> Passings:
    """Count how often a case was passed on, by its events as corrected."""
    happened = [event.type for event in effective(tuple(events))]
    return Passings(
        guided=happened.count(EventType.GUIDED),
        forwarded=happened.count(EventType.FORWARDED),
        returned=happened.count(EventType.RETURNED),
    )


def total_passings(cases: Iterable[Iterable[Event]]) -> Passings:
    """Count over all cases of one matter."""
    return sum(map(passings, cases), start=Passings())


def proposal(
    kind: CaseKind,
    placing: Placing,
    on: date,
    *,
    guided_before: int = 0,
    forwarded_before: int = 0,
    passed_on: bool = False,
    keep_away: bool = False,
) -> Proposal:
    """Propose the outgoing step for a matter, as the law stands on a day."""
    holding = {
        Relation.PASSED_ON: passed_on,
        Relation.FORWARDED_BEFORE: forwarded_before > 0,
        Relation.AGAINST_US: keep_away,
        Relation.GUIDED_BEFORE: guided_before > 0,
        Relation.OUTSIDE: True,
    }
    for relation in _relations(placing, holding):
        if (found := outgoing(DATA).on((kind, relation), on)) is not None:
            return found
    raise Refusal(
        "Chưa có quy định về việc xử lý %(kind)s (%(placing)s) vào ngày %(day)s.",
        kind=kind,
        placing=placing,
        day=f"{on:%d/%m/%Y}",
    )


def _relations(placing: Placing, holding: Mapping[Relation, bool]) -> Iterator[Relation]:
    """Give how the matter stands, the most telling first."""
    if placing in INSIDE:
        yield INSIDE[placing]
    else:
        yield from (relation for relation, holds in holding.items() if holds)


@cache
def outgoing(folder: Path) -> Timeline[Proposal]:
    """Read what is sent out when, once."""
    table: Timeline[Proposal] = Timeline()
    for id_, row, instruments in rows_of(folder, "outgoing"):
        questions = questions_of(row, "relations", Relation)
        proposed = Proposal(
            *dated(id_, row, instruments),
            steps=tuple(_step(each) for each in row.rows("steps")),
            reason=row.text("reason"),
            reason_en=row.text("reason_en"),
        )
        row.finish()
        if not proposed.cite.article and proposed.confidence is Confidence.CONFIRMED:
            raise row.error("chỉ dòng chưa đối chiếu mới được thiếu điều khoản", "cite")
        table.add(questions, proposed, row)
    return table


def _step(row: Row) -> Step:
    step = Step(row.term("event", EventType), row.term("paper", Paper))
    row.finish()
    if step.event not in LEAVING:
        raise row.error(f"{step.event} không phải là bước đưa đơn đi", "event")
    return step
