"""A name, a number or an address is found in a text however it is written."""

import unicodedata

import pytest

from tracker.casework.identity import Identity, reveals

WHO = Identity("Đỗ Thị Thúy Hòa", "Số 12 ngõ 3, xã Suối Trăng", "0977654321", "051187009988")


@pytest.mark.parametrize(
    "text",
    [
        "bà Đỗ Thị Thúy Hòa nói", "do thi thuy hoa", "ĐỖ THỊ THÚY HÒA.", "Đỗ Thị Thuý Hoà",
        unicodedata.normalize("NFD", "Đỗ Thị Thúy Hòa"), "Hòa, Đỗ Thị Thúy", "Thúy Hòa Đỗ Thị",
        "Đỗ-Thị-Thúy-Hòa", "dothithuyhoa1987@thu.vn", "ddoox thij thuys hoaf",
        "Đỗ\u200b Thị Thúy Hòa", "gọi 0977.654.321", "0977 654 321", "+84 977 654 321",
        "số 051 187 009 988", "ở số 12, ngõ 3, xã suối trăng",
    ],
)  # fmt: skip
def test_whatever_tells_the_denouncer_is_found(text: str) -> None:
    assert reveals(text, WHO)


@pytest.mark.parametrize(
    "text",
    [
        "", "người tố cáo", "xã Suối Trăng", "bà Hòa", "Đỗ Thị Thúy", "hòa giải ở Đỗ Xá",
        "số 0977 654 322", "ngày 12 tháng 3",
    ],
)  # fmt: skip
def test_other_words_are_let_through(text: str) -> None:
    assert not reveals(text, WHO)


def test_two_words_in_the_other_order_are_other_words() -> None:
    assert reveals("ông An Bình", Identity("An Bình"))
    assert not reveals("xã Bình An", Identity("An Bình"))


def test_somebody_without_a_name_is_in_no_text() -> None:
    assert not reveals("ai cũng được", Identity(""))
