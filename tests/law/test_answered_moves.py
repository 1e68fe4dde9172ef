"""Recommendations and feedback, settlement.md §5.1 and §5.2, row by row."""

import pytest

from tests.law.move_table import (
    AT_WORK,
    FILED,
    NEW,
    NO_MORE,
    PASSED_ON,
    SORTED,
    TURNED_AWAY,
    Row,
    lawful_from,
    moves_of,
    refusals_of,
    steps_of,
)
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SETTLED_BY_ANSWER, CaseKind
from tracker.law.moves import State

E, S = EventType, State
KINDS = sorted(SETTLED_BY_ANSWER)
ANSWERED = frozenset({S.ANSWERED})
ANY_END = TURNED_AWAY - {S.REFUSED} | NO_MORE | ANSWERED
OUTSIDE = frozenset({Trait.OUTSIDE_COMPETENCE})
BY_ANOTHER = frozenset({Trait.PASSED_ON})
# Nothing of the kind is refused, suspended, decided, concluded or handled as information.
NEVER = frozenset(
    {S.REFUSED, S.SUSPENDED, S.DECIDED, S.CONCLUDED, S.INFORMATION, S.INSPECTED}
)  # fmt: skip

ROWS = (
    Row("KP-1", E.CLASSIFIED, NEW, S.CLASSIFIED, "Phiếu đề xuất", "Thông tư 05/2021"),
    Row("XLD-6.2", E.CHECKED, NEW, None, "Phiếu kiểm tra", "Điều 6 khoản 2 Thông tư 05/2021"),
    Row("KP-2", E.PROPOSED, NEW | AT_WORK, None, "Phiếu đề xuất", "Thông tư 05/2021"),
    Row("KP-1", E.INFORMED, NEW, None, "trả lời công dân", "Điều 28 khoản 1 Luật Tiếp công dân"),
    Row("KP-2", E.ACCEPTED, SORTED, S.ACCEPTED, "Phiếu giao giải quyết", "Điều 26 khoản 2"),
    Row("KP-1", E.GUIDED, SORTED, S.GUIDED, "Phiếu hướng dẫn", "Điều 26 Luật Tiếp công dân"),
    Row("KP-1", E.FORWARDED, SORTED, S.FORWARDED, "Phiếu chuyển đơn", "Điều 26 khoản 2 điểm b",
        traits=OUTSIDE),
    Row("XLD-6.4", E.RETURNED, SORTED, S.RETURNED, "trả lại đơn", "Thông tư 05/2021"),
    Row("XLD-28", E.FILED_AWAY, SORTED, S.FILED_AWAY, "lưu đơn", "Điều 28 Thông tư 05/2021"),
    Row("XC-2", E.RESULT_RECEIVED, PASSED_ON | FILED, None, "thông báo kết quả", "Điều 27 khoản 2"),
    Row("XC-3", E.RESULT_TOLD, PASSED_ON | FILED, None, "trả lời công dân", "Điều 28 khoản 2"),
    Row("KP-3", E.SPLIT, NEW, None, "nhập, tách", "Điều 14 khoản 4 Nghị định 154/2026"),
    Row("–", E.MERGED, NEW, S.MERGED, "nhập, tách", "Thông tư 05/2021"),
    Row("–", E.UNMERGED, frozenset({S.MERGED}), S.RECEIVED, "nhập, tách", "Thông tư 05/2021"),
    Row("KP-2", E.VERIFICATION_ORDERED, frozenset({S.ACCEPTED}), S.VERIFYING, "giao xác minh", ""),
    Row("KP-2", E.VERIFICATION_REPORTED, frozenset({S.VERIFYING}), S.REPORTED, "Báo cáo", ""),
    Row("KP-2", E.ANSWERED, SORTED | AT_WORK, S.ANSWERED, "Văn bản trả lời", "Điều 26 khoản 2"),
    Row("–", E.DISCONTINUED, NEW | AT_WORK, S.DISCONTINUED, "Quyết định đình chỉ", ""),
    Row("DC-47", E.INTERNALLY_PUBLISHED, ANSWERED | FILED, None, "Biên bản, ảnh",
        "Điều 47 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"),
    Row("DC-48", E.INTERNAL_POSTING_ENDED, ANSWERED | FILED, None, "Biên bản, ảnh",
        "Điều 48 Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15"),
    Row("XC-2", E.PASSER_INFORMED, NEW | AT_WORK | ANY_END | FILED, None, "thông báo kết quả",
        "Điều 27 khoản 2 Luật Tiếp công dân", traits=BY_ANOTHER),
    Row("–", E.ARCHIVED, ANY_END, S.ARCHIVED, "Mục lục hồ sơ", ""),
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_is_lawful_where_the_page_has_it_and_refused_elsewhere(
    row: Row, kind: CaseKind
) -> None:
    assert lawful_from(row, kind) - NEVER == row.origins


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_refused_step_says_why_and_by_which_article(row: Row, kind: CaseKind) -> None:
    assert [r for r in refusals_of(row, kind) if not (str(r).strip() and r.article)] == []


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_leads_where_the_page_says_on_its_paper_and_by_its_article(
    row: Row, kind: CaseKind
) -> None:
    found = moves_of(row, kind)

    assert {m.to for m in found} == {row.to}
    assert [m.paper.vi for m in found if row.paper not in m.paper.vi] == []
    assert [m.article for m in found if row.article not in m.article or not m.article] == []


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_step_of_the_kind_is_missing_from_the_page(kind: CaseKind) -> None:
    assert steps_of(kind) == {row.event for row in ROWS}


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("event", [E.ACCEPTED, E.ANSWERED], ids=str)
def test_what_others_must_settle_is_neither_accepted_nor_answered(
    event: EventType, kind: CaseKind
) -> None:
    row = Row("KP-1", event, frozenset(), None, "", "", traits=OUTSIDE)

    assert not lawful_from(row, kind) & (NEW | AT_WORK)
