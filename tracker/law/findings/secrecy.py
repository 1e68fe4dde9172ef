"""Checks on who opened a sealed identity, and on who should have kept away."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tracker.law.findings.check import Hit, on_case
from tracker.law.findings.codes import CheckCode, Lack
from tracker.law.findings.record import CaseRecord
from tracker.law.findings.values import OPENED_OFTEN
from tracker.law.rules import Basis, Confidence
from tracker.law.terms import Words

OPENINGS = Words("Các lần mở danh tính: ai, ngày nào; vai trò và phân công ngày đó.")


@on_case(
    CheckCode.UNENTITLED_OPENING,
    "Điều 8 khoản 3, Điều 9 khoản 1 điểm b, Điều 47 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("%(person)s mở danh tính ngày %(on)s khi không còn vai trò hoặc phân công."),
    needs=OPENINGS,
)
def unentitled_opening(record: CaseRecord) -> Iterator[Hit]:
    """Find openings by someone who held no role that gives the right on that day."""
    for opening in record.openings:
        if not opening.is_entitled:
            yield _opened(opening.number, opening.user_id, opening.on.isoformat())


@on_case(
    CheckCode.CONFLICT,
    "Điều 9, Điều 31 Luật Tố cáo; Điều 6 Luật Khiếu nại",
    Confidence.LIKELY,
    why=Words("%(who)s là đối tượng của vụ việc, mà ngày %(on)s: %(lack)s."),
    needs=Words("Đối tượng của vụ việc, phân công, người ghi từng bước, người mở danh tính."),
    not_judged=Words("Cấp phó, người thân của đối tượng không có trong dữ liệu."),
)
def conflict(record: CaseRecord) -> Iterator[Hit]:
    """Find whom the case is about among those who were given it, wrote in it or opened it."""
    for place, given in enumerate(record.given):
        on, what = given.from_on, Lack.GIVEN
        if given.user_id in record.barred_people:
            yield _took_part(f"given/{place}", given.user_id, on, what)
        elif given.unit_id in record.barred_units:
            facts = {"unit": given.unit_id, "on": on.isoformat(), "lack": what.value}
            yield Hit(f"given/{place}", facts)
    for sequence, written in record.written.items():
        if written.by in record.barred_people:
            yield _took_part(f"step/{sequence}", written.by, written.on, Lack.WROTE)
    for opening in record.openings:
        if opening.user_id in record.barred_people:
            place_name = f"opened/{opening.number}"
            yield _took_part(place_name, opening.user_id, opening.on, Lack.OPENED)


@on_case(
    CheckCode.NEEDLESS_OPENING,
    "Điều 8 khoản 3, Điều 9 khoản 1 điểm b, Điều 47 Luật Tố cáo",
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words("%(person)s mở danh tính ngày %(on)s: %(lack)s."),
    needs=OPENINGS,
    not_judged=Words("Lý do ghi khi mở là lời của người mở; máy không xét lý do có đúng không."),
)
def needless_opening(record: CaseRecord) -> Iterator[Hit]:
    """Find openings after the case had ended, and many by one person."""
    by_person = defaultdict(list)
    for opening in record.openings:
        by_person[opening.user_id].append(opening)
        if record.closed_on is not None and opening.on > record.closed_on:
            hit = _opened(opening.number, opening.user_id, opening.on.isoformat())
            yield Hit(hit.place, {**hit.facts, "lack": Lack.AFTER_CLOSING.value})
    for person, opened in by_person.items():
        if len(opened) >= OPENED_OFTEN:
            facts = {"person": person, "on": opened[-1].on.isoformat(), "lack": Lack.OFTEN.value}
            yield Hit(f"often/{person}", facts)


def _opened(number: int, person: int, day: str) -> Hit:
    return Hit(str(number), {"person": person, "on": day})


def _took_part(place: str, person: int | None, on: date, what: Lack) -> Hit:
    return Hit(place, {"person": person, "on": on.isoformat(), "lack": what.value})
