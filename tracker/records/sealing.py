"""Sealed values: encrypted under keys that are not in the database, bound to their place.

Each value has a data key of its own, wrapped under a key of the ring. A rotation wraps the data
keys anew and never opens what they seal. Values of the first version, sealed under the key of the
ring itself, still open; a rotation turns them into the second.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from os import urandom
from re import compile as pattern
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

DIRECT, ENVELOPE = 1, 2  # The versions of a sealed value.
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
LONGEST_HEADER = 2 + 32
KEY_ID = pattern(r"[a-z0-9_-]{1,32}")


class SealBroken(Exception):  # noqa: N818 - it names what happened, as Refusal does
    """A sealed value that was altered, moved to another place, or whose key is gone."""


class KeyringError(ValueError):
    """A setting that holds no usable ring of keys."""


@lru_cache(maxsize=256)
def _derived(secret: bytes, use: str) -> bytes:
    return hmac.digest(secret, f"tracker {use}".encode(), sha256)


@lru_cache(maxsize=32)
def _cipher(secret: bytes, use: str) -> AESGCM:
    return AESGCM(_derived(secret, use))


def sealed(place: str) -> dict[str, Any]:
    """Describe a sealed column by the place of its values, written with the names of its row."""
    return {"class": "sealed", "place": place}


def digest_of(column: str, purpose: str) -> dict[str, Any]:
    """Describe a blind index: of which sealed column of the same row, for which purpose."""
    return {"class": "personal", "digest_of": column, "purpose": purpose}


@dataclass(frozen=True, slots=True)
class SealingKey:
    """One named secret of the ring; every use of it works with a key of its own."""

    name: str
    secret: bytes = field(repr=False)

    @classmethod
    def from_setting(cls, part: str) -> Self:
        """Read `name:base64url of 32 bytes`, without ever repeating the secret in an error."""
        name, colon, encoded = part.strip().partition(":")
        if not colon or not KEY_ID.fullmatch(name):
            message = "SEALING_KEYS: each key reads name:secret, the name of a-z, 0-9, - and _"
            raise KeyringError(message)
        try:
            secret = urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
        except ValueError:
            secret = b""
        if len(secret) != KEY_BYTES:
            message = f"SEALING_KEYS: the secret of {name} must be base64url of {KEY_BYTES} bytes"
            raise KeyringError(message)
        return cls(name, secret)

    def derived(self, use: str) -> bytes:
        """Give the secret for one use, from which neither this key nor any other follows."""
        return _derived(self.secret, use)


class Keyring:
    """The keys that seal and open: the first one seals, all of them open."""

    def __init__(self, keys: tuple[SealingKey, ...]) -> None:
        self.keys = keys
        self.current = keys[0]
        self._by_name = {key.name: key for key in keys}

    @classmethod
    def from_setting(cls, text: str) -> Self:
        """Read `k1:…,k0:…`, the current key first."""
        keys = tuple(SealingKey.from_setting(part) for part in text.split(",") if part.strip())
        if not keys:
            message = "SEALING_KEYS is empty: it needs at least one key, name:secret"
            raise KeyringError(message)
        if len({key.name for key in keys}) < len(keys):
            message = "SEALING_KEYS: two keys have the same name"
            raise KeyringError(message)
        return cls(keys)

    def seal(self, plaintext: bytes, *, context: str) -> bytes:
        """Encrypt a value so that it opens only at its own place (`table.column:row`)."""
        data_key, nonce, place = urandom(KEY_BYTES), urandom(NONCE_BYTES), _bound(context)
        body = AESGCM(data_key).encrypt(nonce, plaintext, place)
        return self._wrapped(data_key, place) + nonce + body

    def open(self, blob: bytes, *, context: str) -> bytes:
        """Decrypt a value; raise SealBroken if it or its place is not what was sealed."""
        key, header = self._key_of(blob)
        try:
            if blob[0] == DIRECT:
                return _opened(_cipher(key.secret, "seal"), blob[len(header) :], header, context)
            data_key, rest = _unwrapped(key, blob, header, context)
            return AESGCM(data_key).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], _bound(context))
        except (InvalidTag, ValueError) as error:
            message = f"The sealed value at {context} does not open"
            raise SealBroken(message) from error

    def rewrap(self, blob: bytes, context: str) -> bytes:
        """Bring a value under the current key; its data key moves, what it seals stays shut."""
        key, header = self._key_of(blob)
        if header == self.header:
            return blob
        if blob[0] == DIRECT:
            return self.seal(self.open(blob, context=context), context=context)
        try:
            data_key, rest = _unwrapped(key, blob, header, context)
        except (InvalidTag, ValueError) as error:
            message = f"The sealed value at {context} does not open"
            raise SealBroken(message) from error
        return self._wrapped(data_key, _bound(context)) + rest

    @property
    def header(self) -> bytes:
        """Give the first bytes of every value that stands under the current key."""
        return header_of(ENVELOPE, self.current.name)

    def _wrapped(self, data_key: bytes, place: bytes) -> bytes:
        nonce = urandom(NONCE_BYTES)
        cipher = _cipher(self.current.secret, "wrap")
        return self.header + nonce + cipher.encrypt(nonce, data_key, self.header + place)

    def digest(self, value: str, purpose: str) -> str:
        """Give the blind index of a value: equal values meet, the value cannot be read back."""
        return _digest(self.current, value, purpose)

    def digests(self, value: str, purpose: str) -> tuple[str, ...]:
        """Give the blind index under every key, to look up rows written before a rotation."""
        return tuple(_digest(key, value, purpose) for key in self.keys)

    def _key_of(self, blob: bytes) -> tuple[SealingKey, bytes]:
        if len(blob) < 2 or blob[0] not in (DIRECT, ENVELOPE):
            message = "This is not a sealed value"
            raise SealBroken(message)
        header = blob[: 2 + blob[1]]
        key = self._by_name.get(header[2:].decode("ascii", "replace"))
        if key is None:
            message = "The key of this sealed value is not in SEALING_KEYS"
            raise SealBroken(message)
        return key, header


def header_of(version: int, name: str) -> bytes:
    """Write the first bytes of a value: its version and the name of its key."""
    return bytes((version, len(name))) + name.encode()


def key_name(blob: bytes) -> str:
    """Give the name of the key under which a value stands, or nothing if it is no sealed value."""
    if len(blob) < 2 or blob[0] not in (DIRECT, ENVELOPE):
        return ""
    return blob[2 : 2 + blob[1]].decode("ascii", "replace")


def _bound(context: str) -> bytes:
    return bytes((ENVELOPE,)) + context.encode()


def _opened(cipher: AESGCM, sealed_part: bytes, header: bytes, context: str) -> bytes:
    nonce, body = sealed_part[:NONCE_BYTES], sealed_part[NONCE_BYTES:]
    return cipher.decrypt(nonce, body, header + context.encode())


def _unwrapped(key: SealingKey, blob: bytes, header: bytes, context: str) -> tuple[bytes, bytes]:
    """Give the data key of a value, and the part that it seals."""
    end = len(header) + WRAPPED_BYTES
    wrapped = blob[len(header) : end]
    nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    cipher = _cipher(key.secret, "wrap")
    return cipher.decrypt(nonce, body, header + _bound(context)), blob[end:]


def _digest(key: SealingKey, value: str, purpose: str) -> str:
    secret = _derived(key.secret, f"digest {purpose}")
    return hmac.digest(secret, value.encode(), sha256).hex()


def new_key(name: str) -> str:
    """Make a fresh `name:secret` for the setting."""
    return f"{name}:{urlsafe_b64encode(urandom(KEY_BYTES)).decode().rstrip('=')}"


_ring: list[Keyring] = []


def use_keyring(ring: Keyring) -> None:
    """Make this the ring of the process; wiring and tests call it once."""
    _ring[:] = [ring]


def keyring() -> Keyring:
    """Give the ring of the process."""
    if not _ring:
        message = "No sealing keys yet: call use_keyring() at the start"
        raise RuntimeError(message)
    return _ring[0]
