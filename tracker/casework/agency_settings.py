"""What an agency sets for itself: where it is reached, how its accounts are looked after."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.account_care import (
    CONSENT_DAYS,
    IDLE_DAYS,
    IDLE_ITEM,
    MOST_CONSENT_DAYS,
    SHORTEST_IDLE_DAYS,
    WARNING_DAYS,
)
from tracker.law.terms import Refusal
from tracker.records.administration import AgencySettings

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[0-9][0-9 .()-]{2,38}")


@dataclass(frozen=True, slots=True)
class AccountTerms:
    """How long an idle account stays open, when its person is warned, how long consent is awaited.

    The fields are named as the columns are.
    """

    idle_days: int = IDLE_DAYS
    idle_warning_days: int = WARNING_DAYS
    consent_days: int = CONSENT_DAYS


@dataclass(frozen=True, slots=True)
class Contact:
    """Where an agency is reached."""

    postal_address: str = ""
    contact_phone: str = ""
    contact_email: str = ""


def terms_of(session: Session, agency_id: int) -> AccountTerms:
    """Give how an agency looks after its accounts."""
    row = _row(session, agency_id)
    if row is None:
        return AccountTerms()
    return AccountTerms(row.idle_days, row.idle_warning_days, row.consent_days)


def contact_of(session: Session, agency_id: int) -> Contact:
    """Give where an agency is reached."""
    row = _row(session, agency_id)
    if row is None:
        return Contact()
    return Contact(row.postal_address, row.contact_phone, row.contact_email)


def set_terms(session: Session, agency_id: int, terms: AccountTerms) -> None:
    """Set how accounts are looked after, within the bounds of the standard."""
    if not SHORTEST_IDLE_DAYS <= terms.idle_days <= IDLE_DAYS:
        raise Refusal(
            "Khóa tài khoản sau %(least)s đến %(most)s ngày không đăng nhập.",
            article=IDLE_ITEM, field="idle_days", least=SHORTEST_IDLE_DAYS, most=IDLE_DAYS,
        )  # fmt: skip
    if not 1 <= terms.idle_warning_days < terms.idle_days:
        raise Refusal(
            "Báo trước từ 1 ngày đến ít hơn %(most)s ngày.",
            field="idle_warning_days", most=terms.idle_days,
        )  # fmt: skip
    if not 1 <= terms.consent_days <= MOST_CONSENT_DAYS:
        raise Refusal(
            "Chờ đồng ý từ 1 đến %(most)s ngày.", field="consent_days", most=MOST_CONSENT_DAYS
        )
    row = _made(session, agency_id)
    row.idle_days, row.idle_warning_days = terms.idle_days, terms.idle_warning_days
    row.consent_days = terms.consent_days
    session.flush()


def set_contact(session: Session, agency_id: int, contact: Contact) -> None:
    """Set where an agency is reached; empty where it is not."""
    if contact.contact_email and not EMAIL.fullmatch(contact.contact_email):
        raise Refusal(
            "Thư điện tử ghi như vanthu@coquan.gov.vn, hoặc để trống.", field="contact_email"
        )
    if contact.contact_phone and not PHONE.fullmatch(contact.contact_phone):
        raise Refusal("Điện thoại ghi bằng chữ số, ví dụ 0255 3822 000.", field="contact_phone")
    row = _made(session, agency_id)
    row.postal_address, row.contact_phone = contact.postal_address, contact.contact_phone
    row.contact_email = contact.contact_email
    session.flush()


def _row(session: Session, agency_id: int) -> AgencySettings | None:
    return session.scalars(
        select(AgencySettings).where(AgencySettings.agency_id == agency_id)
    ).first()


def _made(session: Session, agency_id: int) -> AgencySettings:
    row = _row(session, agency_id)
    if row is None:
        row = AgencySettings(agency_id=agency_id)
        session.add(row)
    return row
