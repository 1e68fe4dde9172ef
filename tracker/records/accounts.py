"""Attempts to sign in, counted so that guessing is stopped."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.records.base import Base


class SignInAttempt(Base):
    """One attempt; the login stands as a digest, since people type passwords in its place."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_login", "login_digest", "at"),)
    __audited__ = False

    id: Mapped[int] = mapped_column(primary_key=True)
    login_digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime]
    ok: Mapped[bool]
