"""Citizen reception, complaints and denunciations of an agency: everything meets here."""

from collections import UserDict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from tracker.accounts import factor_routes, oidc_routes, session_routes
from tracker.accounts import routes as accounts
from tracker.accounts.owing import owed
from tracker.administration import consent_routes, review_routes, settings_routes, sign_in_routes
from tracker.administration import routes as administration
from tracker.ahead import routes as ahead
from tracker.board import routes as board
from tracker.books import routes as books
from tracker.cases import routes as cases
from tracker.config import (
    HOW_TO_MAKE_A_KEY,
    ConfigError,
    Settings,
    load_settings,
)
from tracker.forecasts import routes as forecasts
from tracker.inspection import finding_routes as findings
from tracker.inspection import inspection_routes as inspections
from tracker.inspection import routes as inspection
from tracker.jobs import routes as jobs
from tracker.law import competence, eligibility, passing, processing, registers
from tracker.law.calendar import Calendar
from tracker.law.rulebook import Rulebook
from tracker.lookup import routes as lookup
from tracker.notices import routes as notices
from tracker.petitions import permit_routes as permits
from tracker.petitions import routes as petitions
from tracker.privacy import breach_routes, processing_routes
from tracker.privacy import routes as privacy
from tracker.reception import routes as reception
from tracker.reception import visit_routes as visits
from tracker.records import sealing
from tracker.records.base import db
from tracker.reminders import ladder_routes
from tracker.reminders import routes as reminders
from tracker.schedule import duty_routes, public_routes, rule_routes
from tracker.schedule import routes as schedule
from tracker.sessions import routes as sessions
from tracker.setting_values import FEWEST_LETTERS
from tracker.web import errors, forms, guard, headers, requests, templating, transaction
from tracker.web.drawing import Drawing

ROOT = Path(__file__).parent
HOME = ROOT.parent
FEATURES = (
    accounts, reception, visits, petitions, permits, books, cases, board, ahead, administration,
    inspection, findings, inspections, forecasts, lookup, notices, sessions, schedule, rule_routes,
    duty_routes, public_routes, reminders, ladder_routes, jobs, session_routes, factor_routes,
    sign_in_routes, privacy, breach_routes, processing_routes, oidc_routes, consent_routes,
    review_routes, settings_routes,
)  # fmt: skip
COMMANDS = {
    "audit": "tracker.cli.audit:audit_cli",
    "check": "tracker.cli.check:check_cli",
    "db": "flask_migrate.cli:db",
    "deadlines": "tracker.cli.deadlines:deadlines_cli",
    "demo": "tracker.cli.demo:demo_cli",
    "export": "tracker.cli.export_books:export_cli",
    "import": "tracker.cli.import_visits:import_cli",
    "law": "tracker.cli.law:law_cli",
    "risk": "tracker.cli.risk:risk_cli",
    "seal": "tracker.cli.seal:seal_cli",
    "unit": "tracker.cli.unit:unit_cli",
    "user": "tracker.cli.user:user_cli",
    "worker": "tracker.cli.worker:worker",
}


class Commands(UserDict[str, click.Command]):
    """The commands of `flask`, each imported when it is asked for: web workers need none."""

    def __getitem__(self, name: str) -> click.Command:
        if name in COMMANDS and name not in self.data:
            module, _, group = COMMANDS[name].partition(":")
            self.data[name] = getattr(import_module(module), group)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS or name in self.data

    def __iter__(self) -> Iterator[str]:
        return iter({**COMMANDS, **self.data})

    def __len__(self) -> int:
        return len({**COMMANDS, **self.data})


class _MigrationsOnDemand:
    """What `flask db` asks the application for; Alembic is heavy and web workers need none."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate  # noqa: PLC0415 - the reason of this class

        Migrate(self._app, db, directory=str(ROOT / "migrations"))  # It takes this one's place.
        return getattr(self._app.extensions["migrate"], name)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings, or refuse with a sentence."""
    settings = (settings or load_settings()).with_keys()
    _read_the_law()
    app = Flask(
        __name__,
        instance_path=str(settings.instance_dir.absolute()),
        template_folder=str(HOME / "templates"),
        static_folder=None,
    )
    app.jinja_environment = Drawing
    app.cli.commands = Commands()
    _configure(app, settings)
    _use_database(app, settings)
    requests.install(app, settings.upload_max_mb)
    transaction.install(app)
    guard.install(app, owed)
    CSRFProtect(app)
    forms.install(app)
    headers.install(app, settings)
    templating.install(app, static=HOME / "static", translations=ROOT / "translations")
    errors.install(app, accounts.sign_in_page)
    _register_features(app)
    guard.refuse_silent_views(app)
    return app


def _read_the_law() -> None:
    """Read every rule file, so that a mistake in one stops the start and not a page at night."""
    Rulebook.load()
    Calendar.official()
    competence.settled(competence.DATA)
    passing.outgoing(competence.DATA)
    eligibility.load()
    registers.forms_of(registers.Book.RECEPTION)
    processing.first_texts()
    processing.first_notice()


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        TRACKER=settings,
        SECRET_KEY=settings.secret_key,
        UPLOAD_MAX_MB=settings.upload_max_mb,
        ATTACHMENTS_DIR=settings.attachments_dir,
        TESTING=settings.environment == "test",
        WTF_CSRF_TIME_LIMIT=None,  # A form may stay open as long as its session.
    )
    try:
        ring = sealing.Keyring.from_setting(settings.sealing_keys)
    except sealing.KeyringError as error:
        raise ConfigError(
            "SEALING_KEYS không dùng được: mỗi khóa viết tên:bí-mật, bí mật là 32 byte ngẫu nhiên"
            f" dạng base64url, các khóa cách nhau bằng dấu phẩy. {HOW_TO_MAKE_A_KEY}"
        ) from error
    if any(len(set(key.secret)) < FEWEST_LETTERS for key in ring.keys):
        raise ConfigError(f"SEALING_KEYS quá yếu: khóa phải ngẫu nhiên. {HOW_TO_MAKE_A_KEY}")
    sealing.use_keyring(ring)


def _use_database(app: Flask, settings: Settings) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    # A failing statement is logged without what people typed.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "hide_parameters": True,
        # The connection used last knows the pages best; the others need no memory meanwhile.
        "pool_use_lifo": True,
        "pool_pre_ping": settings.database_url.startswith("postgresql"),
    }
    try:
        settings.instance_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        db.init_app(app)
    except OSError as error:
        raise ConfigError(f"không tạo được INSTANCE_DIR {settings.instance_dir}.") from error
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise ConfigError(
            "DATABASE_URL không đúng: viết sqlite:////đường/dẫn.db hoặc"
            " postgresql+psycopg://người:mật-khẩu@máy/cơ-sở-dữ-liệu."
        ) from error
    app.extensions["migrate"] = _MigrationsOnDemand(app)


def _register_features(app: Flask) -> None:
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
