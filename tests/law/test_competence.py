"""Who settles what, worked from the articles by hand; and every mistake the file refuses."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tracker.law.competence import (
    DATA,
    Placing,
    Profile,
    Settler,
    Target,
    guide,
    must_keep_away,
    placing,
    settled,
    target_choices,
)
from tracker.law.kinds import CaseKind, Level
from tracker.law.rulefile import RulebookError
from tracker.law.rules import Confidence
from tracker.law.terms import Refusal, Term

KN, KL, TC = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT, CaseKind.DENUNCIATION
KI, PA = CaseKind.RECOMMENDATION, CaseKind.FEEDBACK
T, S, P = Target, Settler, Profile
TWO_TIERS = date(2025, 7, 1)
CHANGE = date(2026, 7, 1)
TODAY = date(2026, 11, 23)
LAST_DAY = date(2030, 12, 31)
DIRECTOR, CHAIR, COMMUNE = S.DEPARTMENT_DIRECTOR, S.PROVINCIAL_CHAIR, S.COMMUNE_CHAIR
UNIT_HEAD, BODY_HEAD = S.SERVICE_UNIT_HEAD, S.SUB_DEPARTMENT_HEAD
SURE, LIKELY = Confidence.CONFIRMED, Confidence.LIKELY

Worked = tuple[CaseKind, Target, date, str, Settler, Settler | None, str, Confidence]
# Kind, target, day, row of the pages, who settles first and second, article, confidence.
WORKED: list[Worked] = [
    (KN, T.DEPARTMENT, date(2012, 7, 1), "KN-TQ.1", DIRECTOR, CHAIR,
     "Điều 20 khoản 1, Điều 21 khoản 2", SURE),
    (KN, T.SUB_DEPARTMENT, TODAY, "KN-TQ.2", BODY_HEAD, DIRECTOR, "Điều 19, Điều 20 khoản 2", SURE),
    (KN, T.SERVICE_UNIT, date(2020, 12, 9), "KN-TQ.3", UNIT_HEAD, DIRECTOR,
     "Điều 3 khoản 2", LIKELY),
    (KN, T.SERVICE_UNIT, TODAY, "KN-TQ.3", UNIT_HEAD, DIRECTOR, "Điều 3 khoản 2", LIKELY),
    (KN, T.COMMUNE, date(2025, 6, 30), "KN-TQ.4", COMMUNE, None, "Điều 17", LIKELY),
    (KN, T.COMMUNE, TWO_TIERS, "KN-TQ.4", COMMUNE, CHAIR, "Điều 17", LIKELY),
    (KN, T.COMMUNE, date(2026, 6, 30), "KN-TQ.4", COMMUNE, CHAIR, "Điều 17", LIKELY),
    (KN, T.COMMUNE, CHANGE, "KN-TQ.4", COMMUNE, CHAIR, "Điều 17, Điều 21 khoản 2", LIKELY),
    (KN, T.PROVINCE, TODAY, "KN-TQ.5", CHAIR, S.FIELD_MINISTER,
     "Điều 7 khoản 3, Điều 21, Điều 23", SURE),
    (KN, T.OTHER_BODY, date(2021, 11, 14), "XLD-22", S.OTHER_BODY, None,
     "Điều 23 đến Điều 26", SURE),
    (KN, T.OTHER_BODY, date(2021, 11, 15), "XLD-22", S.OTHER_BODY, None,
     "Điều 22 đến Điều 26", LIKELY),
    (KL, T.DISCIPLINE_BY_DEPARTMENT, TODAY, "KL-51", DIRECTOR, CHAIR,
     "Điều 51 khoản 1, khoản 2", SURE),
    (KL, T.DISCIPLINE_BY_PROVINCE, TODAY, "KL-51", CHAIR, S.INTERIOR_MINISTER,
     "Điều 51 khoản 1, khoản 3", SURE),
    (KL, T.DISCIPLINE_BY_SUB_DEPARTMENT, TODAY, "KL-51", BODY_HEAD, DIRECTOR,
     "Điều 51 khoản 1, khoản 2", LIKELY),
    (KL, T.DISCIPLINE_BY_SERVICE_UNIT, date(2020, 12, 9), "KL-51", UNIT_HEAD, DIRECTOR,
     "Điều 3 khoản 2, Điều 51", LIKELY),
    (KL, T.DISCIPLINE_BY_SERVICE_UNIT, date(2026, 6, 30), "KL-51", UNIT_HEAD, DIRECTOR,
     "Điều 3 khoản 2, Điều 51", LIKELY),
    (KL, T.DISCIPLINE_BY_SERVICE_UNIT, CHANGE, "KL-51", UNIT_HEAD, DIRECTOR,
     "Điều 3 khoản 2, Điều 51", LIKELY),
    (KL, T.DISCIPLINE_BY_COMMUNE, date(2025, 6, 30), "KL-51", COMMUNE, None,
     "Điều 51 khoản 1", LIKELY),
    (KL, T.DISCIPLINE_BY_COMMUNE, TWO_TIERS, "KL-51", COMMUNE, CHAIR,
     "Điều 51 khoản 1, khoản 2", LIKELY),
    (TC, T.DEPARTMENT_STAFF, date(2019, 1, 1), "TC-TQ.1", DIRECTOR, None,
     "Điều 13 khoản 3, Điều 18 khoản 2", SURE),
    (TC, T.UNIT_LEADER, TODAY, "TC-TQ.1", DIRECTOR, None, "Điều 13 khoản 3, Điều 18 khoản 2", SURE),
    (TC, T.UNIT_ITSELF, TODAY, "TC-TQ.1", DIRECTOR, None, "Điều 13 khoản 3, Điều 18 khoản 2", SURE),
    (TC, T.DEPARTMENT_LEADER, TODAY, "TC-TQ.2", CHAIR, None,
     "Điều 12 khoản 1, Điều 13 khoản 4", SURE),
    (TC, T.SERVICE_UNIT_STAFF, TODAY, "TC-TQ.3", UNIT_HEAD, None, "Điều 18 khoản 1", SURE),
    (TC, T.COMMUNE_STAFF, TODAY, "TC-TQ.4", COMMUNE, None, "Điều 13 khoản 1", LIKELY),
    (TC, T.COMMUNE_LEADER, TWO_TIERS, "TC-TQ.4", CHAIR, None, "Điều 12 khoản 1", LIKELY),
    (TC, T.COMMUNE_LEADER, CHANGE, "TC-TQ.4", CHAIR, None,
     "Điều 12 khoản 1, Điều 13 khoản 4", LIKELY),
    (TC, T.BREACH_HERE, TODAY, "TC-TQ.5", S.THIS_AGENCY, None, "Điều 41", SURE),
    (TC, T.BREACH_ELSEWHERE, TODAY, "TC-TQ.5", S.FIELD_AGENCY, None, "Điều 41", SURE),
    (TC, T.MOVED_OR_LEFT, TODAY, "TC-TQ.6", S.BY_PRESENT_POST, None, "Điều 12 khoản 3", SURE),
    (TC, T.PARTY_MEMBER, TODAY, "T05-15", S.PARTY_BODY, None, "Điều 15", SURE),
    (TC, T.OTHER_BODY, date(2019, 1, 1), "XLD-22", S.OTHER_BODY, None, "Điều 23 đến Điều 26", SURE),
    (TC, T.OTHER_BODY, TODAY, "XLD-22", S.OTHER_BODY, None, "Điều 22 đến Điều 26", LIKELY),
    (KI, T.MATTER_HERE, TODAY, "TCD-26.2a", S.THIS_AGENCY, None, "Điều 26 khoản 2 điểm a", SURE),
    (PA, T.MATTER_ELSEWHERE, date(2014, 7, 1), "TCD-26.2b", S.FIELD_AGENCY, None,
     "Điều 26 khoản 2 điểm b", SURE),
]  # fmt: skip


@pytest.mark.parametrize("worked", WORKED, ids=lambda w: f"{w[3]} {w[0]} {w[1]} {w[2]}")
def test_who_settles_follows_the_article(worked: Worked) -> None:
    kind, target, day, *expected = worked

    found = guide(kind, target, day)

    said = [found.id, found.first, found.second, found.cite.article, found.confidence]
    assert said == expected
    assert found.cite.instrument.key == _instrument_of(found.id, day)


def test_every_row_of_the_file_was_worked_by_hand() -> None:
    table = settled(DATA)
    rows = {row for question in table.questions for row in table.of(question)}

    assert {guide(kind, target, day) for kind, target, day, *_ in WORKED} == rows


def test_the_acts_that_changed_a_competence_stand_beside_the_article() -> None:
    changed = guide(KN, T.COMMUNE, CHANGE)
    unit = guide(KL, T.DISCIPLINE_BY_SERVICE_UNIT, CHANGE)

    assert [each.article for each in changed.also] == ["Điều 2 khoản 7, khoản 8", ""]
    assert [each.instrument.key for each in changed.also] == ["luat-136-2025", "nghi-dinh-141-2025"]
    assert "Điều 23 Nghị định 234/2026/NĐ-CP" in map(str, unit.also)


@pytest.mark.parametrize("kind", CaseKind)
def test_every_target_offered_is_answered_on_every_day_since_its_first(kind: CaseKind) -> None:
    for target in target_choices(kind):
        rows = settled(DATA).of((kind, target))
        bounds = [row.from_ for row in rows] + [LAST_DAY]
        for row, next_first in zip(rows, bounds[1:], strict=True):
            assert guide(kind, target, row.from_) is row
            assert guide(kind, target, next_first - timedelta(1)) is row


def test_targets_are_offered_in_the_order_of_the_file() -> None:
    assert target_choices(KN)[:3] == (T.DEPARTMENT, T.SUB_DEPARTMENT, T.SERVICE_UNIT)
    assert target_choices(TC)[-1] is T.OTHER_BODY
    assert target_choices(KI) == target_choices(PA) == (T.MATTER_HERE, T.MATTER_ELSEWHERE)
    assert {t for kind in CaseKind for t in target_choices(kind)} == set(Target)


def test_on_a_day_only_the_targets_known_then_are_offered() -> None:
    before = target_choices(TC, TWO_TIERS - timedelta(1))

    assert T.COMMUNE_LEADER not in before
    assert T.COMMUNE_LEADER in target_choices(TC, TWO_TIERS)
    assert target_choices(TC, date(2018, 12, 31)) == ()


def test_a_target_of_another_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="“Giám đốc, Phó Giám đốc sở” không phải là đối tượng"):
        guide(KN, T.DEPARTMENT_LEADER, TODAY)


def test_a_day_before_the_first_row_is_refused_with_the_first_day() -> None:
    with pytest.raises(Refusal, match=r"có từ ngày 01/07/2025, không trả lời cho ngày 30/06/2025"):
        guide(TC, T.COMMUNE_LEADER, TWO_TIERS - timedelta(1))


FIRST, SECOND = Level.FIRST, Level.SECOND
OURS, BELOW, ABOVE = Placing.OURS, Placing.BELOW, Placing.ABOVE
ELSEWHERE = Placing.ELSEWHERE
# Kind, target, level; then where the settler stands, seen from each profile in turn.
SEEN = [
    (KN, T.DEPARTMENT, FIRST, (BELOW, OURS, ABOVE, ABOVE, ELSEWHERE)),
    (KN, T.DEPARTMENT, SECOND, (OURS, ABOVE, ABOVE, ABOVE, ABOVE)),
    (KN, T.SUB_DEPARTMENT, FIRST, (BELOW, BELOW, OURS, ELSEWHERE, ELSEWHERE)),
    (KN, T.SUB_DEPARTMENT, SECOND, (BELOW, OURS, ABOVE, ABOVE, ELSEWHERE)),
    (KN, T.SERVICE_UNIT, FIRST, (BELOW, BELOW, ELSEWHERE, OURS, ELSEWHERE)),
    (KN, T.COMMUNE, FIRST, (BELOW, ELSEWHERE, ELSEWHERE, ELSEWHERE, OURS)),
    (KN, T.COMMUNE, SECOND, (OURS, ABOVE, ABOVE, ABOVE, ABOVE)),
    (KN, T.PROVINCE, SECOND, (ABOVE, ABOVE, ABOVE, ABOVE, ABOVE)),
    (KL, T.DISCIPLINE_BY_PROVINCE, SECOND, (ABOVE, ABOVE, ABOVE, ABOVE, ABOVE)),
    (TC, T.DEPARTMENT_LEADER, FIRST, (OURS, ABOVE, ABOVE, ABOVE, ABOVE)),
    (TC, T.DEPARTMENT_STAFF, Level.CONTINUED, (OURS, ABOVE, ABOVE, ABOVE, ABOVE)),
    (TC, T.PARTY_MEMBER, FIRST, (ELSEWHERE,) * 5),
    (TC, T.MOVED_OR_LEFT, FIRST, (Placing.UNDETERMINED,) * 5),
    (TC, T.BREACH_HERE, FIRST, (OURS,) * 5),
    (KI, T.MATTER_ELSEWHERE, FIRST, (ELSEWHERE,) * 5),
]


@pytest.mark.parametrize(("kind", "target", "level", "seen"), SEEN, ids=str)
def test_where_the_settler_stands_depends_on_who_reads(
    kind: CaseKind, target: Target, level: Level, seen: tuple[Placing, ...]
) -> None:
    guidance = guide(kind, target, TODAY)

    assert tuple(placing(guidance, level, profile) for profile in Profile) == seen


def test_another_department_is_neither_ours_nor_below_us() -> None:
    director = guide(KN, T.DEPARTMENT, TODAY)

    assert placing(director, FIRST, P.DEPARTMENT, of_another=True) is ELSEWHERE
    assert placing(director, FIRST, P.PROVINCE, of_another=True) is ELSEWHERE
    assert placing(director, SECOND, P.DEPARTMENT, of_another=True) is ABOVE


@pytest.mark.parametrize(
    ("kind", "target", "day", "level"),
    [
        (TC, T.DEPARTMENT_STAFF, TODAY, SECOND),
        (TC, T.DEPARTMENT_LEADER, TODAY, Level.CONTINUED),
        (KN, T.COMMUNE, date(2025, 6, 30), SECOND),
    ],
    ids=["no second denunciation", "above the chair", "the district"],
)
def test_a_level_whose_settler_the_pages_do_not_give_is_refused(
    kind: CaseKind, target: Target, day: date, level: Level
) -> None:
    with pytest.raises(Refusal, match="không nêu người giải quyết"):
        placing(guide(kind, target, day), level, P.DEPARTMENT)


@pytest.mark.parametrize(
    ("target", "away"),
    [
        (T.DEPARTMENT_LEADER, {P.DEPARTMENT}),
        (T.UNIT_LEADER, {P.SUB_DEPARTMENT, P.SERVICE_UNIT}),
        (T.COMMUNE_LEADER, {P.COMMUNE}),
        (T.DEPARTMENT_STAFF, set()),
    ],
    ids=["department", "unit", "commune", "staff"],
)
def test_an_agency_whose_leaders_are_denounced_keeps_away(
    target: Target, away: set[Profile]
) -> None:
    guidance = guide(TC, target, TODAY)

    assert guidance.keep_away is bool(away)
    assert {p for p in Profile if must_keep_away(guidance, p)} == away
    assert not any(must_keep_away(guidance, p, of_another=True) for p in Profile)


@pytest.mark.parametrize(
    "vocabulary", [Profile, Target, Settler, Placing], ids=lambda v: v.__name__
)
def test_every_term_is_labelled_in_both_languages(vocabulary: type[Term]) -> None:
    assert all(member.label(language).strip() for member in vocabulary for language in ("vi", "en"))


INSTRUMENTS = '[luat-thu]\ntitle = "Luật thử"\nnumber = "1/2020"\n'
ROW = """
[["THU-1".settled]]
kinds = ["complaint"]
targets = ["department", "commune"]
from = 2020-01-01
until = 2024-01-01
first = "commune_chair"
cite = ["luat-thu", "Điều 1"]
confidence = "confirmed"
checked_on = 2026-11-23
note = "Ghi chú"
note_en = "Note"
"""
NEXT = ROW.replace("until = 2024-01-01\n", "").replace("2020-01-01", "2024-01-01")
MISTAKES = {
    "an unknown settler": ('"commune_chair"', '"mayor"', "THU-1, settled 1.*“first”.*mayor"),
    "an unknown target": ('"commune"]', '"village"]', "“targets”.*village"),
    "no target": ('["department", "commune"]', "[]", "thiếu “kinds” hoặc “targets”"),
    "an unknown kind": ('["complaint"]', '["gripe"]', "“kinds”.*gripe"),
    "a missing article": ('"Điều 1"', '""', "settled 1.*phải nêu điều khoản"),
    "a missing citation": ('cite = ["luat-thu", "Điều 1"]\n', "", "thiếu căn cứ"),
    "an unknown instrument": ('["luat-thu",', '["luat-la",', "văn bản không biết: luat-la"),
    "an unknown key": ('note = "Ghi', 'colour = "red"\nnote = "Ghi', "khóa không biết: colour"),
    "an unknown sort of row": (".settled]]", ".decided]]", "THU-1.*khóa không biết: decided"),
    "no row": ('[["THU-1"', '[THU-2]\n[["THU-1"', "THU-2.*không có dòng nào"),
    "an end before the beginning": ("until = 2024", "until = 2019", "“until” phải sau “from”"),
    "overlapping dates": ("until = 2024", "until = 2025", "settled 2.*trùng thời gian với THU-1"),
    "no end at all": ("until = 2024-01-01\n", "", "trùng thời gian.*complaint, department"),
    "a note in one language": ('note_en = "Note"\n', "", "phải đi cùng nhau"),
    "an unknown confidence": ('"confirmed"', '"sure"', "“confidence”.*sure"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_file_is_refused_by_name(mistake: str, tmp_path: Path) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in ROW

    with pytest.raises(RulebookError, match=rf"competence\.toml, .*{told}"):
        settled(_written(tmp_path, ROW.replace(right, wrong) + NEXT))


def test_the_rows_without_mistake_are_read(tmp_path: Path) -> None:
    table = settled(_written(tmp_path, ROW + NEXT))

    assert table.questions == ((KN, T.DEPARTMENT), (KN, T.COMMUNE))
    assert [row.from_.year for row in table.of((KN, T.COMMUNE))] == [2020, 2024]
    assert table.on((KN, T.COMMUNE), date(2019, 12, 31)) is None


def _written(folder: Path, rows: str) -> Path:
    (folder / "instruments.toml").write_text(INSTRUMENTS, "utf-8")
    (folder / "competence.toml").write_text(rows, "utf-8")
    return folder


def _instrument_of(row_id: str, day: date) -> str:
    if row_id.startswith(("XLD", "T05")):
        return "thong-tu-05-2021" if day >= date(2021, 11, 15) else "thong-tu-07-2014"
    laws = {"K": "luat-khieu-nai-2011", "TC-": "luat-to-cao-2018", "TCD": "luat-tiep-cong-dan-2013"}
    return next(law for prefix, law in laws.items() if row_id.startswith(prefix))
