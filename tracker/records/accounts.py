"""Sign-ins: the sessions that are open, what failed, what is locked, the second factor."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.law.terms import Term
from tracker.records.base import Base, Json, TermColumn
from tracker.records.sealing import sealed


class Way(Term):
    """How somebody signed in."""

    PASSWORD = "password", "Mật khẩu", "Password"
    CODE = "code", "Thêm mã trên điện thoại", "With a code from the telephone"
    RECOVERY = "recovery", "Thêm mã dự phòng", "With a recovery code"
    PROVIDER = "provider", "Tài khoản dùng chung của tỉnh, bộ", "Shared account of the province"
    PROVIDER_BOTH = "provider_both", "Tài khoản dùng chung, hai lớp", "Shared account, two factors"


class SessionEnd(Term):
    """Why a session ended."""

    SIGNED_OUT = "signed_out", "Đã đăng xuất", "Signed out"
    BY_OWNER = "by_owner", "Kết thúc từ thiết bị khác", "Ended from another device"
    BY_ADMINISTRATOR = "by_administrator", "Quản trị hệ thống kết thúc", "Ended by an administrator"
    PASSWORD_CHANGED = "password_changed", "Đã đổi mật khẩu", "Password changed"
    ACCOUNT_CHANGED = (
        "account_changed",
        "Tài khoản, vai trò hoặc mật khẩu thay đổi",
        "Account, role or password changed",
    )
    IDLE = "idle", "Hết giờ", "Timed out"
    REPLACED = "replaced", "Đăng nhập lại trên thiết bị này", "Signed in again on this device"


class SignInFailure(Term):
    """What was wrong with an attempt to sign in."""

    PASSWORD = "password", "Sai mật khẩu", "Wrong password"
    CODE = "code", "Sai mã đăng nhập", "Wrong code"


class SignInAttempt(Base):
    """A failed attempt; the login stands as a digest, since people type passwords in its place."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_login", "login_digest", "at"),
        Index("ix_sign_in_attempt_address", "address", "at"),
    )
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    login_digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), default="")
    device: Mapped[str] = mapped_column(String(200), default="", server_default="")
    failure: Mapped[SignInFailure] = mapped_column(
        TermColumn(SignInFailure),
        default=SignInFailure.PASSWORD,
        server_default=SignInFailure.PASSWORD.value,
    )
    at: Mapped[datetime]


class SignInLock(Base):
    """How often a login failed in a row, known or not, and until when it is closed."""

    __tablename__ = "sign_in_lock"
    __audited__ = False

    login_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class SignInSession(Base):
    """One sign-in on one device; the cookie holds its token, the table only a digest of it."""

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_user", "user_id", "started_at"),)
    __audited__ = False  # Seen anew all day long; sign-ins and endings are noted as acts.

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    generation: Mapped[int]
    way: Mapped[Way] = mapped_column(TermColumn(Way))
    address: Mapped[str] = mapped_column(String(64), default="")
    device: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end: Mapped[SessionEnd | None] = mapped_column(TermColumn(SessionEnd))


class SecondFactor(Base):
    """The code generator of a person: its secret sealed, recovery codes as digests."""

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    secret: Mapped[bytes] = mapped_column(
        LargeBinary, info=sealed("second_factor.secret:{user_id}")
    )
    confirmed_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(info={"audited": False})
    recovery_digests: Mapped[list[str]] = mapped_column(Json, info={"class": "sealed"})
