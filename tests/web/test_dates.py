"""Dates as people type them; wrong ones get a sentence that says what is wrong."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.law.terms import Refusal
from tracker.web.dates import read_date

TODAY = date(2026, 11, 23)

READ = {
    "23/11": date(2026, 11, 23),
    "22/11": date(2026, 11, 22),
    "24/11": date(2025, 11, 24),
    "1/2": date(2026, 2, 1),
    "27/11/2026": date(2026, 11, 27),
    " 27 / 11 / 2026 ": date(2026, 11, 27),
    "27-11-2026": date(2026, 11, 27),
    "27.11.2026": date(2026, 11, 27),
    "27 11 2026": date(2026, 11, 27),
    "27112026": date(2026, 11, 27),
    "2311": date(2026, 11, 23),
    "2026-11-27": date(2026, 11, 27),
    "29/02/2024": date(2024, 2, 29),
}

REFUSED = {
    "31/02/2026": "Không có ngày 31/02/2026",
    "29/2": "Không có ngày 29/02/2026",
    "00/11/2026": "Không có ngày 00/11/2026",
    "27/13": "Không có ngày 27/13/2026",
    "27/11/26": "Ghi năm đủ bốn chữ số",
    "27/11/20266": "Ghi năm đủ bốn chữ số",
    "27/11/0026": "Năm 0026 không hợp lý",
    "27/11/9999": "Năm 9999 không hợp lý",
    "hôm qua": "Không đọc được ngày “hôm qua”",
    "27": "Không đọc được",
    "27/11/2026 lúc 14 giờ chiều": "Không đọc được ngày “27/11/2026 lúc 14 gi…”",
    "-1/11/2026": "Không đọc được",
    "27112026x": "Không đọc được",
}


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_a_date_is_read_as_people_type_it(text: str, day: date) -> None:
    assert read_date(text, TODAY) == day


@pytest.mark.parametrize(("text", "words"), REFUSED.items())
def test_a_wrong_date_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(text, TODAY)

    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("text", "day"),
    {"22/11": date(2027, 11, 22), "23/11": TODAY, "24/11": date(2026, 11, 24)}.items(),
)
def test_an_appointment_without_a_year_is_the_next_such_day(text: str, day: date) -> None:
    assert read_date(text, TODAY, "future") == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    for form in ("%d/%m/%Y", "%d%m%Y", "%Y-%m-%d"):
        assert read_date(day.strftime(form), TODAY) == day


@given(st.text(max_size=40))
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    with contextlib.suppress(Refusal):
        assert 1900 <= read_date(text, TODAY).year <= 2100
