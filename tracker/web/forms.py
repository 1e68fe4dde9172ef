"""BaseForm: one press makes one record, a refusal stands by its field, nothing typed is lost."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import SEEK_END
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import Flask, Response, abort, flash, g, redirect, request
from flask_wtf import FlaskForm
from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as WerkzeugResponse
from wtforms import Field, HiddenField

from tracker.clock import now
from tracker.law.terms import Refusal, Stale, Term
from tracker.records.base import current_session
from tracker.records.organisation import Submission
from tracker.web.constraints import refusal_of
from tracker.web.messages import Messages
from tracker.web.requests import OUTBOX, files_dropped, is_resumed, sent_values
from tracker.web.transaction import read_again
from tracker.web.words import gettext as _
from tracker.web.words import sentence_with_article, term, vn_date

LONGEST_PLACE = 300

# Put together once: every form that is taken asks both.
CLAIM = {
    "postgresql": postgresql.insert(Submission)
    .on_conflict_do_nothing()
    .returning(Submission.token),
    "sqlite": sqlite.insert(Submission).on_conflict_do_nothing().returning(Submission.token),
}
REMEMBER = update(Submission).where(Submission.token == bindparam("of_token"))


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two people wrote differently."""

    label: str
    theirs: str
    mine: str


class FilterForm(FlaskForm):  # type: ignore[misc]  # it carries no types
    """A form that only asks, sent by GET: `FilterForm(request.args)`."""

    class Meta:
        csrf = False  # Every POST is checked before its view is called.

        def get_translations(self, form: object) -> Messages:  # noqa: ARG002 - signature of WTForms
            """Answer in the reader's language."""
            return Messages()


class BaseForm(FilterForm):
    """A form that changes something, sent by POST."""

    form_token = HiddenField(default=lambda: uuid4().hex)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status = 200
        self.result: Any = None
        self.conflict: Stale | StaleDataError | None = None
        self.location: str | None = None

    def is_submitted(self) -> bool:
        """Say whether the form was sent to be taken, not only to be shown again."""
        return bool(super().is_submitted()) and not is_resumed()

    def carry_out(self, verb: Callable[[], Any]) -> bool:
        """Run the verb once for what was sent; say whether it was done.

        False: the form is to be shown, with `.status`; `.conflict` when someone else was first.
        The same form sent twice is led to where the first one went, without coming back here.
        """
        if not self.is_submitted():
            return False
        key = self._submission_key()
        if not self.validate():
            self._lead_to_earlier(key)
            self.status = 413 if files_dropped() else 422
            self._say_files_are_gone()
            return False
        self._claim(key)
        return self._run(verb)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or above the form where no field is meant."""
        self.status = 422
        words = sentence_with_article(refusal)
        field = self._field_named(refusal.field)
        if field is None:
            self.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]

    def done(self, location: str) -> WerkzeugResponse:
        """Go where the result is; the same form sent again will lead there too."""
        self.location = location
        return redirect(location, 303)

    def differences(self, current: Mapping[str, object]) -> tuple[Difference, ...]:
        """Compare what stands now, by field name, with what was typed."""
        pairs = ((self[name], _text(value)) for name, value in current.items() if name in self)
        return tuple(
            Difference(str(field.label.text), theirs, mine)
            for field, theirs in pairs
            if (mine := _text(field.data)) != theirs
        )

    def _run(self, verb: Callable[[], Any]) -> bool:
        try:
            self.result = verb()
            current_session().flush()
        except Refusal as refusal:
            read_again()
            self.refuse(refusal)
        except (Stale, StaleDataError) as stale:
            read_again()
            self.conflict = stale
            self.form_errors.append(
                _("Người khác vừa lưu thay đổi ở đây. Bản của bạn chưa được lưu.")
            )
            self.status = 409
        except IntegrityError as error:
            read_again()
            self.refuse(refusal_of(error))
        else:
            return True
        g.pop("submission", None)
        self._say_files_are_gone()
        return False

    def _lead_to_earlier(self, key: str) -> None:
        """Leave for the earlier place when exactly this was already taken."""
        earlier = current_session().scalar(
            select(Submission.location).where(Submission.token == key)
        )
        if earlier is not None:
            flash(_("Biểu mẫu này đã được ghi nhận một lần; đây là kết quả."))
            abort(redirect(earlier or "/", 303))

    def _claim(self, key: str) -> None:
        """Take the form; where two come at once, the second waits here for the first."""
        connection = current_session().connection()
        claimed = connection.execute(
            CLAIM[connection.dialect.name], {"token": key, "location": "", "taken_at": now()}
        )
        if claimed.scalar_one_or_none() is None:
            self._lead_to_earlier(key)
        g.submission = key

    def _submission_key(self) -> str:
        """Name what was sent: the same page with other words typed is another form."""
        digest = sha256()
        for part in (request.path, self.form_token.data or "", *_sent_parts()):
            digest.update(f"{len(part)}:{part}".encode())
        return digest.hexdigest()

    def _field_named(self, name: str) -> Field | None:
        """Find a field, or one inside a list or group by its full name: parties-0-name."""
        return next((f for f in _leaves(self) if name and f.name == name), None)

    def _say_files_are_gone(self) -> None:
        """Tell that a browser cannot keep the files of a form that was not taken."""
        if any(file.filename for file in request.files.values()) and not files_dropped():
            self.form_errors.append(_("Chưa lưu tệp nào: hãy chọn lại các tệp đính kèm."))


class VersionedForm(BaseForm):
    """A form about a row that others may change meanwhile: give `version=row.version`."""

    version = HiddenField()

    @property
    def expected_version(self) -> int | None:
        """Give the version that the form was filled in on."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None

    def renew(self, version: int) -> None:
        """Let the form be sent again on the row as it stands now."""
        self.version.data = str(version)


def install(app: Flask) -> None:
    """Remember where a form led, before its transaction is committed."""
    app.after_request(_tell_place)
    app.after_request(_remember_place)  # Runs before the one above.


def _remember_place(response: Response) -> Response:
    key: str | None = g.pop("submission", None)
    if key is not None and response.status_code < 400:
        parts = urlsplit(response.location or request.full_path)
        place = f"{parts.path}?{parts.query}" if parts.query else parts.path
        place = place if len(place) <= LONGEST_PLACE else parts.path[:LONGEST_PLACE]
        current_session().connection().execute(REMEMBER, {"of_token": key, "location": place})
    return response


def _tell_place(response: Response) -> Response:
    """Tell a script where a form led: were it sent there, it would use up what the page says."""
    if OUTBOX in request.headers and response.status_code == 303:
        response.headers["X-Location"] = response.headers.pop("Location")
        response.status_code = 204
        response.set_data(b"")
    return response


def _sent_parts() -> Iterator[str]:
    for name, values in sorted(sent_values()):
        yield from (name, *values)
    for name, file in sorted(request.files.items(multi=True), key=lambda item: item[0]):
        if not file.filename:  # None was chosen, which a script that sends later leaves out.
            continue
        size = file.stream.seek(0, SEEK_END)
        file.stream.seek(0)
        yield from (name, file.filename, str(size))


def _leaves(fields: Any) -> Iterator[Field]:
    for field in fields:
        inner = getattr(field, "entries", None) or getattr(field, "form", None)
        if inner is None or isinstance(inner, FilterForm):
            yield field
        else:
            yield from _leaves(inner)


def _text(value: object) -> str:
    if isinstance(value, Term):
        return term(value)
    if isinstance(value, date):
        return vn_date(value)
    return "" if value is None else str(value)
