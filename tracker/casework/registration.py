"""Enter a petition in the register: seal who must be sealed, open its case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from tracker.casework import identity, matters, numbering
from tracker.casework.cases import Matter, case_series, open_case
from tracker.casework.identity import Identity
from tracker.law.acting import ActingAs, check_own_denunciation
from tracker.law.events import Trait
from tracker.law.kinds import SEALED_KINDS, CaseKind, Level
from tracker.law.representatives import check_group
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.names import learn_names
from tracker.records.petitions import Channel, Party, PartyRole, Petition
from tracker.records.reception import Visit
from tracker.records.search import index_petition

CORRUPTION = "Quyết định 774/QĐ-TTg ngày 05/06/2020"
TITLE_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Desk:
    """Where and by whom something is taken in."""

    agency_id: int
    unit_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class PartyDetails:
    """One person or organisation in a role; a respondent may be a person or unit of the agency."""

    role: PartyRole
    identity: Identity
    user_id: int | None = None
    unit_id: int | None = None
    authorisation: str = ""
    acting_as: ActingAs | None = None


@dataclass(frozen=True, slots=True)
class PetitionDetails:
    """What is typed of a petition."""

    kind: CaseKind
    summary: str
    received_on: date
    parties: tuple[PartyDetails, ...]
    channel: Channel = Channel.DESK
    level: Level = Level.FIRST
    head_count: int = 1
    written_on: date | None = None
    passed_on_by: str = ""
    same_matter_id: int | None = None
    same_matter_why: str = ""
    is_corruption: bool = False
    paper_file_number: str = ""
    traits: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class Logged:
    """What one intake made."""

    visit: Visit | None = None
    petition: Petition | None = None
    case: Case | None = None


def register_petition(
    session: Session,
    desk: Desk,
    details: PetitionDetails,
    *,
    now: datetime,
    visit: Visit | None = None,
    codes: Mapping[numbering.Series, str] | None = None,
) -> Logged:
    """Enter a petition in the register and open its case, so that its clocks run at once.

    With the visit on which it was handed in come the numbers that were taken for all in one go.
    """
    _check_petition(details, now.date())
    earlier = _check_same_matter(session, desk, details)
    codes = codes or numbering.next_codes(session, desk.agency_id, series_of(details))
    petition = _petition_row(desk, details, visit, codes[_own_series(details)], now)
    petition.parties = [_party(session, desk, details, p) for p in _parties(details)]
    petition.sender_label = sender_label(petition)
    case = open_case(
        session,
        petition,
        Matter(details.kind, title_of(petition.summary), details.level, _traits(details, visit)),
        by=desk.user_id,
        now=now,
        code=codes[case_series(details.kind, details.received_on)],
    )
    index_petition(session, petition.id, searchable(petition))
    learn_names(session, petition.parties)
    if earlier is not None:
        why = details.same_matter_why
        matters.note_link(session, petition, earlier, reason=why, by=desk.user_id, now=now)
    return Logged(visit, petition, case)


def visit_series(visited_on: date) -> numbering.Series:
    """Give the series in which a visit of a day is numbered."""
    return numbering.VISIT_SERIES, visited_on.year


def _own_series(details: PetitionDetails) -> numbering.Series:
    return numbering.PETITION_SERIES, details.received_on.year


def series_of(details: PetitionDetails) -> list[numbering.Series]:
    """Give the series in which a petition and its case are numbered."""
    return [_own_series(details), case_series(details.kind, details.received_on)]


def _petition_row(
    desk: Desk, details: PetitionDetails, visit: Visit | None, code: str, now: datetime
) -> Petition:
    return Petition(
        agency_id=desk.agency_id,
        logged_unit_id=desk.unit_id,
        visit=visit,
        code=code,
        receipt_code=numbering.receipt_code(),
        channel=details.channel,
        kind=details.kind,
        written_on=details.written_on,
        received_on=details.received_on,
        passed_on_by=details.passed_on_by,
        summary=content_of(details),
        sender_label="",
        head_count=details.head_count,
        is_sealed=details.kind in SEALED_KINDS,
        paper_file_number=details.paper_file_number or None,
        recorded_by_id=desk.user_id,
        recorded_at=now,
    )


def title_of(summary: str) -> str:
    """Give the first words of a summary as the title of a case."""
    line = " ".join(summary.split())
    if len(line) <= TITLE_LENGTH:
        return line
    end = line.rfind(" ", 0, TITLE_LENGTH)
    return line[: end if end > 0 else TITLE_LENGTH] + " …"


def searchable(petition: Petition) -> str:
    """Give the text under which a petition is found; sealed identities take no part."""
    parts = [petition.code, petition.sender_label, petition.summary]
    parts += [p.label for p in petition.parties]
    parts += [p.address or "" for p in petition.parties]
    return " ".join(parts)


def check_secrecy(text: str, identities: Iterable[Identity], *, field: str = "content") -> None:
    """Refuse a text of a denunciation that names the denouncer."""
    if any(identity.reveals(text, who) for who in identities):
        raise Refusal(
            "Nội dung có họ tên, địa chỉ, số điện thoại hoặc số định danh của người tố cáo: "
            "hãy viết “người tố cáo”.",
            article=identity.SECRECY,
            field=field,
        )


def check_day(day: date, today: date, name: str) -> None:
    """Refuse a day in the future."""
    if day > today:
        raise Refusal("Ngày không được ở tương lai.", field=name)


def _check_petition(details: PetitionDetails, today: date) -> None:
    check_day(details.received_on, today, "received_on")
    if details.written_on and details.written_on > details.received_on:
        raise Refusal("Ngày viết đơn sau ngày nhận đơn.", field="written_on")
    if details.is_corruption:
        _check_paper_only(details)
        return
    if not details.summary.strip():
        raise Refusal("Hãy ghi nội dung sự việc.", field="content")
    senders = [p for p in details.parties if p.role is PartyRole.SENDER]
    if not senders:
        raise Refusal("Hãy ghi người gửi đơn.", field="full_name")
    representatives = sum(p.role is PartyRole.REPRESENTATIVE for p in details.parties)
    check_group(details.head_count, representatives)
    for party in details.parties:
        check_own_denunciation(party.acting_as, details.kind)
    if details.kind in SEALED_KINDS:
        hidden = [p.identity for p in details.parties if p.role is not PartyRole.RESPONDENT]
        check_secrecy(details.summary, hidden)
        check_secrecy(details.passed_on_by, hidden, field="passed_on_by")
        for party in details.parties:
            check_secrecy(party.authorisation, hidden, field="authorisation")


def _check_same_matter(session: Session, desk: Desk, details: PetitionDetails) -> Petition | None:
    """Give the earlier petition of the same matter, refused where it may not be linked."""
    if details.same_matter_id is None:
        return None
    earlier = session.get(Petition, details.same_matter_id)
    if earlier is None or earlier.agency_id != desk.agency_id:
        raise Refusal("Không tìm thấy đơn được liên kết.", field="same_matter_id")
    matters.check_secrecy_between(
        earlier, is_sealed=details.kind in SEALED_KINDS, field="same_matter_id"
    )
    return earlier


def _check_paper_only(details: PetitionDetails) -> None:
    """A denunciation of corruption keeps its identity and content on paper only."""
    if details.kind is not CaseKind.DENUNCIATION:
        raise Refusal("Chỉ đơn tố cáo mới có nội dung tham nhũng.", field="is_corruption")
    if not details.paper_file_number.strip():
        raise Refusal("Hãy ghi số hồ sơ giấy.", article=CORRUPTION, field="paper_file_number")
    if any(p.identity != Identity("") for p in details.parties) or details.summary.strip():
        raise Refusal(
            "Tố cáo tham nhũng: họ tên, địa chỉ và nội dung là bí mật nhà nước, "
            "không được nhập vào hệ thống này; hãy xóa đi và chỉ ghi số hồ sơ giấy.",
            article=CORRUPTION,
            field="is_corruption",
        )


def content_of(details: PetitionDetails) -> str:
    """Give the text that may be stored: for corruption only the number of the paper file."""
    if details.is_corruption:
        return f"Hồ sơ giấy số {details.paper_file_number.strip()}"
    return details.summary.strip()


def _parties(details: PetitionDetails) -> tuple[PartyDetails, ...]:
    if not details.is_corruption:
        return details.parties
    kept_away = tuple(p for p in details.parties if p.user_id or p.unit_id)
    return (PartyDetails(PartyRole.SENDER, Identity("")), *kept_away)


def _party(session: Session, desk: Desk, details: PetitionDetails, party: PartyDetails) -> Party:
    row = Party(
        uuid=uuid4(),
        role=party.role,
        user_id=party.user_id,
        unit_id=party.unit_id,
        authorisation=party.authorisation,
        acting_as=party.acting_as,
    )
    if details.kind in SEALED_KINDS and party.role is not PartyRole.RESPONDENT:
        pseudonym = numbering.next_code(
            session, desk.agency_id, numbering.PSEUDONYM_SERIES, details.received_on.year
        )
        identity.seal(row, party.identity, pseudonym=pseudonym, by=desk.user_id)
        row.user_id = row.unit_id = None
        if details.is_corruption:
            row.sealed_identity = None
        return row
    identity.keep(row, party.identity)
    return row


def sender_label(petition: Petition) -> str:
    """Give who sent a petition in a line: the first sender, and how many more."""
    labels = [p.label for p in petition.parties if p.role is PartyRole.SENDER]
    others = petition.head_count - 1
    return f"{labels[0]} (+{others})" if others and labels else "".join(labels[:1])


def _traits(details: PetitionDetails, visit: Visit | None) -> frozenset[Trait]:
    traits = set(details.traits)
    if visit is not None:
        traits.add(Trait.AT_DESK)
    if details.channel is Channel.PASSED_ON:
        traits.add(Trait.PASSED_ON)
    return frozenset(traits)
