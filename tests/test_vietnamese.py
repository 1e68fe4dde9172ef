"""Spelling, folding, names and order of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.vietnamese import (
    clean,
    contains_name,
    digits,
    fold,
    hidden_characters,
    name_key,
    nfc,
    sort_key,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đống Đa", "dong da"),
        ("ĐƯỜNG ƯỚC", "duong uoc"),
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("  nhiều \t khoảng\n trắng\u00a0", "nhieu khoang trang"),
        ("Ðất", "dat"),
        ("đất\u200bđai", "datdai"),
        ("Straße", "strasse"),
        ("漢字 😀", "漢字 😀"),
        ("PLAIN", "plain"),
        ("", ""),
    ],
)
def test_fold_strips_marks_case_and_space(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(decomposed) == fold(nfc(text)) == fold(fold(text))


def test_tokens_split_a_document_number_into_words() -> None:
    assert tokens("Số 88/QĐ-UBND, khoản_2") == ["so", "88", "qd", "ubnd", "khoan", "2"]


@pytest.mark.parametrize("other", ["Hòa Lí Thị", "ly thi hoa", "LÝ THỊ-HOÀ", "Lý  Thị Hoà."])
def test_spellings_and_orders_of_a_name_share_one_key(other: str) -> None:
    assert name_key(other) == name_key(nfd("Lý Thị Hoà"))


def test_y_within_a_syllable_is_kept() -> None:
    assert name_key("Nguyễn") != name_key("Nguiễn")


def test_people_are_sorted_by_given_name_then_family_then_middle() -> None:
    ordered = [
        "Trần Văn An",
        "Nguyễn Thị Án",
        "Nguyễn Văn Ánh",
        "Lê Văn Ăn",
        "Bùi Thị Ân",
        "Lê Thị Bình",
        "Lê Văn Bình",
        "Nguyễn Văn Bình",
        "Lê Dung",
        "Bùi Đào",
        "Lê Minh",
        "Lê Oanh",
        "Lê Ông",
        "Lê Ơn",
        "Lê Vũ",
    ]
    keys = [sort_key(name) for name in ordered]

    assert keys == sorted(set(keys))


def test_tones_follow_the_dictionary() -> None:
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ"]
    keys = [sort_key(name) for name in ordered]

    assert keys == sorted(set(keys))


def test_tone_placement_and_composition_do_not_change_the_order() -> None:
    assert sort_key("Lê Hoà") == sort_key("lê hòa") == sort_key(nfd("Lê Hòa"))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b", "ab"),
        ("dòng 1\r\ndòng 2\rdòng 3\u2028\tcuối", "dòng 1\ndòng 2\ndòng 3\n\tcuối"),
        ("hồ sơ\u202efdp.exe\u2066\u2069", "hồ sơfdp.exe"),
        ("Ngu\u200byễn\ufeff", "Nguyễn"),
        ("a\u200b\u0301", "á"),
        ("nửa \ud800 chữ", "nửa  chữ"),
    ],
)
def test_clean_takes_away_what_nobody_sees(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaned_text_is_storable_and_stays_clean(text: str) -> None:
    cleaned = clean(text)

    assert cleaned.encode().decode() == clean(cleaned) == cleaned
    assert not hidden_characters(cleaned)


@pytest.mark.parametrize("text", ["a\x00", "\u202eabc", "a\u200eb", "\u2068"])
def test_hidden_characters_are_noticed(text: str) -> None:
    assert hidden_characters(text)


@pytest.mark.parametrize("text", ["", "Nguyễn Thị Hoà\n\tđịa chỉ", "😀"])
def test_ordinary_text_has_no_hidden_characters(text: str) -> None:
    assert not hidden_characters(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bà nguyen thi hoa trình bày",
        "NGUYỄN THỊ HÒA",
        "(Nguyễn, Thị-Hoà)",
        "Nguyễn\nThị\u200b Hoà",
    ],
)
def test_a_name_is_found_in_any_spelling(text: str) -> None:
    assert contains_name(text, "Nguyễn Thị Hoà")


@pytest.mark.parametrize("text", ["Nguyễn Thị Hoàng", "Thị Hoà", ""])
def test_a_name_is_found_as_whole_words_only(text: str) -> None:
    assert not contains_name(text, "Nguyễn Thị Hoà")


def test_an_empty_name_is_nowhere() -> None:
    assert not contains_name("bất kỳ", " . ")


def test_digits_of_a_number_in_any_writing() -> None:
    assert digits("+84 (912) 345.678") == "84912345678"
    assert digits("\uff10\uff19\uff11\uff12 không²") == "0912"


def nfd(text: str) -> str:
    """Take letters and marks apart, as some keyboards send them."""
    return unicodedata.normalize("NFD", text)
