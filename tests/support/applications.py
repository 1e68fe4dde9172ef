"""The application as the tests run it: cheap passwords, known keys, a database of its own."""

from base64 import urlsafe_b64encode
from contextlib import AbstractContextManager
from contextvars import Context
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_migrate import upgrade

from tests.support.databases import Database

if TYPE_CHECKING:
    import pytest

    from tracker.config import Settings

SEALING_KEYS = f"k1:{urlsafe_b64encode(bytes(range(32))).decode().rstrip('=')}"
SECRET_KEY = "only-for-tests-" + "0" * 32


@dataclass(frozen=True)
class PreparedApplication:
    """One application on one engine, kept for the whole run; its database is renewed."""

    app: Flask
    database: Database

    def renew(self) -> None:
        """Give the next test an empty migrated database and the application's own keys."""
        from tracker.records.sealing import Keyring, use_keyring

        use_keyring(Keyring.from_setting(SEALING_KEYS))
        self.let_go()
        self.database.renew()

    def let_go(self) -> None:
        """Close every connection."""
        disconnect(self.app)


def settings_for_tests(database_url: str, folder: Path, **changes: Any) -> "Settings":
    """Make settings that read neither the environment's secrets nor a developer's .env."""
    from tracker.config import Settings

    given: dict[str, Any] = {
        "_env_file": None,
        "environment": "test",
        "secret_key": SECRET_KEY,
        "sealing_keys": SEALING_KEYS,
        "database_url": database_url,
        "instance_dir": folder,
        "attachments_dir": folder / "attachments",
    }
    return Settings(**{**given, **changes})


def build(database_url: str, folder: Path, **changes: Any) -> Flask:
    """Build the application on a database."""
    from tracker import create_app

    return create_app(settings_for_tests(database_url, folder, **changes))


def change_settings(app: Flask, patch: "pytest.MonkeyPatch", **changes: object) -> None:
    """Change settings of an application until the test is over."""
    patch.setitem(app.config, "TRACKER", app.config["TRACKER"].model_copy(update=changes))


def disconnect(app: Flask) -> None:
    """Close every connection of an application."""
    from tracker.records.base import db

    with app.app_context():
        db.engine.dispose()


def prepare(database: Database, folder: Path) -> PreparedApplication:
    """Migrate a database's original once and build the application on its copy."""
    database.prepare(lambda url: migrate(build(url, folder)))
    return PreparedApplication(build(database.url, folder), database)


def migrate(app: Flask, revision: str = "head") -> None:
    """Bring an application's database to a revision, as `flask db upgrade` does."""

    def work() -> None:
        from tracker.records.base import db

        with app.app_context(), written():
            upgrade(revision=revision)
            db.engine.dispose()

    Context().run(work)


def written() -> AbstractContextManager[None]:
    """Let the transactions of a test write."""
    from tracker.records.transactions import writing

    return writing()
