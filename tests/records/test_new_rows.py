"""New rows put straight into their tables are what a flush would have made of them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories import desk, unit
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.records.audit import AuditEntry
from tracker.records.base import Base, db
from tracker.records.cases import Case, CaseEvent, PetitionLink, StoredObligation
from tracker.records.new_rows import insert_new
from tracker.records.organisation import OrgUnit
from tracker.records.petitions import Channel, Party, PartyRole, Petition
from tracker.records.reception import Reception, ReceptionMode, Visit, VisitOutcome
from tracker.records.transactions import WRITE

DAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
TABLES = (Reception, Visit, Petition, Party, Case, CaseEvent, PetitionLink)
OWN = {"id", "code", "receipt_code", "uuid", "held_on"}  # Unlike in any two rows.


def matter(session: Session, number: int) -> Case:
    """Put together, not yet written, all that an intake makes; the numbers keep two apart."""
    at = desk(session)
    owner = {"agency_id": at.agency_id}
    by = {"recorded_by_id": at.user_id, "recorded_at": NOW}
    case = Case(
        **owner, logged_unit_id=at.unit_id, code=f"KN-{number}", kind=CaseKind.COMPLAINT,
        level="first", traits=["at_desk"], state=State.RECEIVED, title="Cân sai",
        sender_label="Trần Ngọc Thủy", received_on=DAY,
    )  # fmt: skip
    reception = Reception(
        **owner, unit_id=at.unit_id, held_on=date(2026, 11, number), mode=ReceptionMode.REGULAR,
        receiver_id=at.user_id,
    )  # fmt: skip
    visit = Visit(
        **owner, **by, reception=reception, code=f"LT-{number}", visited_on=DAY,
        visitor_name="Trần Ngọc Thủy", content="Cân sai", outcome=VisitOutcome.PETITION_TAKEN,
    )  # fmt: skip
    petition = Petition(
        **owner, **by, logged_unit_id=at.unit_id, visit=visit, code=f"DT-{number}",
        receipt_code=f"AAAA-{number:04}", channel=Channel.DESK, kind=CaseKind.COMPLAINT,
        received_on=DAY, summary="Cân sai", sender_label="Trần Ngọc Thủy",
    )  # fmt: skip
    petition.parties = [
        Party(uuid=uuid4(), role=PartyRole.SENDER, full_name="Trần Ngọc Thủy", phone="0905000001"),
        Party(role=PartyRole.RESPONDENT, full_name="Chợ Bến Trúc"),
    ]
    received = CaseEvent(
        **owner, **by, sequence=1, type=EventType.RECEIVED, legal_date=DAY, particulars={"a": 1}
    )
    case.events = [received]
    case.links = [PetitionLink(petition=petition, linked_on=DAY)]
    session.add(case)
    return case


def stored(session: Session, table: type[Base], *, last: int = 1) -> list[dict[str, Any]]:
    """Give what stands in the newest rows of a table, in plain columns."""
    columns = [c for c in table.__table__.columns if c.name not in OWN and not c.foreign_keys]
    newest = select(*columns).order_by(table.__table__.c.id.desc()).limit(last)
    return [dict(row) for row in session.execute(newest).mappings()]


def entered(session: Session, since: int) -> list[tuple[str, str, list[tuple[str, list[str]]]]]:
    """Give what the trail says since an entry: what was done to which table, and which columns."""
    rows = session.scalars(select(AuditEntry).where(AuditEntry.id > since).order_by(AuditEntry.id))
    return [
        (e.action, e.subject, sorted((k, sorted(v)) for k, v in e.changes.items())) for e in rows
    ]


def last_entry(session: Session) -> int:
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def test_they_are_what_a_flush_writes(session: Session) -> None:
    desk(session)
    before = last_entry(session)
    matter(session, 1)
    session.flush()
    flushed = {t: stored(session, t, last=2 if t is Party else 1) for t in TABLES}
    said = entered(session, before)

    before = last_entry(session)
    case = matter(session, 2)
    insert_new(session)

    assert {t: stored(session, t, last=2 if t is Party else 1) for t in TABLES} == flushed
    # A flush writes table by table, but enters the rows in the order in which they came in.
    assert sorted(entered(session, before)) == sorted(said)
    assert len(said) == 8
    assert case.version == 1
    assert not session.new


def test_they_point_to_each_other(session: Session) -> None:
    case = matter(session, 1)

    insert_new(session)
    number = case.id
    session.commit()
    session.expunge_all()

    found = session.get_one(Case, number)
    petition = found.links[0].petition
    assert [p.full_name for p in petition.parties] == ["Trần Ngọc Thủy", "Chợ Bến Trúc"]
    assert petition.visit is not None
    assert petition.visit.reception.mode is ReceptionMode.REGULAR
    assert found.events[0].particulars == {"a": 1}


def test_they_are_rows_like_any_others_afterwards(session: Session) -> None:
    case = matter(session, 1)
    insert_new(session)

    assert inspect(case).persistent
    assert session.get(Case, case.id) is case
    case.title = "Cân sai ở chợ"
    session.flush()

    assert case.version == 2
    assert entered(session, last_entry(session) - 1) == [
        ("change", "case_file", [("title", ["changed", "digest", "old_digest"])])
    ]


def test_what_was_left_out_has_its_usual_value(session: Session) -> None:
    case = matter(session, 1)

    insert_new(session)

    assert (case.is_paused, case.is_open, case.handler_id) == (False, True, None)
    assert case.links[0].petition.parties[1].uuid is not None


def test_a_rollback_forgets_them(session: Session) -> None:
    matter(session, 1)
    session.flush()
    session.commit()
    kept = session.scalar(select(func.count()).select_from(Case))
    undone = matter(session, 2)

    insert_new(session)
    number = undone.id
    session.rollback()

    assert inspect(undone).transient
    assert session.scalar(select(func.count()).select_from(Case)) == kept
    again = matter(session, 2)
    insert_new(session)
    assert session.get(Case, again.id) is again
    assert again.id >= number - 1


def test_a_broken_constraint_is_told_as_by_a_flush(session: Session) -> None:
    matter(session, 1)
    insert_new(session)
    twice = matter(session, 2)
    twice.code = "KN-1"

    with pytest.raises(IntegrityError):
        insert_new(session)
    session.rollback()

    assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_what_was_changed_beside_them_is_written_too(session: Session) -> None:
    here = unit(session)
    session.commit()
    here.short_name = "P. Đo lường"
    case = matter(session, 1)

    insert_new(session)
    number, place = case.id, here.id
    session.commit()
    session.expunge_all()

    assert session.get_one(OrgUnit, place).short_name == "P. Đo lường"
    assert session.get_one(Case, number).version == 1


def test_a_new_row_may_stand_behind_another_of_its_kind(session: Session) -> None:
    first, second = matter(session, 1), matter(session, 2)
    first.origin = second

    insert_new(session)
    numbers = first.id, second.id
    session.commit()
    session.expunge_all()

    assert session.get_one(Case, numbers[0]).origin_id == numbers[1]


def test_none_said_in_words_is_none_in_the_row(session: Session) -> None:
    case = matter(session, 1)
    case.origin = None
    case.obligations = [
        StoredObligation(
            agency_id=case.agency_id, rule="KN-27", nature="duty", started_by=1, started_on=DAY,
            version_from=DAY, due_on=DAY, unrolled_on=DAY, warn_on=DAY, at_risk_from=DAY,
            urgent_from=DAY, standing="running", is_running=True, is_estimated=False,
        )
    ]  # fmt: skip

    insert_new(session)

    assert case.origin_id is None
    assert case.obligations[0].case_id == case.id


def test_outside_of_writing_a_page_may_not_use_it(sqlite_app: Any, session: Session) -> None:
    desk(session)
    session.commit()
    with sqlite_app.app_context():
        token = WRITE.set(False)
        try:
            matter(db.session(), 1)
            with pytest.raises(RuntimeError, match="GET never writes"):
                insert_new(db.session())
        finally:
            WRITE.reset(token)
            db.session.rollback()
