"""How near two spellings of a name are."""

import pytest

from tracker.casework.spelling import nearness, same_marks
from tracker.records.names import spelling_rows, spellings, words_of


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Nguyễn Thị Hạnh", "hanh nguyen thi", 1.0),
        ("Lý Mỹ Kỳ", "Lí Mĩ Kì", 1.0),
        ("Nguyeenx Thij Hanhj", "Nguyễn Thị Hạnh", 1.0),
        ("Nguye6n4 D9u71c", "Nguyễn Đức", 1.0),
        ("Nguyễn Thị Hanhh", "Nguyễn Thị Hạnh", 0.93),
        ("Nguynễ Thị Hnah", "Nguyễn Thị Hạnh", 0.85),
        ("NguyễnThị Hạnh", "Nguyễn Thị Hạnh", 0.92),
        ("Nguyễn Hạnh", "Nguyễn Thị Hạnh", 0.9),
        ("Nguyễn Hanhh", "Nguyễn Thị Ngọc Hạnh", 0.74),
        ("Thị Hạnh", "Nguyễn Thị Hạnh", 0.0),
        ("Lê An", "Lê Bình", 0.0),
        ("Nguyễn Văn Hạnh", "Nguyễn Thị Hạnh", 0.0),
        ("Ng", "Nguyễn", 0.0),
        ("", "Nguyễn", 0.0),
    ],
)
def test_a_slip_or_a_middle_name_lies_between(one: str, other: str, near: float) -> None:
    assert nearness(words_of(one), words_of(other)) == near
    assert nearness(words_of(other), words_of(one)) == near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Thuý Hoà", "Thúy Hòa", True),
        ("Hoa Thị", "Hoà Thị", True),
        ("Hoa", "Hoà", True),
        ("Hoả", "Hoà", False),
        ("Đào", "Dào", False),
        ("Dao", "Đào", True),
    ],
)
def test_marks_are_compared_as_far_as_they_were_typed(one: str, other: str, same: bool) -> None:
    assert same_marks(one, other) is same


@pytest.mark.parametrize(
    ("meant", "typed"),
    [("hanh", "hamh"), ("hanh", "hnah"), ("an", "ann"), ("nguyen", "nguen"), ("phuong", "phunog")],
)
def test_a_word_and_its_slip_meet_in_a_shorter_form(meant: str, typed: str) -> None:
    assert spellings(meant) & spellings(typed)


def test_a_word_typed_with_its_keys_is_filed_under_the_word_meant_as_well() -> None:
    rows = spelling_rows(["nguyeenx"])

    assert {"spelling": "nguyen", "word": "nguyeenx"} in rows
