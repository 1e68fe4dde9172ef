"""One limit asked for in words: what is taken, and what is refused beside which field."""

from dataclasses import replace
from datetime import date

import pytest

from tracker.law.asking import Asked, answer, circumstances_of
from tracker.law.calendar import Calendar
from tracker.law.events import Trait
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage, Rule, Transition
from tracker.law.terms import Refusal
from tracker.law.written import day_written, number_written

BOOK, CALENDAR = Rulebook.load(), Calendar.official()
JULY = date(2026, 7, 1)


def due(asked: Asked) -> date:
    """Give the due date of what is asked."""
    return answer(asked, BOOK, CALENDAR).reckoning.due_on


@pytest.mark.parametrize(
    ("asked", "due_on"),
    [
        (Asked("KN-28", date(2026, 10, 25)), date(2026, 11, 25)),
        (Asked("kn-28.d", date(2026, 12, 1)), date(2027, 2, 1)),
        (Asked("TC-30.2", date(2026, 12, 2)), date(2027, 2, 1)),
        (Asked("KL-50.b", date(2026, 12, 1), ("vùng sâu",)), date(2026, 12, 31)),
        (Asked("KN-27", date(2026, 6, 30), chosen="new"), date(2026, 7, 9)),
        (Asked("KN-27", date(2026, 6, 30), chosen="theo quy định cũ"), date(2026, 7, 10)),
        (Asked("TCD-15.2c", date(2026, 6, 30)), date(2026, 7, 5)),
        (Asked("TCD-15.2c", JULY), date(2026, 7, 31)),
        (Asked("TC-27.1", date(2026, 7, 3)), date(2026, 7, 3)),
        (Asked("KN-41.d", date(2026, 7, 10)), date(2026, 7, 7)),
    ],
)
def test_a_limit_is_counted_from_what_is_asked(asked: Asked, due_on: date) -> None:
    assert due(asked) == due_on


def test_pauses_that_touch_are_one_long_pause() -> None:
    # 30 days from 01/09 end on 01/10; 20 days of pause move the end to 21/10.
    pauses = ((date(2026, 9, 15), date(2026, 10, 5)), (date(2026, 9, 5), date(2026, 9, 5)))

    assert due(Asked("KN-28", date(2026, 9, 1), pauses=pauses)) == date(2026, 10, 21)


@pytest.mark.parametrize(
    ("asked", "told", "field"),
    [
        (Asked("KN-288", JULY), "Không có quy tắc “KN-288”. Gần giống: KN-28", "rule"),
        (Asked("KN-30.a", date(2026, 6, 30)), "có hiệu lực từ ngày 01/07/2026", "from"),
        (Asked("TCD-13.5", JULY), "đã hết hiệu lực từ ngày 01/07/2025", "from"),
        (Asked("KN-28", date(2012, 7, 2)), "lịch làm việc chỉ có các năm", "from"),
        (Asked("KN-28", JULY, ("dismissal",)), "không có trường hợp “dismissal”", "variant"),
        (Asked("KN-32", JULY, ("complex",)), "không phân biệt trường hợp nào", "variant"),
        (Asked("KN-28", JULY, extensions=1), "KN-28 không có gia hạn", "extensions"),
        (Asked("TC-30", JULY, extensions=-1), "từ 0 đến 2 lần", "extensions"),
        (Asked("TC-30", JULY, ("complex",), 2), "từ 0 đến 1 lần", "extensions"),
        (Asked("KN-27", JULY, chosen="sooner"), "Không có lựa chọn “sooner”", "chosen"),
        (Asked("KN-27", JULY, chosen="old"), "không có gì để lựa chọn", "chosen"),
        (Asked("KN-28", JULY, chosen="new"), "không có gì để lựa chọn", "chosen"),
        (Asked("KN-27", date(2026, 6, 10), chosen="new"), "không gặp lúc đổi", "chosen"),
    ],
)
def test_what_cannot_be_counted_is_refused_beside_its_field(
    asked: Asked, told: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        answer(asked, BOOK, CALENDAR)

    assert told in str(refused.value)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("rule", "pauses", "told", "place"),
    [
        ("KN-27", ["05/07-06/07"], "KN-27 không có tạm dừng", 0),
        ("KN-28", ["30/06-06/07"], "Thứ tự ngày không đúng", 0),
        ("KN-28", ["05/07-10/07", "20/07-15/07"], "Thứ tự ngày không đúng", 1),
        ("KN-28", ["05/07-20/07", "10/07-25/07"], "Hai lần tạm dừng chồng lên nhau", 1),
        ("KN-28", ["10/07-25/07", "05/07-20/07"], "05/07/2026–20/07/2026 và 10/07/2026", 1),
    ],
)
def test_a_pause_is_refused_at_its_own_place(
    rule: str, pauses: list[str], told: str, place: int
) -> None:
    days = [tuple(day_written(f"{day}/2026") for day in pause.split("-")) for pause in pauses]

    with pytest.raises(Refusal) as refused:
        answer(Asked(rule, JULY, pauses=tuple(days)), BOOK, CALENDAR)  # type: ignore[arg-type]  # pairs

    assert told in str(refused.value)
    assert refused.value.field == f"pause-{place}"


def test_a_pause_from_before_it_was_law_is_refused_with_its_article() -> None:
    pauses = ((date(2026, 6, 20), date(2026, 7, 5)),)

    with pytest.raises(Refusal, match="KN-28 chỉ được tạm dừng từ ngày 01/07/2026") as refused:
        answer(Asked("KN-28", date(2026, 6, 10), pauses=pauses), BOOK, CALENDAR)

    assert refused.value.article == "Điều 11a Luật Khiếu nại 02/2011/QH13"


def test_where_the_law_itself_picks_the_rule_nobody_chooses() -> None:
    book = Rulebook([_decided(BOOK.rule("KN-27"))])

    with pytest.raises(Refusal, match="không có gì để lựa chọn"):
        answer(Asked("KN-27", date(2026, 6, 30), chosen="old"), book, CALENDAR)


def test_a_limit_knows_its_circumstances_those_in_vain_included() -> None:
    discipline, denunciation = BOOK.rule("KL-50.b"), BOOK.rule("TC-30")

    assert circumstances_of(discipline, discipline.on(JULY)) == (Trait.COMPLEX, Trait.REMOTE)
    assert circumstances_of(denunciation, denunciation.on(JULY)) == (
        Trait.COMPLEX,
        Trait.ESPECIALLY_COMPLEX,
    )


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "31/02/2026", "20261025", "2026-W01-1", "25/10/26", "1800-01-01",
             "9999-12-31", "²/10/2026", "1" * 500],
)  # fmt: skip
def test_what_is_no_day_is_refused_shortly(text: str) -> None:
    with pytest.raises(Refusal, match="không đúng: ghi dạng 2026-10-25") as refused:
        day_written(text, "from")

    assert refused.value.field == "from"
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("text", ["", "một", "1.5", "²", "9" * 40])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="không phải là số nguyên"):
        number_written(text)


def _decided(rule: Rule) -> Rule:
    """Let the law say that the old rule goes on."""
    old, new = rule.versions
    stated = replace(old, transition=Transition(Passage.OLD, old.cite))
    return replace(rule, versions=(stated, new))
