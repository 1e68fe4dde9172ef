"""Rows for the tests of this ring, each with no more than it needs."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry
from tracker.records.organisation import OrgUnit, User
from tracker.records.petitions import Channel, Party, PartyRole, Petition

NAME = "Trần Thị Bích Ngọc"


def newest(session: Session, subject: str | None = None) -> AuditEntry:
    """Give the last entry of the trail, or the last about a table."""
    entries = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    return session.scalars(entries.filter_by(subject=subject) if subject else entries).one()


def add_unit(session: Session, *, name: str) -> OrgUnit:
    unit = OrgUnit(name=name, short_name=name[:40])
    session.add(unit)
    session.flush()
    return unit


def add_user(session: Session, unit: OrgUnit) -> User:
    user = User(
        agency_id=unit.id, login="an.nv", full_name="Nguyễn Văn An", password_hash="$argon2id$x"
    )
    session.add(user)
    session.flush()
    return user


def add_petition(session: Session) -> Petition:
    unit = add_unit(session, name="Sở A")
    petition = Petition(
        agency_id=unit.id,
        logged_unit_id=unit.id,
        code="KN-2026-0001",
        receipt_code="R1",
        channel=Channel.DESK,
        kind=CaseKind.COMPLAINT,
        received_on=date(2026, 11, 23),
        summary=f"{NAME} khiếu nại về thửa đất số 12",
        sender_label=NAME,
        recorded_by_id=add_user(session, unit).id,
        recorded_at=datetime(2026, 11, 23, 2, tzinfo=UTC),
        parties=[Party(role=PartyRole.SENDER, full_name=NAME, phone="0912 345 678", address="Huế")],
    )
    session.add(petition)
    session.flush()
    return petition
