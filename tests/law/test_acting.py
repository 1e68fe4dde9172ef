"""Who may come for another, on which papers, on both sides of July 2026 and of January 2027."""

from datetime import date

import pytest

from tracker.law.acting import (
    NEEDED,
    ActingAs,
    ShownPaper,
    check_own_denunciation,
    check_papers,
    check_refusal_for_papers,
    missing_papers,
)
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal

A, P, K = ActingAs, ShownPaper, CaseKind
BEFORE, SINCE, LATER = date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("acting_as", "shown", "kind", "on", "missing"),
    [
        (A.AUTHORISED, {P.AUTHORISATION}, K.COMPLAINT, BEFORE, []),
        (A.AUTHORISED, {P.AUTHORISATION}, K.COMPLAINT, SINCE, [P.NOTARISED]),
        (A.AUTHORISED, {P.NOTARISED}, K.COMPLAINT, SINCE, []),
        (A.AUTHORISED, {P.CERTIFIED}, K.COMPLAINT, date(2026, 12, 31), []),
        (A.AUTHORISED, {P.AUTHORISATION}, K.COMPLAINT, LATER, [P.CERTIFIED]),
        (A.AUTHORISED, {P.CERTIFIED}, K.COMPLAINT, LATER, []),
        (A.AUTHORISED, {P.AUTHORISATION}, K.FEEDBACK, SINCE, []),
        (A.AUTHORISED, set(), K.FEEDBACK, SINCE, [P.AUTHORISATION]),
        (A.LAWFUL_REPRESENTATIVE, set(), K.FEEDBACK, BEFORE, []),
        (A.LAWFUL_REPRESENTATIVE, set(), K.FEEDBACK, SINCE, [P.REPRESENTATION]),
        (A.LAWYER, {P.CARD}, K.COMPLAINT, BEFORE, [P.REQUEST]),
        (A.LAWYER, {P.CARD, P.AUTHORISATION}, K.COMPLAINT, SINCE, []),
        (A.LEGAL_AID, {P.ASSIGNMENT}, K.RECOMMENDATION, SINCE, [P.CARD]),
        (A.LEGAL_AID, {P.CARD, P.ASSIGNMENT}, K.RECOMMENDATION, SINCE, []),
        (A.DELEGATE, set(), K.RECOMMENDATION, SINCE, [P.DELEGATION]),
        (A.HEAD, set(), K.COMPLAINT, SINCE, []),
    ],
)
def test_each_capacity_has_its_papers(
    acting_as: ActingAs, shown: set[ShownPaper], kind: CaseKind, on: date, missing: list[ShownPaper]
) -> None:
    found = missing_papers(acting_as, shown, kind, on)

    assert [needed.any_of[0] for needed in found] == missing
    assert all(needed.article for needed in found)


@pytest.mark.parametrize("on", [BEFORE, SINCE, LATER])
def test_no_paper_is_asked_twice_on_a_day(on: date) -> None:
    for acting_as in ActingAs:
        for kind in CaseKind:
            asked = [n.any_of for n in NEEDED if n.applies(acting_as, kind, on)]
            assert len(asked) == len({frozenset(each) for each in asked})


@pytest.mark.parametrize(
    ("on", "words"), [(BEFORE, "Hướng dẫn”"), (SINCE, "điểm e khoản 1 Điều 4")]
)
def test_missing_papers_lead_to_what_the_law_offers(on: date, words: str) -> None:
    with pytest.raises(Refusal, match=words) as no:
        check_papers(A.AUTHORISED, set(), K.COMPLAINT, on)

    assert no.value.field == "papers_shown"
    assert ("điểm e" in str(no.value)) is (on >= SINCE)


@pytest.mark.parametrize("acting_as", sorted(set(ActingAs) - {A.LAWFUL_REPRESENTATIVE}))
def test_a_denunciation_is_made_by_the_person(acting_as: ActingAs) -> None:
    with pytest.raises(Refusal, match="chính cá nhân"):
        check_own_denunciation(acting_as, K.DENUNCIATION)

    check_own_denunciation(acting_as, K.COMPLAINT)


def test_the_lawful_representative_denounces_for_whoever_lacks_capacity() -> None:
    check_own_denunciation(A.LAWFUL_REPRESENTATIVE, K.DENUNCIATION)
    check_own_denunciation(None, K.DENUNCIATION)


@pytest.mark.parametrize(
    ("acting_as", "shown", "kind", "field"),
    [
        (None, set(), K.COMPLAINT, "acting_as"),
        (A.AUTHORISED, {P.NOTARISED}, K.COMPLAINT, "refusal_ground"),
        (A.AUTHORISED, {P.AUTHORISATION}, K.FEEDBACK, "refusal_ground"),
        (A.AUTHORISED, set(), K.DENUNCIATION, "refusal_ground"),
    ],
    ids=["nobody acts", "papers complete", "enough for feedback", "a denunciation"],
)
def test_the_ground_of_missing_papers_must_stand(
    acting_as: ActingAs | None, shown: set[ShownPaper], kind: CaseKind, field: str
) -> None:
    with pytest.raises(Refusal) as no:
        check_refusal_for_papers(acting_as, shown, kind, SINCE)

    assert no.value.field == field


def test_missing_papers_bear_the_ground() -> None:
    check_refusal_for_papers(A.AUTHORISED, {P.AUTHORISATION}, K.COMPLAINT, SINCE)
