"""What a job did, or what broke it, in words."""

from collections.abc import Mapping

from tracker.web.words import gettext as _


def outcome_words(outcome: Mapping[str, int]) -> str:
    """Say what a job did; what it did not do is left out."""
    said = {
        "noted": _("%(number)s mức mới", number=outcome.get("noted")),
        "told": _("%(number)s lời nhắc mới", number=outcome.get("told")),
        "letters": _("%(number)s thư đã lập", number=outcome.get("letters")),
        "sent": _("%(number)s thư đã gửi", number=outcome.get("sent")),
        "dropped": _("%(number)s dòng đã dọn", number=outcome.get("dropped")),
        "found": _("%(number)s phát hiện mới", number=outcome.get("found")),
        "gone": _("%(number)s phát hiện không còn", number=outcome.get("gone")),
        "closed": _("%(number)s tài khoản đã khóa", number=outcome.get("closed")),
        "lapsed": _("%(number)s đề xuất hết hạn chờ", number=outcome.get("lapsed")),
        "warned": _("%(number)s người đã được báo", number=outcome.get("warned")),
        "written": _("%(number)s mốc đã ghi vào tệp", number=outcome.get("written")),
        "mailed": _("%(number)s mốc đã gửi thư", number=outcome.get("mailed")),
        "trained": _("%(number)s mô hình đã học", number=outcome.get("trained")),
        "foretold": _("%(number)s nghĩa vụ có dự báo", number=outcome.get("foretold")),
    }
    return "; ".join(words for name, words in said.items() if name in outcome)


def error_words(error: str) -> str:
    """Say what broke a job; the log of the worker has the rest."""
    busy = error == "OperationalError"
    why = _("cơ sở dữ liệu không trả lời hoặc đang bận") if busy else _("lỗi của chương trình")
    return _("%(why)s (%(error)s); chi tiết trong nhật ký của worker", why=why, error=error)
