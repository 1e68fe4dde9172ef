"""Checks on how the record itself came about: dates, kinds and hands that changed."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.law.checks import EXTENSION_IN_TIME, extensions_recorded_late
from tracker.law.events import FOUND_ONLY, Event, EventType
from tracker.law.findings.check import Hit, at_step, on_case
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import CaseRecord, Duty
from tracker.law.findings.values import LATE_AFTER, MOST_HANDOVERS, NEAR_THE_END
from tracker.law.passing import passings
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Basis, Confidence, Nature, Rule, Unit
from tracker.law.situation import facts_of
from tracker.law.standing import OWED, Standing
from tracker.law.terms import Words

E = EventType
RESULTS = frozenset({E.DECIDED, E.CONCLUDED, E.ANSWERED})
NO_LIMIT = 10_000  # Days; a matter without a limit by law is longer than any with one.
A_MONTH = 30
FORBIDDEN_ACTS = "Điều 6 khoản 2, Điều 67 Luật Khiếu nại; Điều 8 Luật Tố cáo"


def is_recorded_late(legal_date: date, recorded_on: date) -> bool:
    """Say whether a step was written down long after its date."""
    return recorded_on - legal_date > timedelta(LATE_AFTER)


@on_case(
    CheckCode.RECORDED_LATE,
    FORBIDDEN_ACTS,
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words("%(step)s: ngày thực hiện %(on)s, ghi vào hệ thống ngày %(recorded_on)s."),
    needs=Words("Ngày thực hiện và lúc ghi của từng bước."),
)
def recorded_late(record: CaseRecord) -> Iterator[Hit]:
    """Find steps that were written down long after the date they carry."""
    for event in record.events:
        written = record.written.get(event.sequence)
        if written is not None and is_recorded_late(event.legal_date, written.on):
            yield at_step(event, recorded_on=written.on.isoformat(), person=written.by)


@on_case(
    CheckCode.DATE_MOVED,
    FORBIDDEN_ACTS,
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words(
        "Đính chính %(step)s từ ngày %(was_on)s về ngày %(on)s: %(rule)s, hạn %(due_on)s, từ trễ "
        "thành đúng hạn."
    ),
    needs=Words("Các lần đính chính ngày và thời hạn tính từ đó."),
)
def date_moved(record: CaseRecord) -> Iterator[Hit]:
    """Find corrections that moved a late step back into its limit."""
    by_sequence = {e.sequence: e for e in record.events}
    for correction in record.events:
        right = correction.corrected_date
        wrong = by_sequence.get(correction.corrects or 0)
        if right is None or wrong is None or right >= wrong.legal_date:
            continue
        duty = _saved(record, right, wrong.legal_date)
        if duty is not None:
            yield Hit(
                str(correction.sequence),
                {
                    "step": wrong.type.value,
                    "was_on": wrong.legal_date.isoformat(),
                    "on": right.isoformat(),
                    "rule": duty.rule,
                    "due_on": duty.due_on.isoformat(),
                },
            )


def _saved(record: CaseRecord, right: date, wrong: date) -> Duty | None:
    """Give the duty that is in time by the right date and was late by the wrong one."""
    met = (d for d in record.duties if d.standing is Standing.MET and d.nature in OWED)
    return next((d for d in met if d.met_on == right and right <= d.due_on < wrong), None)


@on_case(
    CheckCode.EXTENDED_AFTER_END,
    EXTENSION_IN_TIME,
    Confidence.CONFIRMED,
    why=Words("Gia hạn ghi ngày %(on)s, khi thời hạn đã hết từ ngày %(due_on)s."),
    needs=Words("Lúc ghi của bước gia hạn; ngày hết hạn trước khi gia hạn."),
)
def extended_after_end(record: CaseRecord) -> Iterator[Hit]:
    """Find extensions written down after the end of the limit, whatever date they carry."""
    if record.first(E.EXTENDED) is None:
        return
    days = {
        e.sequence: written.on if (written := record.written.get(e.sequence)) else e.legal_date
        for e in record.events
    }
    late = extensions_recorded_late(record.events, days, Rulebook.load(), record.calendar)
    for each in late:
        facts = {"on": each.recorded_on.isoformat(), "due_on": each.due_on.isoformat()}
        yield Hit(str(each.sequence), facts)


@on_case(
    CheckCode.LONGER_KIND,
    "Điều 2, Điều 28, Điều 37 Luật Khiếu nại; Điều 30 Luật Tố cáo",
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words(
        "Ngày %(on)s phân loại lại: %(was)s thành %(became)s, thời hạn giải quyết dài hơn trước."
    ),
    needs=Words("Loại, lần, tình tiết ghi ở mỗi lần phân loại; thời hạn của từng loại."),
)
def longer_kind(record: CaseRecord) -> Iterator[Hit]:
    """Find classifications after the first that give the matter a longer limit, or none."""
    told = [e for e in record.steps if e.type in {E.RECEIVED, E.CLASSIFIED}]
    for place in range(1, len(told)):
        before, after = facts_of(told[:place]), facts_of(told[: place + 1])
        is_first = place == 1 and before.kind is after.kind
        if is_first or _is_outside(told[place]):
            continue
        on = told[place].legal_date
        was, became = (_limit(f.kind, f.level, f.traits, on) for f in (before, after))
        if became > was:
            yield at_step(told[place], was=before.kind.value, became=after.kind.value)


def _is_outside(step: Event) -> bool:
    traits = step.particulars.get("traits")
    return isinstance(traits, (list, tuple)) and "outside_competence" in traits


def _limit(kind: object, level: object, traits: frozenset[str], on: date) -> int:
    """Give the days within which such a matter is to be settled by law."""
    plain = traits - FOUND_ONLY
    for rule in Rulebook.load().rules:
        version = rule.in_force(on) if _settles(rule, kind, level, plain) else None
        if version is not None:
            length = version.length_for(plain)
            return length.number * (A_MONTH if length.unit is Unit.MONTHS else 1)
    return NO_LIMIT


def _settles(rule: Rule, kind: object, level: object, traits: frozenset[str]) -> bool:
    return (
        kind in rule.kinds
        and rule.nature is Nature.DUTY
        and rule.basis is Basis.LAW
        and E.ACCEPTED in rule.starts
        and not RESULTS.isdisjoint(rule.ends)
        and (not rule.levels or level in rule.levels)
        and rule.needs <= traits
    )


@on_case(
    CheckCode.PASSED_TOO_OFTEN,
    FORBIDDEN_ACTS,
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words("Đổi người, đơn vị hoặc chuyển đi %(number)s lần."),
    needs=Words("Các lần phân công, hướng dẫn, chuyển, trả đơn."),
)
def passed_too_often(record: CaseRecord) -> Iterator[Hit]:
    """Find cases that changed hands, or were passed on, too often."""
    changes = sum(
        (a.unit_id, a.user_id) != (b.unit_id, b.user_id)
        for a, b in zip(record.given, record.given[1:], strict=False)
    )
    number = changes + passings(record.events).total
    if number > MOST_HANDOVERS:
        yield Hit("hands", {"number": number})


@on_case(
    CheckCode.REASSIGNED_LATE,
    FORBIDDEN_ACTS,
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words("Phân công lại ngày %(on)s, khi %(rule)s hết hạn ngày %(due_on)s."),
    needs=Words("Các lần phân công; thời hạn đang chạy ngày đó."),
)
def reassigned_late(record: CaseRecord) -> Iterator[Hit]:
    """Find cases that changed hands in the last days of a limit."""
    for place, given in enumerate(record.given[1:], start=1):
        before = record.given[place - 1]
        if (before.unit_id, before.user_id) == (given.unit_id, given.user_id):
            continue
        due = next((d for d in record.duties if _ran_out(d, given.from_on)), None)
        if due is not None:
            facts = {"on": given.from_on.isoformat(), "rule": due.rule}
            yield Hit(str(place), {**facts, "due_on": due.due_on.isoformat()})


def _ran_out(duty: Duty, on: date) -> bool:
    """Say whether a duty was owed on a day and had only a few days left."""
    near = duty.due_on - timedelta(NEAR_THE_END) <= on <= duty.due_on
    owed = duty.started_on <= on and (duty.met_on is None or duty.met_on >= on)
    return duty.nature in OWED and near and owed
