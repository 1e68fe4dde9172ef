"""Say a forecast in words: how likely, why, and what would help; always as an estimate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.law.events import EventType
from tracker.law.forecast import ELAPSED, Source
from tracker.law.kinds import CaseKind, Field, Level
from tracker.law.levels import Alarm
from tracker.law.moves import State
from tracker.web.numbers import in_percent
from tracker.web.words import gettext as _
from tracker.web.words import term

MOST_SURE, LEAST = 99, 1
FLAGGED = frozenset({Alarm.AT_RISK, Alarm.URGENT})


@dataclass(frozen=True, slots=True)
class Foresight:
    """The forecast of one open duty as a page shows it."""

    chance: str
    alarm: Alarm
    raising: tuple[str, ...]
    lowering: tuple[str, ...]
    help: str
    made_on: date
    is_model: bool
    is_before_last_step: bool

    @property
    def is_flagged(self) -> bool:
        """Say whether the back-test's thresholds single it out."""
        return self.alarm in FLAGGED


def foresight(row: Any, *, last_sequence: int) -> Foresight:
    """Write a stored forecast in the reader's language; a case may have moved on since."""
    return Foresight(
        chance=percent(row.probability),
        alarm=row.alarm,
        raising=tuple(reason(r) for r in row.reasons if r["weight"] > 0),
        lowering=tuple(reason(r) for r in row.reasons if r["weight"] < 0),
        help=_help(row.advice),
        made_on=row.made_on,
        is_model=row.source is Source.MODEL,
        is_before_last_step=row.last_sequence < last_sequence,
    )


def flagged_words(probability: float, reasons: Sequence[Mapping[str, Any]]) -> str:
    """Say on one row of a list why a duty may be late."""
    # The due date beside it says already how much of the limit has gone by.
    why = "; ".join(reason(r) for r in reasons if r["weight"] > 0 and r["sign"] != ELAPSED)
    words = _("có thể trễ, ước tính %(chance)s", chance=percent(probability))
    return f"{words}: {why}" if why else str(words)


def percent(probability: float) -> str:
    """Give a probability in whole per cent, never as a certainty."""
    return in_percent(min(MOST_SURE, max(LEAST, round(100 * probability))))


def reason(told: Mapping[str, Any]) -> str:
    """Say one sign of a case."""
    return _SAYING[told["sign"]](told["value"])


def _help(advice: Mapping[str, Any] | None) -> str:
    """Say what would lower the forecast most, or which step alone is left."""
    if not advice:
        return ""
    if advice["move"] == "finish":
        return str(_("chỉ còn bước “%(step)s”", step=term(EventType(advice["event"]))))
    then = percent(advice["then"])
    if advice["move"] == "step":
        step = term(EventType(advice["event"]))
        return str(_("xong bước “%(step)s” thì còn khoảng %(then)s", step=step, then=then))
    if advice["move"] == "assign":
        return str(_("phân công người xử lý thì còn khoảng %(then)s", then=then))
    return str(
        _(
            "giao cho người đang có khoảng %(usual)s vụ thay vì %(load)s thì còn khoảng %(then)s",
            usual=advice["usual"],
            load=advice["load"],
            then=then,
        )
    )


def _elapsed(share: float) -> str:
    return str(_("đã qua %(share)s thời hạn", share=in_percent(round(100 * share))))


def _kind(value: str) -> str:
    return str(_("loại vụ việc: %(kind)s", kind=term(CaseKind(value))))


def _level(value: str) -> str:
    return str(_("cấp: %(level)s", level=term(Level(value))))


def _field(value: str) -> str:
    if not value:
        return str(_("chưa rõ lĩnh vực"))
    return str(_("lĩnh vực: %(field)s", field=term(Field(value))))


def _channel(value: str) -> str:
    ways = {
        "at_desk": _("nhận tại buổi tiếp công dân"),
        "passed_on": _("do nơi khác chuyển đến"),
    }
    return str(ways.get(value, _("gửi đến, không qua buổi tiếp")))


def _step(value: str) -> str:
    return str(_("đang ở bước “%(step)s”", step=term(State(value))))


def _since(days: float) -> str:
    return str(
        _("%(days)s ngày chưa có bước mới", days=int(days)) if days else _("vừa có bước mới")
    )


def _events(count: float) -> str:
    return str(_("đã ghi %(count)s bước", count=int(count)))


def _pauses(count: str) -> str:
    if count == "0":
        return str(_("chưa tạm đình chỉ lần nào"))
    return str(_("đã tạm đình chỉ %(count)s lần", count=count))


def _extensions(count: str) -> str:
    return str(_("chưa gia hạn") if count == "0" else _("đã gia hạn %(count)s lần", count=count))


def _complexity(value: str) -> str:
    if value == "plain":
        return str(_("không thuộc loại phức tạp"))
    return str(_("vụ việc được xác định là phức tạp"))


def _handler(count: float) -> str:
    return str(_("người xử lý đang có %(count)s vụ", count=int(count)))


def _unit(count: float) -> str:
    return str(_("đơn vị đang có %(count)s vụ", count=int(count)))


def _assigned(value: str) -> str:
    return str(_("đã phân công") if value == "yes" else _("chưa phân công"))


def _days_off(count: float) -> str:
    if not count:
        return str(_("không có ngày nghỉ lễ trước hạn"))
    return str(_("%(count)s ngày nghỉ lễ trước hạn", count=int(count)))


def _new_year(value: str) -> str:
    if value == "yes":
        return str(_("Tết Nguyên đán nằm trước hạn"))
    return str(_("không vướng Tết Nguyên đán"))


_SAYING: Mapping[str, Callable[[Any], str]] = {
    "elapsed": _elapsed,
    "kind": _kind,
    "level": _level,
    "field": _field,
    "channel": _channel,
    "step": _step,
    "since": _since,
    "events": _events,
    "pauses": _pauses,
    "extensions": _extensions,
    "complexity": _complexity,
    "handler": _handler,
    "unit": _unit,
    "assigned": _assigned,
    "days_off": _days_off,
    "new_year": _new_year,
}
