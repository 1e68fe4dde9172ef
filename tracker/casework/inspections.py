"""Hold an inspection: its scope, a sample that anyone can draw again, the check list, minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from tracker.casework.identity import refuse_revealing
from tracker.law.findings.checklist import Item, Verdict
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.base import read
from tracker.records.cases import Case, PetitionLink
from tracker.records.inspection import (
    Finding,
    FindingState,
    Inspection,
    InspectionMark,
    InspectionMinutes,
    SampledCase,
    Sampling,
)
from tracker.records.petitions import Party
from tracker.records.visibility import Reach, barred

LARGEST_SAMPLE = 200
WEIGHT_OF_A_FINDING = 10  # Times a case without any; a value of the house.


@dataclass(frozen=True, slots=True)
class Scope:
    """What an inspection looks into; without units or kinds it is all of them."""

    title: str
    decision: str
    first_on: date
    last_on: date
    units: tuple[int, ...]
    kinds: tuple[CaseKind, ...]
    sampling: Sampling
    seed: int
    size: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case of the scope with the number of its findings."""

    case_id: int
    findings: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What was seen under one item, as typed."""

    item: Item
    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class MinutesDetails:
    """What is typed of the minutes."""

    minuted_on: date
    place: str
    present: str
    remarks: str
    demands: str


def hold_inspection(session: Session, scope: Scope, *, by: Reach, now: datetime) -> Inspection:
    """Open an inspection and draw its sample."""
    if scope.first_on > scope.last_on:
        raise Refusal("Ngày cuối phải từ ngày đầu trở đi.", field="last_on")
    candidates = candidates_of(session, scope, by)
    if not candidates:
        raise Refusal("Không có vụ việc nào trong phạm vi này.", field="first_on")
    drawn = draw(candidates, scope.sampling, seed=scope.seed, size=scope.size)
    inspection = Inspection(
        agency_id=by.agency_id, title=scope.title, decision=scope.decision,
        first_on=scope.first_on, last_on=scope.last_on, unit_ids=list(scope.units),
        kinds=[kind.value for kind in scope.kinds], sampling=scope.sampling, seed=scope.seed,
        sample_size=scope.size, population=len(candidates), drawn_by_id=by.user_id, drawn_at=now,
    )  # fmt: skip
    session.add(inspection)
    session.flush()
    session.add_all(
        SampledCase(
            agency_id=by.agency_id, inspection_id=inspection.id, case_id=each.case_id,
            position=position, findings=each.findings,
        )
        for position, each in enumerate(drawn, start=1)
    )  # fmt: skip
    session.flush()
    return inspection


def draw(
    candidates: Sequence[Candidate], sampling: Sampling, *, seed: int, size: int
) -> list[Candidate]:
    """Draw without putting back: the same candidates, seed and size give the same sample.

    By risk each finding adds to the weight of its case. Each case gets the key u^(1/weight) of a
    random u and the largest keys are taken (Efraimidis and Spirakis): none is out of reach.
    """
    rng = Random(seed)  # noqa: S311  # nosec B311 # a sample that can be drawn again, no secret
    ordered = sorted(candidates, key=lambda each: each.case_id)
    keyed = [(rng.random() ** (1 / _weight(each, sampling)), each) for each in ordered]
    keyed.sort(key=lambda pair: (-pair[0], pair[1].case_id))
    return [each for _key, each in keyed[:size]]


def _weight(candidate: Candidate, sampling: Sampling) -> int:
    return 1 + (candidate.findings * WEIGHT_OF_A_FINDING if sampling is Sampling.RISK else 0)


def candidates_of(session: Session, scope: Scope, by: Reach) -> list[Candidate]:
    """Give the cases of a scope, those about the inspector left out, each with its findings."""
    conditions: list[ColumnElement[bool]] = [
        Case.agency_id == by.agency_id,
        Case.received_on.between(scope.first_on, scope.last_on),
        Case.id.not_in(barred(by)),
    ]
    if scope.kinds:
        conditions.append(Case.kind.in_(scope.kinds))
    if scope.units:
        mine = [Case.unit_id.in_(scope.units), Case.logged_unit_id.in_(scope.units)]
        conditions.append(or_(mine[0], (Case.unit_id.is_(None)) & mine[1]))
    number = (
        select(func.count())
        .where(Finding.case_id == Case.id, Finding.state != FindingState.GONE)
        .scalar_subquery()
    )
    rows = read(session, select(Case.id, number.label("findings")).where(*conditions))
    return [Candidate(row.id, row.findings) for row in rows]


def mark_items(
    session: Session, inspection: Inspection, marked: Sequence[Marked], *, by: int, now: datetime
) -> list[InspectionMark]:
    """Record what was seen under the items that were marked anew."""
    before = marks_of(session, inspection.id)
    new = [each for each in marked if _differs(each, before.get(each.item))]
    if not new:
        raise Refusal("Chưa có nhận xét nào mới để ghi.")
    for each in new:
        if each.verdict in {Verdict.PARTLY, Verdict.BROKEN} and not each.words.strip():
            raise Refusal("Hãy ghi rõ thiếu sót, vi phạm.", field=f"words_{each.item.value}")
        _refuse_revealing(session, inspection.id, **{f"words_{each.item.value}": each.words})
    rows = [
        InspectionMark(
            agency_id=inspection.agency_id, inspection_id=inspection.id, item=each.item,
            verdict=each.verdict, words=each.words.strip(), recorded_by_id=by, recorded_at=now,
        )
        for each in new
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return rows


def marks_of(session: Session, inspection_id: int) -> dict[Item, InspectionMark]:
    """Give the latest mark of each item."""
    rows = session.scalars(
        select(InspectionMark)
        .where(InspectionMark.inspection_id == inspection_id)
        .order_by(InspectionMark.id)
    )
    return {row.item: row for row in rows}


def write_minutes(
    session: Session, inspection: Inspection, details: MinutesDetails, *, by: int, now: datetime
) -> InspectionMinutes:
    """Write the minutes, or write them anew; an earlier version stays."""
    if details.minuted_on > now.date():
        raise Refusal("Ngày lập biên bản chưa đến.", field="minuted_on")
    texts = {name: getattr(details, name) for name in ("present", "remarks", "demands")}
    _refuse_revealing(session, inspection.id, **texts)
    row = InspectionMinutes(
        agency_id=inspection.agency_id, inspection_id=inspection.id, minuted_on=details.minuted_on,
        place=details.place, recorded_by_id=by, recorded_at=now, **texts,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def latest_minutes(session: Session, inspection_id: int) -> InspectionMinutes | None:
    """Give the minutes as they stand."""
    return session.scalars(
        select(InspectionMinutes)
        .where(InspectionMinutes.inspection_id == inspection_id)
        .order_by(InspectionMinutes.id.desc())
    ).first()


def _differs(marked: Marked, before: InspectionMark | None) -> bool:
    if before is None:
        return True
    return (before.verdict, before.words) != (marked.verdict, marked.words.strip())


def _refuse_revealing(session: Session, inspection_id: int, **texts: str) -> None:
    """What is written about an inspection must not say who denounced in any case of its sample."""
    sealed = session.scalars(
        select(Party)
        .join(PetitionLink, PetitionLink.petition_id == Party.petition_id)
        .join(SampledCase, SampledCase.case_id == PetitionLink.case_id)
        .where(SampledCase.inspection_id == inspection_id, Party.sealed_identity.is_not(None))
    ).all()
    refuse_revealing(sealed, **texts)
