"""The check lists: what is asked of whom on which day, in which words, by which article."""

from datetime import date

import pytest

from tracker.law.eligibility import Condition, conditions_for, load
from tracker.law.kinds import CaseKind, Level, levels_of
from tracker.law.rulebook import Confidence

COMPLAINT, DISCIPLINE = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT
DENUNCIATION, FEEDBACK = CaseKind.DENUNCIATION, CaseKind.FEEDBACK
FIRST, SECOND = Level.FIRST, Level.SECOND
TODAY = date(2026, 11, 23)
FORMS = [(kind, level) for kind in CaseKind for level in levels_of(kind)]
EVERY_SENDER = {"is_group": True, "by_authorised": True, "by_lawyer": True}

LAW_ON_COMPLAINTS = "Luật Khiếu nại 02/2011/QH13"
CIRCULAR_2014 = "Thông tư 07/2014/TT-TTCP"
CIRCULAR_2021 = "Thông tư 05/2021/TT-TTCP"

ARTICLE_11 = "KN-11.1 KN-11.2 KN-11.3 KN-11.4 KN-11.5 {bar} KN-11.6 KN-11.7 KN-11.8 KN-11.9"
FIRST_COMPLAINT = f"KN-8 {ARTICLE_11.format(bar='KN-9')}"
SECOND_COMPLAINT = f"KN-8 KN-33.a-qd {ARTICLE_11.format(bar='KN-33.a')}"
FIRST_DISCIPLINE = f"KL-49 {ARTICLE_11.format(bar='KL-48.a')}"
SECOND_DISCIPLINE = f"KL-49 {ARTICLE_11.format(bar='KL-48.b')}"
ARTICLE_29 = "TC-25.a TC-25.b TC-29.a TC-29.b TC-29.c TC-29.d TC-29.kn"
OLD_ENDS = "XLD-6.2b-2 XLD-6.2b-3"
NEW_ENDS = "XLD-6.2b-2 XLD-6.2b-3 XLD-6.2b-4 XLD-6.2b-5"


@pytest.mark.parametrize(
    ("kind", "level", "on", "ids"),
    [
        (COMPLAINT, FIRST, date(2012, 6, 30), ""),
        (COMPLAINT, FIRST, date(2012, 7, 1), FIRST_COMPLAINT),
        (COMPLAINT, SECOND, date(2014, 12, 14), SECOND_COMPLAINT),
        (
            COMPLAINT, FIRST, date(2014, 12, 15),
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-3 {OLD_ENDS} {FIRST_COMPLAINT}",
        ),
        (
            COMPLAINT, SECOND, date(2021, 11, 14),
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-3 {OLD_ENDS} {SECOND_COMPLAINT}",
        ),
        (
            COMPLAINT, SECOND, date(2021, 11, 15),
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-3 {NEW_ENDS} {SECOND_COMPLAINT}",
        ),
        (
            DISCIPLINE, FIRST, TODAY,
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-3 {NEW_ENDS} {FIRST_DISCIPLINE}",
        ),
        (
            DISCIPLINE, SECOND, TODAY,
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-3 {NEW_ENDS} {SECOND_DISCIPLINE}",
        ),
        (DENUNCIATION, FIRST, date(2018, 12, 31), f"XLD-6.2a-1 XLD-6.2a-2 {OLD_ENDS}"),
        (DENUNCIATION, FIRST, date(2019, 1, 1), f"XLD-6.2a-1 XLD-6.2a-2 {OLD_ENDS} {ARTICLE_29}"),
        (
            DENUNCIATION, FIRST, date(2021, 11, 15),
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-4 {NEW_ENDS} {ARTICLE_29}",
        ),
        (FEEDBACK, FIRST, date(2014, 12, 14), ""),
        (FEEDBACK, FIRST, date(2014, 12, 15), f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-5 {OLD_ENDS}"),
        (
            CaseKind.RECOMMENDATION, FIRST, TODAY,
            f"XLD-6.2a-1 XLD-6.2a-2 XLD-6.2a-5 {NEW_ENDS}",
        ),
    ],
)  # fmt: skip
def test_the_check_list_is_that_of_the_day(
    kind: CaseKind, level: Level, on: date, ids: str
) -> None:
    assert [c.id for c in conditions_for(kind, level, on)] == ids.split()


@pytest.mark.parametrize(
    ("condition", "kind", "on", "article", "said"),
    [
        ("XLD-6.2a-1", FEEDBACK, date(2021, 11, 14), CIRCULAR_2014, "tiếng Việt"),
        ("XLD-6.2a-1", FEEDBACK, date(2021, 11, 15), CIRCULAR_2021, "bản dịch được công chứng"),
        ("XLD-6.2a-2", DENUNCIATION, date(2021, 11, 14), CIRCULAR_2014, "điểm chỉ"),
        ("XLD-6.2a-2", DENUNCIATION, date(2021, 11, 15), CIRCULAR_2021, "điểm chỉ"),
        ("XLD-6.2a-3", DISCIPLINE, date(2021, 11, 14), CIRCULAR_2014, "yêu cầu"),
        ("XLD-6.2a-3", DISCIPLINE, date(2021, 11, 15), CIRCULAR_2021, "tài liệu liên quan"),
        ("KN-RP.3", COMPLAINT, date(2026, 6, 30), LAW_ON_COMPLAINTS, "vì ốm đau"),
        ("KN-RP.3", COMPLAINT, date(2026, 7, 1), "124/2020", "được công chứng hoặc chứng thực"),
        ("KN-RP.3", COMPLAINT, date(2026, 12, 31), "124/2020", "được công chứng hoặc chứng thực"),
        ("KN-RP.3", COMPLAINT, date(2027, 1, 1), "124/2020", "được chứng thực"),
    ],
)
def test_the_text_and_the_article_follow_the_day(
    condition: str, kind: CaseKind, on: date, article: str, said: str
) -> None:
    found = _condition(condition, kind, on)

    assert article in str(found.cite)
    assert said in found.text


def test_before_the_circular_of_2021_neither_translation_nor_documents_were_asked() -> None:
    before = date(2021, 11, 14)

    assert "bản dịch" not in _condition("XLD-6.2a-1", FEEDBACK, before).text
    assert "tài liệu" not in _condition("XLD-6.2a-3", COMPLAINT, before).text


def test_a_version_lasts_until_the_next_begins() -> None:
    notarised = _condition("KN-RP.3", COMPLAINT, TODAY)

    assert (notarised.from_, notarised.until) == (date(2026, 7, 1), date(2027, 1, 1))
    assert _condition("KN-RP.3", COMPLAINT, date(2027, 1, 1)).until is None


@pytest.mark.parametrize("kind", [COMPLAINT, DISCIPLINE], ids=str)
@pytest.mark.parametrize(
    ("sender", "on", "ids"),
    [
        ("is_group", date(2014, 6, 30), set()),
        ("is_group", date(2026, 6, 30), {"KN-RP.1"}),
        ("is_group", date(2026, 7, 1), {"KN-RP.1", "KN-RP.2"}),
        ("by_authorised", date(2012, 7, 1), {"KN-RP.3"}),
        ("by_lawyer", date(2012, 7, 1), {"KN-RP.4"}),
    ],
)
def test_more_is_asked_where_others_act(
    sender: str, on: date, ids: set[str], kind: CaseKind
) -> None:
    plain = {c.id for c in conditions_for(kind, FIRST, on)}

    assert {c.id for c in conditions_for(kind, FIRST, on, **{sender: True})} - plain == ids


def test_a_denunciation_asks_nothing_more_of_a_group() -> None:
    assert conditions_for(DENUNCIATION, FIRST, TODAY, **EVERY_SENDER) == conditions_for(
        DENUNCIATION, FIRST, TODAY
    )


@pytest.mark.parametrize("condition", load(), ids=lambda c: f"{c.id} {c.from_}")
def test_every_condition_reads_in_both_languages(condition: Condition) -> None:
    vietnamese, english = condition.label("vi"), condition.label("en")

    assert vietnamese.strip()
    assert english.strip()
    assert vietnamese != english


@pytest.mark.parametrize(("kind", "level"), FORMS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_lines_of_a_check_list_read_the_same(
    kind: CaseKind, level: Level, language: str
) -> None:
    listed = conditions_for(kind, level, TODAY, **EVERY_SENDER)

    assert len({c.label(language) for c in listed}) == len(listed)


def test_every_condition_of_the_law_pages_has_its_line() -> None:
    known = {i for c in load() for i in (c.id, *c.aliases)}

    assert known == {
        *(f"XLD-6.2a-{n}" for n in range(1, 7)), *(f"XLD-6.2b-{n}" for n in range(2, 6)),
        "KN-8", "KN-9", "KN-33.a", "KN-33.a-qd", *(f"KN-11.{n}" for n in range(1, 10)),
        *(f"KN-RP.{n}" for n in range(1, 5)), "KL-48.a", "KL-48.b", "KL-49",
        "TC-25.a", "TC-25.b", *(f"TC-29.{point}" for point in "abcd"), "TC-29.kn",
    }  # fmt: skip


def test_the_confidence_is_that_of_the_law_pages() -> None:
    unsure = {c.id for c in load() if c.confidence is not Confidence.CONFIRMED}

    assert unsure == {
        "XLD-6.2a-1", "XLD-6.2a-3", "XLD-6.2b-4", "XLD-6.2b-5", "TC-25.b",
        "KN-RP.2", "KN-RP.3", "KN-RP.4",
    }  # fmt: skip
    assert all(c.checked_on == TODAY for c in load())


def _condition(id_: str, kind: CaseKind, on: date) -> Condition:
    listed = conditions_for(kind, FIRST, on, **EVERY_SENDER)
    return next(c for c in listed if c.id == id_)
