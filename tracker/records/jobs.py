"""Jobs: what is to be done outside a request, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.law.terms import Term
from tracker.records.base import Base, TermColumn


class JobKind(Term):
    """What a job does; the catalogue says when and how."""

    SWEEP = "sweep", "Quét thời hạn, nhắc việc", "Sweep of the limits, reminders"
    DIGEST = "digest", "Lập thư nhắc đầu ngày", "Morning digest"
    MAIL = "mail", "Gửi thư nhắc", "Sending a reminder by e-mail"
    BREACH = "breach", "Nhắc hạn thông báo sự cố dữ liệu", "Mail before a breach notice is due"
    CLEAN_UP = "clean_up", "Dọn dữ liệu tạm", "Clean-up"
    CHECKS = "checks", "Rà soát theo các phép kiểm tra", "Inspector's checks"
    ACCOUNTS = "accounts", "Khóa tài khoản lâu không dùng", "Closing of idle accounts"
    IDLE_WARNING = (
        "idle_warning",
        "Báo trước khi khóa tài khoản",
        "Warnings before idle accounts are closed",
    )
    ANCHOR = "anchor", "Ghi, gửi mốc nhật ký", "Keeping the anchors of the audit log"
    FORECAST = "forecast", "Học từ vụ việc đã xong, dự báo", "Training and forecasts"


class JobState(Term):
    """How far a job has come."""

    QUEUED = "queued", "Đang chờ", "Waiting"
    RUNNING = "running", "Đang chạy", "Running"
    DONE = "done", "Đã xong", "Done"
    FAILED = "failed", "Không làm được", "Failed"


class Job(Base):
    """One thing to be done, at least once; its key is done once. The queue only carries its id."""

    __tablename__ = "job"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index("ix_job_state", "state", "run_after"),
        Index("ix_job_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[JobKind] = mapped_column(TermColumn(JobKind))
    key: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(TermColumn(JobState))
    attempts: Mapped[int]
    queued_at: Mapped[datetime]
    run_after: Mapped[datetime]
    handed_on_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(500))
    outcome: Mapped[dict[str, Any]]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
