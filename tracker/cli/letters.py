"""Write digests and alerts as letters: code, duty, date and link, nothing of who sent what."""

import re

from flask import current_app, render_template
from flask_babel import force_locale

from tracker.casework.breach_alerts import BreachAlert
from tracker.casework.digest import Digest
from tracker.clock import now
from tracker.outside.post import Letter
from tracker.web.rule_words import duty_title
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

EMPTY = "\n\n"
MANY_EMPTY = re.compile(r"\n{3,}")  # What tags of the template leave behind.


def compose(digest: Digest) -> Letter:
    """Write a digest in the language of its reader."""
    with force_locale(digest.language):
        root = str(current_app.config["TRACKER"].public_url).rstrip("/")
        day, total, late = vn_date(digest.day), digest.total, digest.overdue
        subject = _("Nhắc việc %(day)s: %(total)s nghĩa vụ, %(late)s quá hạn",
                    day=day, total=total, late=late)  # fmt: skip
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
        root = str(current_app.config["TRACKER"].public_url).rstrip("/")
        subject = _("Sự cố dữ liệu %(code)s: %(level)s", code=alert.code, level=term(alert.alarm))
        text = render_template("mail/breach.txt", _=_, alert=alert, root=root)
    return Letter(alert.address, subject, _tidy(text), f"su-co.{alert.key}", now())


def _tidy(text: str) -> str:
    return f"{MANY_EMPTY.sub(EMPTY, text).strip()}\n"
