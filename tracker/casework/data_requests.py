"""Requests of data subjects: taken in with a number, answered in time, carried out or refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.casework.identity import SECRECY, refuse_naming_in
from tracker.casework.numbering import is_pseudonym, next_code
from tracker.casework.reasons import refuse_few_words
from tracker.law.calendar import Calendar
from tracker.law.data_clocks import DataClock, RequestDays, request_clocks
from tracker.law.data_rights import (
    DECREE,
    STEPS,
    DataRight,
    Proof,
    RefusalReason,
    RequestDeed,
    RequestState,
    RequestWay,
)
from tracker.law.terms import Refusal, Stale
from tracker.records.cases import Case
from tracker.records.petitions import Petition
from tracker.records.privacy import DataRequest, DataRequestStep
from tracker.records.privacy_sight import seen_requests
from tracker.records.reception import Visit
from tracker.records.visibility import Reach
from tracker.vietnamese import name_key

SERIES = "YCDL"
LONGEST_KEY = 200
D = RequestDeed
PERMISSION_OF = {
    D.ANSWERED: Permission.DATA_DECIDE,
    D.CARRIED_OUT: Permission.DATA_DECIDE,
    D.REFUSED: Permission.DATA_DECIDE,
    D.WITHDRAWN: Permission.DATA_WITHDRAW,
}


@dataclass(frozen=True, slots=True)
class About:
    """The petition, visit or case that a request is about; none where it is not known."""

    petition: Petition | None = None
    visit: Visit | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """What is typed of a request."""

    asked_right: DataRight
    received_on: date
    way: RequestWay
    full_name: str
    proof: Proof
    wish: str
    proof_note: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class StepDetails:
    """What is typed of a step."""

    legal_date: date
    words: str
    refusal_reason: RefusalReason | None = None
    document_number: str = ""


def log_request(
    session: Session, details: RequestDetails, about: About, *,
    logged_unit_id: int, unit_id: int, by: Reach, now: datetime,
) -> DataRequest:  # fmt: skip
    """Take a request in under the next number of its year, for the unit that is to answer."""
    if details.received_on > now.date():
        raise Refusal("Ngày nhận chưa đến.", field="received_on")
    _check_secrecy(session, details, about)
    request = DataRequest(
        agency_id=by.agency_id,
        logged_unit_id=logged_unit_id,
        unit_id=unit_id,
        code=next_code(session, by.agency_id, SERIES, details.received_on.year),
        asked_right=details.asked_right,
        received_on=details.received_on,
        way=details.way,
        full_name=details.full_name,
        name_key=name_key(details.full_name)[:LONGEST_KEY],
        proof=details.proof,
        proof_note=details.proof_note,
        address=details.address,
        phone=details.phone,
        email=details.email,
        wish=details.wish,
        petition=about.petition,
        visit=about.visit,
        case=about.case,
        state=RequestState.RECEIVED,
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(request)
    session.flush()
    return request


def take_step(
    session: Session, request: DataRequest, deed: RequestDeed, details: StepDetails, *,
    by: Reach, now: datetime, version: int | None = None,
) -> DataRequestStep:  # fmt: skip
    """Record one step; what was recorded is never changed, a further one follows."""
    if version is not None and version != request.version:
        raise Stale(request.code)
    if not may_take(session, request, deed, by=by):
        raise Refusal("Trưởng đơn vị hoặc lãnh đạo quyết định việc này.")
    _check_way(request, deed)
    _check_day(request, details.legal_date, now.date())
    _check_words(session, request, deed, details)
    request.state = STEPS[deed][1]
    step = DataRequestStep(
        agency_id=request.agency_id,
        request=request,
        deed=deed,
        legal_date=details.legal_date,
        words=details.words.strip(),
        refusal_reason=details.refusal_reason if deed is D.REFUSED else None,
        document_number=details.document_number,
        recorded_by_id=by.user_id,
        recorded_at=now,
    )
    session.add(step)
    session.flush()
    return step


def may_take(session: Session, request: DataRequest, deed: RequestDeed, *, by: Reach) -> bool:
    """Say whether a step of this request is this person's to take, wherever it stands."""
    is_seen = seen_requests(by, PERMISSION_OF[deed])
    return (
        session.scalar(select(DataRequest.id).where(DataRequest.id == request.id, is_seen))
        is not None
    )


def open_deeds(request: DataRequest) -> tuple[RequestDeed, ...]:
    """Give the steps that are possible where a request stands, whoever may take them."""
    return tuple(deed for deed, (origins, _to) in STEPS.items() if request.state in origins)


def days_of(request: DataRequest, steps: Sequence[DataRequestStep]) -> RequestDays:
    """Give the days that the clocks of a request look at."""
    on = {step.deed: step.legal_date for step in steps}
    return RequestDays(
        request.received_on,
        on.get(D.ANSWERED),
        on.get(D.CARRIED_OUT) or on.get(D.REFUSED),
        on.get(D.WITHDRAWN),
    )


def clocks_of(request: DataRequest, *, today: date, calendar: Calendar) -> tuple[DataClock, ...]:
    """Give the clocks of a request with its steps."""
    return request_clocks(
        request.asked_right, days_of(request, request.steps), today=today, calendar=calendar
    )


def _check_secrecy(session: Session, details: RequestDetails, about: About) -> None:
    """Keep a denouncer's name out of the register: the code of the petition stands for it."""
    refuse_naming_in(
        _petitions(session, about),
        full_name=details.full_name,
        address=details.address,
        phone=details.phone,
        email=details.email,
        wish=details.wish,
        proof_note=details.proof_note,
    )
    if is_pseudonym(details.full_name) and (details.address or details.phone or details.email):
        raise Refusal(
            "Danh tính được giữ kín: để trống địa chỉ, điện thoại, thư điện tử.",
            article=SECRECY,
            field="full_name",
        )


def _petitions(session: Session, about: About) -> list[Petition]:
    found = [about.petition] if about.petition else []
    if about.case is not None:
        found += [link.petition for link in about.case.links]
    if about.visit is not None:
        found += session.scalars(select(Petition).where(Petition.visit_id == about.visit.id))
    return found


def _check_way(request: DataRequest, deed: RequestDeed) -> None:
    if request.state not in STEPS[deed][0]:
        raise Refusal(
            "Yêu cầu đang ở trạng thái “%(state)s” nên chưa thể: %(deed)s.",
            state=request.state,
            deed=deed,
        )


def _check_day(request: DataRequest, legal_date: date, today: date) -> None:
    if legal_date > today:
        raise Refusal("Ngày thực hiện chưa đến.", field="legal_date")
    earlier = [step.legal_date for step in request.steps]
    if legal_date < max([request.received_on, *earlier]):
        raise Refusal(
            "Ngày này phải từ ngày nhận yêu cầu và các bước trước trở đi.", field="legal_date"
        )


def _check_words(
    session: Session, request: DataRequest, deed: RequestDeed, details: StepDetails
) -> None:
    refuse_few_words(details.words)
    if deed is D.REFUSED and details.refusal_reason is None:
        raise Refusal("Hãy chọn căn cứ từ chối.", article=DECREE, field="refusal_reason")
    about = About(request.petition, request.visit, request.case)
    refuse_naming_in(_petitions(session, about), words=details.words)
