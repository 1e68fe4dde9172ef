"""Say in words how a limit was counted, step by step, as a clerk reads it to a citizen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.law.calendar import WEEKDAYS_EN, WEEKDAYS_VI, Calendar, DayKind, days_in
from tracker.law.reckoning import Reckoning, counted
from tracker.law.rules import Basis, Direction, Rule, Unit, Version

FIRST_DAY = "Điều 147 Bộ luật Dân sự 2015"
LAST_DAY = "Điều 148 khoản 5 Bộ luật Dân sự 2015"
ONE_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the counting, in both languages."""

    code: str
    on: date | None
    vi: str
    en: str


def explain(reckoning: Reckoning, rule: Rule, calendar: Calendar) -> tuple[Step, ...]:
    """Give the steps from the first day to the due date."""
    return (
        *_opening(reckoning, rule, calendar),
        *_circumstances(reckoning, rule),
        *_extensions(reckoning, calendar),
        *_pauses(reckoning, rule),
        *_days_off(reckoning, calendar),
        *_closing(reckoning, calendar),
        *_transition(reckoning),
        *_doubts(reckoning, calendar),
    )


def _opening(reckoning: Reckoning, rule: Rule, calendar: Calendar) -> Iterator[Step]:
    start, number = reckoning.start, reckoning.length.number
    step = -1 if reckoning.direction == Direction.BEFORE else 1
    first = start + step * ONE_DAY
    if reckoning.unit is Unit.WORKING_DAYS:
        first = calendar.add_working_days(start, step)
    yield Step(
        "start",
        start,
        f"{_upper(rule.counted_from)}, {_full(start)}, không tính; "
        f"ngày thứ nhất là {_full(first)} ({FIRST_DAY}).",
        f"{_upper(rule.counted_from_en)}, {_full_en(start)}, is not counted; "
        f"day 1 is {_full_en(first)} ({FIRST_DAY}).",
    )
    vi, en = f"{number:02} {reckoning.unit.vi}", f"{number} {reckoning.unit.en}"
    if rule.basis is Basis.INTERNAL:
        vi = f"Mục tiêu nội bộ, không phải quy định của pháp luật: {vi}"
        en = f"Internal target, not law: {en}"
    else:
        vi, en = f"Thời hạn {vi}", f"The limit is {en}"
    if reckoning.direction == Direction.BEFORE:
        vi, en = f"{vi}, đếm lùi", f"{en}, counted backwards"
    cites = "; ".join(str(c) for c in (reckoning.version.cite, *reckoning.version.also))
    yield Step("length", None, f"{vi} ({cites}).", f"{en} ({cites}).")


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
            f"kể từ {_day(before)}, đến {_day(after)} ({rules.cite}).",
            f"Extension {number} ({ground.en.lower()}): {rules.days} more days "
            f"from {_day(before)}, to {_day(after)} ({rules.cite}).",
        )


def _end_with(extensions: int, days: int, reckoning: Reckoning, calendar: Calendar) -> date:
    total = reckoning.length.number + extensions * days
    return counted(reckoning.start, total, reckoning.length, calendar, reckoning.pauses)


def _pauses(reckoning: Reckoning, rule: Rule) -> Iterator[Step]:
    for paused_on, resumed_on in reckoning.pauses:
        if paused_on > reckoning.unrolled_on:
            yield Step(
                "pause_too_late",
                paused_on,
                f"Tạm dừng từ {_day(paused_on)} không làm dài thời hạn: "
                f"thời hạn đã hết ngày {_day(reckoning.unrolled_on)}.",
                f"The pause from {_day(paused_on)} does not lengthen the limit, "
                f"which had ended on {_day(reckoning.unrolled_on)}.",
            )
            continue
        last, days = resumed_on - ONE_DAY, (resumed_on - paused_on).days
        yield Step(
            "pause",
            paused_on,
            f"Từ {_day(paused_on)} đến hết {_day(last)} ({days} ngày) không tính vào thời hạn, "
            f"đếm tiếp từ {_day(resumed_on)} ({rule.pause_cite}).",
            f"{_day(paused_on)} to {_day(last)} ({days} days) do not count; "
            f"counting goes on from {_day(resumed_on)} ({rule.pause_cite}).",
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
                f"Tính cả {_full(day)}: {name.vi}.",
                f"{_full_en(day)} is counted: {name.en}.",
            )
        elif mark:
            yield Step(
                "day_off",
                day,
                f"Không tính {_full(day)}: {name.vi}.",
                f"{_full_en(day)} is not counted: {name.en}.",
            )


def _closing(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    end, due = reckoning.unrolled_on, reckoning.due_on
    yield Step(
        "unrolled",
        end,
        f"Ngày thứ {reckoning.total} là {_full(end)}.",
        f"Day {reckoning.total} is {_full_en(end)}.",
    )
    if reckoning.is_rolled:
        days = [(d, calendar.day_name(d)) for d in days_in(end, due - ONE_DAY)]
        yield Step(
            "rolled",
            end,
            "Ngày nghỉ: "
            + "; ".join(f"{_day(d)} là {name.vi}" for d, name in days)
            + f". Thời hạn kết thúc vào ngày làm việc tiếp theo ({LAST_DAY}).",
            "Days off: "
            + "; ".join(f"{_day(d)} is {name.en}" for d, name in days)
            + f". The limit ends on the next working day ({LAST_DAY}).",
        )
    elif not calendar.is_working(end):
        yield Step(
            "not_rolled",
            end,
            f"{_day(end)} là {calendar.day_name(end).vi}. Thời hạn đếm lùi không chuyển sang ngày "
            f"khác; để kịp, nên thực hiện chậm nhất {_full(reckoning.warn_on)}.",
            f"{_day(end)} is {calendar.day_name(end).en}. A limit counted backwards is not moved; "
            f"to be in time, act by {_full_en(reckoning.warn_on)}.",
        )
    yield Step("due", due, f"Ngày hết hạn: {_full(due)}.", f"Due date: {_full_en(due)}.")


def _transition(reckoning: Reckoning) -> Iterator[Step]:
    new, other = reckoning.version.successor, reckoning.transition_on
    if new is None or other is None:
        return
    vi, en = _length_words(new, reckoning.traits)
    cites = "; ".join(str(c) for c in (new.cite, *new.also))
    yield Step(
        "transition",
        other,
        f"Chuyển tiếp: nếu đến {_day(new.from_)} chưa thực hiện thì theo quy định mới "
        f"({vi}, {cites}) ngày hết hạn là {_full(other)}; luật không có quy định chuyển tiếp, "
        f"nên lấy ngày sớm hơn để nhắc: {_day(reckoning.warn_on)}.",
        f"Transition: if not yet done on {_day(new.from_)}, the new rule ({en}, {cites}) gives "
        f"{_full_en(other)}; the law has no transitional clause, so the earlier date is warned on: "
        f"{_day(reckoning.warn_on)}.",
    )


def _length_words(version: Version, traits: frozenset[str]) -> tuple[str, str]:
    length = version.length_for(traits)
    return f"{length.number:02} {length.unit.vi}", f"{length.number} {length.unit.en}"


def _doubts(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    first, last = sorted((reckoning.start, reckoning.due_on))
    for year in range(first.year, last.year + 1):
        if not calendar.known(year):
            yield Step(
                "calendar_unknown",
                None,
                f"Lịch nghỉ năm {year} chưa được công bố: mới trừ thứ Bảy, Chủ nhật và ngày lễ cố "
                "định, ngày hết hạn có thể thay đổi.",
                f"The days off of {year} are not announced: only weekends and fixed holidays are "
                "left out, the due date may change.",
            )
        elif calendar.provisional(year):
            yield Step(
                "calendar_provisional",
                None,
                f"Lịch nghỉ năm {year} là dự kiến, ngày hết hạn có thể thay đổi khi có thông báo.",
                f"The days off of {year} are expected, not announced; the due date may change.",
            )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _full(day: date) -> str:
    return f"{WEEKDAYS_VI[day.weekday()]} {_day(day)}"


def _full_en(day: date) -> str:
    return f"{WEEKDAYS_EN[day.weekday()]} {_day(day)}"
