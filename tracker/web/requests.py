"""What came in: too large uploads are read past, typed values can be carried to another page."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import IO, Any, cast
from urllib.parse import urlsplit

from flask import Flask, Request, abort, current_app, request, session
from werkzeug.exceptions import HTTPException

MEGABYTE = 1024 * 1024
BESIDE_FILES = MEGABYTE  # Room for the text fields beside the files of a form.
READ_PAST = 512 * MEGABYTE  # An upload up to here is read past so that the text beside it is kept.
RESUMED = "resume-form"
PASSWORDS = frozenset({"current", "new", "again"})  # Typed anew: no page ever holds one.
OUTBOX = "X-Outbox"  # Sent by the script that keeps forms while the line is down.
SIGN_IN = "sign-in-"  # The fields of the sign-in; they travel with a carried form, but no further.


class _Nowhere(RawIOBase):
    """A file that takes everything and keeps nothing."""

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:  # noqa: ARG002 - signature of RawIOBase
        return 0

    def tell(self) -> int:
        return 0

    def write(self, data: Any, /) -> int:
        return len(data)

    def readall(self) -> bytes:
        return b""

    def readinto(self, buffer: Any, /) -> int:  # noqa: ARG002 - signature of RawIOBase
        return 0


class TrackerRequest(Request):
    """A request whose files may have been dropped because they were too large together."""

    files_dropped = False

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.files_dropped:
            return cast("IO[bytes]", _Nowhere())
        return super()._get_file_stream(
            total_content_length, content_type, filename, content_length
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """One value that somebody typed and that must not get lost."""

    name: str
    value: str


def install(app: Flask, upload_max_mb: int) -> None:
    """Limit what may come in."""
    app.request_class = TrackerRequest
    app.config["MAX_CONTENT_LENGTH"] = upload_max_mb * MEGABYTE + BESIDE_FILES
    app.config["MAX_FORM_MEMORY_SIZE"] = 2 * MEGABYTE
    app.config["MAX_FORM_PARTS"] = 1000
    app.before_request(_refuse_what_tells_no_length)
    app.before_request(_read_past_too_large_files)


def files_dropped() -> bool:
    """Say whether this request's files were too large together and were not kept."""
    return cast(TrackerRequest, request).files_dropped


def _refuse_what_tells_no_length() -> None:
    """Refuse a body without an announced length: no browser sends one, and no limit holds it."""
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        abort(411)


def _read_past_too_large_files() -> None:
    """Keep the text of a form whose files are too large; only for someone who has a session."""
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if not limit < (request.content_length or 0) <= READ_PAST or "_user_id" not in session:
        return
    if request.mimetype == "multipart/form-data":
        cast(TrackerRequest, request).files_dropped = True
        request.max_content_length = READ_PAST


def is_sent_by_itself() -> bool:
    """Say whether a script sent this without anybody pressing anything: no sign of life."""
    return OUTBOX in request.headers


def is_resumed() -> bool:
    """Say whether a form only wants to be shown again with the values it carries."""
    return request.method == "POST" and (RESUMED in request.args or RESUMED in request.form)


def resumed(address: str) -> str:
    """Give the address at which a form is shown again with the values sent to it."""
    return f"{address}{'&' if '?' in address else '?'}{RESUMED}=1"


def sent_values() -> Iterator[tuple[str, list[str]]]:
    """Give what was typed into the form of this request, without the form's own machinery."""
    for name, values in request.form.lists():
        if name not in {"csrf_token", RESUMED} and not name.startswith(SIGN_IN):
            yield name, values


def carried() -> list[Typed]:
    """Give what was typed, to carry it to another page; another site's words are not carried."""
    if not _came_from_here():
        return []
    return [
        Typed(name, value)
        for name, values in sent_values()
        if name not in PASSWORDS
        for value in values
    ]


def typed_here() -> list[Typed]:
    """Give what was typed where the form can be shown again at the same address, else nothing."""
    if request.method != "POST" or not _has_page():
        return []
    try:
        return carried()
    except HTTPException:  # The request cannot be read at all: too large, or cut off.
        return []


def _came_from_here() -> bool:
    """Say whether a page of this site sent the form."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    return site == "same-origin" and (origin is None or urlsplit(origin).netloc == request.host)


def _has_page() -> bool:
    rule = request.url_rule
    return rule is not None and "GET" in (rule.methods or ())
