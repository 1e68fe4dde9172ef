"""One request, one transaction: kept whole when the answer is good, else undone whole."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import Flask, Response, current_app, g, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Update, event
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.records.base import current_session, db
from tracker.records.transactions import WRITE, writing
from tracker.web.requests import is_resumed

log = logging.getLogger(__name__)

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def install(app: Flask) -> None:
    """Begin and end a transaction with every request."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)
    if not event.contains(db.session, "before_flush", _refuse_to_write):
        event.listen(db.session, "before_flush", _refuse_to_write)


def may_write() -> bool:
    """Say whether this request may change anything: a form that is only shown again may not."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "writes_on_return", False):
        return True
    return (
        request.method in CHANGING and not is_resumed() and not getattr(view, "reads_only", False)
    )


def reads_only(view: View) -> View:
    """State that a view changes nothing although it is sent by POST: hints while typing."""
    view.reads_only = True  # type: ignore[attr-defined]  # the mark of the transaction
    return view


def writes_on_return(view: View) -> View:
    """State that a view writes although it is asked by GET: people come back from elsewhere."""
    view.writes_on_return = True  # type: ignore[attr-defined]  # the mark of the transaction
    return view


def keep_despite_refusal() -> None:
    """Keep what this request wrote although its answer says no: a failed sign-in counts."""
    g.keep_despite_refusal = True


@contextmanager
def reading_first() -> Iterator[None]:
    """Read inside the block without holding the database's only pen, then start anew."""
    token = WRITE.set(False)
    try:
        yield
    finally:
        current_session().rollback()
        WRITE.reset(token)


def read_again() -> None:
    """Undo what the request wrote so far; from here on it only reads, without the pen."""
    current_session().rollback()
    WRITE.set(False)


def begin_writing() -> None:
    """Let a request that came by GET write from here on: the way back from an identity provider."""
    if not WRITE.get():
        current_session().rollback()
        WRITE.set(True)


def write_apart(stmt: Update) -> Callable[[], None]:
    """Give the way to write one thing beside the request, once its answer has gone out.

    It is of little weight: where the database is busy, it is left out.
    """
    engine = db.engine

    def write() -> None:
        try:
            with writing(), engine.begin() as connection:
                connection.execute(stmt)
        except OperationalError:
            log.info("Left out: %s", stmt.table)

    return write


def after_commit(work: Callable[[], object]) -> None:
    """Do something outside the database once what this request wrote is kept."""
    g.setdefault("after_commit", []).append(work)


def undo() -> None:
    """Undo what the request wrote so far, and what it was about to tell about it."""
    current_session().rollback()
    session.pop("_flashes", None)


def _begin() -> None:
    WRITE.set(may_write())


def _end(response: Response) -> Response:
    """Commit a good answer to a changing request; turn a failing commit into an answer."""
    if not WRITE.get():
        return response
    if response.status_code >= 400 and not g.pop("keep_despite_refusal", False):
        current_session().rollback()
        return response
    try:
        # Nobody reads on after the answer: to let go of every row would only take time.
        current_session().expire_on_commit = False
        current_session().commit()
    except SQLAlchemyError as error:
        undo()
        return current_app.make_response(current_app.handle_user_exception(error))
    for work in g.pop("after_commit", ()):
        work()
    return response


def _forget(_error: BaseException | None) -> None:
    WRITE.set(False)


def _refuse_to_write(_session: Session, _flush: object, _instances: object) -> None:
    """Catch our own mistake: a page that changes something while it is only being read."""
    if not WRITE.get():
        message = "A flush outside writing(): GET never writes, commands use writing()"
        raise RuntimeError(message)
