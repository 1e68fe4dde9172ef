"""Settings: wrong ones end the start with their name, secrets are never repeated."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.config import ConfigError, Settings, development_keys, load_settings

ROOT = Path(__file__).parent.parent
GOOD = "0123456789abcdef-ghijklmnopqrstuv"
KEY = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
PRODUCTION_SECRETS = {"SECRET_KEY": GOOD, "SEALING_KEYS": KEY}


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start from a machine on which nothing is set."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_developer_needs_no_settings(tmp_path: Path) -> None:
    settings = load_settings()

    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'tracker.db'}"
    assert settings.attachments_dir == tmp_path / "instance" / "attachments"
    assert (settings.port, settings.upload_max_mb) == (8000, 20)
    assert settings.secret_key
    assert settings.sealing_keys


def test_development_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first, second = load_settings(), load_settings()
    path = tmp_path / "instance" / "development-keys.env"

    assert (first.secret_key, first.sealing_keys) == (second.secret_key, second.sealing_keys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_many_processes_starting_together_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: development_keys(tmp_path / "new"), range(16)))

    assert all(keys == made[0] for keys in made)


def test_a_damaged_file_of_keys_is_named(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "development-keys.env").write_text("SECRET_KEY=x\n")

    with pytest.raises(ConfigError, match=r"development-keys\.env bị hỏng"):
        load_settings()


def test_what_stands_in_the_environment_goes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("PORT=9000\nUPLOAD_MAX_MB=5\n")
    monkeypatch.setenv("PORT", "9001")
    monkeypatch.setenv("UPLOAD_MAX_MB", "")

    settings = load_settings()

    assert (settings.port, settings.upload_max_mb) == (9001, 5)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "abc", "PORT phải là số nguyên."),
        ("PORT", "0", "PORT phải từ 1 trở lên."),
        ("UPLOAD_MAX_MB", "100000", "UPLOAD_MAX_MB phải từ 500 trở xuống."),
        ("ENVIRONMENT", "prod", "ENVIRONMENT phải là một trong"),
        ("SECRET_KEY", "ngắn", "SECRET_KEY quá yếu"),
        ("SECRET_KEY", "a" * 64, "SECRET_KEY quá yếu"),
        ("JOBS_URL", "mysql://localhost/x", "JOBS_URL không đúng"),
        ("JOBS_LEASE_SECONDS", "0", "JOBS_LEASE_SECONDS phải từ 1 trở lên."),
        ("PUBLIC_URL", "tiepdan.vn", "PUBLIC_URL không đúng"),
        ("SMTP_URL", "mail.coquan.gov.vn", "SMTP_URL không đúng"),
        ("SMTP_URL", "smtp://mail:nhac", "SMTP_URL không đúng"),
        ("SMTP_URL", "smtp://mail.coquan.gov.vn", "thiếu MAIL_FROM"),
        ("CLAMAV_URL", "/var/run/clamd.socket", "CLAMAV_URL không đúng"),
        ("CLAMAV_URL", "tcp://127.0.0.1:cong", "CLAMAV_URL không đúng"),
        ("CLAMAV_URL", "unix://may-quet", "CLAMAV_URL không đúng"),
        ("METRICS_TOKEN", "doanduoc", "METRICS_TOKEN quá yếu"),
        ("OIDC_ISSUER", "id.tinh.gov.vn", "OIDC_ISSUER không đúng"),
        ("OIDC_ISSUER", "http://id.tinh.gov.vn", "OIDC_ISSUER không đúng"),
        ("OIDC_ISSUER", "https://id.tinh.gov.vn/?x=1", "OIDC_ISSUER không đúng"),
        ("OIDC_ISSUER", "https://id.tinh.gov.vn", "thiếu OIDC_CLIENT_ID"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError) as refused:
        load_settings()

    assert words in str(refused.value)
    assert len(value) < 5 or value not in str(refused.value)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SEALING_KEYS"])
def test_production_needs_its_secrets(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    for name, value in {"SECRET_KEY": GOOD, "SEALING_KEYS": KEY}.items():
        monkeypatch.setenv(name, "" if name == missing else value)

    with pytest.raises(ConfigError, match=f"thiếu {missing}"):
        load_settings()


def test_production_makes_no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("SECRET_KEY", GOOD)
    monkeypatch.setenv("SEALING_KEYS", KEY)

    assert load_settings().is_production
    assert not (tmp_path / "instance").exists()


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, secret_key=GOOD, sealing_keys=KEY)

    assert GOOD not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SEALING_KEYS": "k1:ngan"}, "SEALING_KEYS không dùng được"),
        ({"SEALING_KEYS": f"k1:{'A' * 43}"}, "SEALING_KEYS quá yếu"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL không đúng"),
        ({"DATABASE_URL": "không phải địa chỉ"}, "DATABASE_URL không đúng"),
        ({"INSTANCE_DIR": "/dev/null/x"}, "/dev/null/x"),
        ({"ENVIRONMENT": "production"}, "thiếu SECRET_KEY"),
    ],
    ids=["short key", "pattern as key", "other database", "no address", "no folder", "no secret"],
)
def test_a_bad_start_is_one_sentence_without_a_traceback(
    tmp_path: Path, settings: dict[str, str], words: str
) -> None:
    clean = {n: v for n, v in os.environ.items() if n.lower() not in Settings.model_fields}
    started = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "law", "--help"],
        env={**clean, "PYTHONPATH": str(ROOT), **settings},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert words in started.stderr
    assert "Traceback" not in started.stderr


def test_the_server_stops_with_the_same_sentence(tmp_path: Path) -> None:
    clean = {n: v for n, v in os.environ.items() if n.lower() not in Settings.model_fields}
    gunicorn = [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:0", "--no-control-socket"]
    started = subprocess.run(
        [*gunicorn, "--chdir", str(ROOT), "--preload", "wsgi:app"],
        env={**clean, "ENVIRONMENT": "production", "INSTANCE_DIR": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert started.returncode != 0
    assert "thiếu SECRET_KEY" in started.stderr
    assert "Traceback" not in started.stderr


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"OIDC_SECOND_FACTOR": "mfa"}, "OIDC_SECOND_FACTOR không đúng"),
        (
            {"ENVIRONMENT": "production", "PUBLIC_URL": "http://tiepdan.vn", **PRODUCTION_SECRETS},
            "thiếu PUBLIC_URL dạng https://",
        ),
        (
            {
                "ENVIRONMENT": "production",
                "OIDC_ISSUER": "http://127.0.0.1:9",
                **PRODUCTION_SECRETS,
            },
            "OIDC_ISSUER không đúng",
        ),
    ],
)
def test_a_provider_that_cannot_be_trusted_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], words: str
) -> None:
    provider = {"OIDC_ISSUER": "https://id.tinh.gov.vn", "OIDC_CLIENT_ID": "tiepdan"}
    for name, value in (provider | given).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError) as refused:
        load_settings()

    assert words in str(refused.value)
