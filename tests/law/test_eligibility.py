"""What the findings propose: each failure with its ground and article, and which of them leads."""

from datetime import date

import pytest

from tracker.law.eligibility import Eligibility, Finding, Proposal, Stage, conditions_for, propose
from tracker.law.events import EventType
from tracker.law.grounds import COMPLAINT_REFUSALS, DENUNCIATION_REFUSALS, Ground, grounds_for
from tracker.law.kinds import COMPLAINTS, SETTLED_BY_ANSWER, CaseKind, Level, levels_of

COMPLAINT, DISCIPLINE = CaseKind.COMPLAINT, CaseKind.DISCIPLINE_COMPLAINT
DENUNCIATION, FEEDBACK = CaseKind.DENUNCIATION, CaseKind.FEEDBACK
FIRST, SECOND = Level.FIRST, Level.SECOND
TODAY = date(2026, 11, 23)
FORMS = [(kind, level) for kind in CaseKind for level in levels_of(kind)]
EVERY_SENDER = {"is_group": True, "by_authorised": True, "by_lawyer": True}

LAW_ON_COMPLAINTS = "Luật Khiếu nại 02/2011/QH13"
LAW_ON_DENUNCIATIONS = "Luật Tố cáo 25/2018/QH14"
CIRCULAR = "Thông tư 05/2021/TT-TTCP"

ENDS = {
    "XLD-6.2b-2": ("luu-e", f"Điều 6 khoản 2 điểm b {CIRCULAR}"),
    "XLD-6.2b-3": ("luu-e", f"Điều 6 khoản 2 điểm b {CIRCULAR}"),
    "XLD-6.2b-4": ("luu-a", f"Điều 6 khoản 2 điểm b {CIRCULAR}"),
    "XLD-6.2b-5": ("luu-a", f"Điều 6 khoản 2 điểm b {CIRCULAR}"),
    "TC-25.a": ("luu-d", f"Điều 25 khoản 1 {LAW_ON_DENUNCIATIONS}"),
    "KN-9": ("KN-11.6", f"Điều 9 {LAW_ON_COMPLAINTS}"),
    "KN-33.a": ("KN-11.6", f"Điều 33 khoản 1 {LAW_ON_COMPLAINTS}"),
    "KL-48.a": ("KN-11.6", f"Điều 48 {LAW_ON_COMPLAINTS}"),
    "KL-48.b": ("KN-11.6", f"Điều 48 {LAW_ON_COMPLAINTS}"),
    **{
        f"KN-11.{n}": (f"KN-11.{n}", f"Điều 11 khoản {n} {LAW_ON_COMPLAINTS}")
        for n in (1, 2, 3, 4, 5, 7, 8, 9)
    },
    **{
        f"TC-29.{point}": (f"TC-29.{point}", f"Điều 29 khoản 1 {LAW_ON_DENUNCIATIONS}")
        for point in "abcd"
    },
    "TC-29.kn": ("TC-29.d", f"Điều 29 khoản 1 {LAW_ON_DENUNCIATIONS}"),
}
EXCUSES = {
    "TC-25.a": "TC-25.b",
    "KN-9": "KN-11.6",
    "KN-33.a": "KN-11.6",
    "KL-48.a": "KN-11.6",
    "KL-48.b": "KN-11.6",
}
CURABLE = {
    "XLD-6.2a-1", "XLD-6.2a-2", "XLD-6.2a-3", "XLD-6.2a-4", "XLD-6.2a-5", "KN-8", "KL-49",
    "KN-33.a-qd", "KN-RP.1", "KN-RP.2", "KN-RP.3", "KN-RP.4",
}  # fmt: skip


def _asked_today(ids: set[str]) -> list[tuple[CaseKind, Level, str]]:
    return [
        (kind, level, c.id)
        for kind, level in FORMS
        for c in conditions_for(kind, level, TODAY, **EVERY_SENDER)
        if c.id in ids
    ]


@pytest.mark.parametrize(("kind", "level", "condition"), _asked_today(set(ENDS)))
def test_what_cannot_be_cured_ends_with_its_ground_and_article(
    kind: CaseKind, level: Level, condition: str
) -> None:
    ground, article = ENDS[condition]
    refused = not ground.startswith("luu-")

    proposal = _with(kind, level, not_met=(condition, *_excuse_of(condition)))

    assert proposal.event is (EventType.REFUSED if refused else EventType.FILED_AWAY)
    assert proposal.outcome is (Eligibility.REFUSE if refused else Eligibility.FILE_AWAY)
    assert proposal.ground == ground
    assert proposal.ground in grounds_for(proposal.event, kind, TODAY)
    assert proposal.failed[0].id == condition
    assert str(proposal.articles[0]) == article


@pytest.mark.parametrize(("kind", "level", "condition"), _asked_today(CURABLE))
def test_what_can_be_cured_is_guided_to_be_supplemented(
    kind: CaseKind, level: Level, condition: str
) -> None:
    proposal = _with(kind, level, not_met=(condition,))

    assert proposal.outcome is Eligibility.SUPPLEMENT
    assert proposal.event is EventType.GUIDED
    assert proposal.ground is None
    assert [c.id for c in proposal.failed] == [condition]
    assert proposal.articles == proposal.failed[0].citations


@pytest.mark.parametrize(("kind", "level"), FORMS)
def test_a_petition_that_meets_everything_is_accepted(kind: CaseKind, level: Level) -> None:
    proposal = _with(kind, level)

    assert proposal == Proposal(Eligibility.ELIGIBLE, EventType.ACCEPTED, None, (), (), ())


def test_every_ground_of_refusal_is_reached_by_a_condition() -> None:
    reached = {
        _with(kind, level, not_met=(condition, *_excuse_of(condition))).ground
        for kind, level, condition in _asked_today(set(ENDS))
    }

    assert {*COMPLAINT_REFUSALS, *DENUNCIATION_REFUSALS} <= reached
    assert reached - {*COMPLAINT_REFUSALS, *DENUNCIATION_REFUSALS} == {
        Ground.LUU_INELIGIBLE, Ground.LUU_UNNAMED, Ground.LUU_ALREADY_SENT,
    }  # fmt: skip


@pytest.mark.parametrize("kind", sorted(SETTLED_BY_ANSWER), ids=str)
def test_recommendations_and_feedback_are_never_refused(kind: CaseKind) -> None:
    listed = conditions_for(kind, FIRST, TODAY)

    ends = {_with(kind, FIRST, not_met=(c.id,)).event for c in listed}

    assert ends == {EventType.FILED_AWAY, EventType.GUIDED}
    assert {c.stage for c in listed} == {Stage.PROCESSING}


@pytest.mark.parametrize(
    ("kind", "not_met", "outcome", "ground"),
    [
        (COMPLAINT, ("XLD-6.2a-2", "KN-8", "KN-11.5"), Eligibility.REFUSE, "KN-11.5"),
        (COMPLAINT, ("KN-11.9", "KN-11.2", "KN-8"), Eligibility.REFUSE, "KN-11.2"),
        (COMPLAINT, ("KN-11.2", "XLD-6.2b-3"), Eligibility.FILE_AWAY, "luu-e"),
        (DISCIPLINE, ("XLD-6.2a-3", "KL-49"), Eligibility.SUPPLEMENT, None),
        (DENUNCIATION, ("XLD-6.2a-4", "TC-29.a"), Eligibility.REFUSE, "TC-29.a"),
        (DENUNCIATION, ("TC-25.a", "XLD-6.2b-2"), Eligibility.FILE_AWAY, "luu-e"),
        (FEEDBACK, ("XLD-6.2a-1", "XLD-6.2b-5"), Eligibility.FILE_AWAY, "luu-a"),
    ],
)
def test_the_gravest_failure_leads_and_all_are_kept(
    kind: CaseKind, not_met: tuple[str, ...], outcome: Eligibility, ground: str | None
) -> None:
    proposal = _with(kind, FIRST, not_met=not_met)

    assert (proposal.outcome, proposal.ground) == (outcome, ground)
    assert {c.id for c in proposal.failed} == set(not_met)
    assert proposal.failed[0].outcome is outcome
    assert proposal.articles[0] == proposal.failed[0].cite


def test_a_complaint_without_signature_names_the_signature_first_and_the_form_after_it() -> None:
    proposal = _with(COMPLAINT, FIRST, not_met=("XLD-6.2a-2", "KN-8", "KN-11.5"))

    assert [c.id for c in proposal.failed] == ["KN-11.5", "XLD-6.2a-2", "KN-8"]
    assert [a.article for a in proposal.articles] == [
        "Điều 11 khoản 5", "Điều 6 khoản 2 điểm a", "Điều 8",
    ]  # fmt: skip


def test_an_unnamed_denunciation_with_evidence_is_handled_as_information() -> None:
    proposal = _with(DENUNCIATION, FIRST, not_met=("XLD-6.2a-2", "TC-25.a", "TC-29.a"))

    assert proposal.outcome is Eligibility.INFORMATION
    assert proposal.event is EventType.TAKEN_AS_INFORMATION
    assert proposal.ground is None
    assert [c.id for c in proposal.failed] == ["XLD-6.2a-2", "TC-25.a", "TC-29.a"]
    assert str(proposal.articles[0]) == f"Điều 25 khoản 2 {LAW_ON_DENUNCIATIONS}"


def test_an_unnamed_denunciation_without_evidence_is_filed_away() -> None:
    proposal = _with(DENUNCIATION, FIRST, not_met=("TC-25.a", "TC-25.b"))

    assert (proposal.outcome, proposal.ground) == (Eligibility.FILE_AWAY, Ground.LUU_UNNAMED)
    assert [c.id for c in proposal.failed] == ["TC-25.a", "TC-25.b"]


@pytest.mark.parametrize("unanswered", ["TC-25.b", "XLD-6.2b-3"])
def test_an_unnamed_denunciation_waits_until_all_of_its_processing_is_looked_at(
    unanswered: str,
) -> None:
    proposal = _with(DENUNCIATION, FIRST, not_met=("TC-25.a", "TC-29.d"), left_out=(unanswered,))

    assert (proposal.outcome, proposal.event) == (Eligibility.INCOMPLETE, None)
    assert [c.id for c in proposal.still_open] == [unanswered]


@pytest.mark.parametrize("level", [FIRST, SECOND], ids=str)
@pytest.mark.parametrize("kind", sorted(COMPLAINTS), ids=str)
def test_a_late_complaint_asks_for_the_reason_before_anything_is_proposed(
    kind: CaseKind, level: Level
) -> None:
    bar = next(c.id for c in conditions_for(kind, level, TODAY) if c.time_bar)

    unweighed = _with(kind, level, not_met=(bar,), left_out=("KN-11.6",))
    excused = _with(kind, level, not_met=(bar,))
    refused = _with(kind, level, not_met=(bar, "KN-11.6"))

    assert unweighed.outcome is Eligibility.INCOMPLETE
    assert [(c.id, c.ground) for c in unweighed.still_open] == [("KN-11.6", Ground.KN_11_6)]
    assert (excused.outcome, [c.id for c in excused.failed]) == (Eligibility.ELIGIBLE, [bar])
    assert (refused.ground, [c.id for c in refused.failed]) == (Ground.KN_11_6, [bar, "KN-11.6"])


def test_the_reason_is_not_asked_of_a_complaint_in_time() -> None:
    in_time = _with(COMPLAINT, FIRST, left_out=("KN-11.6",))
    left_from_another_kind = propose(
        {**_all_met(COMPLAINT, FIRST), "KL-48.a": Finding.NOT_MET, "KN-11.6": Finding.NOT_MET},
        COMPLAINT, FIRST, TODAY,
    )  # fmt: skip

    assert in_time.outcome is left_from_another_kind.outcome is Eligibility.ELIGIBLE


@pytest.mark.parametrize(("kind", "level"), FORMS)
def test_nothing_is_proposed_before_all_is_answered(kind: CaseKind, level: Level) -> None:
    listed = [c.id for c in conditions_for(kind, level, TODAY) if not c.excuses]

    nothing = propose({}, kind, level, TODAY)
    unclear = propose(dict.fromkeys(listed, Finding.UNCLEAR), kind, level, TODAY)
    but_one = [_with(kind, level, left_out=(i,)) for i in listed]

    for proposal in (nothing, unclear, *but_one):
        assert (proposal.outcome, proposal.event) == (Eligibility.INCOMPLETE, None)
        assert proposal.ground is None
    assert [c.id for c in nothing.still_open] == [c.id for c in unclear.still_open] == listed
    assert [[c.id for c in p.still_open] for p in but_one] == [[i] for i in listed]


def test_an_unreadable_petition_is_filed_away_though_nothing_else_can_be_answered() -> None:
    proposal = propose({"XLD-6.2b-5": Finding.NOT_MET}, COMPLAINT, FIRST, TODAY)

    assert (proposal.outcome, proposal.ground) == (Eligibility.FILE_AWAY, Ground.LUU_INELIGIBLE)
    assert len(proposal.still_open) == len(conditions_for(COMPLAINT, FIRST, TODAY)) - 2


def test_one_ground_of_refusal_is_enough_once_the_petition_may_be_processed() -> None:
    in_court = {"KN-11.9": Finding.NOT_MET}
    processed = {i: f for i, f in _all_met(COMPLAINT, FIRST).items() if i.startswith("XLD")}

    assert propose(in_court, COMPLAINT, FIRST, TODAY).outcome is Eligibility.INCOMPLETE
    assert propose(processed | in_court, COMPLAINT, FIRST, TODAY).ground is Ground.KN_11_9


def test_a_defect_of_form_is_guided_before_acceptance_is_judged() -> None:
    processed = {i: f for i, f in _all_met(COMPLAINT, FIRST).items() if i.startswith("XLD")}
    defect = {"XLD-6.2a-1": Finding.NOT_MET}

    assert propose(processed | defect, COMPLAINT, FIRST, TODAY).outcome is Eligibility.SUPPLEMENT
    waits = _with(COMPLAINT, FIRST, not_met=("KN-8",), left_out=("KN-11.1",))
    assert waits.outcome is Eligibility.INCOMPLETE


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (COMPLAINT, date(2012, 6, 30)),
        (DENUNCIATION, date(2018, 12, 31)),
        (FEEDBACK, date(2014, 12, 14)),
    ],
)
def test_no_acceptance_is_proposed_before_the_law_that_sets_the_conditions(
    kind: CaseKind, on: date
) -> None:
    met = {c.id: Finding.MET for c in conditions_for(kind, FIRST, on)}

    assert propose(met, kind, FIRST, on).outcome is Eligibility.INCOMPLETE


def test_what_is_asked_of_a_group_is_judged_only_for_a_group() -> None:
    findings = {**_all_met(COMPLAINT, FIRST), "KN-RP.2": Finding.NOT_MET}

    assert propose(findings, COMPLAINT, FIRST, TODAY).outcome is Eligibility.ELIGIBLE
    as_group = propose(findings, COMPLAINT, FIRST, TODAY, is_group=True)
    assert as_group.outcome is Eligibility.SUPPLEMENT


def _all_met(kind: CaseKind, level: Level) -> dict[str, Finding]:
    return {c.id: Finding.MET for c in conditions_for(kind, level, TODAY, **EVERY_SENDER)}


def _with(
    kind: CaseKind,
    level: Level,
    *,
    not_met: tuple[str, ...] = (),
    left_out: tuple[str, ...] = (),
) -> Proposal:
    findings = _all_met(kind, level) | dict.fromkeys(not_met, Finding.NOT_MET)
    given = {i: finding for i, finding in findings.items() if i not in left_out}
    return propose(given, kind, level, TODAY, **EVERY_SENDER)


def _excuse_of(condition: str) -> tuple[str, ...]:
    return (EXCUSES[condition],) if condition in EXCUSES else ()
