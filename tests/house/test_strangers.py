"""Who has no right changes nothing, and another agency's rows do not exist."""

from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support import source, walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import Address, Demo
from tracker.access import GRANTS, Permission, Role
from tracker.casework import (
    attachments,
    handover,
    intake,
    notices,
    papers_taken,
    periodic,
    registration,
)  # fmt: skip
from tracker.casework.data_breaches import BreachDetails, log_breach
from tracker.casework.data_requests import About, RequestDetails, log_request
from tracker.casework.identity import Identity
from tracker.casework.periodic import RuleDraft
from tracker.casework.registration import Desk
from tracker.casework.regular_hours import HoursDraft, add_hours
from tracker.clock import now, today
from tracker.law.data_breach import BreachTrait
from tracker.law.data_rights import DataRight, Proof, RequestWay
from tracker.law.kinds import CaseKind
from tracker.law.periodic import Pattern, Recurrence, Weekday
from tracker.law.postings import NoticeTopic, Spot
from tracker.records.organisation import OrgUnit, User
from tracker.records.reception import VisitOutcome
from tracker.records.visits import PaperCondition
from tracker.web.guard import PUBLIC, permission_of
from tracker.web.stored_files import file_store

SignIn = Callable[..., InspectingClient]

REFUSED = {403, 404}
FOREIGN = "Sở Xây dựng"
# The calendar is one for all agencies, and a year belongs to nobody.
SHARED = {"administration.remove_day", "administration.calendar", "lookup.calendar_data"}
SHARED |= {"ladder.edit", "jobs.run"}  # Their addresses name kinds, which are alike everywhere.
# What is posted or published is there for everybody.
FOR_THE_PUBLIC = {"notices.agencies", "notices.place", "notices.read"}
FOR_THE_PUBLIC |= {"agencies.schedule", "agencies.schedule_feed"}
SHARED |= FOR_THE_PUBLIC | {"processing.edit"}  # Its address names parts that all agencies have.
FILLED_IN = {
    "legal_date": "today", "document_number": "1/SKHCN", "note": "Ghi chú",
    "reason": "Lý do đủ dài", "kind": "complaint", "level": "first", "field": "other",
    "competence": "within",
    "outcome": "right", "ground": "dc-a", "criteria": "places", "body": "Sở khác", "to": "Sở khác",
    "right_date": "today", "correcting": "redate", "last_day": "today", "name": "Tên",
    "short_name": "T", "role": "handler", "starts_on": "today", "parts-0-title": "Việc khác",
    "parts-0-kind": "complaint", "language": "vi",
}  # fmt: skip


@pytest.fixture
def demo(session: Session, command: Callable[..., str], at: SetClock) -> Demo:
    at(walks.DAY)
    return walks.load_demo(session, command)


@pytest.mark.parametrize("role", Role, ids=str)
def test_a_role_without_the_right_is_refused_and_adds_nothing(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(demo.people[role])
    before = walks.row_counts(session)
    places = walks.addresses(sqlite_app, session, "POST", agency_id=demo.agency_id)
    shut = [place for place in places if not _is_granted(sqlite_app, place, role)]
    source.refuse(_let_through(client, shut), f"{role} is refused.", "look at the view's mark.")
    assert shut
    assert walks.added(before, walks.row_counts(session)) == {}


@pytest.mark.parametrize("role", Role, ids=str)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rows_of_another_agency_do_not_exist(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn, role: Role, method: str
) -> None:
    foreign = _found_foreign_agency(session, FOREIGN)
    places = walks.addresses(sqlite_app, session, method, agency_id=foreign, of_objects=True)
    client = sign_in(demo.people[role])
    before = walks.row_counts(session)
    mine = [p for p in places if p.endpoint not in SHARED and _is_granted(sqlite_app, p, role)]
    found = _let_through(client, mine, method=method, allowed={404})
    source.refuse(found, f"{role} gets 404 for what is foreign.", "load it through visibility.")
    assert len({p.endpoint for p in places}) > 15
    assert walks.added(before, walks.row_counts(session)) == {}


def test_foreign_words_are_on_no_page(
    sqlite_app: Flask, session: Session, demo: Demo, sign_in: SignIn
) -> None:
    _found_foreign_agency(session, FOREIGN)
    places = walks.addresses(sqlite_app, session, "GET", agency_id=demo.agency_id)
    lists = {
        p.url
        for p in places
        if p.url.count("/") < 3 and "sign" not in p.url and p.endpoint not in FOR_THE_PUBLIC
    }
    found = {
        f"{url} as {role}"
        for role, user in demo.people.items()
        for client in [sign_in(user)]
        for url in sorted(lists | {"/search?q=vôi+sữa", "/cases?tab=closed", "/visits"})
        for words in [walks.text_of(client, url)]
        if FOREIGN in words or "Vôi Sữa" in words or "VSX" in words
    }
    source.refuse(sorted(found), "What is foreign stands nowhere.", "add the agency's condition.")


def test_a_foreign_case_is_no_target_of_a_merger(
    session: Session, demo: Demo, sign_in: SignIn
) -> None:
    theirs = _foreign_petition(session, _foreign_desk(session, FOREIGN)).case
    case = walks.register(session, demo, CaseKind.COMPLAINT)
    assert theirs is not None
    client = sign_in(demo.people[Role.DIRECTOR])
    page = client.get(f"/petitions/{case.links[0].petition_id}/merge?case={case.id}")

    answer = client.submit(page, {"into": theirs.code, "reason": "Cùng việc"}, status=422)

    assert "Không tìm thấy vụ việc này" in answer.words


def test_nobody_is_assigned_from_another_agency(
    session: Session, demo: Demo, sign_in: SignIn
) -> None:
    stranger = factories.person(session, Role.HANDLER, at=factories.agency(session, FOREIGN))
    case = walks.register(session, demo, CaseKind.COMPLAINT)
    client = sign_in(demo.people[Role.DIRECTOR])
    place = f"/cases/{case.id}/assignment"
    client.get(place)

    foreign = {"unit_id": stranger.memberships[0].unit_id, "user_id": stranger.id}
    client.post(place, {**foreign, "reason": "Lý do đủ dài"}, status=422)

    session.refresh(case)
    assert case.handler_id is None


def _is_granted(app: Flask, place: Address, role: Role) -> bool:
    with app.app_context():
        stated = permission_of(place.endpoint)
    return stated == PUBLIC or (isinstance(stated, Permission) and role in GRANTS[stated])


def _let_through(
    client: InspectingClient,
    places: list[Address],
    *,
    method: str = "POST",
    allowed: set[int] = REFUSED,
) -> list[str]:
    day = f"{today():%d/%m/%Y}"
    typed = {name: day if value == "today" else value for name, value in FILLED_IN.items()}
    sent = {"data": {**typed, "csrf_token": client.csrf_token()}} if method == "POST" else {}
    answers = ((place, walks.status_of(client, place.url, **sent)) for place in places)
    return [f"{place.url} ({place.endpoint}): {a}" for place, a in answers if a not in allowed]


def _found_foreign_agency(session: Session, name: str) -> int:
    """Found another agency with at least one row behind every part of an address."""
    desk = _foreign_desk(session, name)
    logged = [_foreign_petition(session, desk, kind) for kind in CaseKind]
    visit = intake.VisitDetails(
        today(), Identity("Lý Thị Vôi Sữa"), "Hỏi về vôi sữa", VisitOutcome.GUIDED,
        outcome_note="VSX",
    )  # fmt: skip
    logged_visit = intake.log_visit(session, desk, visit, None, now=now()).visit
    assert logged_visit is not None
    paper = papers_taken.PaperTyped("VSX", 1, PaperCondition.ORIGINAL)
    receipt = papers_taken.ReceiptDetails(today(), 2)
    papers_taken.take_papers(session, logged_visit, [paper], receipt, by=desk.user_id, now=now())
    director = factories.person(session, Role.DIRECTOR, at=session.get_one(OrgUnit, desk.agency_id))
    text = notices.NoticeDetails(NoticeTopic.OTHER, "Thông báo VSX", "Vôi Sữa")
    drafted = notices.draft(session, desk.agency_id, text, by=director.id, now=now())
    notices.post(
        session, drafted, Spot.SEAT, place="", posted_on=today(), by=director.id, now=now()
    )
    first, second = logged[0].case, _foreign_petition(session, desk).case
    assert first is not None
    assert second is not None
    _foreign_schedule(session, director)
    _foreign_privacy(session, desk, director)
    by = factories.reach(session, director)
    handover.merge(session, second, first, reason="Cùng một việc", by=by, now=now())
    session.commit()
    return desk.agency_id


def _foreign_schedule(session: Session, director: User) -> None:
    """Set hours, a rule and so sessions, and open a month, for the foreign director."""
    agency_id, hours = director.agency_id, (time(8), time(11), "Phòng tiếp VSX", today())
    draft = HoursDraft(agency_id, (Weekday.MONDAY,), *hours)
    add_hours(session, draft, agency_id=agency_id)
    rule = RuleDraft(agency_id, director.id, Recurrence(Pattern.DAY_OF_MONTH, 20), *hours)
    periodic.add_rule(session, rule, agency_id=agency_id, agreed=(), now=now())


def _foreign_privacy(session: Session, desk: Desk, director: User) -> None:
    """Log a request about data and a breach at the foreign agency."""
    typed = RequestDetails(
        DataRight.VIEW, today(), RequestWay.DESK, "Lý Thị Vôi Sữa", Proof.PAPER, "Xem dữ liệu VSX"
    )
    by = factories.reach(session, session.get_one(User, desk.user_id))
    log_request(
        session, typed, About(), logged_unit_id=desk.unit_id, unit_id=desk.unit_id, by=by, now=now()
    )
    found = BreachDetails("Mất sổ VSX", now(), "Vôi Sữa", "Văn thư", "VSX", (BreachTrait.HARM,))
    log_breach(session, found, by=factories.reach(session, director), now=now())


def _foreign_desk(session: Session, name: str) -> Desk:
    agency = factories.agency(session, name)
    office = factories.unit(session, "Văn phòng", under=agency)
    return factories.desk(session, factories.person(session, Role.RECEPTIONIST, at=office))


def _foreign_petition(
    session: Session, desk: Desk, kind: CaseKind = CaseKind.COMPLAINT
) -> registration.Logged:
    """Register a petition with a paper at the foreign desk."""
    from io import BytesIO

    typed = factories.petition_details(
        kind, received_on=today(), sender=Identity("Lý Thị Vôi Sữa"), summary="Chậm cấp vôi sữa VSX"
    )
    logged = registration.register_petition(session, desk, typed, now=now())
    assert logged.petition is not None
    attachments.attach(
        session, logged.petition, [attachments.Upload("vsx.txt", BytesIO(b"Don"))],
        store=file_store(), limit=10_000, by=desk.user_id, now=now(),
    )  # fmt: skip
    return logged
