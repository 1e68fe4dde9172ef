"""What is sent out where we do not settle, by date; and how often a matter was passed on."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from tracker.law.competence import DATA, Placing, Profile, guide, placing, settled, target_choices
from tracker.law.events import Event, EventType
from tracker.law.kinds import CaseKind, levels_of
from tracker.law.papers import Paper
from tracker.law.passing import (
    Passings,
    Proposal,
    Relation,
    outgoing,
    passings,
    proposal,
    total_passings,
)
from tracker.law.rulefile import RulebookError
from tracker.law.rules import Confidence
from tracker.law.terms import Refusal

KN, KL, TC = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT, CaseKind.DENUNCIATION
KI, PA = CaseKind.RECOMMENDATION, CaseKind.FEEDBACK
OURS, BELOW, ABOVE = Placing.OURS, Placing.BELOW, Placing.ABOVE
ELSEWHERE, UNDETERMINED = Placing.ELSEWHERE, Placing.UNDETERMINED
E = EventType
TCD_LAW = date(2014, 7, 1)
CIRCULAR_2014 = date(2014, 12, 15)
TC_LAW = date(2019, 1, 1)
CIRCULAR_2021 = date(2021, 11, 15)
CHANGE = date(2026, 7, 1)
TODAY = date(2026, 11, 23)
LAST_DAY = date(2030, 12, 31)
DAY = timedelta(1)

GUIDED = {"guided_before": 1}
FORWARDED = {"forwarded_before": 1}
PASSED_ON = {"passed_on": 1}
AGAINST_US = {"keep_away": 1}
KN_ARTICLE = "Điều 26 khoản 1 điểm b Luật Tiếp công dân 42/2013/QH13"
KP_ARTICLE = "Điều 26 khoản 2 điểm b Luật Tiếp công dân 42/2013/QH13"
TC_ARTICLE = "Điều 24 khoản 2 Luật Tố cáo 25/2018/QH14"
OLD_LIMIT = "Điều 8 khoản 1 Thông tư 07/2014/TT-TTCP"
NEW_LIMIT = "Điều 6 khoản 2 điểm b, Điều 28 Thông tư 05/2021/TT-TTCP"
GUIDE, FORWARD = (E.GUIDED, Paper.GUIDANCE_SLIP), (E.FORWARDED, Paper.FORWARDING_SLIP)
RETURN, FILE = (E.RETURNED, Paper.RETURN_LETTER), (E.FILED_AWAY, Paper.FILING_NOTE)

Ways = list[tuple[EventType, Paper]]
# Kind, placing, day, what happened before; then row, ways out (the proposed first), article.
WORKED: list[tuple[CaseKind, Placing, date, dict[str, int], str, Ways, str]] = [
    (KN, ELSEWHERE, TCD_LAW, {}, "TCD-26.1b-old", [GUIDE], KN_ARTICLE),
    (KN, ELSEWHERE, CHANGE - DAY, {}, "TCD-26.1b-old", [GUIDE], KN_ARTICLE),
    (KN, ELSEWHERE, CHANGE, {}, "TCD-26.1b", [GUIDE, FORWARD], KN_ARTICLE),
    (KL, ABOVE, CHANGE, {}, "TCD-26.1b", [GUIDE, FORWARD], KN_ARTICLE),
    (KN, ELSEWHERE, CHANGE, FORWARDED, "TCD-26.1b", [GUIDE, FORWARD], KN_ARTICLE),
    (KN, ELSEWHERE, CIRCULAR_2014 - DAY, GUIDED, "TCD-26.1b-old", [GUIDE], KN_ARTICLE),
    (KN, ELSEWHERE, CIRCULAR_2014, GUIDED, "XLD-6.4", [FILE], OLD_LIMIT),
    (KN, ELSEWHERE, CIRCULAR_2021, GUIDED, "XLD-6.4", [FILE], NEW_LIMIT),
    (KN, ELSEWHERE, CHANGE, GUIDED | FORWARDED, "XLD-6.4", [FILE], NEW_LIMIT),
    (KN, ELSEWHERE, CIRCULAR_2021 - DAY, PASSED_ON, "XLD-6.4", [RETURN],
     "Điều 8 khoản 2 Thông tư 07/2014/TT-TTCP"),
    (KN, ABOVE, TODAY, PASSED_ON, "XLD-6.4", [RETURN], "Thông tư 05/2021/TT-TTCP"),
    (KN, ABOVE, TODAY, PASSED_ON | GUIDED, "XLD-6.4", [RETURN], "Thông tư 05/2021/TT-TTCP"),
    (KN, BELOW, CHANGE - DAY, {}, "TCD-26.1b-sub", [], KN_ARTICLE),
    (KN, BELOW, CHANGE, PASSED_ON, "TCD-26.1b-sub", [], KN_ARTICLE),
    (KN, OURS, TODAY, GUIDED, "TCD-26.1a", [],
     "Điều 26 khoản 1 điểm a Luật Tiếp công dân 42/2013/QH13"),
    (TC, ELSEWHERE, TC_LAW, {}, "TC-24.2", [FORWARD, GUIDE], TC_ARTICLE),
    (TC, ELSEWHERE, CIRCULAR_2021, PASSED_ON, "TC-24.2", [FORWARD, GUIDE], TC_ARTICLE),
    (TC, ELSEWHERE, CIRCULAR_2021 - DAY, FORWARDED, "TC-24.2", [FORWARD, GUIDE], TC_ARTICLE),
    (TC, ELSEWHERE, CIRCULAR_2021, FORWARDED, "T05-14.1", [FILE],
     "Điều 14 khoản 1 Thông tư 05/2021/TT-TTCP"),
    (TC, ELSEWHERE, TODAY, GUIDED, "TC-24.3", [FILE], "Điều 24 khoản 3 Luật Tố cáo 25/2018/QH14"),
    (TC, ABOVE, TC_LAW, AGAINST_US, "TC-TQ.2", [FORWARD], TC_ARTICLE),
    (TC, ABOVE, TODAY, AGAINST_US | GUIDED, "TC-TQ.2", [FORWARD], TC_ARTICLE),
    (TC, ABOVE, TODAY, AGAINST_US | FORWARDED, "T05-14.1", [FILE],
     "Điều 14 khoản 1 Thông tư 05/2021/TT-TTCP"),
    (TC, OURS, TODAY, {}, "TCD-26.1a", [],
     "Điều 26 khoản 1 điểm a Luật Tiếp công dân 42/2013/QH13"),
    (TC, BELOW, TC_LAW, {}, "TCD-26.1b-sub", [], KN_ARTICLE),
    (TC, BELOW, CIRCULAR_2021, {}, "TCD-26.1b-sub", [], KN_ARTICLE),
    (TC, BELOW, CHANGE, {}, "TCD-26.1b-sub", [], KN_ARTICLE),
    (TC, UNDETERMINED, TODAY, {}, "TC-TQ.6", [], "Điều 12 khoản 3 Luật Tố cáo 25/2018/QH14"),
    (KI, OURS, TODAY, {}, "TCD-26.2a", [],
     "Điều 26 khoản 2 điểm a Luật Tiếp công dân 42/2013/QH13"),
    (KI, ELSEWHERE, TCD_LAW, {}, "TCD-26.2b", [FORWARD], KP_ARTICLE),
    (PA, ELSEWHERE, CIRCULAR_2021, FORWARDED | PASSED_ON, "TCD-26.2b", [FORWARD], KP_ARTICLE),
    (PA, ELSEWHERE, CIRCULAR_2014, GUIDED, "XLD-6.2b-3", [FILE],
     "Điều 6 khoản 2 điểm b, Điều 28 Thông tư 07/2014/TT-TTCP"),
    (KI, ELSEWHERE, TODAY, GUIDED, "XLD-6.2b-3", [FILE], NEW_LIMIT),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "where", "day", "before", "row_id", "ways", "article"),
    WORKED,
    ids=[f"{w[4]} {w[0]} {w[2]} {' '.join(w[3])}" for w in WORKED],
)
def test_the_way_out_follows_the_article_of_the_day(
    kind: CaseKind,
    where: Placing,
    day: date,
    before: dict[str, int],
    row_id: str,
    ways: Ways,
    article: str,
) -> None:
    found = _proposed(kind, where, day, before)

    assert found.id == row_id
    assert [(step.event, step.paper) for step in found.steps] == ways
    assert (found.step, found.paper) == (ways[0] if ways else (None, None))
    assert str(found.cite) == article


def test_every_outgoing_row_of_the_file_was_worked_by_hand() -> None:
    table = outgoing(DATA)
    rows = {row for question in table.questions for row in table.of(question)}

    assert {_proposed(*worked[:4]) for worked in WORKED} == rows


@pytest.mark.parametrize(
    ("kind", "before", "words"),
    [
        (TC, {}, ["một lần", "Mẫu 03", "05 ngày làm việc", "báo người tố cáo"]),
        (TC, AGAINST_US, ["Chủ tịch UBND cấp tỉnh", "không xem xét", "05 ngày làm việc"]),
        (KN, PASSED_ON, ["trả lại nơi chuyển", "giấy tờ", "lý do"]),
        (KN, GUIDED, ["Chỉ hướng dẫn một lần"]),
        (KI, {}, ["Mẫu 04", "báo người gửi"]),
    ],
    ids=["denunciation", "against us", "passed on", "guided", "recommendation"],
)
def test_the_reason_says_what_to_do(
    kind: CaseKind, before: dict[str, int], words: list[str]
) -> None:
    reason = _proposed(kind, ABOVE, TODAY, before).reason

    assert [each for each in words if each not in reason] == []


def test_a_row_whose_article_was_not_read_is_never_confirmed() -> None:
    returned = _proposed(KN, ELSEWHERE, TODAY, PASSED_ON)

    assert returned.cite.article == ""
    assert returned.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    ("kind", "where", "day"),
    [(KN, ELSEWHERE, TCD_LAW - DAY), (TC, ELSEWHERE, TC_LAW - DAY), (KN, UNDETERMINED, TODAY)],
    ids=["before the reception law", "before the denunciation law", "no such case"],
)
def test_what_the_pages_do_not_say_is_refused(kind: CaseKind, where: Placing, day: date) -> None:
    with pytest.raises(Refusal, match="Chưa có quy định về việc xử lý"):
        proposal(kind, where, day)


@pytest.mark.parametrize("kind", CaseKind)
def test_wherever_the_settler_stands_there_is_a_proposal(kind: CaseKind) -> None:
    for target, profile in product(target_choices(kind), Profile):
        for row in settled(DATA).of((kind, target)):
            first_day = max(row.from_, TCD_LAW)
            levels = [level for level in levels_of(kind) if row.settler(level)]
            places = {placing(guide(kind, target, first_day), v, profile) for v in levels}
            assert all(proposal(kind, place, day).reason for place in places for day in (
                first_day, TODAY, LAST_DAY
            ))  # fmt: skip


@pytest.mark.parametrize("question", outgoing(DATA).questions, ids=str)
def test_outgoing_rows_follow_one_another_without_a_gap(
    question: tuple[CaseKind, Relation],
) -> None:
    rows = outgoing(DATA).of(question)

    assert [row.until for row in rows] == [row.from_ for row in rows[1:]] + [None]


def test_steps_that_were_struck_out_do_not_count() -> None:
    day = date(2026, 8, 3)
    events = [
        Event(1, E.RECEIVED, day),
        Event(2, E.GUIDED, day),
        Event(3, E.FORWARDED, day),
        Event(4, E.CORRECTED, day, corrects=3),
        Event(5, E.CORRECTED, day, corrects=2, corrected_date=day + DAY),
        Event(6, E.RETURNED, day),
    ]

    assert passings(events) == Passings(guided=1, returned=1)
    assert passings(events).total == 2


def test_the_cases_of_one_matter_are_counted_together() -> None:
    day = date(2026, 8, 3)
    guided, forwarded = Event(1, E.GUIDED, day), Event(1, E.FORWARDED, day)

    assert total_passings([[guided], [forwarded], [forwarded]]) == Passings(1, 2, 0)
    assert total_passings([]) == Passings()


INSTRUMENTS = '[luat-thu]\ntitle = "Luật thử"\nnumber = "1/2020"\n'
ROW = """
[["THU-1".outgoing]]
kinds = ["complaint"]
relations = ["outside"]
from = 2020-01-01
until = 2024-01-01
steps = [{ event = "guided", paper = "guidance_slip" }]
cite = ["luat-thu", "Điều 1"]
confidence = "confirmed"
checked_on = 2026-11-23
reason = "Vì thế."
reason_en = "Therefore."
"""
NEXT = ROW.replace("until = 2024-01-01\n", "").replace("2020-01-01", "2024-01-01")
MISTAKES = {
    "an unknown relation": ('"outside"', '"inside"', "“relations”.*inside"),
    "a step that leads nowhere": ('"guided"', '"accepted"', "accepted không phải"),
    "an unknown paper": ('"guidance_slip"', '"letter"', "“paper”.*letter"),
    "an unknown key of a step": ('"guided",', '"guided", by = 1,', "khóa không biết: by"),
    "an unknown key": ('reason = "', 'colour = "red"\nreason = "', "khóa không biết: colour"),
    "a missing reason": ('reason = "Vì thế."\n', "", "thiếu “reason”"),
    "a confirmed row without article": ('"Điều 1"', '""', "mới được thiếu điều khoản"),
    "overlapping dates": ("until = 2024", "until = 2025", "trùng thời gian với THU-1"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_an_outgoing_row_is_refused_by_name(mistake: str, tmp_path: Path) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in ROW
    (tmp_path / "instruments.toml").write_text(INSTRUMENTS, "utf-8")
    (tmp_path / "competence.toml").write_text(ROW.replace(right, wrong) + NEXT, "utf-8")

    with pytest.raises(RulebookError, match=rf"competence\.toml, THU-1, outgoing.*{told}"):
        outgoing(tmp_path)


def _proposed(kind: CaseKind, where: Placing, day: date, before: dict[str, int]) -> Proposal:
    return proposal(
        kind,
        where,
        day,
        guided_before=before.get("guided_before", 0),
        forwarded_before=before.get("forwarded_before", 0),
        passed_on=bool(before.get("passed_on")),
        keep_away=bool(before.get("keep_away")),
    )
