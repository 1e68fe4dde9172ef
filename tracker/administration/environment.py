"""The settings of the machine as the page shows them: a secret only as set or not set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.config import Settings
from tracker.web.words import gettext as _

# What may be read by whoever looks after people; all else is only said to be set or not.
SHOWN = frozenset(
    {"environment", "mail_from", "public_url", "oidc_issuer", "oidc_label", "oidc_claim",
     "oidc_second_factor", "second_factor", "trusted_hosts", "anchor_mail"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: its name in the environment, what it is for, its value or state."""

    name: str
    purpose: str
    state: str
    is_set: bool


def environment(settings: Settings) -> list[Line]:
    """Give every setting of the machine; which cannot be changed here."""
    return list(_lines(settings))


def _lines(settings: Settings) -> Iterator[Line]:
    purposes = _purposes()
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        given = name in settings.model_fields_set
        numbers = isinstance(value, int) and not isinstance(value, bool)
        may_show = field.repr and (name in SHOWN or numbers)
        yield Line(
            name.upper(), purposes.get(name, ""), _state(value, shown=may_show, given=given),
            bool(value),
        )  # fmt: skip


def _state(value: Any, *, shown: bool, given: bool) -> str:
    if not value:
        return str(_("chưa đặt"))
    if not shown:
        return str(_("đã đặt"))
    return str(value) if given else str(_("%(value)s (mặc định)", value=value))


def _purposes() -> Mapping[str, str]:
    return {
        "environment": _("Chế độ chạy"),
        "secret_key": _("Khóa ký phiên đăng nhập"),
        "sealing_keys": _("Khóa niêm phong danh tính"),
        "instance_dir": _("Thư mục dữ liệu"),
        "database_url": _("Cơ sở dữ liệu"),
        "attachments_dir": _("Thư mục tệp đính kèm"),
        "port": _("Cổng mạng"),
        "upload_max_mb": _("Tệp lớn nhất (MB)"),
        "session_hours": _("Số giờ giữ phiên đăng nhập"),
        "idle_minutes": _("Số phút không làm gì thì khóa phiên"),
        "administrator_idle_minutes": _("Số phút không làm gì thì khóa phiên quản trị"),
        "sign_in_lock_hours": _("Số giờ khóa đăng nhập sau nhiều lần sai"),
        "second_factor": _("Ai phải dùng mã đăng nhập"),
        "forecast_miss_cost": _("Một lần bỏ sót bằng mấy lần báo nhầm"),
        "trusted_proxies": _("Số máy chủ trung gian tin cậy"),
        "jobs_url": _("Hàng đợi việc nền"),
        "jobs_lease_seconds": _("Giây chờ trước khi giao việc nền cho máy khác"),
        "smtp_url": _("Máy chủ thư"),
        "mail_from": _("Địa chỉ gửi thư"),
        "public_url": _("Địa chỉ mở hệ thống"),
        "trusted_hosts": _("Tên miền khác cũng được trả lời"),
        "clamav_url": _("Chương trình quét vi-rút"),
        "anchor_file": _("Tệp nhận mốc nhật ký"),
        "anchor_mail": _("Địa chỉ nhận mốc nhật ký"),
        "metrics_token": _("Mã đọc số liệu giám sát"),
        "argon2_time_cost": _("Băm mật khẩu: số vòng"),
        "argon2_memory_kib": _("Băm mật khẩu: bộ nhớ (KiB)"),
        "argon2_parallelism": _("Băm mật khẩu: số luồng"),
        "oidc_issuer": _("Nhà cung cấp đăng nhập một lần"),
        "oidc_client_id": _("Mã ứng dụng ở nhà cung cấp"),
        "oidc_client_secret": _("Bí mật của ứng dụng ở nhà cung cấp"),
        "oidc_label": _("Chữ trên nút đăng nhập một lần"),
        "oidc_claim": _("Thông tin dùng để nhận ra tài khoản"),
        "oidc_second_factor": _("Dấu hiệu đã xác thực hai lớp"),
    }
