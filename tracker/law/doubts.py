"""Say what may still change a date: a change of law without a clause, days not yet announced."""

from collections.abc import Iterator
from datetime import date

from tracker.law.calendar import Calendar
from tracker.law.reckoning import Reckoning
from tracker.law.rules import Passage, Version
from tracker.law.wording import Step, cites_of, full, full_en, length_words, plain


def transition_steps(reckoning: Reckoning) -> Iterator[Step]:
    """Set both dates of a change of law side by side, with the provision or its absence."""
    new, other = reckoning.rival, reckoning.transition_on
    if new is None or other is None:
        return
    if reckoning.chosen is not None:
        yield _picked(reckoning, new, other)
        return
    vi, en = length_words(new.length_for(reckoning.traits))
    cites = cites_of(new)
    yield Step(
        "transition",
        other,
        f"Chuyển tiếp: nếu đến {plain(new.from_)} chưa thực hiện thì theo quy định mới "
        f"({vi}, {cites}) ngày hết hạn là {full(other)}; luật không có quy định chuyển tiếp, "
        f"nên lấy ngày sớm hơn để nhắc: {plain(reckoning.warn_on)}.",
        f"Transition: if not yet done on {plain(new.from_)}, the new rule ({en}, {cites}) gives "
        f"{full_en(other)}; the law has no transitional clause, so the earlier date is warned on: "
        f"{plain(reckoning.warn_on)}.",
    )


def _picked(reckoning: Reckoning, left: Version, other: date) -> Step:
    """Say which rule applies and by what: a provision, or the choice recorded on the case."""
    applied, took_new = reckoning.version, reckoning.chosen is Passage.NEW
    transition = left.transition if took_new else applied.transition
    by = transition.cite if transition else None
    vi = f"theo {by}" if by else "theo lựa chọn đã ghi"
    en = f"by {by}" if by else "by the choice recorded"
    return Step(
        "transition_chosen",
        other,
        f"Chuyển tiếp: áp dụng quy định {'mới' if took_new else 'cũ'} ({cites_of(applied)}) {vi}; "
        f"theo quy định {'cũ' if took_new else 'mới'} ({cites_of(left)}) là {full(other)}.",
        f"Transition: the {'new' if took_new else 'old'} rule applies ({cites_of(applied)}) {en}; "
        f"under the {'old' if took_new else 'new'} one ({cites_of(left)}) it would be "
        f"{full_en(other)}.",
    )


def doubt_steps(reckoning: Reckoning, calendar: Calendar) -> Iterator[Step]:
    """Say where the days off of a year are not announced or only expected."""
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
