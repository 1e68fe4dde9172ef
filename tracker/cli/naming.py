"""Find who and which unit a command names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.terms import Refusal
from tracker.records.organisation import OrgUnit, User


def user_named(session: Session, login: str) -> User:
    """Give the person with a login."""
    user = session.scalar(select(User).where(User.login == login.lower()))
    if user is None:
        raise Refusal("Không có người dùng “%(login)s”.", login=login)
    return user


def unit_named(session: Session, words: str) -> OrgUnit:
    """Give the unit that is named by number, short name or full name."""
    named = (
        OrgUnit.id == int(words)
        if words.isdecimal()
        else ((OrgUnit.short_name == words) | (OrgUnit.name == words))
    )
    found = session.scalars(select(OrgUnit).where(named)).all()
    if len(found) != 1:
        raise Refusal(
            "Có %(count)s đơn vị tên “%(unit)s”. Ghi số, tên viết tắt hoặc tên đầy đủ của một"
            " đơn vị.",
            count=len(found),
            unit=words,
        )
    return found[0]
