"""A telephone that makes codes, reckoned from RFC 6238 beside the package the tracker uses."""

import hmac
from base64 import b32decode
from hashlib import sha1
from struct import pack, unpack

STEP_SECONDS = 30


def code_at(secret: str, seconds: float) -> str:
    """Give the six digits that a telephone shows at a moment."""
    digest = hmac.digest(b32decode(secret), pack(">Q", int(seconds) // STEP_SECONDS), sha1)
    start = digest[-1] & 0x0F
    number = unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
