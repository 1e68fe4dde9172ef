"""What no typed-in case can be like is refused beside its field; the rest is only noted."""

import pytest

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind
from tracker.law.rulebook import Rulebook
from tracker.law.terms import Refusal
from tracker.law.typed_case import check, open_passages, steps_of, traits_of
from tracker.law.typed_words import typed_case

BOOK = Rulebook.load()
RECEIVED, ACCEPTED = "received=2026-07-01", "accepted=2026-07-06"
SUSPENDED, RESUMED = "suspended=2026-07-20", "resumed=2026-08-10"


@pytest.mark.parametrize(
    ("kind", "steps", "facts", "told", "field"),
    [
        ("complaint", [ACCEPTED], [], "Hãy nêu ngày tiếp nhận (received).", "received"),
        ("complaint", [RECEIVED, RECEIVED], [], "Chỉ có một ngày tiếp nhận.", "event-1"),
        (
            "complaint", [RECEIVED, "accepted=2026-06-30"], [],
            "Bước “Thụ lý” ngày 30/06/2026 trước ngày tiếp nhận 01/07/2026.", "event-1",
        ),
        (
            "complaint", [RECEIVED, "concluded=2026-07-30"], [],
            "“Kết luận nội dung tố cáo” không có trong loại vụ việc “Khiếu nại”.", "event-1",
        ),
        (
            "complaint", [RECEIVED, "transition_chosen=2026-07-02"], [],
            "nêu lựa chọn quy định bằng passage", "event-1",
        ),
        (
            "complaint", [RECEIVED, "corrected=2026-07-02"], [],
            "hãy sửa thẳng ngày của bước sai", "event-1",
        ),
        (
            "complaint", [RECEIVED, ACCEPTED, RESUMED], [],
            "Bước “Tiếp tục giải quyết” ngày 10/08/2026 cần có bước “Tạm đình chỉ giải quyết”",
            "event-2",
        ),
        (
            "denunciation", [RECEIVED, "expert_answered=2026-07-20"], [],
            "cần có bước “Trưng cầu giám định” trước đó", "event-1",
        ),
        (
            "complaint", [RECEIVED, SUSPENDED, "suspended=2026-07-25", RESUMED], [],
            ("Hai lần tạm dừng chồng lên nhau: “Tạm đình chỉ giải quyết” ngày 25/07/2026 khi lần "
            "ngày 20/07/2026 chưa kết thúc."), "event-2",
        ),
        ("complaint", [RECEIVED], ["complex=yes"], "xác định bằng văn bản", "complex"),
        (
            "denunciation", [RECEIVED], ["especially_complex=yes"], "hãy ghi bước “Xác định vụ",
            "especially_complex",
        ),
        (
            "complaint", [RECEIVED, "found_complex=2026-07-10"], [],
            "Hãy chọn ít nhất một tiêu chí.", "criteria",
        ),
        ("complaint", [RECEIVED], ["criteria=1"], "Có tiêu chí mà chưa có bước", "criteria"),
        (
            "feedback", [RECEIVED], ["level=second"],
            "“Phản ánh” không có lần “Lần hai”. Có: lần đầu.", "level",
        ),
        (
            "denunciation", [RECEIVED], ["passage=KN-27:new"],
            "KN-27 không để ngỏ quy định áp dụng khi chuyển tiếp cho loại vụ việc “Tố cáo”.",
            "passage",
        ),
        ("complaint", [RECEIVED], ["passage=KN-999:new"], "Không có quy tắc “KN-999”", "passage"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_one_sentence_beside_its_field(
    kind: str, steps: list[str], facts: list[str], told: str, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check(typed_case(kind, steps, facts), BOOK)

    assert told in str(refused.value)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "steps",
    [
        [RECEIVED, ACCEPTED, SUSPENDED],
        [RECEIVED, SUSPENDED, RESUMED, "suspended=2026-08-10", "resumed=2026-08-20"],
        [RECEIVED, "suspended=2026-07-20", "resumed=2026-07-20"],
    ],
)
def test_stops_that_follow_each_other_are_taken(steps: list[str]) -> None:
    check(typed_case("complaint", steps, []), BOOK)


@pytest.mark.parametrize("kind", list(CaseKind), ids=str)
def test_every_kind_offers_its_own_steps_the_receipt_first(kind: CaseKind) -> None:
    offered = steps_of(kind)

    assert offered[0] is EventType.RECEIVED
    assert EventType.CORRECTED not in offered
    assert (EventType.CONCLUDED in offered) is (kind is CaseKind.DENUNCIATION)
    assert (EventType.DECIDED in offered) is (kind in {"complaint", "discipline_complaint"})


def test_circumstances_that_need_a_finding_are_not_offered() -> None:
    offered = {kind: traits_of(kind, BOOK) for kind in CaseKind}

    assert all(Trait.COMPLEX not in traits for traits in offered.values())
    assert Trait.REMOTE in offered[CaseKind.DISCIPLINE_COMPLAINT]
    assert Trait.SEVERAL_PLACES in offered[CaseKind.DENUNCIATION]
    assert Trait.REMOTE not in offered[CaseKind.FEEDBACK]


def test_the_rules_left_open_by_the_change_of_law_are_those_of_acceptance() -> None:
    assert open_passages(CaseKind.COMPLAINT, BOOK) == ("KN-27",)
    assert open_passages(CaseKind.DISCIPLINE_COMPLAINT, BOOK) == ("KL-50.a",)
    assert open_passages(CaseKind.DENUNCIATION, BOOK) == ()
