"""A visit's page: doubts, papers missing, the notice with its clock, receipts, the answer."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.records.audit import AuditEntry
from tracker.records.cases import Case
from tracker.records.reception import Visit
from tracker.records.visits import PaperReceipt, ReceivedPaper, RefusalNotice

HANH = {"full_name": "Trần Thị Hạnh", "identity_number": "051185001234", "content": "Việc cũ"}
TAKEN = HANH | {"kind": "complaint"}
GUIDED = TAKEN | {"outcome": "guided", "outcome_note": "Đã hướng dẫn"}
REFUSED = TAKEN | {"outcome": "refused", "refusal_ground": "TCD-9.3"}
PAPERS = {
    "papers-0-name": "Quyết định 12", "papers-0-pages": "3", "papers-0-condition": "copy",
    "papers-1-name": "Biên bản", "papers-1-pages": "2", "papers-1-condition": "original",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


@pytest.fixture
def desk(sign_in: Any) -> Any:
    return sign_in(Role.RECEPTIONIST)


def logged(desk: Any, typed: dict[str, Any]) -> Any:
    """Log a visit and open its page."""
    desk.follow(desk.submit(desk.get("/desk"), typed))
    return desk.get("/visits/1", max_queries=24)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("12345", "phải có 12 chữ số; số vừa ghi có 5"),
        ("099185001234", "099 không phải mã của tỉnh"),
        ("051485001234", "xem lại thế kỷ, giới tính"),
    ],
)
def test_a_doubtful_number_is_saved_with_a_warning(desk: Any, number: str, words: str) -> None:
    receipt = desk.follow(desk.submit(desk.get("/desk"), TAKEN | {"identity_number": number}))
    page = desk.get("/visits/1")

    assert words in receipt.words
    assert words in page.words
    assert number not in page.text


def test_a_doubt_is_shown_beside_the_field_and_while_typing(desk: Any) -> None:
    typed = TAKEN | {"identity_number": "12345"}

    beside = desk.submit(desk.get("/desk"), typed | {"content": ""}, status=422)
    sent = typed | {"resume-form": "hints", "csrf_token": desk.csrf_token()}
    hints = desk._fetch("POST", "/desk/hints", 200, 12, True, {"data": sent})

    (hint,) = [p for p in beside.every("p") if p.get("id") == "identity_number-hint"]
    assert "12 chữ số" in "".join(hint.itertext())
    assert "Vẫn lưu được." in hints.words


def test_a_plain_visit_has_no_further_questions(desk: Any) -> None:
    page = logged(desk, GUIDED)

    assert "Đã trả lời ngay khi tiếp, trực tiếp bằng lời, ngày 23/11/2026" in page.words
    for words in ("Đoàn đông người", "Người đến thay", "Từ chối tiếp", "Xem lại"):
        assert words not in page.words


def test_the_hints_say_what_whoever_comes_for_another_must_show(desk: Any) -> None:
    typed = TAKEN | {"acting_as": "lawyer", "papers_shown": "card", "csrf_token": desk.csrf_token()}

    page = desk._fetch("POST", "/desk/hints", 200, 12, True, {"data": typed})

    assert "Người đến thay phải xuất trình:" in page.words
    assert page.words.count("(còn thiếu)") == 1
    assert "Điều 13 khoản 3 Nghị định 154/2026/NĐ-CP" in page.words


def test_what_was_missing_stands_on_the_page_of_whoever_was_guided(desk: Any) -> None:
    page = logged(desk, GUIDED | {"authorised_name": "Đỗ Chí", "authorised_number": "051"})

    assert "Giấy ủy quyền có công chứng hoặc giấy ủy quyền có chứng thực (còn thiếu)" in page.words
    assert "Đỗ Chí" in page.words
    assert "số vừa ghi có 3" in page.words


def test_a_group_shows_who_speaks_for_it_and_by_which_document(desk: Any) -> None:
    group = {
        "head_count": "6", "representatives": "Lê Văn An, 051088001122\nPhạm Thị Bình",
        "appointed_on": "20/11/2026", "appointed_by_all": "y", "appointment": "6 chữ ký",
    }  # fmt: skip

    page = logged(desk, TAKEN | group)

    for words in (
        "Đoàn đông người, 6 người",
        "Lê Văn An",
        "•••••••••122",
        "20/11/2026",
        "6 chữ ký",
    ):
        assert words in page.words


def test_a_group_that_named_nobody_yet_may_be_guided(desk: Any) -> None:
    assert "chưa cử người đại diện" in logged(desk, GUIDED | {"head_count": "12"}).words


def test_nobody_denounces_through_another(desk: Any) -> None:
    typed = TAKEN | {"kind": "denunciation", "is_corruption": "no", "content": "Nhận quà"}
    proxy = {"acting_as": "authorised", "authorised_name": "Lý Thay", "papers_shown": "notarised"}

    page = desk.submit(desk.get("/desk"), typed | proxy | {"authorisation": "số 1"}, status=422)

    assert "Tố cáo phải do chính cá nhân thực hiện" in page.words


def test_an_oral_refusal_asks_for_no_notice(desk: Any, sign_in: Any) -> None:
    page = logged(desk, REFUSED | {"refusal_ground": "ND154-4.1b"})

    assert "giải thích lý do trực tiếp, ngay khi từ chối" in page.words
    assert "Sổ chưa ghi đã giải thích thế nào." in page.words
    sign_in(Role.DIRECTOR).get("/visits/1/refusal-notice", status=404)


def test_the_head_finds_issues_and_prints_a_notice(
    desk: Any, sign_in: Any, session: Session
) -> None:
    assert "chậm nhất ngày 27/11/2026" in logged(desk, REFUSED).words
    director = sign_in(Role.DIRECTOR)
    waiting = director.get("/visits/refusal-notices")
    assert "1 thông báo từ chối cần ban hành" in director.get("/board").words

    form = director.get("/visits/1/refusal-notice")
    page = director.follow(director.submit(form, {"number": "12/TB", "superior": "UBND tỉnh"}))
    printed = desk.get("/visits/1/refusal-notice/print")

    assert "27/11/2026" in waiting.words
    assert "thông báo từ chối" not in director.get("/board").words
    assert "số 12/TB ngày 23/11/2026" in page.words
    assert "Đúng hạn" in page.words
    for words in (
        "12/TB",
        "UBND tỉnh",
        "051185001234",
        "Trần Thị Hạnh",
        "Điều 9 Luật Tiếp công dân",
    ):
        assert words in printed.words
    assert "Không có thông báo từ chối nào" in director.get("/visits/refusal-notices").words


def test_a_notice_before_july_2026_has_no_limit(desk: Any) -> None:
    page = logged(desk, REFUSED | {"visited_on": "15/06/2026"})

    assert "trước ngày 01/07/2026 luật không đặt số ngày" in page.words
    assert "Vì sao" not in page.words


@pytest.mark.parametrize(("day", "status"), [("2026-11-27", "Đúng hạn"), ("2026-11-30", "Trễ hạn")])
def test_a_notice_says_whether_it_came_in_time(
    desk: Any, sign_in: Any, at: Any, day: str, status: str
) -> None:
    logged(desk, REFUSED)
    at(day)
    director = sign_in(Role.DIRECTOR)

    form = director.get("/visits/1/refusal-notice")
    page = director.follow(director.submit(form, {"number": "12/TB"}))

    assert status in page.words


def test_the_day_counts_on_from_when_the_ground_was_complete(desk: Any, at: Any) -> None:
    at("2026-11-27")

    page = logged(desk, REFUSED | {"visited_on": "23/11/2026", "ground_complete_on": "26/11/2026"})

    assert "chậm nhất ngày 01/12/2026" in page.words


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.INSPECTOR])
def test_only_the_head_issues(desk: Any, sign_in: Any, session: Session, role: Role) -> None:
    logged(desk, REFUSED)

    sign_in(role).get("/visits/1/refusal-notice", status=403)

    assert session.scalars(select(RefusalNotice)).all() == []


def test_papers_are_taken_printed_and_given_back(desk: Any, session: Session) -> None:
    logged(desk, TAKEN)

    printed = desk.follow(desk.submit(desk.get("/visits/1/papers"), PAPERS))
    returned = desk.submit(desk.get("/visits/1/papers/2/return"), {"note": "Bà Hạnh nhận"})
    page = desk.follow(returned)

    for words in ("Quyết định 12", "Bản chụp", "Bản gốc", "Trần Thị Hạnh", "02 bản", "09 giờ"):
        assert words in printed.words
    assert "23/11/2026 Bà Hạnh nhận" in page.words
    assert session.scalars(select(ReceivedPaper.returned_by_id)).all()[1] is not None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"papers-0-pages": ""}, "papers-0-pages"),
        ({"papers-0-condition": ""}, "papers-0-condition"),
        ({"papers-0-name": ""}, "papers-0-name"),
        ({"papers-1-pages": "0"}, "papers-1-pages"),
        ({"received_at": "25:00"}, "received_at"),
        ({"received_on": "22/11/2026"}, "received_on"),
        ({"copies": "0"}, "copies"),
    ],
)
def test_a_receipt_with_gaps_is_answered_beside_its_field(
    desk: Any, session: Session, typed: dict[str, str], field: str
) -> None:
    logged(desk, TAKEN)

    page = desk.submit(desk.get("/visits/1/papers"), PAPERS | typed, status=422)

    assert [p for p in page.every("p", class_="field-error") if p.get("id") == f"{field}-error"]
    assert session.scalars(select(PaperReceipt)).all() == []


def test_the_answer_meets_the_duty_of_its_case(desk: Any, session: Session, at: Any) -> None:
    before = logged(desk, TAKEN)
    case = session.scalars(select(Case)).one()
    at("2026-11-25")

    told = {"answer": "b", "manner": "in_writing", "document_number": "7/SKHCN"}
    desk.submit(desk.get(f"/cases/{case.id}/events/informed"), told)
    page = desk.get("/visits/1")

    assert "Hạn trả lời 08/12/2026." in before.words
    assert "Đã đáp ứng ngày 25/11/2026, hạn 08/12/2026. Đúng hạn" in page.words
    assert "kéo dài do cần xác minh thêm (điểm b), bằng văn bản (7/SKHCN)" in page.words


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"answer": "a"}, "answer"),
        ({}, "answer"),
        ({"answer": "b", "manner": "in_writing"}, "document_number"),
    ],
    ids=["not so", "none", "no number"],
)
def test_an_answer_that_is_not_so_is_refused(
    desk: Any, session: Session, told: dict[str, str], field: str
) -> None:
    logged(desk, TAKEN)
    case = session.scalars(select(Case)).one()
    form = desk.get(f"/cases/{case.id}/events/informed")

    page = desk.submit(form, {"answer": None, **told}, status=422)

    assert [p for p in page.every("p", class_="field-error") if p.get("id") == f"{field}-error"]


def test_numbers_are_not_in_the_audit_either(desk: Any, session: Session) -> None:
    logged(desk, GUIDED | {"authorised_name": "Đỗ Chí", "authorised_number": "051090001111"})

    written = " ".join(str(entry.changes) for entry in session.scalars(select(AuditEntry)))
    assert "051185001234" not in written
    assert "051090001111" not in written
    assert session.scalars(select(Visit.acting_name)).one() == "Đỗ Chí"


def test_another_desk_sees_nothing_of_it(desk: Any, sign_in: Any, session: Session) -> None:
    logged(desk, TAKEN)
    desk.submit(desk.get("/visits/1/papers"), PAPERS)
    elsewhere = factories.person(
        session, Role.RECEPTIONIST, at=factories.unit(session, "Chi cục khác")
    )

    other = sign_in(elsewhere)
    for place in ("/visits/1/papers", "/visits/1/papers/1/print", "/visits/1/papers/2/return"):
        other.get(place, status=404)
