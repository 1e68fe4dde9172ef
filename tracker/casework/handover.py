"""Split a petition into several cases, merge a case into another and undo it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.cases import Matter, bar_respondents, open_case
from tracker.casework.identity import refuse_naming
from tracker.casework.recording import Act, record
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SEALED_KINDS, CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import Case, PetitionLink
from tracker.records.petitions import Petition
from tracker.records.visibility import Reach, reaches


@dataclass(frozen=True, slots=True)
class Part:
    """One matter that becomes a case of its own."""

    kind: CaseKind
    title: str


def split(
    session: Session,
    case: Case,
    parts: Sequence[Part],
    *,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> list[Case]:
    """Open a case for each further matter of the petition; the clocks run from its receipt."""
    petition = first_petition(case)
    if not parts:
        raise Refusal("Hãy ghi ít nhất một nội dung cần tách.", field="title")
    if any((p.kind in SEALED_KINDS) != petition.is_sealed for p in parts):
        raise Refusal(
            "Nội dung tố cáo và nội dung khác không chung một đơn: hãy hướng dẫn viết đơn riêng, "
            "để danh tính người tố cáo được giữ kín.",
            article="Điều 25 khoản 3 Luật Tiếp công dân",
            field="kind",
        )
    for part in parts:
        refuse_naming(case, title=part.title)
    traits = [Trait.AT_DESK] if Trait.AT_DESK in case.traits else []
    opened = [
        open_case(
            session,
            petition,
            Matter(part.kind, part.title.strip(), traits=traits, origin=case),
            by=by.user_id,
            now=now,
        )
        for part in parts
    ]
    act = Act(now.date(), particulars={"into": [c.code for c in opened]})
    record(session, case, EventType.SPLIT, act=act, by=by, now=now, version=version)
    return opened


def merge(
    session: Session,
    case: Case,
    into: Case,
    *,
    reason: str,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> None:
    """Join the petitions of a case to another case of the same matter; it can be undone."""
    _check_merger(case, into, reason, by)
    refuse_naming(case, reason=reason)
    refuse_naming(into, reason=reason)
    act = Act(now.date(), note=reason.strip(), particulars={"into": into.code})
    record(session, case, EventType.MERGED, act=act, by=by, now=now, version=version)
    for link in [ln for ln in case.links if ln.ended_on is None]:
        link.ended_on, link.reason = now.date(), reason.strip()
        session.add(
            PetitionLink(
                petition=link.petition, case=into, linked_on=now.date(), reason=reason.strip()
            )
        )
        bar_respondents(session, link.petition, into)
    case.origin = into
    session.flush()


def unmerge(
    session: Session,
    case: Case,
    *,
    reason: str,
    by: Reach,
    now: datetime,
    version: int | None = None,
) -> None:
    """Undo a merger: the petitions come back and the clocks run on from the old receipt."""
    if not reason.strip():
        raise Refusal("Hãy ghi lý do tách lại.", field="reason")
    refuse_naming(case, reason=reason)
    into = case.origin
    act = Act(now.date(), note=reason.strip(), particulars={"from": into.code if into else ""})
    record(session, case, EventType.UNMERGED, act=act, by=by, now=now, version=version)
    own = {ln.petition_id for ln in case.links}
    for link in into.links if into else []:
        if link.ended_on is None and link.petition_id in own:
            link.ended_on, link.reason = now.date(), reason.strip()
    for petition in {ln.petition_id: ln.petition for ln in case.links}.values():
        session.add(
            PetitionLink(petition=petition, case=case, linked_on=now.date(), reason=reason.strip())
        )
    case.origin = None
    session.flush()


def first_petition(case: Case) -> Petition:
    """Give the petition that opened the case."""
    return min(case.links, key=_by_id).petition


def _by_id(link: PetitionLink) -> int:
    return link.id


def _check_merger(case: Case, into: Case, reason: str, by: Reach) -> None:
    if not reason.strip():
        raise Refusal("Hãy ghi lý do nhập vụ việc.", field="reason")
    if case.id == into.id:
        raise Refusal("Không thể nhập vụ việc vào chính nó.", field="into")
    if case.agency_id != into.agency_id or not reaches(by, Permission.CASE_READ, into):
        raise Refusal("Không tìm thấy vụ việc này.", field="into")
    if not into.is_open:
        raise Refusal("Vụ việc %(code)s đã kết thúc.", field="into", code=into.code)
    if case.kind is not into.kind:
        raise Refusal("Chỉ nhập các vụ việc cùng loại.", field="into")
