"""Reminders in words: at which step, and what became of the mail."""

from typing import Any

from tracker.outside.post import PostFault
from tracker.records.reminders import MailState
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_datetime


def step_words(days: int) -> str:
    """Say at which step of the ladder somebody was told."""
    if days == 0:
        return _("ngày hết hạn")
    if days < 0:
        return _("%(days)s ngày làm việc trước hạn", days=-days)
    return _("%(days)s ngày làm việc sau hạn", days=days)


def mail_words(mail: Any, email: str) -> str:
    """Say what became of a mail: sent when, or why not and when it is tried again."""
    if mail.state is None:
        return _("không gửi thư") if email else _("không gửi thư: chưa có địa chỉ")
    if mail.state is MailState.SENT:
        return _("đã gửi thư lúc %(at)s", at=vn_datetime(mail.sent_at))
    why = _why(mail)
    if mail.state is MailState.GIVEN_UP:
        return _("đã thôi gửi thư: %(why)s", why=why)
    if mail.state is MailState.FAILED:
        again = vn_datetime(mail.next_try_at)
        return _("chưa gửi được thư: %(why)s; thử lại lúc %(again)s", why=why, again=again)
    return _("thư chờ gửi")


def _why(mail: Any) -> str:
    words = term(PostFault(mail.fault)) if mail.fault else ""
    words = words[:1].lower() + words[1:]
    return f"{words} ({mail.code})" if mail.code else words
