"""A time of day is read as people type it."""

from datetime import time

import pytest

from tracker.law.terms import Refusal
from tracker.web.times import read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7h30", time(7, 30)), ("7:30", time(7, 30)), ("07.30", time(7, 30)),
        ("0730", time(7, 30)), ("7 giờ 30 phút", time(7, 30)), ("14H", time(14)),
        ("8", time(8)), (" 13:05 ", time(13, 5)), ("0:00", time(0)),
    ],
)  # fmt: skip
def test_it_is_read(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "24:00", "7:60", "sáng", "7h3", "12345", "-1", "9" * 50])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="Không đọc được giờ"):
        read_time(typed)
