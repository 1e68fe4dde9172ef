"""The stage machines of complaints, settlement.md §§2.3, 2.4 and 3.1, row by row."""

from datetime import date

import pytest

from tests.law.move_table import (
    AT_WORK,
    DECIDED,
    FILED,
    NEW,
    NO_MORE,
    PASSED_ON,
    SORTED,
    STOPPED,
    TURNED_AWAY,
    Row,
    lawful_from,
    moves_of,
    refusals_of,
    steps_of,
)
from tracker.law.events import EventType, Trait
from tracker.law.kinds import COMPLAINTS, CaseKind, Level
from tracker.law.moves import State

E, S = EventType, State
BEFORE_DECISION = NEW | AT_WORK | STOPPED
ANY_END = TURNED_AWAY | NO_MORE
OUTSIDE = frozenset({Trait.OUTSIDE_COMPETENCE})
DISMISSAL = frozenset({Trait.DISMISSAL})
BY_ANOTHER = frozenset({Trait.PASSED_ON})
REFUSED = frozenset({S.REFUSED})
READY = frozenset({S.ACCEPTED, S.REPORTED})
SECOND = Level.SECOND
NEVER_OF_A_COMPLAINT = frozenset({S.ANSWERED, S.INFORMATION, S.INSPECTED, S.CONCLUDED})

ROWS = (
    Row("LD-1", E.CLASSIFIED, NEW, S.CLASSIFIED, "Phiếu đề xuất", "Thông tư 05/2021"),
    Row("KN-8", E.CHECKED, NEW, None, "Phiếu kiểm tra điều kiện", "Điều 8"),
    Row("KN-27.d", E.TRANSITION_CHOSEN, NEW | AT_WORK | DECIDED | REFUSED, None, "chuyển tiếp",
        "Luật 136/2025/QH15"),
    Row("LD-2", E.PROPOSED, BEFORE_DECISION, None, "Mẫu 01", "Thông tư 05/2021"),
    Row("XC-1", E.INFORMED, NEW, None, "trả lời công dân", "Điều 28 khoản 1 Luật Tiếp công dân"),
    Row("LD-2", E.ACCEPTED, SORTED, S.ACCEPTED, "Mẫu 03", "Điều 27"),
    Row("LH-1", E.ACCEPTED, SORTED, S.ACCEPTED, "Mẫu 03", "Điều 36", SECOND),
    Row("LD-3", E.REFUSED, SORTED, S.REFUSED, "Mẫu 04", "Điều 11"),
    Row("LD-4", E.GUIDED, SORTED, S.GUIDED, "Phiếu hướng dẫn", "Điều 26 Luật Tiếp công dân"),
    Row("LD-4", E.FORWARDED, SORTED, S.FORWARDED, "Phiếu chuyển đơn",
        "Điều 26 khoản 1 điểm b Luật Tiếp công dân", traits=OUTSIDE),
    Row("LD-4", E.RETURNED, SORTED, S.RETURNED, "trả lại đơn", "Thông tư 05/2021"),
    Row("XLD-28", E.FILED_AWAY, SORTED, S.FILED_AWAY, "lưu đơn", "Điều 28 Thông tư 05/2021"),
    Row("XC-2", E.RESULT_RECEIVED, PASSED_ON | FILED, None, "thông báo kết quả", "Điều 27 khoản 2"),
    Row("XC-3", E.RESULT_TOLD, PASSED_ON | FILED, None, "trả lời công dân", "Điều 28 khoản 2"),
    Row("KP-3", E.SPLIT, NEW, None, "nhập, tách", "Điều 14 khoản 4 Nghị định 154/2026"),
    Row("–", E.MERGED, NEW, S.MERGED, "nhập, tách", "Thông tư 05/2021"),
    Row("–", E.UNMERGED, frozenset({S.MERGED}), S.RECEIVED, "nhập, tách", "Thông tư 05/2021"),
    Row("LD-6", E.VERIFICATION_ORDERED, frozenset({S.ACCEPTED}), S.VERIFYING,
        "giao xác minh, thành lập đoàn", "Điều 29"),
    Row("LD-6", E.DOCUMENTS_REQUESTED, AT_WORK, None, "yêu cầu cung cấp", "Điều 12"),
    Row("LD-6", E.DOCUMENTS_PROVIDED, AT_WORK | STOPPED, None, "biên nhận", "Điều 15"),
    Row("LD-6", E.STATEMENT_TAKEN, AT_WORK, None, "Biên bản làm việc", "Điều 29"),
    Row("LD-7", E.VERIFICATION_REPORTED, frozenset({S.VERIFYING}), S.REPORTED,
        "Báo cáo kết quả xác minh", "Điều 29 khoản 4"),
    Row("LD-8", E.DIALOGUE_ANNOUNCED, AT_WORK, None, "Thông báo đối thoại", "Điều 30"),
    Row("LD-8", E.DIALOGUE_HELD, AT_WORK, None, "Biên bản đối thoại (Mẫu 14)", "Điều 30"),
    Row("LH-3", E.DIALOGUE_HELD, AT_WORK, None, "Mẫu 14", "Điều 39", SECOND),
    Row("LD-10", E.EXECUTION_HELD, AT_WORK | STOPPED, None, "tạm đình chỉ thi hành", "Điều 35"),
    Row("LD-10", E.HOLD_LIFTED, AT_WORK | STOPPED | DECIDED | NO_MORE, None,
        "hủy bỏ tạm đình chỉ thi hành", "Điều 35"),
    Row("LD-11", E.SUSPENDED, AT_WORK, S.SUSPENDED, "Quyết định tạm đình chỉ", "Điều 11a"),
    Row("LD-11", E.SUSPENSION_SENT, AT_WORK | STOPPED | DECIDED | NO_MORE | FILED, None,
        "Chứng từ gửi", "Điều 28b"),
    Row("LD-12", E.RESUMED, STOPPED, None, "tiếp tục giải quyết", "Điều 28b"),
    Row("LD-13", E.WITHDRAWN, BEFORE_DECISION, None, "Đơn rút hoặc biên bản", "Điều 10"),
    Row("LD-13", E.DISCONTINUED, BEFORE_DECISION, S.DISCONTINUED, "Quyết định đình chỉ",
        "Điều 10, Điều 11a"),
    Row("LD-13", E.DISCONTINUATION_SENT, NO_MORE | FILED, None, "Chứng từ gửi", "Điều 28b"),
    Row("LD-14", E.WITHDRAWN_PARTLY, BEFORE_DECISION, None, "Đơn rút hoặc biên bản", "Điều 10"),
    Row("KN-3a", E.FOUND_COMPLEX, AT_WORK, None, "xác định vụ việc phức tạp", "Điều 3a"),
    Row("LH-2", E.COUNCIL_ADVISED, AT_WORK, None, "Hội đồng tư vấn", "Điều 36 khoản 2", SECOND),
    Row("LD-15", E.DECIDED, READY, S.DECIDED, "Quyết định giải quyết khiếu nại", "Điều 31"),
    Row("LH-5", E.DECIDED, READY, S.DECIDED, "Quyết định giải quyết", "Điều 40", SECOND),
    Row("LD-16", E.DECISION_SENT, DECIDED, None, "Chứng từ gửi", "Điều 32"),
    Row("LH-6", E.DECISION_SENT, DECIDED, None, "Chứng từ gửi", "Điều 41", SECOND),
    Row("KN-33.a", E.DECISION_RECEIVED, DECIDED, None, "Chứng từ nhận", "Điều 33"),
    Row("LD-17", E.DECISION_PUBLISHED, DECIDED, None, "Biên bản, ảnh hoặc liên kết",
        "Điều 29 Nghị định 124/2020"),
    Row("KN-41.d", E.MEETING_ANNOUNCED, DECIDED, None, "cuộc họp", "Điều 29 Nghị định 124/2020"),
    Row("KN-41.c", E.POSTING_ENDED, DECIDED | FILED, None, "Biên bản, ảnh", "Điều 29"),
    Row("LD-19", E.ENFORCED, DECIDED, None, "Báo cáo thi hành", "Điều 46"),
    Row("LD-19", E.ARCHIVED, DECIDED | ANY_END, S.ARCHIVED, "Mục lục hồ sơ", "Điều 34"),
    Row("LD-20", E.APPEALED, NEW | AT_WORK | DECIDED, None, "Đơn khiếu nại lần hai", "Điều 33"),
    Row("LD-21", E.SUED, NEW | AT_WORK | DECIDED | REFUSED, None, "Thông báo của Tòa án", "Điều 33",
        traits=DISMISSAL),
    Row("LH-9", E.SUED, NEW | AT_WORK | DECIDED | REFUSED, None, "Thông báo của Tòa án", "Điều 42",
        SECOND, DISMISSAL),
    Row("KN-66", E.PASSER_INFORMED, BEFORE_DECISION | DECIDED | ANY_END | FILED, None,
        "thông báo kết quả", "Điều 66 Luật Khiếu nại", traits=BY_ANOTHER),
    Row("DC-47", E.INTERNALLY_PUBLISHED, DECIDED | FILED, None, "Biên bản, ảnh", "Điều 47"),
    Row("DC-48", E.INTERNAL_POSTING_ENDED, DECIDED | FILED, None, "Biên bản, ảnh", "Điều 48"),
)  # fmt: skip
OTHER_ARTICLES = {"LD-21": "Điều 57", "LH-9": "Điều 57"}  # Of disciplinary complaints: KL-57.b.


@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_is_lawful_where_the_page_has_it_and_refused_elsewhere(
    row: Row, kind: CaseKind
) -> None:
    assert lawful_from(row, kind) - NEVER_OF_A_COMPLAINT == row.origins


@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_refused_step_says_why_and_by_which_article(row: Row, kind: CaseKind) -> None:
    assert [r for r in refusals_of(row, kind) if not (str(r).strip() and r.article)] == []


@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_leads_where_the_page_says_on_its_paper_and_by_its_article(
    row: Row, kind: CaseKind
) -> None:
    article = row.article
    if kind is CaseKind.DISCIPLINE_COMPLAINT:
        article = OTHER_ARTICLES.get(row.id, article)

    found = moves_of(row, kind)

    assert {m.to for m in found} == {row.to}
    assert [m.paper.vi for m in found if row.paper not in m.paper.vi] == []
    assert any(article in m.article for m in found)


@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
def test_no_step_of_a_complaint_is_missing_from_the_page(kind: CaseKind) -> None:
    assert steps_of(kind) == {row.event for row in ROWS}


@pytest.mark.parametrize(
    ("event", "last_day_without"),
    [
        (E.SUSPENDED, date(2026, 6, 30)),
        (E.WITHDRAWN_PARTLY, date(2026, 6, 30)),
        (E.FORWARDED, date(2026, 6, 30)),
        (E.TRANSITION_CHOSEN, date(2026, 6, 30)),
    ],
    ids=str,
)
def test_what_came_with_the_law_of_2026_is_refused_before_it(
    event: EventType, last_day_without: date
) -> None:
    row = next(r for r in ROWS if r.event is event)

    assert lawful_from(row, CaseKind.COMPLAINT, last_day_without) == frozenset()
    assert lawful_from(row, CaseKind.COMPLAINT, date(2026, 7, 1)) >= row.origins
