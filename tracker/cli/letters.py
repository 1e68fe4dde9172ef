"""Write the letters: code, duty, date and link, nothing of who sent what."""

import re
from collections.abc import Sequence
from datetime import datetime

from flask import current_app, render_template
from flask_babel import force_locale

from tracker.casework.anchors import as_line
from tracker.casework.breach_alerts import BreachAlert
from tracker.casework.digest import Digest
from tracker.casework.idle_accounts import Idle
from tracker.clock import now
from tracker.outside.post import Letter
from tracker.records.audit import Anchor
from tracker.web.rule_words import duty_title
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

EMPTY = "\n\n"
MANY_EMPTY = re.compile(r"\n{3,}")  # What tags of the template leave behind.


def compose(digest: Digest) -> Letter:
    """Write a digest in the language of its reader."""
    with force_locale(digest.language):
        root = _root()
        day, total, late = vn_date(digest.day), digest.total, digest.overdue
        subject = _("Nhắc việc %(day)s: %(total)s nghĩa vụ, %(late)s quá hạn",
                    day=day, total=total, late=late)  # fmt: skip
        if digest.openings and not total:
            subject = _("Nhắc việc %(day)s: danh tính người tố cáo đã được mở", day=day)
        text = render_template(
            "mail/digest.txt",
            _=_,  # As the code says it: plain text has nothing to escape.
            digest=digest,
            root=root,
            title=lambda line: duty_title(line.rule),
        )
    return Letter(digest.address, subject, _tidy(text), f"nhac.{digest.key}", now())


def compose_alert(alert: BreachAlert) -> Letter:
    """Write that a notice of a breach is still owed."""
    with force_locale(alert.language):
        root = _root()
        subject = _("Sự cố dữ liệu %(code)s: %(level)s", code=alert.code, level=term(alert.alarm))
        text = render_template("mail/breach.txt", _=_, alert=alert, root=root)
    return Letter(alert.address, subject, _tidy(text), f"su-co.{alert.key}", now())


def compose_idle(idle: Idle) -> Letter:
    """Tell a person until when an account nobody uses stays open."""
    with force_locale(idle.language):
        subject = _("Tài khoản %(login)s sẽ bị khóa nếu không đăng nhập đến hết %(day)s",
                    login=idle.login, day=vn_date(idle.last_day))  # fmt: skip
        root = _root()
        text = render_template("mail/idle.txt", _=_, idle=idle, root=root)
    key = f"tai-khoan.{idle.user_id}.{idle.last_day:%Y%m%d}"
    return Letter(idle.address, subject, _tidy(text), key, now())


def compose_anchors(address: str, anchors: Sequence[Anchor], at: datetime) -> Letter:
    """Write the anchors of a day as a letter; its lines are what `audit verify` reads."""
    with force_locale("vi"):
        subject = _("Mốc nhật ký ngày %(day)s", day=vn_date(at.date()))
        text = render_template(
            "mail/anchors.txt", _=_, lines=[as_line(each) for each in anchors], day=at.date()
        )
    return Letter(address, subject, f"{text.strip()}\n", f"moc.{at:%Y%m%d}", at)


def _tidy(text: str) -> str:
    return f"{MANY_EMPTY.sub(EMPTY, text).strip()}\n"


def _root() -> str:
    """Give the address under which people open the tracker."""
    return str(current_app.config["TRACKER"].public_url).rstrip("/")
