"""Put a signature into a file of text or data, and tell whether the file is what was signed."""

import json
from collections.abc import Mapping
from typing import Any

from tracker.law.terms import Term
from tracker.records.chain import one_spelling
from tracker.records.sealing import Keyring
from tracker.records.signing import ALGORITHM, Signature, is_signed, sign

FIELD = "signature"
MARK = "#signature"


class Trust(Term):
    """What was found about a signed file."""

    WHOLE = "whole", "nguyên vẹn", "whole"
    CHANGED = "changed", "đã bị sửa sau khi ký", "changed after it was signed"
    UNSIGNED = "unsigned", "không có chữ ký", "not signed"
    UNKNOWN_KEY = "unknown_key", "khóa ký không có trong SEALING_KEYS", "signed by an unknown key"


def signed_lines(text: str, ring: Keyring) -> bytes:
    """Give a text with its signature as the last line; it signs every byte before."""
    content = text.encode("utf-8-sig")
    made = sign(content, ring)
    last = f"{MARK},{ALGORITHM},{made.key},{made.public_key},{made.value}\r\n"
    return content + last.encode()


def signed_data(data: Mapping[str, Any], ring: Keyring) -> bytes:
    """Give data as JSON with a signature over their one spelling."""
    made = sign(one_spelling(dict(data)).encode(), ring)
    signature = {
        "algorithm": ALGORITHM, "key": made.key, "public_key": made.public_key, "value": made.value,
    }  # fmt: skip
    return json.dumps({**data, FIELD: signature}, ensure_ascii=False, indent=1).encode()


def trust_in(content: bytes, trusted: Mapping[str, str]) -> Trust:
    """Say whether a file is what was signed by one of the trusted keys, by name and public half.

    The public half in the file helps a reader; it is never trusted.
    """
    signed, signature = _parts(content)
    if signature is None:
        return Trust.UNSIGNED
    public_key = trusted.get(signature.key)
    if public_key is None:
        return Trust.UNKNOWN_KEY
    return Trust.WHOLE if is_signed(signed, signature, public_key) else Trust.CHANGED


def _parts(content: bytes) -> tuple[bytes, Signature | None]:
    return _parts_of_data(content) if content.startswith(b"{") else _parts_of_lines(content)


def _parts_of_lines(content: bytes) -> tuple[bytes, Signature | None]:
    before, found, last = content.rpartition(f"\n{MARK},".encode())
    fields = last.decode("utf-8", "replace").rstrip("\r\n").split(",")
    if not found or len(fields) != 4:
        return content, None
    return before + b"\n", Signature(*fields[1:])


def _parts_of_data(content: bytes) -> tuple[bytes, Signature | None]:
    try:
        data = json.loads(content)
        told = data.pop(FIELD)
        signature = Signature(*(str(told[name]) for name in ("key", "public_key", "value")))
    except (ValueError, KeyError, TypeError):
        return content, None
    return one_spelling(data).encode(), signature
