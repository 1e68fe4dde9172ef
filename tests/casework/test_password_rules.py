"""What a password must be: the rules alone, each with what it refuses and what it lets pass."""

from datetime import UTC, date, datetime

import pytest

from tracker.casework import password_rules as rules
from tracker.law.terms import Refusal

LOGIN, NAME = "an.nguyen", "Nguyễn Thị Hồng Ánh"


@pytest.mark.parametrize(
    "password",
    [
        "Con trâu đi trước, cái cày 2.",
        "Ở giữa Đồng 7!x",
        "9Kf$2mQz!7bWx1",
    ],
)
def test_a_long_password_of_four_sorts_is_good(password: str) -> None:
    rules.refuse_weak(password, LOGIN, NAME)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("9Kf$2mQz!7bWx", "ít nhất 14 ký tự"),
        ("9kf$2mqz!7bwx1", "đủ bốn loại"),
        ("9KF$2MQZ!7BWX1", "đủ bốn loại"),
        ("aKf$bmQz!cbWxd", "đủ bốn loại"),
        ("9Kf32mQz47bWx1", "đủ bốn loại"),
        ("An.Nguyen-2026-x", "dễ đoán"),
        ("AnNguyen-2026-xy!", "dễ đoán"),
        ("Nguyen Thi Hong Anh 9", "dễ đoán"),
        ("HongAnh@123456", "dễ đoán"),
        ("Matkhau@123456", "dễ đoán"),
        ("Mật khẩu 2026-11", "dễ đoán"),
        ("Qwerty!12345678", "dễ đoán"),
        ("Aa1-Aa1-Aa1-Aa1-", "dễ đoán"),
        ("Tiep-cong-dan-2026", "dễ đoán"),
        ("x1-Y" * 51, "tối đa 200"),
    ],
    ids=lambda value: value[:24],
)
def test_what_is_weak_without_a_second_factor_is_refused(password: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.refuse_weak(password, LOGIN, NAME)

    assert why in str(refused.value)
    assert refused.value.field == "new"


@pytest.mark.parametrize("password", ["muctrang", "dongho77", "m q d t z"])
def test_with_a_second_factor_eight_signs_of_any_sort_do(password: str) -> None:
    rules.refuse_weak(password, LOGIN, NAME, has_second_factor=True)


@pytest.mark.parametrize("password", ["muctran", "12345678", "matkhau1", "password", "an.nguyen"])
def test_with_a_second_factor_what_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(Refusal):
        rules.refuse_weak(password, LOGIN, NAME, has_second_factor=True)


@pytest.mark.parametrize(
    ("set_on", "is_administrator", "last"),
    [
        ((2026, 1, 15), True, date(2026, 3, 15)),
        ((2026, 12, 31), True, date(2027, 2, 28)),
        ((2027, 12, 31), True, date(2028, 2, 29)),
        ((2026, 11, 30), True, date(2027, 1, 30)),
        ((2026, 1, 15), False, date(2027, 1, 15)),
        ((2028, 2, 29), False, date(2029, 2, 28)),
    ],
)
def test_a_password_ends_after_its_months(
    set_on: tuple[int, int, int], is_administrator: bool, last: date
) -> None:
    set_at = datetime(*set_on, 8, tzinfo=UTC)

    assert rules.expires_on(set_at, is_administrator=is_administrator) == last


def test_a_password_whose_age_is_unknown_has_no_end() -> None:
    assert rules.expires_on(None, is_administrator=True) is None


def test_whoever_came_in_before_the_end_is_not_stopped_after_it() -> None:
    set_at = datetime(2026, 1, 15, tzinfo=UTC)
    before, on = datetime(2026, 3, 14, 23, tzinfo=UTC), datetime(2026, 3, 15, 1, tzinfo=UTC)

    assert not rules.expired_before(before, set_at, is_administrator=True)
    assert rules.expired_before(on, set_at, is_administrator=True)


def test_an_end_is_told_two_weeks_before() -> None:
    assert rules.soon(date(2026, 12, 15), date(2026, 12, 1))
    assert not rules.soon(date(2026, 12, 16), date(2026, 12, 1))
    assert not rules.soon(None, date(2026, 12, 1))
