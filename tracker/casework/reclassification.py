"""Classify a case; one that becomes a denunciation has its sender's identity sealed with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tracker import vietnamese
from tracker.casework import identity, numbering
from tracker.casework.attachments import UNCOMMITTED, sealed_later
from tracker.casework.identity import SECRECY, Identity
from tracker.casework.recording import Act, record
from tracker.casework.registration import (
    CORRUPTION,
    check_secrecy,
    searchable,
    sender_label,
    title_of,
)
from tracker.casework.telling import Told
from tracker.law.competence import guide, must_keep_away
from tracker.law.events import EventType, Trait
from tracker.law.kinds import SEALED_KINDS, CaseKind, Field, Level, levels_of
from tracker.law.settlers import Target
from tracker.law.terms import Refusal
from tracker.outside.files import FileStore
from tracker.records.cases import Case, CaseEvent, PetitionLink
from tracker.records.organisation import OrgUnit
from tracker.records.petitions import Attachment, Party, PartyRole, Petition
from tracker.records.reception import Visit
from tracker.records.search import index_petition
from tracker.records.visibility import Reach

STAND_IN = "người tố cáo"
STANDING_TRAITS = frozenset({Trait.AT_DESK, Trait.PASSED_ON})  # Known from the receipt.
REPLACED = "files_replaced_in_this_transaction"
_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"\d(?:[\s.\-]?\d){5,}")


@dataclass(frozen=True, slots=True)
class Classification:
    """What the matter is found to be by its content, whatever its title says."""

    kind: CaseKind
    level: Level
    field: Field | None
    traits: frozenset[Trait] = frozenset()
    conditions: tuple[str, ...] = ()
    remote_reason: str = ""
    paper_file_number: str = ""
    target: Target | None = None


def classify(
    session: Session,
    case: Case,
    classification: Classification,
    *,
    act: Act,
    by: Reach,
    now: datetime,
    store: FileStore,
    version: int | None = None,
) -> CaseEvent:
    """Record what a case is, and seal its sender where it now is a denunciation."""
    _check(classification)
    _check_target(session, case, classification, act.legal_date)
    petitions = [link.petition for link in case.links if link.ended_on is None]
    sealing = classification.kind in SEALED_KINDS and case.kind not in SEALED_KINDS
    particulars = _particulars(case, classification) | ({"seals": True} if sealing else {})
    told = Act(act.legal_date, act.document_number, act.note, particulars)
    if sealing:
        identities = [identity.identity_of(p) for each in petitions for p in _hidden(each)]
        check_secrecy(act.note, identities)
    row = record(session, case, EventType.CLASSIFIED, act=told, by=by, now=now, version=version)
    case.field = classification.field
    if classification.kind in SEALED_KINDS:
        for petition in petitions:
            _seal(session, petition, classification, by=by.user_id, store=store)
    session.flush()
    return row


def _check(classification: Classification) -> None:
    if classification.level not in levels_of(classification.kind):
        raise Refusal("Loại vụ việc này chỉ có một lần giải quyết.", field="level")
    if Trait.REMOTE in classification.traits and not classification.remote_reason.strip():
        raise Refusal(
            "Hãy ghi vì sao là vùng sâu, vùng xa, đi lại khó khăn.", field="remote_reason"
        )


def _check_target(session: Session, case: Case, classification: Classification, on: date) -> None:
    """A denunciation of those who lead this agency must not be looked into here."""
    if classification.target is None:
        return
    guidance = guide(classification.kind, classification.target, on)
    agency = session.get_one(OrgUnit, case.agency_id)
    outside = Trait.OUTSIDE_COMPETENCE in classification.traits
    if must_keep_away(guidance, agency.profile) and not outside:
        raise Refusal(
            "Người bị tố cáo đứng đầu cơ quan này: %(settler)s giải quyết, cơ quan này không được "
            "xem xét. Hãy chọn “Không thuộc thẩm quyền” rồi chuyển đơn.",
            article=str(guidance.cite),
            field="competence",
            settler=guidance.first,
        )


def _particulars(case: Case, classification: Classification) -> dict[str, object]:
    kept = {t for t in STANDING_TRAITS if t.value in case.traits}
    told: dict[str, object] = {
        "kind": classification.kind.value,
        "level": classification.level.value,
        "traits": sorted(t.value for t in kept | classification.traits),
    }
    if classification.field is not None:
        told["field"] = classification.field.value
    if classification.target is not None:
        told["target"] = classification.target.value
    if classification.conditions:
        told["conditions"] = list(classification.conditions)
    if classification.remote_reason.strip():
        told["remote_reason"] = classification.remote_reason.strip()
    return told


def _seal(
    session: Session,
    petition: Petition,
    classification: Classification,
    *,
    by: int,
    store: FileStore,
) -> None:
    """Hide who sent a petition: in its parties, words, papers, visit and search text."""
    on_paper_only = classification.field is Field.CORRUPTION and not petition.paper_file_number
    if petition.is_sealed and not on_paper_only:
        return
    number = classification.paper_file_number.strip()
    if on_paper_only and not number:
        raise Refusal(
            "Tố cáo tham nhũng: danh tính và nội dung chỉ lưu trên giấy. Hãy ghi số hồ sơ giấy; "
            "danh tính, nội dung và tệp đã nhập sẽ bị xóa khỏi hệ thống.",
            article=CORRUPTION,
            field="paper_file_number",
        )
    hidden = [(party, identity.identity_of(party)) for party in _hidden(petition)]
    for party, who in hidden:
        _seal_party(session, petition, party, who, by=by)
    petition.is_sealed, petition.kind = True, classification.kind
    petition.sender_label = sender_label(petition)
    if on_paper_only:
        _keep_on_paper(session, petition, number, store)
    else:
        _hide_in_words(petition, [who for _, who in hidden])
        _seal_files(session, petition.attachments, store)
    _hide_in_visit(session, petition)
    _hide_in_cases(session, petition)
    index_petition(session, petition.id, searchable(petition))


def _hidden(petition: Petition) -> list[Party]:
    return [p for p in petition.parties if p.role is not PartyRole.RESPONDENT]


def _seal_party(
    session: Session, petition: Petition, party: Party, who: Identity, *, by: int
) -> None:
    if party.pseudonym is not None:
        return
    pseudonym = numbering.next_code(
        session, petition.agency_id, numbering.PSEUDONYM_SERIES, petition.received_on.year
    )
    identity.seal(party, who, pseudonym=pseudonym, by=by)
    party.user_id = party.unit_id = None


def _hide_in_words(petition: Petition, identities: list[Identity]) -> None:
    petition.summary = without_identity(petition.summary, identities)
    petition.passed_on_by = without_identity(petition.passed_on_by, identities)
    try:
        check_secrecy(petition.summary, identities)
    except Refusal as refusal:
        raise Refusal(
            "Nội dung đơn còn chỗ để lộ người tố cáo mà máy không tự che được: "
            "hãy sửa nội dung đơn trước khi phân loại.",
            article=SECRECY,
            field="kind",
        ) from refusal


def _keep_on_paper(session: Session, petition: Petition, number: str, store: FileStore) -> None:
    """Take out what is a state secret; only the number of the paper file stays."""
    petition.paper_file_number, petition.summary = number, f"Hồ sơ giấy số {number}"
    for party in _hidden(petition):
        party.sealed_identity = None
    for attachment in list(petition.attachments):
        _remove_after_commit(session, store, attachment.storage_key)
        session.delete(attachment)


def _seal_files(session: Session, attachments: Iterable[Attachment], store: FileStore) -> None:
    for place, attachment in enumerate(attachments, start=1):
        if attachment.is_sealed:
            continue
        with store.open(attachment.storage_key) as stream:
            plain = stream.read()
        sealed = sealed_later(attachment, plain)
        _remove_after_commit(session, store, attachment.storage_key)
        attachment.storage_key = store.put(sealed)
        session.info.setdefault(UNCOMMITTED, []).append((store, attachment.storage_key))
        attachment.name = f"tai-lieu-{place:02d}.{attachment.name.rpartition('.')[2]}"
        attachment.is_sealed = True


def _remove_after_commit(session: Session, store: FileStore, key: str) -> None:
    session.info.setdefault(REPLACED, []).append((store, key))


@event.listens_for(Session, "after_commit")
def _remove_replaced(session: Session) -> None:
    """Remove the readable files only when their sealed copies are safe."""
    if not session.in_nested_transaction():
        for store, key in session.info.pop(REPLACED, ()):
            store.delete(key)


@event.listens_for(Session, "after_rollback")
def _keep_replaced(session: Session) -> None:
    session.info.pop(REPLACED, None)


def _hide_in_visit(session: Session, petition: Petition) -> None:
    visit = session.get(Visit, petition.visit_id) if petition.visit_id else None
    if visit is not None:
        visit.visitor_name = visit.name_key = visit.visitor_address = None
        visit.content = petition.summary


def _hide_in_cases(session: Session, petition: Petition) -> None:
    """Let every case of the petition show the code in place of the name."""
    for case in session.scalars(
        select(Case)
        .join(PetitionLink, PetitionLink.case_id == Case.id)
        .where(PetitionLink.petition_id == petition.id)
    ):
        case.sender_label = petition.sender_label
        case.title = title_of(petition.summary)


def without_identity(text: str, identities: Iterable[Identity]) -> str:
    """Write “người tố cáo” wherever a text names one of these people, in any spelling."""
    for who in identities:
        text = _without_name(_without_address(text, who.address), who.full_name)
        text = _without_figures(text, who)
    return text


def _without_name(text: str, name: str) -> str:
    length = len(vietnamese.tokens(name))
    if length == 0:
        return text
    runs = [*_runs(text, 1), *_runs(text, length)]
    return _replaced(text, (run for run in runs if Told(text[slice(*run)]).names(name)), STAND_IN)


def _without_address(text: str, address: str) -> str:
    runs = _runs(text, len(vietnamese.tokens(address)) or 1)
    return _replaced(text, (run for run in runs if Told(text[slice(*run)]).places(address)), "…")


def _replaced(text: str, runs: Iterable[tuple[int, int]], stand_in: str) -> str:
    """Put a stand-in where the runs are; of two that overlap the first counts."""
    pieces, end = [], 0
    for start, stop in sorted(runs):
        if start >= end:
            pieces += [text[end:start], stand_in]
            end = stop
    return "".join([*pieces, text[end:]])


def _runs(text: str, length: int) -> Iterator[tuple[int, int]]:
    """Give where so many words on end begin and end."""
    words = list(_WORD.finditer(text))
    return ((a.start(), b.end()) for a, b in zip(words, words[length - 1 :], strict=False))


def _without_figures(text: str, who: Identity) -> str:
    stated = who.phone, who.identity_number
    return _FIGURES.sub(lambda m: "…" if Told(m[0]).numbers(*stated) else m[0], text)
