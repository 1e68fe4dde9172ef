"""Who works here: the tree of units, people, their roles and who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    and_,
    false,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Role
from tracker.clock import now
from tracker.law.settlers import Profile
from tracker.records.base import AnySession, Base, Json, TermColumn

UNFOLLOWED = {"audited": False}  # What the trail says otherwise: a sign-in, an account opened.


class OrgUnit(Base):
    """Cơ quan, đơn vị. The agency (`agency_id` equal to its own id) is the tenant boundary."""

    __tablename__ = "org_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(40))
    head_title: Mapped[str] = mapped_column(String(80), default="")
    profile: Mapped[Profile] = mapped_column(
        TermColumn(Profile), default=Profile.DEPARTMENT, server_default=Profile.DEPARTMENT.value
    )
    path: Mapped[str] = mapped_column(String(200), default="", index=True)

    @property
    def is_agency(self) -> bool:
        """Say whether this unit is the agency itself."""
        return self.agency_id == self.id


class User(Base):
    """A person who signs in."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    email: Mapped[str] = mapped_column(String(200), default="")
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200), info={"class": "sealed"})
    session_version: Mapped[int] = mapped_column(default=1)
    password_set_at: Mapped[datetime | None]
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    earlier_passwords: Mapped[list[str]] = mapped_column(
        Json,
        default=list,
        server_default="[]",
        deferred=True,  # Only a change of password asks for them.
        info={"class": "sealed", "audited": False},
    )
    language: Mapped[str] = mapped_column(String(2), default="vi")
    is_active: Mapped[bool] = mapped_column(default=True)
    # Since when, and why, the account is open or closed as it stands.
    standing_since: Mapped[datetime | None] = mapped_column(default=now, info=UNFOLLOWED)
    standing_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    last_signed_in_at: Mapped[datetime | None] = mapped_column(info=UNFOLLOWED)
    idle_warned_on: Mapped[date | None] = mapped_column(info=UNFOLLOWED)
    memberships: Mapped[list["Membership"]] = relationship(back_populates="user")


class Membership(Base):
    """One role of one person in one unit, from a day to a day."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "unit_id", "role", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    role: Mapped[Role] = mapped_column(TermColumn(Role))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    user: Mapped[User] = relationship(back_populates="memberships")
    unit: Mapped[OrgUnit] = relationship()


class Substitution(Base):
    """Someone does another's work for a time, with the reason."""

    __tablename__ = "substitution"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    absent_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(500))
    absent: Mapped[User] = relationship(foreign_keys=[absent_id])
    substitute: Mapped[User] = relationship(foreign_keys=[substitute_id])


class Submission(Base):
    """A form already taken: the same token a second time makes no second record."""

    __tablename__ = "submission"
    __audited__ = False

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(String(300), default="")
    taken_at: Mapped[datetime]


def held_on(day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Give the condition that a role is held on a day."""
    return and_(
        Membership.starts_on <= day, or_(Membership.ends_on.is_(None), Membership.ends_on >= day)
    )


def agency_ids(session: AnySession) -> list[int]:
    """Give every agency."""
    agencies = select(OrgUnit.id).where(OrgUnit.agency_id == OrgUnit.id).order_by(OrgUnit.id)
    return list(session.scalars(agencies))
