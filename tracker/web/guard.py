"""Who asks, and may they: every view states a permission or is public, all else is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from sqlalchemy import Date, Integer, Row, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from tracker.access import Permission, Role, holds
from tracker.casework.ladder import is_unseen, of_duty
from tracker.clock import today
from tracker.records.audit import set_actor
from tracker.records.base import current_session, read
from tracker.records.cases import StoredObligation
from tracker.records.organisation import Membership, OrgUnit, Substitution, User, held_on
from tracker.records.reminders import Reminder
from tracker.records.unsealing import UnsealNotice
from tracker.records.visibility import Holding, Reach

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
PUBLIC = "public"
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
# Asked by every request, so put together once.
PERSON = (
    select(
        User.id, User.agency_id, User.login, User.full_name, User.language,
        User.session_version, Membership.role, OrgUnit.id.label("unit_id"),
        OrgUnit.path, OrgUnit.name.label("unit_name"), _agency.name.label("agency_name"),
        (UNSEEN + UNSEEN_OPENINGS).label("unseen"),
    )
    .join(_agency, _agency.id == User.agency_id)
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
ABSENT = (
    select(Substitution.absent_id)
    .where(
        Substitution.substitute_id == _user_id,
        Substitution.starts_on <= _day,
        Substitution.ends_on >= _day,
    )
    .order_by(Substitution.absent_id)
)


class SilentViewError(SystemExit):
    """A view that states no permission; the application does not start with it."""


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
    session_version: int
    memberships: tuple[Holding, ...]
    stands_in_for: tuple[int, ...] = ()
    unseen: int = 0

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Name the session; a raised version ends those made before."""
        return session_id(self.id, self.session_version)

    @property
    def user_id(self) -> int:
        """Give the number of the account."""
        return self.id

    @property
    def roles(self) -> frozenset[Role]:
        """Give the roles held today, wherever."""
        return frozenset(holding.role for holding in self.memberships)

    @property
    def reach(self) -> Reach:
        """Give what queries and verbs need to know of the person."""
        return Reach(self.id, self.agency_id, self.memberships, self.stands_in_for)

    def may(self, permission: Permission) -> bool:
        """Say whether a permission is held anywhere."""
        return holds(self.roles, permission)


def requires(permission: Permission) -> Callable[[View], View]:
    """State the one permission that a view asks for."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]  # the mark of the guard
        return view

    return mark


def public(view: View) -> View:
    """State that a view is open to everybody."""
    view.permission = PUBLIC  # type: ignore[attr-defined]  # the mark of the guard
    return view


def permission_of(endpoint: str) -> Permission | str | None:
    """Give what a view states, PUBLIC for an open one, None for a silent one."""
    view = current_app.view_functions.get(endpoint)
    return cast("Permission | str | None", getattr(view, "permission", None))


def signed_in() -> Person:
    """Give the person who asks; only views with a permission may ask."""
    person = visitor()
    if person is None:
        abort(401)
    return person


def visitor() -> Person | None:
    """Give the person who asks, or None where nobody is signed in."""
    if g.get("nobody_asks"):
        return None
    person = current_user._get_current_object()  # noqa: SLF001 -- asked once, not for each word
    return cast(Person, person) if person.is_authenticated else None


def ask_nobody_new() -> None:
    """Answer without asking who is there: the database that knows has just failed."""
    g.nobody_asks = "person" not in g


def act_as(person: Person) -> None:
    """Let the audit know who does what this request does."""
    set_actor(
        current_session(),
        actor_id=person.id,
        agency_id=person.agency_id,
        address=request.remote_addr,
    )


def session_id(user_id: int, session_version: int) -> str:
    """Give the name under which Flask-Login keeps a person's session."""
    return f"{user_id}.{session_version}"


def install(app: Flask) -> None:
    """Ask before every view, and know people by their session."""
    manager = LoginManager(app, add_context_processor=False)
    manager.user_loader(load_person)
    manager.session_protection = None  # Addresses change behind a ministry's proxies.
    app.before_request(_ask)


def refuse_silent_views(app: Flask) -> None:
    """End the start-up when a view states neither a permission nor that it is public."""
    silent = sorted(
        name for name, view in app.view_functions.items() if not hasattr(view, "permission")
    )
    if silent:
        raise SilentViewError(
            "Không khởi động được: các trang sau chưa nêu quyền (@requires hoặc @public): "
            + ", ".join(silent)
        )


def load_person(name: str) -> Person | None:
    """Find the person of a session, in two statements; None ends the session."""
    number, _, version = name.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    person = person_in(current_session(), int(number), today())
    if person is None or str(person.session_version) != version:
        return None
    g.person = person
    return person


def person_in(session: Session, user_id: int, day: date) -> Person | None:
    """Read a person with the roles and the substitutions of a day; None where not active."""
    asked = {"user_id": user_id, "day": day}
    rows = read(session, PERSON, asked).all()
    return _person(rows, tuple(read(session, ABSENT, asked).scalars())) if rows else None


def _person(rows: Sequence[Row[*tuple[Any, ...]]], absent: tuple[int, ...]) -> Person:
    first = rows[0]
    return Person(
        id=first.id,
        agency_id=first.agency_id,
        login=first.login,
        name=first.full_name,
        language=first.language,
        unit_name=first.unit_name or first.agency_name,
        agency_name=first.agency_name,
        session_version=first.session_version,
        memberships=tuple(Holding(r.role, r.unit_id, r.path) for r in rows if r.role is not None),
        stands_in_for=absent,
        unseen=first.unseen,
    )


def _ask() -> None:
    """Let a request through to its view, or answer 401 or 403."""
    if request.endpoint is None:
        return  # No such address: Flask answers 404 or 405 itself.
    stated = permission_of(request.endpoint)
    if stated == PUBLIC:
        return
    person = signed_in()
    act_as(person)
    if not isinstance(stated, Permission) or not person.may(stated):
        abort(403)
