"""Who is signed in: read with roles, substitutions and session in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Date, Integer, Row, String, and_, bindparam, cast, func, select
from sqlalchemy.orm import Session, aliased

from tracker.access import Permission, Role, holds
from tracker.casework.ladder import is_unseen, of_duty
from tracker.casework.sign_in_sessions import digest_of
from tracker.records.accounts import SecondFactor, SignInSession, Way
from tracker.records.base import read
from tracker.records.cases import StoredObligation
from tracker.records.organisation import Membership, OrgUnit, Substitution, User, held_on
from tracker.records.reminders import Reminder
from tracker.records.unsealing import UnsealNotice
from tracker.records.visibility import Holding, Reach

MOST_COUNTED = 100

_agency = aliased(OrgUnit)
_user_id, _day = bindparam("user_id", type_=Integer), bindparam("day", type_=Date)

# As many as a bell can show; counting on would read the whole table for one number.
UNSEEN = (
    select(func.count())
    .select_from(
        select(Reminder.id)
        .join(StoredObligation, of_duty())
        .where(Reminder.recipient_id == _user_id, is_unseen())
        .limit(MOST_COUNTED)
        .subquery()
    )
    .scalar_subquery()
)
UNSEEN_OPENINGS = (
    select(func.count())
    .where(UnsealNotice.recipient_id == _user_id, UnsealNotice.acknowledged_at.is_(None))
    .scalar_subquery()
)
# In one text, so that a request needs no statement more.
ABSENT = (
    select(func.aggregate_strings(cast(Substitution.absent_id, String), ","))
    .where(
        Substitution.substitute_id == _user_id,
        Substitution.starts_on <= _day,
        Substitution.ends_on >= _day,
    )
    .scalar_subquery()
)
# Asked by every request, so put together once.
PERSON = (
    select(
        User.id, User.agency_id, User.login, User.full_name, User.language,
        User.session_version, User.password_set_at, User.must_change_password,
        SecondFactor.confirmed_at.label("factor_at"), Membership.role,
        OrgUnit.id.label("unit_id"), OrgUnit.path, OrgUnit.name.label("unit_name"),
        _agency.name.label("agency_name"), (UNSEEN + UNSEEN_OPENINGS).label("unseen"),
        ABSENT.label("absent"),
    )
    .join(_agency, _agency.id == User.agency_id)
    .outerjoin(SecondFactor, SecondFactor.user_id == User.id)
    .outerjoin(
        Membership,
        and_(
            Membership.user_id == User.id,
            held_on(_day),
        ),
    )
    .outerjoin(OrgUnit, OrgUnit.id == Membership.unit_id)
    .where(User.id == _user_id, User.is_active)
    .order_by(Membership.id)
)  # fmt: skip
OF_SESSION = PERSON.add_columns(
    SignInSession.id.label("session_id"), SignInSession.way, SignInSession.started_at,
    SignInSession.seen_at,
).join(
    SignInSession,
    and_(
        SignInSession.user_id == User.id,
        SignInSession.token_digest == bindparam("digest", type_=String),
        SignInSession.generation == User.session_version,
        SignInSession.ended_at.is_(None),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnSession:
    """The session through which somebody asks."""

    id: int
    way: Way
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, with the roles held today, as Flask-Login and the views need it."""

    id: int
    agency_id: int
    login: str
    name: str
    language: str
    unit_name: str
    agency_name: str
    memberships: tuple[Holding, ...]
    stands_in_for: tuple[int, ...] = ()
    unseen: int = 0
    password_set_at: datetime | None = None
    must_change_password: bool = False
    has_second_factor: bool = False
    session: OwnSession | None = None
    token: str = field(default="", repr=False)

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Name the session, as the cookie keeps it."""
        return session_name(self.id, self.token)

    @property
    def user_id(self) -> int:
        """Give the number of the account."""
        return self.id

    @property
    def roles(self) -> frozenset[Role]:
        """Give the roles held today, wherever."""
        return frozenset(holding.role for holding in self.memberships)

    @property
    def is_administrator(self) -> bool:
        """Say whether the person may change accounts: stricter rules hold."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def reach(self) -> Reach:
        """Give what queries and verbs need to know of the person."""
        return Reach(self.id, self.agency_id, self.memberships, self.stands_in_for)

    def may(self, permission: Permission) -> bool:
        """Say whether a permission is held anywhere."""
        return holds(self.roles, permission)


def session_name(user_id: int, token: str) -> str:
    """Give the name under which the cookie keeps a session."""
    return f"{user_id}.{token}"


def split_name(name: str) -> tuple[int, str] | None:
    """Read the name of a session; None where it is none."""
    number, _, token = name.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 19 and token):
        return None
    return int(number), token


def person_in(session: Session, user_id: int, day: date) -> Person | None:
    """Read a person with the roles and the substitutions of a day; None where not active."""
    rows = read(session, PERSON, {"user_id": user_id, "day": day}).all()
    return _person(rows) if rows else None


def person_of_session(session: Session, name: str, now: datetime) -> Person | None:
    """Read the person of a session that is alive, in one statement."""
    named = split_name(name)
    if named is None:
        return None
    asked = {"user_id": named[0], "day": now.date(), "digest": digest_of(named[1])}
    rows = read(session, OF_SESSION, asked).all()
    if not rows:
        return None
    person = _person(rows, _session_of(rows[0]), named[1])
    return person if is_alive(person, now) else None


def is_alive(person: Person, now: datetime) -> bool:
    """Say whether a session is neither too old nor idle for too long."""
    own = person.session
    if own is None:
        return False
    oldest = timedelta(hours=current_app.config["TRACKER"].session_hours)
    return own.seen_at > now - idle_limit(person) and own.started_at > now - oldest


def idle_limit(person: Person) -> timedelta:
    """Give how long somebody may do nothing before having to sign in again."""
    settings = current_app.config["TRACKER"]
    minutes = settings.idle_minutes
    if person.is_administrator:
        minutes = min(minutes, settings.administrator_idle_minutes)
    return timedelta(minutes=minutes)


def _session_of(row: Any) -> OwnSession:
    return OwnSession(row.session_id, row.way, row.started_at, row.seen_at)


def _person(  # nosec B107 # no token is no secret
    rows: Sequence[Row[*tuple[Any, ...]]],
    own: OwnSession | None = None,
    token: str = "",
) -> Person:
    first = rows[0]
    return Person(
        id=first.id,
        agency_id=first.agency_id,
        login=first.login,
        name=first.full_name,
        language=first.language,
        unit_name=first.unit_name or first.agency_name,
        agency_name=first.agency_name,
        memberships=tuple(Holding(r.role, r.unit_id, r.path) for r in rows if r.role is not None),
        stands_in_for=tuple(sorted(map(int, first.absent.split(",")))) if first.absent else (),
        unseen=first.unseen,
        password_set_at=first.password_set_at,
        must_change_password=first.must_change_password,
        has_second_factor=first.factor_at is not None,
        session=own,
        token=token,
    )
