"""Settings: one frozen object read from the environment and `.env`, refused at the start if bad."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex, token_urlsafe
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from tracker.setting_values import SHORTEST_SECRET, is_mail_server, is_virus_scanner, is_weak

DEVELOPMENT_KEYS = "development-keys.env"
HOW_TO_MAKE_RANDOM = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
HOW_TO_MAKE_A_KEY = "python3 -c \"import secrets; print('k1:' + secrets.token_urlsafe(32))\""
JOB_SCHEMES = ("sqlite", "postgresql", "postgresql+psycopg", "redis", "rediss", "unix")
HOW_TO_NAME_JOBS = (
    "sqlite:////đường/dẫn.sqlite3, postgresql://người:mật-khẩu@máy/cơ-sở-dữ-liệu"
    " hoặc redis://máy:6379/0"
)
THIS_MACHINE = ("localhost", "127.0.0.1")
HOW_TO_NAME_A_SERVER = "smtp+starttls://người:mật-khẩu@máy:587 (hoặc smtp://, smtps://)"
HOW_TO_NAME_A_SCANNER = "unix:///run/clamav/clamd.ctl hoặc tcp://127.0.0.1:3310"
ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
# TCVN 14423:2026, suggested values, alike at levels 2 and 3; production takes none that is weaker.
LONGEST_IDLE_MINUTES = 15  # Item 5.5.2.2 (row 1 of the checklist): business software.
LONGEST_ADMINISTRATOR_IDLE_MINUTES = 5  # Item 5.5.2.2 (row 2): the session of an administrator.
SHORTEST_LOCK_HOURS = 12  # Item 5.5.2.2 (row 3): 12 hours to 30 days after failed sign-ins.
LONGEST_LOCK_HOURS = 30 * 24
MONTH_OF_MINUTES = 31 * 24 * 60
SECOND_FACTOR = re.compile(r"(amr|acr)=\S+")
TEST_DEFAULTS: Mapping[str, object] = {
    "session_hours": 24 * 31,
    "idle_minutes": MONTH_OF_MINUTES,  # Tests move the clock by days.
    "administrator_idle_minutes": MONTH_OF_MINUTES,
    "argon2_time_cost": 1,
    "argon2_memory_kib": 64,
}

WRONG: Mapping[str, str] = {
    "int_parsing": "phải là số nguyên",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "phải từ {le} trở xuống",
    "literal_error": "phải là một trong: {expected}",
}


class ConfigError(SystemExit):
    """A setting with which the application must not start; ends the process with its sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Không khởi động được: {sentence}")


class Settings(BaseSettings):
    """What differs from one machine to the next; names in the environment are upper case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    environment: Literal["development", "production", "test"] = "development"
    secret_key: str = Field(default="", repr=False)
    sealing_keys: str = Field(default="", repr=False)
    instance_dir: Path = Path("instance")
    database_url: str = Field(default="", repr=False)
    attachments_dir: Path = Path()
    port: int = Field(default=8000, ge=1, le=65535)
    upload_max_mb: int = Field(default=20, ge=1, le=500)
    session_hours: int = Field(default=12, ge=1, le=24 * 31)
    idle_minutes: int = Field(default=LONGEST_IDLE_MINUTES, ge=1, le=MONTH_OF_MINUTES)
    administrator_idle_minutes: int = Field(
        default=LONGEST_ADMINISTRATOR_IDLE_MINUTES, ge=1, le=MONTH_OF_MINUTES
    )
    sign_in_lock_hours: int = Field(default=SHORTEST_LOCK_HOURS, ge=1, le=LONGEST_LOCK_HOURS)
    second_factor: Literal["off", "administrators", "all"] = "off"
    forecast_miss_cost: int = Field(default=5, ge=1, le=100)
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    jobs_url: str = Field(default="", repr=False)
    jobs_lease_seconds: int = Field(default=300, ge=1, le=3600)
    smtp_url: str = Field(default="", repr=False)
    mail_from: str = ""
    public_url: str = ""
    trusted_hosts: str = ""
    clamav_url: str = ""
    metrics_token: str = Field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    oidc_label: str = ""
    oidc_claim: str = "preferred_username"
    oidc_second_factor: str = ""
    anchor_file: Path | None = None
    anchor_mail: str = ""
    argon2_time_cost: int = Field(default=3, ge=1, le=20)
    argon2_memory_kib: int = Field(default=19456, ge=8, le=1024 * 1024)
    argon2_parallelism: int = Field(default=1, ge=1, le=16)

    @model_validator(mode="before")
    @classmethod
    def _fill_what_follows_from_others(cls, given: dict[str, Any]) -> dict[str, Any]:
        defaults = TEST_DEFAULTS if given.get("environment") == "test" else {}
        instance = Path(given.get("instance_dir") or "instance").absolute()
        follows = {
            "attachments_dir": instance / "attachments",
            "database_url": f"sqlite:///{instance / 'tracker.db'}",
            "jobs_url": f"sqlite:///{instance / 'jobs.sqlite3'}",
            "public_url": f"http://127.0.0.1:{given.get('port') or 8000}",
        }
        if given.get("environment") == "production":  # Rows 6 and 7: item 5.6.2.2, 5.6.2.4.
            follows["second_factor"] = "administrators"
        return {**defaults, **follows, **given, "instance_dir": instance}

    @model_validator(mode="after")
    def _refuse_bad_secrets(self) -> Self:
        if self.environment == "production":
            _require("SECRET_KEY", self.secret_key, HOW_TO_MAKE_RANDOM)
            _require("SEALING_KEYS", self.sealing_keys, HOW_TO_MAKE_A_KEY)
        if self.secret_key and is_weak(self.secret_key):
            raise ConfigError(
                f"SECRET_KEY quá yếu: cần ít nhất {SHORTEST_SECRET} ký tự ngẫu nhiên."
                f" Tạo khóa mới bằng lệnh: {HOW_TO_MAKE_RANDOM}"
            )
        return self

    @model_validator(mode="after")
    def _refuse_bad_addresses(self) -> Self:
        if urlsplit(self.jobs_url).scheme not in JOB_SCHEMES:
            raise ConfigError(f"JOBS_URL không đúng: viết {HOW_TO_NAME_JOBS}.")
        if not self.public_url.startswith(("http://", "https://")):
            raise ConfigError("PUBLIC_URL không đúng: viết https://tên-miền-của-hệ-thống.")
        if self.smtp_url and not is_mail_server(self.smtp_url):
            raise ConfigError(f"SMTP_URL không đúng: viết {HOW_TO_NAME_A_SERVER}.")
        if self.smtp_url and not ADDRESS.fullmatch(self.mail_from):
            raise ConfigError("thiếu MAIL_FROM: địa chỉ gửi thư nhắc, ví dụ nhac@coquan.gov.vn.")
        if self.clamav_url and not is_virus_scanner(self.clamav_url):
            raise ConfigError(f"CLAMAV_URL không đúng: viết {HOW_TO_NAME_A_SCANNER}.")
        self._refuse_bad_anchor()
        if self.metrics_token and is_weak(self.metrics_token):
            raise ConfigError(
                f"METRICS_TOKEN quá yếu: cần ít nhất {SHORTEST_SECRET} ký tự ngẫu nhiên."
                f" Tạo bằng lệnh: {HOW_TO_MAKE_RANDOM}"
            )
        return self

    @model_validator(mode="after")
    def _refuse_weak_locks(self) -> Self:
        if not self.is_production:
            return self
        for name, most in (
            ("idle_minutes", LONGEST_IDLE_MINUTES),
            ("administrator_idle_minutes", LONGEST_ADMINISTRATOR_IDLE_MINUTES),
        ):
            if getattr(self, name) > most:
                raise ConfigError(
                    f"{name.upper()} dài quá: tối đa {most} phút (TCVN 14423:2026, mục 5.5.2.2)."
                )
        if self.sign_in_lock_hours < SHORTEST_LOCK_HOURS:
            raise ConfigError(
                f"SIGN_IN_LOCK_HOURS ngắn quá: từ {SHORTEST_LOCK_HOURS} giờ"
                " (TCVN 14423:2026, mục 5.5.2.2)."
            )
        return self

    @model_validator(mode="after")
    def _refuse_bad_provider(self) -> Self:
        if not self.oidc_issuer:
            return self
        parts = urlsplit(self.oidc_issuer)
        is_near = (
            parts.scheme == "http" and parts.hostname in THIS_MACHINE and not self.is_production
        )
        if not (parts.scheme == "https" or is_near) or not parts.hostname or parts.query:
            raise ConfigError("OIDC_ISSUER không đúng: viết https://địa-chỉ-nhà-cung-cấp.")
        if not self.oidc_client_id:
            raise ConfigError("thiếu OIDC_CLIENT_ID: mã ứng dụng đã đăng ký ở nhà cung cấp.")
        if self.is_production and not self.public_url.startswith("https://"):
            raise ConfigError("thiếu PUBLIC_URL dạng https:// để nhà cung cấp gửi người dùng về.")
        if self.oidc_second_factor and not SECOND_FACTOR.fullmatch(self.oidc_second_factor):
            raise ConfigError("OIDC_SECOND_FACTOR không đúng: viết amr=mfa hoặc acr=mức.")
        return self

    @property
    def hosts(self) -> list[str] | None:
        """Give the host names under which the tracker answers, or None where it is any.

        Once PUBLIC_URL is set, these are its host, those of TRUSTED_HOSTS and this machine: an
        address made from another name could send people elsewhere.
        """
        more = [name.strip() for name in self.trusted_hosts.split(",") if name.strip()]
        public = urlsplit(self.public_url).hostname or ""
        if public in THIS_MACHINE and not more:
            return None
        return [public, *more, *THIS_MACHINE]

    def _refuse_bad_anchor(self) -> None:
        if self.anchor_mail and not ADDRESS.fullmatch(self.anchor_mail):
            raise ConfigError("ANCHOR_MAIL không đúng: viết địa chỉ thư nhận mốc nhật ký.")
        if self.anchor_mail and not self.smtp_url:
            raise ConfigError("ANCHOR_MAIL cần máy chủ thư: hãy đặt cả SMTP_URL.")

    @property
    def is_production(self) -> bool:
        """Say whether citizens' data are at stake."""
        return self.environment == "production"

    def with_keys(self) -> "Settings":
        """Give settings that hold both secrets, making them once on a developer's machine."""
        if self.secret_key and self.sealing_keys:
            return self
        made = development_keys(self.instance_dir)
        return self.model_copy(
            update={
                "secret_key": self.secret_key or made["SECRET_KEY"],
                "sealing_keys": self.sealing_keys or made["SEALING_KEYS"],
            }
        )


def load_settings() -> Settings:
    """Read the settings of this machine; a wrong one ends the process with its name."""
    try:
        return Settings().with_keys()
    except ValidationError as error:
        raise ConfigError(" ".join(map(_sentence, error.errors()))) from None


def development_keys(instance: Path) -> dict[str, str]:
    """Give a developer's secrets, written once even when two processes start together."""
    path = instance / DEVELOPMENT_KEYS
    try:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_once(
                path, f"SECRET_KEY={token_urlsafe(48)}\nSEALING_KEYS=dev:{token_urlsafe(32)}\n"
            )
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(f"không đọc hoặc ghi được {path}: {error.strerror}.") from None
    made = dict(line.split("=", 1) for line in lines if "=" in line)
    if not {"SECRET_KEY", "SEALING_KEYS"} <= made.keys():
        raise ConfigError(f"{path} bị hỏng: cần có SECRET_KEY và SEALING_KEYS.")
    return made


def _write_once(path: Path, text: str) -> None:
    """Put a whole file in place unless another process was first; nobody reads a half of it."""
    part = path.with_name(f".{path.name}.{token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        os.link(part, path)
    except FileExistsError:
        return
    finally:
        part.unlink()


def _require(name: str, value: str, how: str) -> None:
    if not value:
        raise ConfigError(f"thiếu {name} (ENVIRONMENT=production). Tạo bằng lệnh: {how}")


def _sentence(error: Mapping[str, Any]) -> str:
    """Name the wrong setting and what it must be, never its value."""
    name = str(error["loc"][0]).upper() if error["loc"] else "?"
    what = WRONG.get(error["type"], "không đúng ({type})").format(
        type=error["type"], **error.get("ctx", {})
    )
    return f"{name} {what}."
