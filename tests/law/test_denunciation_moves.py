"""The stage machine of denunciations, settlement.md §§4.2, 4.4 and 4.7, row by row."""

from datetime import date

import pytest

from tests.law.move_table import (
    AT_WORK,
    CONCLUDED,
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
from tracker.law.grounds import Ground, grounds_for
from tracker.law.kinds import CaseKind, Level
from tracker.law.moves import State

E, S = EventType, State
TC = CaseKind.DENUNCIATION
INFORMATION = frozenset({S.INFORMATION})
INSPECTED = frozenset({S.INSPECTED})
MERGED = frozenset({S.MERGED})
BEFORE_CONCLUSION = NEW | AT_WORK | STOPPED
LIVE = BEFORE_CONCLUSION | CONCLUDED
ANY_END = TURNED_AWAY | NO_MORE | INSPECTED
BEGUN = AT_WORK | STOPPED
OUTSIDE, UNNAMED, SHORT = (
    frozenset({t}) for t in (Trait.OUTSIDE_COMPETENCE, Trait.UNNAMED, Trait.SHORT_TRACK)
)
BY_ANOTHER = frozenset({Trait.PASSED_ON})
AGAIN = Level.CONTINUED
NEVER_OF_A_DENUNCIATION = frozenset({S.DECIDED, S.ANSWERED, S.RETURNED})

ROWS = (
    Row("TC-1", E.CLASSIFIED, NEW, S.CLASSIFIED, "Phiếu đề xuất", "Thông tư 05/2021"),
    Row("TC-2", E.CHECKED, NEW, None, "Biên bản, báo cáo kiểm tra", "Điều 9 Nghị định 31/2019"),
    Row("TC-3", E.PROPOSED, BEFORE_CONCLUSION, None, "Mẫu 01", "Điều 13 Thông tư 05/2021"),
    Row("XC-1", E.INFORMED, NEW, None, "trả lời công dân", "Điều 28 khoản 1"),
    Row("TC-3", E.ACCEPTED, SORTED, S.ACCEPTED, "Quyết định thụ lý tố cáo (Mẫu 04)", "Điều 29"),
    Row("TC-26", E.ACCEPTED, SORTED, S.ACCEPTED, "Mẫu 04", "Điều 37", AGAIN),
    Row("TC-27", E.ACCEPTED, SORTED, S.ACCEPTED, "Mẫu 04", "Điều 38", AGAIN),
    Row("TC-4", E.REFUSED, SORTED, S.REFUSED, "Thông báo không thụ lý", "Điều 24 khoản 1"),
    Row("TC-5", E.FORWARDED, SORTED | INFORMATION, S.FORWARDED, "Phiếu chuyển đơn",
        "Điều 24 khoản 2", traits=OUTSIDE),
    Row("TC-25.b", E.FORWARDED, INFORMATION, S.FORWARDED, "Phiếu chuyển", "Điều 25 khoản 2",
        traits=UNNAMED),
    Row("TC-5", E.GUIDED, SORTED, S.GUIDED, "Phiếu hướng dẫn", "Điều 24 khoản 2"),
    Row("TC-6", E.FILED_AWAY, SORTED, S.FILED_AWAY, "lưu đơn", "Điều 28 Thông tư 05/2021"),
    Row("TC-7", E.FILED_AWAY, SORTED, S.FILED_AWAY, "lưu đơn", "Thông tư 05/2021", traits=UNNAMED),
    Row("TC-25.b", E.TAKEN_AS_INFORMATION, SORTED, S.INFORMATION, "thanh tra, kiểm tra",
        "Điều 25 khoản 2 Luật Tố cáo", traits=UNNAMED),
    Row("TC-25.b", E.INSPECTED, INFORMATION, S.INSPECTED, "thanh tra, kiểm tra",
        "Điều 20 Nghị định 31/2019", traits=UNNAMED),
    Row("XC-2", E.RESULT_RECEIVED, PASSED_ON | FILED, None, "thông báo kết quả", "Điều 27 khoản 2"),
    Row("XC-3", E.RESULT_TOLD, PASSED_ON | FILED, None, "trả lời công dân", "Điều 28 khoản 2"),
    Row("KP-3", E.SPLIT, NEW, None, "nhập, tách", "Điều 14 khoản 4 Nghị định 154/2026"),
    Row("–", E.MERGED, NEW, S.MERGED, "nhập, tách", "Thông tư 05/2021"),
    Row("–", E.UNMERGED, MERGED, S.RECEIVED, "nhập, tách", "Thông tư 05/2021"),
    Row("TC-8", E.CRIME_FOUND, LIVE | INFORMATION, None, "dấu hiệu tội phạm", "Điều 27 khoản 1"),
    Row("TC-8", E.CRIME_REFERRED, LIVE | INFORMATION | ANY_END | FILED | MERGED, None,
        "cơ quan điều tra, viện kiểm sát", "Điều 27 khoản 1"),
    Row("TC-9", E.NOTIFIED, BEGUN | CONCLUDED, None, "(Mẫu 05) và thông báo nội dung tố cáo",
        "Điều 29 khoản 3"),
    Row("TC-10", E.VERIFICATION_ORDERED, frozenset({S.ACCEPTED}), S.VERIFYING, "giao xác minh",
        "Điều 31 Luật Tố cáo"),
    Row("TC-11", E.STATEMENT_TAKEN, AT_WORK, None, "Mẫu 08", "Điều 11 Nghị định 31/2019"),
    Row("TC-11", E.EXPLAINED, AT_WORK, None, "giải trình", "Điều 12 Nghị định 31/2019"),
    Row("TC-12", E.EXPERT_REQUESTED, AT_WORK, None, "Mẫu 09", "Điều 15 Nghị định 31/2019"),
    Row("TC-12", E.EXPERT_ANSWERED, BEGUN, None, "Kết luận giám định", "Điều 15"),
    Row("TC-13", E.VERIFICATION_REPORTED, frozenset({S.VERIFYING}), S.REPORTED,
        "Báo cáo kết quả xác minh", "Điều 16 Nghị định 31/2019"),
    Row("TC-3 (§4.3)", E.FOUND_COMPLEX, AT_WORK, None, "phức tạp", "Điều 3 Nghị định 31/2019"),
    Row("TC-14", E.EXTENDED, AT_WORK, None, "Quyết định gia hạn giải quyết tố cáo (Mẫu 01)",
        "Điều 30"),
    Row("TC-15", E.SUSPENDED, AT_WORK, S.SUSPENDED, "Quyết định tạm đình chỉ", "Điều 34 khoản 1"),
    Row("TC-15", E.SUSPENSION_SENT, BEGUN | CONCLUDED | NO_MORE | FILED, None, "Chứng từ gửi",
        "Điều 34 khoản 4"),
    Row("TC-16", E.RESUMED, STOPPED, None, "tiếp tục giải quyết", "Điều 34 khoản 2"),
    Row("TC-17", E.WITHDRAWN, BEFORE_CONCLUSION, None, "Đơn rút hoặc biên bản", "Điều 33"),
    Row("TC-17", E.DISCONTINUED, BEFORE_CONCLUSION, S.DISCONTINUED, "Quyết định đình chỉ",
        "Điều 34 khoản 3"),
    Row("TC-17", E.DISCONTINUATION_SENT, NO_MORE | FILED, None, "Chứng từ gửi", "Điều 34 khoản 4"),
    Row("TC-18", E.WITHDRAWN_PARTLY, BEFORE_CONCLUSION, None, "Đơn rút hoặc biên bản", "Điều 33"),
    Row("TC-19", E.GOES_ON, BEFORE_CONCLUSION, None, "nêu căn cứ tiếp tục", "Điều 33 khoản 3"),
    Row("TC-20", E.CONCLUDED, frozenset({S.REPORTED}), S.CONCLUDED,
        "Kết luận nội dung tố cáo (Mẫu 12)", "Điều 35"),
    Row("TC-21", E.CONCLUSION_SENT, CONCLUDED, None, "Chứng từ gửi", "Điều 35 khoản 3"),
    Row("TC-22", E.CONCLUSION_HANDLED, CONCLUDED, None, "Quyết định xử lý hoặc văn bản kiến nghị",
        "Điều 36"),
    Row("TC-23", E.CONCLUSION_ACTED, CONCLUDED, None, "cơ quan có thẩm quyền", "Điều 36 khoản 3"),
    Row("TC-23", E.HANDLING_REPORTED, CONCLUDED, None, "Văn bản báo cáo", "Điều 36 khoản 3"),
    Row("TC-24", E.CONCLUSION_PUBLISHED, CONCLUDED, None, "Biên bản, ảnh", "Điều 40 Luật Tố cáo"),
    Row("TC-40.b", E.POSTING_ENDED, CONCLUDED | FILED, None, "Biên bản, ảnh", "Điều 6 Nghị định"),
    Row("TC-25", E.ENFORCED, CONCLUDED, None, "Báo cáo thi hành", "Điều 18 Nghị định 31/2019"),
    Row("TC-25", E.ARCHIVED, CONCLUDED | ANY_END, S.ARCHIVED, "Mục lục hồ sơ", "Điều 39"),
    Row("TC-26", E.CONTINUED, BEGUN | CONCLUDED, None, "Đơn", "Điều 37"),
    Row("TC-26", E.NOT_REOPENED, SORTED, S.REFUSED, "Thông báo không giải quyết lại", "Điều 37",
        AGAIN),
    Row("TC-27", E.REPORT_REQUESTED, BEGUN, None, "yêu cầu báo cáo", "Điều 38 khoản 2"),
    Row("TC-27", E.REPORT_REQUESTED, BEGUN | SORTED, None, "yêu cầu báo cáo", "Điều 38 khoản 2",
        AGAIN),
    Row("TC-27", E.REPORT_MADE, BEGUN | SORTED | CONCLUDED | ANY_END | FILED, None, "báo cáo",
        "Điều 38 khoản 3", AGAIN),
    Row("TC-28", E.SHORT_TRACK_CHOSEN, frozenset({S.ACCEPTED}), None, "rút gọn", "Điều 43"),
    Row("TC-28", E.CONCLUDED, frozenset({S.ACCEPTED, S.REPORTED}), S.CONCLUDED, "Mẫu 12",
        "Điều 43", traits=SHORT),
    Row("TC-26.2", E.PASSER_INFORMED, LIVE | INFORMATION | ANY_END | FILED, None,
        "thông báo kết quả", "Điều 26 Luật Tố cáo", traits=BY_ANOTHER),
    Row("DC-47", E.INTERNALLY_PUBLISHED, CONCLUDED | FILED, None, "Biên bản, ảnh", "Điều 47"),
    Row("DC-48", E.INTERNAL_POSTING_ENDED, CONCLUDED | FILED, None, "Biên bản, ảnh", "Điều 48"),
    Row("BV-50.a", E.PROTECTION_REQUESTED, LIVE | INFORMATION | ANY_END | FILED, None,
        "đề nghị bảo vệ", "Điều 50"),
    Row("BV-51", E.PROTECTION_DECIDED, LIVE | INFORMATION | ANY_END | FILED | MERGED, None,
        "không áp dụng, nêu lý do", "Điều 51"),
    Row("BV-54", E.PROTECTION_ENDED, LIVE | INFORMATION | ANY_END | FILED, None, "chấm dứt bảo vệ",
        "Điều 54"),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_is_lawful_where_the_page_has_it_and_refused_elsewhere(row: Row) -> None:
    assert lawful_from(row, TC) - NEVER_OF_A_DENUNCIATION == row.origins - NEVER_OF_A_DENUNCIATION


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_refused_step_says_why_and_by_which_article(row: Row) -> None:
    assert [r for r in refusals_of(row, TC) if not (str(r).strip() and r.article)] == []


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_step_leads_where_the_page_says_on_its_paper_and_by_its_article(row: Row) -> None:
    found = moves_of(row, TC)

    assert {m.to for m in found} == {row.to}
    assert [m.paper.vi for m in found if row.paper not in m.paper.vi] == []
    assert any(row.article in m.article for m in found)


def test_no_step_of_a_denunciation_is_missing_from_the_page() -> None:
    assert steps_of(TC) == {row.event for row in ROWS}


@pytest.mark.parametrize(
    ("event", "traits", "level"),
    [
        (E.ACCEPTED, OUTSIDE, Level.FIRST),
        (E.REFUSED, OUTSIDE, Level.FIRST),
        (E.NOT_REOPENED, OUTSIDE, AGAIN),
        (E.ACCEPTED, UNNAMED, Level.FIRST),
        (E.REFUSED, UNNAMED, Level.FIRST),
        (E.GUIDED, UNNAMED, Level.FIRST),
        (E.NOT_REOPENED, UNNAMED, AGAIN),
        (E.TAKEN_AS_INFORMATION, frozenset(), Level.FIRST),
        (E.INSPECTED, UNNAMED | OUTSIDE, Level.FIRST),
        (E.NOT_REOPENED, frozenset(), Level.FIRST),
    ],
)
def test_a_step_is_lawful_nowhere_in_other_circumstances(
    event: EventType, traits: frozenset[Trait], level: Level
) -> None:
    row = Row("", event, frozenset(), None, "", "", level, traits)

    assert lawful_from(row, TC) == frozenset()


@pytest.mark.parametrize(
    ("event", "on", "grounds"),
    [
        (E.GOES_ON, date(2026, 6, 30), ["vgq-a", "vgq-b", "vgq-c"]),
        (E.SUSPENDED, date(2026, 6, 30), ["tdc-b", "tdc-c"]),
        (E.DISCONTINUED, date(2026, 6, 30), ["dc-a", "dc-e", "dc-f"]),
        (E.REFUSED, date(2026, 6, 30), ["TC-29.a", "TC-29.b", "TC-29.c", "TC-29.d"]),
        (E.PROTECTION_ENDED, date(2026, 6, 30), ["bv-a", "bv-b", "bv-c"]),
        (E.PROTECTION_ENDED, date(2026, 7, 1), ["bv-a", "bv-b", "bv-c", "bv-d"]),
        (E.NOT_REOPENED, date(2026, 7, 1), []),
    ],
)
def test_a_step_names_a_ground_that_was_law_on_its_day(
    event: EventType, on: date, grounds: list[str]
) -> None:
    assert sorted(grounds_for(event, TC, on)) == [Ground(g) for g in grounds]
