"""Say what an event tells beyond its date, in the reader's language."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from tracker.cases.levels import rules
from tracker.cases.vocabulary import terms_of
from tracker.law.eligibility import load as conditions
from tracker.law.events import EventType
from tracker.law.kinds import COMPLAINTS
from tracker.records.cases import CaseEvent
from tracker.web.rule_words import duty_title
from tracker.web.words import current_language, term, vn_date
from tracker.web.words import gettext as _

TOLD_AS_TERMS = (
    "event", "kind", "level", "field", "target", "outcome", "eligibility", "ground", "criteria",
    "conditions", "circumstances", "passage", "protection", "led_by",
    "answer", "manner",
)  # fmt: skip
TOLD_AS_WRITTEN = ("to", "into", "from", "remote_reason")


def particulars_in_words(event: CaseEvent) -> Iterator[str]:
    """Give one line for each thing that the event tells."""
    told = event.particulars
    names = [n for n in TOLD_AS_TERMS if n != "level" or told.get("kind") in set(COMPLAINTS)]
    names += ["traits"] if event.type is EventType.CLASSIFIED else []
    if known := [term(t) for name in names for t in terms_of(name, told.get(name))]:
        yield " · ".join(known)
    for name in TOLD_AS_WRITTEN:
        if written := told.get(name):
            yield ", ".join(written) if isinstance(written, list) else str(written)
    for name, say in _SENTENCES.items():
        if value := told.get(name):
            yield say(value)


def _day(value: Any) -> str:
    return vn_date(date.fromisoformat(str(value)))


def _learnt(value: Any) -> str:
    return str(_("Thời hiệu tính từ %(day)s", day=_day(value)))


def _rule(value: Any) -> str:
    known = value in rules()
    return str(_("Áp dụng cho: %(rule)s",
                 rule=duty_title(value) if known else value))  # fmt: skip


def _failed(value: Any) -> str:
    texts = {c.id: c.label(current_language()) for c in conditions()}
    return "\n".join(_("Không đạt: %(condition)s", condition=texts.get(i, i)) for i in value)


def _dialogue(value: Any) -> str:
    return str(_("Ngày đối thoại: %(day)s", day=_day(value)))


def _absent(_value: Any) -> str:
    return str(_("Người khiếu nại vắng mặt không có lý do chính đáng."))


def _seals(_value: Any) -> str:
    return str(_("Danh tính người gửi đơn được niêm phong từ bước này."))


_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "dialogue_on": _dialogue,
    "learnt_on": _learnt,
    "failed": _failed,
    "rule": _rule,
    "absent": _absent,
    "seals": _seals,
}
