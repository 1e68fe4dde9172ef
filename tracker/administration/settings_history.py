"""The history of the settings, as the trail keeps it: who changed what, from when to when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from tracker.law.ladder import DIGEST_AT, HOUSE, Rung
from tracker.law.terms import Term
from tracker.records.administration import AgencySettings
from tracker.records.audit import AuditEntry, chain_of
from tracker.records.calendar import CalendarDay
from tracker.records.organisation import OrgUnit, User
from tracker.records.reminders import DigestHour, LadderRung
from tracker.web.words import gettext as _
from tracker.web.words import term

MOST_SHOWN = 200  # Of the latest changes; the trail has all.
TABLES = tuple(
    table.__tablename__ for table in (AgencySettings, LadderRung, DigestHour, CalendarDay)
)
HOUSE_VALUES = {
    name: column.default.arg
    for name, column in AgencySettings.__table__.columns.items()
    if column.default is not None
}


class Setting(Term):
    """What an administrator may set, by the column that keeps it."""

    NAME = "name", "Tên cơ quan", "Name of the agency"
    SHORT_NAME = "short_name", "Tên viết tắt", "Short name"
    HEAD_TITLE = "head_title", "Chức danh người đứng đầu", "Title of the head"
    PROFILE = "profile", "Loại cơ quan", "Kind of agency"
    ADDRESS = "postal_address", "Địa chỉ", "Address"
    PHONE = "contact_phone", "Điện thoại", "Telephone"
    EMAIL = "contact_email", "Thư điện tử", "E-mail"
    IDLE = "idle_days", "Số ngày không đăng nhập thì khóa", "Days idle until closed"
    WARNING = "idle_warning_days", "Báo trước khi khóa (ngày)", "Days of warning"
    CONSENT = "consent_days", "Số ngày chờ đồng ý giao vai trò", "Days a consent is awaited"
    BEFORE = "before", "Nhắc trước hạn (ngày làm việc)", "Reminders before (working days)"
    AFTER = "after", "Nhắc sau hạn (ngày làm việc)", "Reminders after (working days)"
    DIGEST_AT = "digest_at", "Giờ gửi thư nhắc", "Hour of the digest"


@dataclass(frozen=True, slots=True)
class Changed:
    """One setting that was changed: old and new, by whom, from when until when it held."""

    what: str
    old: str
    new: str
    by: str
    at: datetime
    until: datetime | None


def history(session: Session, agency_id: int) -> list[Changed]:
    """Give the changes of the settings of an agency, the latest first."""
    rows = session.execute(_entries(agency_id)).all()
    rungs = _rungs(session, agency_id)
    later: dict[tuple[str, str, str], datetime] = {}
    found: list[Changed] = []
    for row in rows:
        for key, what, old, new in _changes(row, rungs):
            found.append(
                Changed(what, old, new, row.full_name or _("hệ thống"), row.at, later.get(key))
            )
            later[key] = row.at
    return found


def _entries(agency_id: int) -> Any:
    agency = and_(
        AuditEntry.subject == OrgUnit.__tablename__, AuditEntry.subject_id == str(agency_id)
    )
    return (
        select(
            AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.subject_id,
            AuditEntry.changes, User.full_name,
        )
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(
            AuditEntry.chain == chain_of(agency_id), or_(AuditEntry.subject.in_(TABLES), agency)
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(MOST_SHOWN)
    )  # fmt: skip


def _rungs(session: Session, agency_id: int) -> dict[str, LadderRung]:
    rows = session.scalars(select(LadderRung).where(LadderRung.agency_id == agency_id))
    return {str(row.id): row for row in rows}


def _changes(
    row: Row[Any], rungs: Mapping[str, LadderRung]
) -> Iterator[tuple[tuple[str, str, str], str, str, str]]:
    """Give each setting that an entry changed: its key, its name, old and new."""
    if row.subject == CalendarDay.__tablename__:
        yield _calendar(row)
        return
    rung = rungs.get(row.subject_id) if row.subject == LadderRung.__tablename__ else None
    for name, change in row.changes.items():
        setting = next((each for each in Setting if each.value == name), None)
        if setting is None or not isinstance(change, Mapping):
            continue
        old = change.get("old", _house(name, rung) if row.action == "create" else None)
        if old == change.get("new") or (row.action == "create" and row.subject == "org_unit"):
            continue
        what = term(setting)
        if rung is not None:
            what = f"{what}: {term(rung.kind)}, {term(rung.rung)}"
        yield (row.subject, row.subject_id, name), what, _shown(old), _shown(change.get("new"))


def _calendar(row: Row[Any]) -> tuple[tuple[str, str, str], str, str, str]:
    days = ", ".join(str(day) for day in row.changes.get("days", ()))
    added = row.action == "calendar_apply"
    what = _("Lịch nghỉ: %(name)s", name=row.changes.get("name", ""))
    key = (row.subject, days, "days")
    words = f"{days} ({row.changes.get('basis', '')})"
    return key, what, "" if added else words, words if added else _("đã bỏ")


def _house(name: str, rung: LadderRung | None) -> Any:
    """Give the value that held before anything was set."""
    if rung is not None:
        steps = HOUSE[Rung(rung.rung)]
        return list(steps.before if name == "before" else steps.after)
    return f"{DIGEST_AT:%H:%M:%S}" if name == "digest_at" else HOUSE_VALUES.get(name)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or _("không nhắc")
    text = "" if value is None else str(value)
    return text[:5] if len(text) == 8 and text.count(":") == 2 else text
