"""In what people and texts are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.casework.likeness import (
    Alike,
    Candidate,
    Likeness,
    Person,
    Reason,
    alike_names,
    identity_value,
    likeness,
    phone_forms,
)


def stored(name: str = "", phone: str = "", address: str = "", digest: str = "") -> Candidate:
    return Candidate(name, phone, address, digest)


@pytest.mark.parametrize(
    ("typed", "party", "found"),
    [
        (("Lý Thị Hoà", "", "", ""), stored("Lí Thị Hòa"), "trùng họ tên"),
        (("Hoà Lý Thị", "", "", ""), stored("Lý Thị Hoà"), "trùng họ tên"),
        (("le hung", "", "", ""), stored("Lê Hùng"), "trùng họ tên"),
        (("Lê Văn Hung", "", "", ""), stored("Lê Văn Hùng"), "trùng họ tên"),
        (("Lê Hưng", "", "", ""), stored("Lê Hùng"), "họ tên chỉ khác dấu"),
        (("Nguyễn Thị Ho", "", "", ""), stored("Nguyễn Thị Hoà"), "họ tên bắt đầu giống"),
        (("Nguyen Thi Hamh", "", "", ""), stored("Nguyễn Thị Hạnh"), "họ tên gần giống 0,92"),
        (("Nguyễn Hạnh", "", "", ""), stored("Nguyễn Thị Hạnh"), "họ tên gần giống 0,90"),
        (("Lê An", "", "", ""), stored("Trần Bình"), ""),
        (
            ("Lê Binhh Ân", "", "+84 912 345 678", ""),
            stored("Lê Bình Ân", "0912345678"),
            "trùng số điện thoại; họ tên gần giống 0,89",
        ),
        (
            ("Trần Bình", "", "0912345678", ""),
            stored("Lê Ân", "84912345678"),
            "trùng số điện thoại",
        ),
        (
            ("Lê An", "", "", "Số 12, ngõ 34 Láng, P. Láng Hạ"),
            stored("Lê An", address="12 ngõ 34 đường Láng, phường Láng Hạ, Hà Nội"),
            "trùng họ tên; cùng địa chỉ",
        ),
        (
            ("Lê Văn Am", "", "", "xã Ba Vì"),
            stored("Lê Văn An", address="Thôn 3, x. Ba Vì"),
            "họ tên gần giống 0,86; cùng xã, phường",
        ),
        (("", "001 090 123 456", "", ""), stored(digest="digest"), "trùng số giấy tờ tùy thân"),
        (("", "", "", "xã Ba Vì"), stored("Lê An", address="xã Ba Vì"), ""),
        (("", "", "", ""), stored(), ""),
    ],
)
def test_it_says_in_what_people_are_alike_and_how_near(
    typed: tuple[str, str, str, str], party: Candidate, found: str
) -> None:
    assert "; ".join(map(str, alike(Person.typed(*typed), party).reasons)) == found


def test_who_lives_elsewhere_counts_less_than_who_lives_nowhere() -> None:
    typed = Person.typed("Lê An", "", "", "xã Ba Vì")
    weights = [
        alike(typed, stored("Lê An", address=address)).weight
        for address in ("xã Ba Vì", "", "xã Ba Tơ")
    ]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


@pytest.mark.parametrize(
    ("phone", "forms"),
    [
        ("0912.345.678", {"0912345678", "84912345678"}),
        ("+84 912 345 678", {"0912345678", "84912345678"}),
        ("0084912345678", {"0912345678", "84912345678"}),
        ("0255 3822 000", {"02553822000", "842553822000"}),
        ("1022", set()),
        ("không có", set()),
    ],
)
def test_a_phone_number_is_known_in_both_forms(phone: str, forms: set[str]) -> None:
    assert phone_forms(phone) == forms


@pytest.mark.parametrize("number", ["001 090 123 456", "001090123456", "001.090.123.456\u200b"])
def test_an_identity_number_has_one_value(number: str) -> None:
    assert identity_value(number) == "001090123456"


@given(st.text(st.characters(exclude_categories=[])), st.text())
def test_odd_input_never_raises(one: str, other: str) -> None:
    found = alike(Person.typed(one, other, one, other), stored(other, other, one))

    assert found.weight <= 3


def test_reasons_are_said_in_words() -> None:
    assert str(Reason(Likeness.CONTENT, 0.914)) == "nội dung giống 0,91"
    assert Reason(Likeness.CONTENT, 0.5).label("en") == "content alike 0.50"
    assert Reason(Likeness.NAME_NEAR, 0.93).label("vi") == "họ tên gần giống 0,93"


def alike(person: Person, party: Candidate) -> Alike:
    """Compare as the search does."""
    return likeness(person, party, {"digest"}, alike_names(person, party.name))
