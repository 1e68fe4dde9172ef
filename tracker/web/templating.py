"""What templates may say beyond Flask: words, dates, rights, the menu, versioned assets."""

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale
from flask import Flask, request, session
from flask_babel import Babel
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup
from whitenoise import WhiteNoise

from tracker.access import Permission
from tracker.clock import today
from tracker.records.cases import Case
from tracker.records.visibility import reaches
from tracker.web.addresses import address
from tracker.web.guard import visitor
from tracker.web.person import Person, idle_limit
from tracker.web.rail import rail
from tracker.web.words import (
    current_language,
    said,
    said_of,
    term,
    vn_date,
    vn_datetime,
    vn_weekday,
)

LANGUAGES = ("vi", "en")
LANGUAGE = "language"
YEAR = 365 * 24 * 3600
PIECES = 512  # So many different ones are kept; the least asked for makes room.


def install(app: Flask, *, static: Path, translations: Path) -> None:
    """Give templates their words and the browser its files."""
    Babel(
        app,
        default_locale="vi",
        default_translation_directories=str(translations),
        locale_selector=_chosen_locale,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.bytecode_cache = _compiled_templates(app)
    app.jinja_env.globals.update(
        _=said,
        gettext=said,
        ngettext=said_of,
        address=address,
        asset=_serve_files(app, static),
        current_language=current_language,
        idle_minutes=idle_minutes,
        may=may,
        piece=_drawn_once(app),
        rail=rail,
        signed_in=visitor,
        term=term,
        today=today,
    )
    app.jinja_env.filters.update(vn_date=vn_date, vn_weekday=vn_weekday, vn_datetime=vn_datetime)


def chosen_language() -> str:
    """Give the language that the person chose, on the account or on this device."""
    person = visitor()
    chosen = person.language if person is not None else session.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else "vi"


def _chosen_locale() -> Locale:
    return _locale(chosen_language())


# Kept: the name of a language is else taken apart for every page.
_locale = cache(Locale.parse)


def may(word: str, case: Case | None = None) -> bool:
    """Say whether a permission is held, for a case whether it reaches it; unknown words raise."""
    permission = Permission(word)
    person = visitor()
    if person is None or not person.may(permission):
        return False
    return case is None or reaches(person.reach, permission, case)


def idle_minutes(person: Person) -> int:
    """Give after how many minutes without a click somebody must sign in again."""
    return int(idle_limit(person).total_seconds() // 60)


def _compiled_templates(app: Flask) -> FileSystemBytecodeCache:
    """Keep compiled templates, so that the first page after a start need not compile its own."""
    folder = Path(app.instance_path) / "templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _drawn_once(app: Flask) -> Callable[..., Markup]:
    """Keep the pieces of pages that are alike for all: the same facts are not drawn twice."""

    def piece(name: str, /, **facts: Hashable) -> Markup:
        """Draw a piece that asks nothing but the facts it is given, the language and the root."""
        return drawn(name, current_language(), request.script_root, tuple(facts.items()))

    @lru_cache(maxsize=PIECES)
    def drawn(name: str, _language: str, _root: str, facts: tuple[tuple[str, Any], ...]) -> Markup:
        text = app.jinja_env.get_template(name).render(facts)
        return Markup(text)  # noqa: S704  # nosec B704 # Jinja escaped what was filled in

    return piece


def _serve_files(app: Flask, static: Path) -> Callable[[str], str]:
    """Serve the files under a name that changes with them, so that browsers may keep them."""
    version = _version_of(static)
    prefix = f"static/{version}/"
    served = WhiteNoise(
        app.wsgi_app,
        root=static,
        prefix=prefix,
        max_age=YEAR,
        autorefresh=app.debug,
        immutable_file_test=lambda _path, url: url.startswith(f"/{prefix}"),
        add_headers_function=lambda headers, _path, _url: headers.__setitem__(
            "X-Content-Type-Options", "nosniff"
        ),
        allow_all_origins=False,
    )
    app.wsgi_app = served  # type: ignore[method-assign]  # the way to wrap an application

    @cache
    def asset(path: str) -> str:
        """Give the address of a file of ours; a missing one is our mistake and raises."""
        if not (static / path).is_file():
            message = f"There is no static/{path}"
            raise FileNotFoundError(message)
        return f"{request.script_root}/{prefix}{path}"

    return asset


@cache
def _version_of(static: Path) -> str:
    digest = sha256()
    for path in sorted(p for p in static.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(static)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
