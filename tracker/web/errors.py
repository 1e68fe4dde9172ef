"""One place turns errors into pages; what was typed goes along, ready to be sent again."""

import logging
from collections.abc import Callable
from secrets import token_hex
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    RequestEntityTooLarge,
    SecurityError,
)

from tracker.law.terms import Refusal, Stale
from tracker.web.constraints import refusal_of
from tracker.web.guard import ask_nobody_new
from tracker.web.requests import Typed, resumed, typed_here
from tracker.web.safe_next import here
from tracker.web.traces import trace_of
from tracker.web.transaction import undo
from tracker.web.words import gettext as _
from tracker.web.words import sentence

log = logging.getLogger(__name__)

WITH_A_PAGE = frozenset({400, 403, 404, 409, 429})
PROGRAMS = "/api/"  # Addresses for programs, which get plain data instead of a page.
SignIn = Callable[[str, list[Typed]], ResponseReturnValue]
LOCKED = ("database is locked", "database table is locked", "could not obtain lock", "lock timeout")


def install(app: Flask, sign_in: SignIn) -> None:
    """Answer every error with a page in words; `sign_in` answers where nobody is signed in."""

    def answer_nobody(_error: HTTPException) -> ResponseReturnValue:
        """Lead to the sign-in; what was typed into a form goes along on the sign-in page itself."""
        if request.path.startswith(PROGRAMS):
            return jsonify({"error": _("Hãy đăng nhập."), "field": None, "article": None}), 401
        return sign_in(here(), typed_here())

    # Flask's own line repeats the message of the error, and with it what was typed.
    app.log_exception = _leave_it_to_the_answer  # type: ignore[method-assign,assignment]  # its way
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(401, answer_nobody)
    app.register_error_handler(SecurityError, _answer_foreign_name)
    app.register_error_handler(CSRFError, _answer_foreign_form)
    app.register_error_handler(RequestEntityTooLarge, _answer_too_large)
    app.register_error_handler(Refusal, _answer_refusal)
    app.register_error_handler(IntegrityError, _answer_integrity)
    app.register_error_handler(Stale, _answer_stale)
    app.register_error_handler(StaleDataError, _answer_stale)
    app.register_error_handler(OperationalError, _answer_database)
    app.register_error_handler(InternalServerError, _answer_failure)


def _leave_it_to_the_answer(_error: object) -> None:
    """Say nothing: `_answer_failure` writes the line of the log."""


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    """Answer what a view or Flask itself refused; a ready response goes out as it is."""
    if error.response is not None:
        return error
    code = error.code or 500
    page = code if code in WITH_A_PAGE else 404 if code == 405 else 400
    answer = make_response(render_template(f"errors/{page}.html"), code)
    if code == 405:
        answer.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return answer


def _answer_foreign_name(_error: SecurityError) -> ResponseReturnValue:
    """Answer under a name that is not ours without a page: its links would lead there."""
    said = "Máy chủ không trả lời dưới tên này.\nThis server does not answer under this name.\n"
    return Response(said, 400, mimetype="text/plain")


def _answer_foreign_form(error: CSRFError) -> ResponseReturnValue:
    """Show the form again when its token is too old, with everything that was typed."""
    log.info("CSRF: %s at %s", error.description, request.endpoint)
    return _kept_or(
        "errors/400.html",
        400,
        _("Biểu mẫu đã mở quá lâu hoặc mở từ một phiên làm việc khác, nên chưa lưu được."),
    )


def _answer_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    limit = current_app.config["UPLOAD_MAX_MB"]
    return render_template("errors/413.html", limit=limit), 413


def _answer_refusal(refusal: Refusal) -> ResponseReturnValue:
    """Answer a refusal that no form took up."""
    undo()
    return render_template(
        "errors/409.html", message=sentence(refusal), article=refusal.article
    ), 409


def _answer_integrity(error: IntegrityError) -> ResponseReturnValue:
    return _answer_refusal(refusal_of(error))


def _answer_stale(_error: Stale | StaleDataError) -> ResponseReturnValue:
    undo()
    return _kept_or(
        "errors/409.html", 409, _("Người khác vừa lưu thay đổi ở đây. Bản của bạn chưa được lưu.")
    )


def _answer_database(error: OperationalError) -> ResponseReturnValue:
    """Answer a busy database with the form kept, a broken one as a failure."""
    undo()
    if not any(words in str(error.orig).lower() for words in LOCKED):
        return _answer_failure(InternalServerError(original_exception=error))
    ask_nobody_new()
    answer = make_response(
        _kept_or(
            "errors/503.html",
            503,
            _("Hệ thống đang bận vì nhiều người cùng lưu, nên lần này chưa lưu được."),
        )
    )
    answer.headers["Retry-After"] = "5"
    return answer


def _answer_failure(error: InternalServerError) -> ResponseReturnValue:
    """Tell people a number that the log knows; the log names no value that was typed."""
    reference = token_hex(4).upper()
    cause = error.original_exception
    where = reference, request.method, request.endpoint
    log.error("%s %s %s failed\n%s", *where, trace_of(cause or error))
    undo()
    ask_nobody_new()
    words = _("Hệ thống gặp lỗi. Nếu gửi lại vẫn lỗi, báo quản trị hệ thống kèm mã %(reference)s.",
              reference=reference)  # fmt: skip
    return _kept_or("errors/500.html", 500, words, reference=reference)


def _kept_or(template: str, status: int, words: str, reference: str = "") -> Response:
    """Show what was typed, to be sent again, or a plain page where nothing can be shown again."""
    typed = typed_here()
    values: dict[str, Any] = {"message": words, "article": "", "reference": reference}
    if typed:
        template = "errors/kept.html"
        values = {"message": words, "typed": typed, "address": resumed(here()), "status": status}
    return make_response(render_template(template, **values), status)
