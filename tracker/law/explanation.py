"""Say in words how a limit was counted, step by step, as a clerk reads it to a citizen."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.law.calendar import Calendar, DayKind, days_in
from tracker.law.doubts import doubt_steps, transition_steps
from tracker.law.reckoning import Reckoning, counted
from tracker.law.rules import FREQUENCIES, Basis, Direction, Nature, Rule, Unit
from tracker.law.wording import Step, cites_of, full, full_en, length_words, plain, upper

__all__ = ["Step", "explain"]

FIRST_DAY = "Điều 147 Bộ luật Dân sự 2015"
LAST_DAY = "Điều 148 khoản 5 Bộ luật Dân sự 2015"
ONE_DAY = timedelta(1)


def explain(reckoning: Reckoning, rule: Rule, calendar: Calendar) -> tuple[Step, ...]:
    """Give the steps from the first day to the due date."""
    return (
        *_opening(reckoning, rule, calendar),
        *_circumstances(reckoning, rule),
        *_extensions(reckoning, calendar),
        *_pauses(reckoning, rule),
        *_days_off(reckoning, calendar),
        *_closing(reckoning, calendar),
        *transition_steps(reckoning),
        *doubt_steps(reckoning, calendar),
    )


def _opening(reckoning: Reckoning, rule: Rule, calendar: Calendar) -> Iterator[Step]:
    start = reckoning.start
    if rule.is_frequency or reckoning.length.is_at_once or reckoning.unit is Unit.HOURS:
        yield from _without_counting(reckoning, rule)
        return
    step = -1 if reckoning.direction == Direction.BEFORE else 1
    first = start + step * ONE_DAY
    if reckoning.unit is Unit.WORKING_DAYS:
        first = calendar.add_working_days(start, step)
    yield Step(
        "start",
        start,
        f"{upper(rule.counted_from)}, {full(start)}, không tính; "
        f"ngày thứ nhất là {full(first)} ({FIRST_DAY}).",
        f"{upper(rule.counted_from_en)}, {full_en(start)}, is not counted; "
        f"day 1 is {full_en(first)} ({FIRST_DAY}).",
    )
    vi, en = length_words(reckoning.length)
    if rule.basis is Basis.INTERNAL:
        vi = f"Mục tiêu nội bộ, không phải quy định của pháp luật: {vi}"
        en = f"Internal target, not law: {en}"
    elif rule.nature is Nature.KEEP:
        vi, en = f"Ít nhất {vi}", f"At least {en}"
    else:
        vi, en = f"Thời hạn {vi}", f"The limit is {en}"
    if reckoning.direction == Direction.BEFORE:
        vi, en = f"{vi}, đếm lùi", f"{en}, counted backwards"
    cites = cites_of(reckoning.version)
    yield Step("length", None, f"{vi} ({cites}).", f"{en} ({cites}).")


def _without_counting(reckoning: Reckoning, rule: Rule) -> Iterator[Step]:
    """Say what "ngay" and a frequency ask for: nothing is counted there."""
    cites, (vi, en) = cites_of(reckoning.version), length_words(reckoning.length)
    start = reckoning.start
    if rule.is_frequency:
        opening = f"Kỳ tính theo {rule.counted_from}, có ngày {full(start)}."
        opening_en = f"Per {rule.counted_from_en}: the one that holds {full_en(start)}."
        vi, en = f"Ít nhất {vi}", f"At least {en}"
    else:
        opening = f"{upper(rule.counted_from)}: {full(start)}."
        opening_en = f"{upper(rule.counted_from_en)}: {full_en(start)}."
        vi, en = f"Thực hiện {vi}", f"To be done {en}"
    if reckoning.unit is Unit.HOURS:
        vi, en = _hours(reckoning, rule)
    yield Step("start", start, opening, opening_en)
    yield Step("length", None, f"{vi} ({cites}).", f"{en} ({cites}).")


def _hours(reckoning: Reckoning, rule: Rule) -> tuple[str, str]:
    """Say that hours run from a minute to the same minute, through nights and days off."""
    vi, en = length_words(reckoning.length)
    if rule.direction == Direction.BEFORE:
        return (
            f"Thực hiện {vi} {rule.direction.vi} giờ bắt đầu",
            f"To be done {en} {rule.direction.en} it begins",
        )
    return (
        f"Thực hiện trong {vi} kể từ giờ, phút đó, tính liên tục cả đêm và ngày nghỉ",
        f"To be done within {en} from that minute on, through nights and days off",
    )


def _circumstances(reckoning: Reckoning, rule: Rule) -> Iterator[Step]:
    for trait in sorted(reckoning.length.when):
        yield Step(
            "variant",
            None,
            f"Áp dụng mức của trường hợp “{trait.vi}”.",
            f"The length for “{trait.en}” applies.",
        )
    for trait in sorted(t for t in rule.no_effect if t in reckoning.traits):
        yield Step(
            "no_effect",
            None,
            f"“{trait.vi}” không làm thay đổi thời hạn này.",
            f"“{trait.en}” does not change this limit.",
        )
    yield from _extension_needed(reckoning)


def _extension_needed(reckoning: Reckoning) -> Iterator[Step]:
    rules = reckoning.version.extensions
    if rules is None:
        return
    for number, ground in enumerate(rules.grounds, 1):
        if ground in reckoning.traits and reckoning.extensions < number:
            yield Step(
                "extension_needed",
                None,
                f"“{ground.vi}” không tự kéo dài thời hạn: phải có quyết định gia hạn trước khi "
                f"hết hạn, tối đa {number} lần, mỗi lần {rules.days} ngày ({rules.cite}).",
                f"“{ground.en}” does not lengthen the limit by itself: a decision to extend is "
                f"needed before its end, at most {number}, {rules.days} days each ({rules.cite}).",
            )


def _extensions(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    rules = reckoning.version.extensions
    if rules is None:
        return
    for number in range(1, reckoning.extensions + 1):
        before = _end_with(number - 1, rules.days, reckoning, calendar)
        after = _end_with(number, rules.days, reckoning, calendar)
        ground = rules.grounds[min(number, len(rules.grounds)) - 1]
        yield Step(
            "extension",
            after,
            f"Gia hạn lần {number} ({ground.vi.lower()}): thêm {rules.days} ngày "
            f"kể từ {plain(before)}, đến {plain(after)} ({rules.cite}).",
            f"Extension {number} ({ground.en.lower()}): {rules.days} more days "
            f"from {plain(before)}, to {plain(after)} ({rules.cite}).",
        )


def _end_with(extensions: int, days: int, reckoning: Reckoning, calendar: Calendar) -> date:
    total = reckoning.length.number + extensions * days
    return counted(
        reckoning.start, total, reckoning.length, calendar, reckoning.pauses, reckoning.version.roll
    )


def _pauses(reckoning: Reckoning, rule: Rule) -> Iterator[Step]:
    cites = "; ".join(str(c) for p in rule.pauses for c in (p.cite, *p.also))
    for paused_on, resumed_on in reckoning.pauses:
        if paused_on > reckoning.due_on:
            yield Step(
                "pause_too_late",
                paused_on,
                f"Tạm dừng từ {plain(paused_on)} không làm dài thời hạn: "
                f"thời hạn đã hết ngày {plain(reckoning.unrolled_on)}.",
                f"The pause from {plain(paused_on)} does not lengthen the limit, "
                f"which had ended on {plain(reckoning.unrolled_on)}.",
            )
            continue
        last, days = resumed_on - ONE_DAY, (resumed_on - paused_on).days
        yield Step(
            "pause",
            paused_on,
            f"Từ {plain(paused_on)} đến hết {plain(last)} ({days} ngày) không tính vào thời hạn, "
            f"đếm tiếp từ {plain(resumed_on)} ({cites}).",
            f"{plain(paused_on)} to {plain(last)} ({days} days) do not count; "
            f"counting goes on from {plain(resumed_on)} ({cites}).",
        )


def _days_off(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    """Name what a limit in working days leaves out, and the Saturdays that it counts."""
    if reckoning.unit is not Unit.WORKING_DAYS:
        return
    first, last = sorted((reckoning.start, reckoning.unrolled_on))
    within = [d for d in days_in(first, last) if d not in {first, last}]
    weekend = [d for d in within if calendar.mark(d) is None and not calendar.is_working(d)]
    if weekend:
        days = ", ".join(f"{d:%d/%m}" for d in weekend)
        yield Step(
            "weekends",
            None,
            f"Không tính {len(weekend)} ngày thứ Bảy, Chủ nhật: {days}.",
            f"{len(weekend)} Saturdays and Sundays are not counted: {days}.",
        )
    for day in within:
        mark, name = calendar.mark(day), calendar.day_name(day)
        if mark and mark.kind is DayKind.WORKED_SATURDAY:
            yield Step(
                "worked_saturday",
                day,
                f"Tính cả {full(day)}: {name.vi}.",
                f"{full_en(day)} is counted: {name.en}.",
            )
        elif mark:
            yield Step(
                "day_off",
                day,
                f"Không tính {full(day)}: {name.vi}.",
                f"{full_en(day)} is not counted: {name.en}.",
            )


def _closing(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    end, due = reckoning.unrolled_on, reckoning.due_on
    yield from _last_counted(reckoning)
    if reckoning.is_rolled:
        days = [(d, calendar.day_name(d)) for d in days_in(end, due - ONE_DAY)]
        yield Step(
            "rolled",
            end,
            "Ngày nghỉ: "
            + "; ".join(f"{plain(d)} là {name.vi}" for d, name in days)
            + f". Thời hạn kết thúc vào ngày làm việc tiếp theo ({LAST_DAY}).",
            "Days off: "
            + "; ".join(f"{plain(d)} is {name.en}" for d, name in days)
            + f". The limit ends on the next working day ({LAST_DAY}).",
        )
    elif not calendar.is_working(end):
        yield _not_rolled(reckoning, calendar)
    yield Step("due", due, f"Ngày hết hạn: {full(due)}.", f"Due date: {full_en(due)}.")


def _last_counted(reckoning: Reckoning) -> Iterator[Step]:
    """Name the last day counted, or the day on which months, years or a span end."""
    end, unit = reckoning.unrolled_on, reckoning.unit
    if reckoning.length.is_at_once or unit is Unit.HOURS:
        return
    if unit in {Unit.DAYS, Unit.WORKING_DAYS}:
        vi, en = f"Ngày thứ {reckoning.total} là", f"Day {reckoning.total} is"
    elif unit in FREQUENCIES:
        vi, en = "Ngày cuối của kỳ là", "The period ends on"
    else:
        vi, en = "Ngày tương ứng là", "The corresponding day is"
    yield Step("unrolled", end, f"{vi} {full(end)}.", f"{en} {full_en(end)}.")


def _not_rolled(reckoning: Reckoning, calendar: Calendar) -> Step:
    end, before = reckoning.unrolled_on, reckoning.warn_on
    backwards = reckoning.direction == Direction.BEFORE
    name = calendar.day_name(end)
    return Step(
        "not_rolled",
        end,
        f"{plain(end)} là {name.vi}. Thời hạn {'đếm lùi ' if backwards else 'này '}không chuyển "
        f"sang ngày khác; để kịp, nên thực hiện chậm nhất {full(before)}.",
        f"{plain(end)} is {name.en}. {'A limit counted backwards' if backwards else 'This limit'} "
        f"is not moved; to be in time, act by {full_en(before)}.",
    )
