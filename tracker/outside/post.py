"""Mail out of the house by SMTP; every "no" of a server is turned into one of a few reasons."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from tracker.law.terms import Term

if TYPE_CHECKING:
    from datetime import datetime

PATIENCE = 20  # Seconds that a mail server may take for one answer.
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
BUSY = range(400, 500)


class PostFault(Term):
    """Why a mail was not taken, or not sent at all."""

    UNREACHABLE = "unreachable", "Không nối được máy chủ thư", "The mail server is out of reach"
    SIGN_IN = "sign_in", "Máy chủ thư không nhận đăng nhập", "The mail server refused the sign-in"
    SENDER = "sender", "Máy chủ thư không nhận địa chỉ gửi", "The sender's address was refused"
    MAILBOX = "mailbox", "Hộp thư không nhận thư", "The mailbox takes no mail"
    BUSY = "busy", "Máy chủ thư hẹn gửi lại", "The mail server asks to try again"
    REFUSED = "refused", "Máy chủ thư không nhận thư", "The mail server refused the mail"
    NO_SERVER = "no_server", "Chưa đặt máy chủ thư", "No mail server is set"
    NO_ROLE = "no_role", "Người nhận không còn vai trò nào", "The recipient holds no role any more"
    NO_ADDRESS = "no_address", "Người nhận chưa có địa chỉ thư", "The recipient has no address"
    NOTHING = "nothing", "Không còn việc nào phải nhắc", "Nothing is left to remind of"


class PostError(Exception):
    """A mail that was not taken: why, and the number that the server gave."""

    def __init__(self, fault: PostFault, code: int | None = None) -> None:
        """Keep the number alone: the words of a server may name people."""
        super().__init__(f"{fault.vi} ({code})" if code else fault.vi)
        self.fault, self.code = fault, code


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person; the same key always makes the same Message-ID."""

    to: str
    subject: str
    text: str
    key: str
    written_at: "datetime"


class SmtpPost:
    """One line to a mail server, opened by the first mail and closed by whoever made it."""

    def __init__(self, url: str, sender: str) -> None:
        """Read the address: smtp://, smtp+starttls:// or smtps://, with user and password."""
        self._url, self._sender = urlsplit(url), sender
        self._line: smtplib.SMTP | None = None

    def send(self, letter: Letter) -> None:
        """Hand a mail over; returning means that the server has taken it."""
        try:
            line = self._line = self._line or self._opened()
            line.send_message(self._written(letter), self._sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            code = next((code for code, _ in error.recipients.values()), None)
            raise PostError(_by_code(code, PostFault.MAILBOX), code) from None
        except smtplib.SMTPAuthenticationError as error:
            raise PostError(PostFault.SIGN_IN, error.smtp_code) from None
        except smtplib.SMTPSenderRefused as error:
            raise PostError(_by_code(error.smtp_code, PostFault.SENDER), error.smtp_code) from None
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise _refused(error) from None

    def close(self) -> None:
        """Hang up; a server that does not answer any more is left."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()
            line.close()

    def _opened(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or PORTS[self._url.scheme]
        line: smtplib.SMTP
        if self._url.scheme == "smtps":
            line = smtplib.SMTP_SSL(
                host, port, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            line = smtplib.SMTP(host, port, timeout=PATIENCE)
        try:
            if self._url.scheme == "smtp+starttls":
                line.starttls(context=ssl.create_default_context())
            if self._url.username:
                line.login(unquote(self._url.username), unquote(self._url.password or ""))
        except BaseException:
            line.close()
            raise
        return line

    def _written(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"] = self._sender, letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.written_at)
        message["Message-ID"] = f"<{letter.key}@{self._sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def _refused(error: OSError) -> PostError:
    """Give the reason behind an error; those of SMTP are errors of the line to Python too."""
    if isinstance(error, smtplib.SMTPResponseException):
        return PostError(_by_code(error.smtp_code, PostFault.REFUSED), error.smtp_code)
    known = isinstance(error, smtplib.SMTPException)
    lost = isinstance(error, smtplib.SMTPServerDisconnected)
    return PostError(PostFault.REFUSED if known and not lost else PostFault.UNREACHABLE)


def _by_code(code: int | None, fault: PostFault) -> PostFault:
    return PostFault.BUSY if code in BUSY else fault
