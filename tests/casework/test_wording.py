"""How much of one text stands in another, and which of its words find it again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.casework.wording import in_common, pairs, rarest, shared, shingles
from tracker.vietnamese import fold

ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tôi tại thôn Đông để làm đường liên xã chưa được bồi"
    " thường theo giá đã niêm yết"
)
FRAME = "Cộng hòa xã hội chủ nghĩa Việt Nam. Kính gửi quý cơ quan. {} Tôi xin cam đoan đúng sự thật"


def test_a_shortened_text_without_marks_is_the_same_matter() -> None:
    short = fold(ROAD).replace("cua gia dinh toi ", "").upper()

    assert shared(shingles(ROAD), shingles(short)) > 0.8


def test_another_matter_with_the_same_stock_phrases_is_not() -> None:
    noise = FRAME.format("Quán hát bên cạnh mở nhạc quá nửa đêm suốt ba tháng nay")

    assert shared(shingles(FRAME.format(ROAD)), shingles(noise)) == 0


def test_what_many_petitions_hold_counts_little() -> None:
    usual = "Biên bản ngày hôm đó ghi thiếu ý kiến của hộ dân"
    one, other = shingles(f"{ROAD}. {usual}"), shingles(f"{usual}. Quán hát mở nhạc quá nửa đêm")

    known_to_many = dict.fromkeys(shingles(usual), 10)

    assert shared(one, other, known_to_many) < shared(one, other) / 3


@pytest.mark.parametrize("text", ["", "đất đai", "thu hồi đất đai nhà"])
def test_a_text_of_a_few_words_is_like_nothing(text: str) -> None:
    assert shared(shingles(text), shingles(text)) == 0


def test_the_quick_count_finds_the_runs_of_the_index() -> None:
    assert in_common(shingles(ROAD), fold(ROAD)) == shingles(ROAD)


def test_rare_pairs_are_asked_for_and_slips_are_not() -> None:
    told = pairs("Kính gửi quý cơ quan. Thu hồi đất Gò Sỏi bồii thường")
    common = {"thu": 500, "hoi": 500, "dat": 500, "go": 9, "soi": 3, "boii": 0, "thuong": 400}

    assert told[0] == ("thu", "hoi")
    assert rarest(told, common, 2) == [("go", "soi"), ("dat", "go")]


@given(st.text(st.characters(exclude_categories=[])), st.text())
def test_odd_input_never_raises(one: str, other: str) -> None:
    assert 0 <= shared(shingles(one), shingles(other)) <= 1
