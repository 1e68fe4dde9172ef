"""What a program gets instead of a page: plain data, or a refusal as one sentence."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from tracker.law.terms import Refusal
from tracker.web.words import sentence


def answering(view: Callable[..., Any]) -> Callable[..., ResponseReturnValue]:
    """Answer with the data that a view gives, or with 422 and the sentence of its refusal."""

    @wraps(view)
    def answered(**values: Any) -> ResponseReturnValue:
        try:
            return jsonify(view(**values))
        except Refusal as refusal:
            return jsonify(_told(refusal)), 422

    return answered


def _told(refusal: Refusal) -> dict[str, str | None]:
    """Say what is wrong, in which parameter (event-2 is one of event), and by which article."""
    field = refusal.field.partition("-")[0]
    return {
        "error": sentence(refusal),
        "field": field or None,
        "article": refusal.article or None,
    }
