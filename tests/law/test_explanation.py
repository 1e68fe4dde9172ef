"""The steps that a clerk reads aloud."""

from datetime import date
from typing import Any

import pytest

from tracker.law.calendar import Calendar
from tracker.law.explanation import Step, explain
from tracker.law.reckoning import reckon
from tracker.law.rulebook import Rulebook

BOOK = Rulebook.load()
CALENDAR = Calendar.official()


def test_a_rolled_date_names_the_day_of_culture_and_its_resolution() -> None:
    steps = _steps("KN-28", date(2026, 10, 25))

    assert list(steps) == ["start", "length", "unrolled", "rolled", "due"]
    assert "không tính; ngày thứ nhất là thứ Hai 26/10/2026" in steps["start"].vi
    assert "Thời hạn 30 ngày (Điều 28 Luật Khiếu nại 02/2011/QH13)" in steps["length"].vi
    assert "Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)" in steps["rolled"].vi
    assert "Vietnam Culture Day" in steps["rolled"].en
    assert steps["due"].on == date(2026, 11, 25)
    assert steps["due"].vi == "Ngày hết hạn: thứ Tư 25/11/2026."


def test_working_days_name_each_day_off_and_the_saturday_worked() -> None:
    found = _all_steps("TCD-28.1", date(2024, 4, 26))

    off = [s.on for s in found if s.code == "day_off"]
    worked = [s for s in found if s.code == "worked_saturday"]
    assert off == [date(2024, 4, 29), date(2024, 4, 30), date(2024, 5, 1)]
    assert "Công văn 2450/VPCP-KGVX" in worked[0].vi
    assert "ngày thứ nhất là thứ Năm 02/05/2024" in found[0].vi


def test_weekends_left_out_are_listed_in_one_step() -> None:
    steps = _steps("KN-27", date(2026, 7, 1))

    assert steps["weekends"].vi == "Không tính 2 ngày thứ Bảy, Chủ nhật: 04/07, 05/07."


def test_a_run_of_days_off_is_named_day_by_day() -> None:
    rolled = _steps("TC-30", date(2026, 12, 2))["rolled"].vi

    assert "01/01/2027 là Tết Dương lịch" in rolled
    assert "02/01/2027 là thứ Bảy; 03/01/2027 là Chủ nhật" in rolled


def test_a_pause_tells_its_days_its_article_and_where_counting_goes_on() -> None:
    pause = (date(2026, 9, 15), date(2026, 10, 6))

    vi = _steps("KN-28", date(2026, 9, 1), pauses=[pause])["pause"].vi

    assert "Từ 15/09/2026 đến hết 05/10/2026 (21 ngày) không tính" in vi
    assert "đếm tiếp từ 06/10/2026 (Điều 11a Luật Khiếu nại" in vi


def test_a_pause_after_the_end_is_said_to_have_no_effect() -> None:
    pause = (date(2026, 10, 2), date(2026, 11, 2))

    steps = _steps("KN-28", date(2026, 9, 1), pauses=[pause])

    assert "pause" not in steps
    assert "thời hạn đã hết ngày 01/10/2026" in steps["pause_too_late"].vi


def test_each_extension_runs_from_the_unrolled_end_before_it() -> None:
    found = _all_steps("TC-30", date(2026, 12, 2), extensions=2)

    told = [s for s in found if s.code == "extension"]
    assert [s.on for s in told] == [date(2027, 1, 31), date(2027, 3, 2)]
    assert "Gia hạn lần 1 (vụ việc phức tạp): thêm 30 ngày kể từ 01/01/2027" in told[0].vi
    assert "đặc biệt phức tạp" in told[1].vi


@pytest.mark.parametrize(
    ("traits", "extensions", "needed"),
    [({"complex"}, 0, 1), ({"complex"}, 1, 0), ({"complex", "especially_complex"}, 1, 1)],
)
def test_complexity_of_a_denunciation_asks_for_a_decision_to_extend(
    traits: set[str], extensions: int, needed: int
) -> None:
    found = _all_steps("TC-30", date(2026, 12, 2), traits, extensions=extensions)

    told = [s.vi for s in found if s.code == "extension_needed"]
    assert len(told) == needed
    assert all("phải có quyết định gia hạn" in vi for vi in told)


def test_remoteness_without_effect_is_said() -> None:
    steps = _steps("KL-50.b", date(2026, 12, 1), {"remote"})

    assert "không làm thay đổi thời hạn" in steps["no_effect"].vi
    assert "variant" not in steps


def test_the_circumstances_that_chose_the_length_are_named() -> None:
    found = _all_steps("KN-28", date(2026, 12, 1), {"complex", "remote", "at_desk"})

    told = [s.vi for s in found if s.code == "variant"]
    assert len(told) == 2
    assert "Vụ việc phức tạp" in told[0]
    assert "Vùng sâu" in told[1]


def test_a_transition_shows_both_dates_and_the_earlier_one_to_warn_on() -> None:
    step = _steps("KN-27", date(2026, 6, 30))["transition"]

    assert step.on == date(2026, 7, 9)
    assert "07 ngày làm việc" in step.vi
    assert "luật không có quy định chuyển tiếp" in step.vi
    assert step.vi.endswith("để nhắc: 09/07/2026.")


def test_a_backward_limit_on_a_day_off_stays_and_gives_the_day_to_act_by() -> None:
    steps = _steps("KN-30.a", date(2026, 12, 11))

    assert "đếm lùi" in steps["length"].vi
    assert "ngày thứ nhất là thứ Năm 10/12/2026" in steps["start"].vi
    assert "chậm nhất thứ Sáu 04/12/2026" in steps["not_rolled"].vi
    assert steps["due"].on == date(2026, 12, 6)


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (date(2026, 12, 20), "calendar_provisional"),
        (date(2027, 12, 20), "calendar_unknown"),
    ],
)
def test_a_calendar_not_announced_is_a_doubt_that_is_told(start: date, code: str) -> None:
    year = start.year + 1

    assert f"Lịch nghỉ năm {year}" in _steps("KN-28", start)[code].vi


def test_a_date_within_decided_years_has_no_doubt() -> None:
    assert not {"calendar_provisional", "calendar_unknown"} & set(_steps("KN-28", date(2026, 9, 1)))


def test_an_internal_target_is_never_told_as_law() -> None:
    step = _steps("NB-KNPA", date(2026, 11, 2))["length"]

    assert step.vi.startswith(
        "Mục tiêu nội bộ, không phải quy định của pháp luật: 15 ngày làm việc"
    )
    assert step.en.startswith("Internal target, not law")


@pytest.mark.parametrize("rule_id", [r.id for r in BOOK.rules])
def test_every_rule_explains_itself_in_both_languages(rule_id: str) -> None:
    day = date(2026, 9, 7) if BOOK.rule(rule_id).repealed_on is None else date(2025, 6, 2)
    found = _all_steps(rule_id, day)

    assert [s.code for s in found][:2] == ["start", "length"]
    assert "due" in [s.code for s in found]
    assert all(s.vi.endswith(".") and s.en.endswith(".") and s.vi != s.en for s in found)


def _all_steps(rule_id: str, start: date, traits: Any = (), **options: Any) -> tuple[Step, ...]:
    rule = BOOK.rule(rule_id)
    reckoning = reckon(
        rule.on(start), start, frozenset(traits), CALENDAR, direction=rule.direction, **options
    )
    return explain(reckoning, rule, CALENDAR)


def _steps(rule_id: str, start: date, traits: Any = (), **options: Any) -> dict[str, Step]:
    return {step.code: step for step in _all_steps(rule_id, start, traits, **options)}
