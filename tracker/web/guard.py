"""Who asks, and may they: every view states a permission or is public, all else is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar, cast

from flask import Flask, Response, abort, after_this_request, current_app, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from tracker.access import Permission
from tracker.casework.sign_in_sessions import seen
from tracker.clock import now
from tracker.records.audit import set_actor
from tracker.records.base import current_session
from tracker.web.person import Person, person_in, person_of_session
from tracker.web.requests import is_sent_by_itself
from tracker.web.transaction import write_apart

__all__ = [
    "PUBLIC", "Person", "SilentViewError", "act_as", "ask_nobody_new", "even_if_owing", "install",
    "permission_of", "person_in", "public", "refuse_silent_views", "requires", "signed_in",
    "visitor",
]  # fmt: skip

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
Owed = Callable[[Person], str | None]
PUBLIC = "public"
SEEN_EVERY = timedelta(minutes=1)  # So often at most a session is written to have been seen.


class SilentViewError(SystemExit):
    """A view that states no permission; the application does not start with it."""


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


def even_if_owing(view: View) -> View:
    """State that a view opens to who must first change a password or set up a second factor."""
    view.even_if_owing = True  # type: ignore[attr-defined]  # the mark of the guard
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


def install(app: Flask, owed: Owed) -> None:
    """Ask before every view, and know people by their session.

    `owed` names the page on which somebody must do something before all else.
    """
    manager = LoginManager(app, add_context_processor=False)
    manager.user_loader(_load)
    manager.session_protection = None  # Addresses change behind a ministry's proxies.
    app.before_request(partial(_ask, owed))


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


def _load(name: str) -> Person | None:
    """Find the person of a session, in one statement; None where the session is over."""
    moment = now()
    person = person_of_session(current_session(), name, moment)
    if person is None:
        return None
    g.person = person
    _see(person, moment)
    return person


def _see(person: Person, moment: datetime) -> None:
    """Write down after the answer that somebody is there; what a script sends alone is nobody."""
    own = person.session
    if own is None or moment - own.seen_at < SEEN_EVERY or is_sent_by_itself():
        return
    write = write_apart(seen(own.id, moment))

    @after_this_request
    def _afterwards(response: Response) -> Response:
        response.call_on_close(write)
        return response


def _ask(owed: Owed) -> ResponseReturnValue | None:
    """Let a request through to its view, or answer 401 or 403."""
    if request.endpoint is None:
        return None  # No such address: Flask answers 404 or 405 itself.
    stated = permission_of(request.endpoint)
    if stated == PUBLIC:
        return None
    person = signed_in()
    act_as(person)
    if not isinstance(stated, Permission) or not person.may(stated):
        abort(403)
    view = current_app.view_functions[request.endpoint]
    place = None if getattr(view, "even_if_owing", False) else owed(person)
    return redirect(place, 303) if place else None
