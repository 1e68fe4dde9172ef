"""A typed-in case read from words, and every word that cannot be read."""

from datetime import date

import pytest

from tracker.law.complexity import Criterion
from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.rules import Passage
from tracker.law.terms import Refusal
from tracker.law.typed_words import typed_case


def test_names_are_taken_in_any_spelling() -> None:
    case = typed_case("Khiếu nại", ["TIEP-NHAN-DON=01/07/2026", "thụ lý=2026-07-06"], [])

    assert case.kind is CaseKind.COMPLAINT
    assert case.level is Level.FIRST
    assert [(s.type, s.on) for s in case.steps] == [
        (EventType.RECEIVED, date(2026, 7, 1)),
        (EventType.ACCEPTED, date(2026, 7, 6)),
    ]


def test_facts_are_read_by_name() -> None:
    facts = ["level=lần hai", "at-desk=có", "remote=no", "learnt_on=2026-05-02",
             "obstacle=2026-05-10:2026-05-20", "passage=KN-27:new", "criteria=1,4,1"]  # fmt: skip

    case = typed_case("complaint", [], facts)

    assert case.level is Level.SECOND
    assert case.facts.traits == {Trait.AT_DESK}
    assert case.facts.learnt_on == date(2026, 5, 2)
    assert case.facts.obstacles == ((date(2026, 5, 10), date(2026, 5, 20)),)
    assert case.facts.passages == (("KN-27", Passage.NEW),)
    assert case.facts.criteria == (Criterion.PLACES, Criterion.FOREIGN)


@pytest.mark.parametrize(
    ("step", "criteria", "circumstances"),
    [
        ("found_complex=2026-07-20:1,4", ("1", "4"), ()),
        ("found_complex=2026-07-20:criteria=1,4", ("1", "4"), ()),
        ("decision_published=2026-07-20:posted", (), (Circumstance.POSTED,)),
        (
            "decision_published=2026-07-20:circumstances=posted,by_media",
            (),
            (Circumstance.POSTED, Circumstance.BY_MEDIA),
        ),
        ("found_complex=2026-07-20:2,circumstances=urgent", ("2",), (Circumstance.URGENT,)),
        ("accepted=2026-07-20:", (), ()),
    ],
)
def test_a_step_may_say_more_than_its_day(
    step: str, criteria: tuple[str, ...], circumstances: tuple[Circumstance, ...]
) -> None:
    read = typed_case("complaint", [step], []).steps[0]

    assert (read.criteria, read.circumstances) == (criteria, circumstances)


@pytest.mark.parametrize(
    ("kind", "steps", "facts", "told", "field"),
    [
        (
            "complain", [], [],
            "Không có loại vụ việc “complain”. Có: complaint, discipline_complaint, denunciation",
            "kind",
        ),
        (
            "complaint", ["recieved=2026-07-01"], [],
            "Không có bước “recieved”. Gần giống: received", "event-0",
        ),
        ("complaint", ["qqqq=2026-07-01"], [], "Gần giống: không có.", "event-0"),
        ("complaint", ["received"], [], "Bước “received” không đúng: ghi tên và ngày", "event-0"),
        ("complaint", ["received=2026-13-01"], [], "Ngày “2026-13-01” không đúng", "event-0"),
        (
            "complaint", ["received=2026-07-01", "found_complex=2026-07-02:9"], [],
            "Không có tiêu chí “9”: ghi các số từ 1 đến 7.", "criteria",
        ),
        (
            "complaint", ["decided=2026-07-02:hung"], [],
            "Không có cách thực hiện “hung”. Có: posted, by_meeting", "event-0",
        ),
        (
            "complaint", ["decided=2026-07-02:outcome=right"], [],
            "Không có chi tiết “outcome” của một bước", "event-0",
        ),
        ("complaint", [], ["at_desk"], "Dữ kiện “at_desk” không đúng: ghi tên và giá trị", "fact"),
        ("complaint", [], ["at_dask=yes"], "“at_dask”. Gần giống: at_desk", "fact"),
        ("complaint", [], ["levl=second"], "Không có dữ kiện “levl”. Gần giống: level", "fact"),
        ("complaint", [], ["at_desk=maybe"], "phải là yes hoặc no, không phải “maybe”", "at_desk"),
        (
            "complaint", [], ["remote=yes", "vùng sâu=yes"], "“remote” được nêu hai lần", "remote",
        ),
        ("complaint", [], ["level=third"], "Có: first, second, continued.", "level"),
        ("complaint", [], ["learnt_on=hôm qua"], "Ngày “hôm qua” không đúng", "learnt_on"),
        (
            "complaint", [], ["obstacle=2026-05-10"],
            "Thời gian có trở ngại “2026-05-10” không đúng", "obstacle",
        ),
        ("complaint", [], ["passage=KN-27"], "Lựa chọn “KN-27” không đúng", "passage"),
        ("complaint", [], ["passage=KN-27:silent"], "Không có lựa chọn “silent”", "passage"),
        ("complaint", [], ["criteria="], "Không có tiêu chí “”", "criteria"),
    ],
)  # fmt: skip
def test_a_word_that_cannot_be_read_is_refused_with_what_looks_like_it(
    kind: str, steps: list[str], facts: list[str], told: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        typed_case(kind, steps, facts)

    assert told in str(refused.value)
    assert refused.value.field == field
