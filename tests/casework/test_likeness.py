"""In what people and texts are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.casework.likeness import (
    Candidate,
    Likeness,
    Person,
    Reason,
    identity_value,
    likeness,
    phone_forms,
    same_addresses,
    shared,
    shingles,
    wordings,
)
from tracker.vietnamese import fold

ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tôi tại thôn Đông để làm đường liên xã chưa được bồi"
    " thường theo giá đã niêm yết"
)


def stored(name: str = "", phone: str = "", address: str = "", digest: str = "") -> Candidate:
    return Candidate(name, phone, address, digest)


@pytest.mark.parametrize(
    ("typed", "party", "found"),
    [
        (("Lý Thị Hoà", "", "", ""), stored("Lí Thị Hòa"), Likeness.NAME),
        (("Hoà Lý Thị", "", "", ""), stored("Lý Thị Hoà"), Likeness.NAME),
        (("le hung", "", "", ""), stored("Lê Hùng"), Likeness.NAME),
        (("Lê Hưng", "", "", ""), stored("Lê Hùng"), Likeness.NAME_MARKS),
        (("Nguyễn Thị Ho", "", "", ""), stored("Nguyễn Thị Hoà"), Likeness.NAME_START),
        (("Nguyễn Th", "", "", ""), stored("Nguyễn Thị Hoà"), None),
        (("Lê An", "", "", ""), stored("Lê Ân Bình"), None),
        (
            ("Lê Binhh An", "", "+84 912 345 678", ""),
            stored("Lê Bình Ân", "0912345678"),
            Likeness.NAME_PHONE,
        ),
        (("Trần Bình", "", "0912345678", ""), stored("Lê Ân", "84912345678"), Likeness.PHONE),
        (
            ("Lê An", "", "", "Số 12, ngõ 34 Láng, P. Láng Hạ"),
            stored("Lê Ân", address="12 ngõ 34 đường Láng, phường Láng Hạ, Hà Nội"),
            Likeness.NAME_ADDRESS,
        ),
        (("", "001 090 123 456", "", ""), stored(digest="digest"), Likeness.IDENTITY),
        (("", "", "", ""), stored(), None),
    ],
)
def test_the_strongest_likeness_is_named(
    typed: tuple[str, str, str, str], party: Candidate, found: Likeness | None
) -> None:
    assert likeness(Person.typed(*typed), party, {"digest"}) is found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thôn Đông, xã Nghĩa Hà", "thon dong nghia ha", True),
        ("12 Trần Phú, Quảng Ngãi", "14 Trần Phú, Quảng Ngãi", False),
        ("Trần Phú, Quảng Ngãi", "12 Trần Phú, Quảng Ngãi", False),
        ("Thôn", "Thôn", False),
        ("", "", False),
    ],
)
def test_addresses_are_one_place(one: str, other: str, same: bool) -> None:
    assert same_addresses(fold(one), fold(other)) is same


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


def test_a_shortened_text_without_marks_is_the_same_matter() -> None:
    short = fold(ROAD).replace("cua gia dinh toi ", "").upper()

    assert shared(shingles(ROAD), shingles(short)) > 0.8


def test_another_matter_with_the_same_stock_phrases_is_not() -> None:
    frame = (
        "Cộng hòa xã hội chủ nghĩa Việt Nam. Kính gửi quý cơ quan. {} Tôi xin cam đoan đúng sự thật"
    )
    noise = frame.format("Quán hát bên cạnh mở nhạc quá nửa đêm suốt ba tháng nay")

    assert shared(shingles(frame.format(ROAD)), shingles(noise)) == 0


@pytest.mark.parametrize("text", ["", "đất đai", "thu hồi đất đai nhà"])
def test_a_text_of_a_few_words_is_like_nothing(text: str) -> None:
    assert shared(shingles(text), shingles(text)) == 0


def test_a_text_is_found_again_by_runs_of_words_from_all_its_parts() -> None:
    found = wordings(f"Kính gửi quý cơ quan. {ROAD}")

    assert found[0] == "viec thu hoi 120 m2"
    assert "thuong theo gia" in found[-1]
    assert len(found) <= 12
    assert wordings("quá ngắn") == []


@given(st.text(st.characters(exclude_categories=[])), st.text())
def test_odd_input_never_raises(one: str, other: str) -> None:
    likeness(Person.typed(one, other, one, other), stored(other, other, one), {other})

    assert 0 <= shared(shingles(one), shingles(other)) <= 1


def test_reasons_are_said_in_words() -> None:
    assert str(Reason(Likeness.CONTENT, 0.914)) == "nội dung giống 0,91"
    assert Reason(Likeness.CONTENT, 0.5).label("en") == "content alike 0.50"
    assert str(Reason(Likeness.NAME_ADDRESS)) == "trùng họ tên và địa chỉ"
