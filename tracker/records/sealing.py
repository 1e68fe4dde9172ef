"""Sealed values: encrypted under keys that are not in the database, bound to their place."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from os import urandom
from re import compile as pattern
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12
KEY_ID = pattern(r"[a-z0-9_-]{1,32}")


class SealBroken(Exception):  # noqa: N818 - it names what happened, as Refusal does
    """A sealed value that was altered, moved to another place, or whose key is gone."""


class KeyringError(ValueError):
    """A setting that holds no usable ring of keys."""


@lru_cache(maxsize=256)
def _derived(secret: bytes, use: str) -> bytes:
    return hmac.digest(secret, f"tracker {use}".encode(), sha256)


@lru_cache(maxsize=32)
def _cipher(secret: bytes) -> AESGCM:
    return AESGCM(_derived(secret, "seal"))


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
        name = self.current.name.encode()
        header = bytes((VERSION, len(name))) + name
        nonce = urandom(NONCE_BYTES)
        cipher = _cipher(self.current.secret)
        return header + nonce + cipher.encrypt(nonce, plaintext, header + context.encode())

    def open(self, blob: bytes, *, context: str) -> bytes:
        """Decrypt a value; raise SealBroken if it or its place is not what was sealed."""
        key, header = self._key_of(blob)
        nonce = blob[len(header) : len(header) + NONCE_BYTES]
        body = blob[len(header) + NONCE_BYTES :]
        try:
            return _cipher(key.secret).decrypt(nonce, body, header + context.encode())
        except (InvalidTag, ValueError) as error:
            message = f"The sealed value at {context} does not open"
            raise SealBroken(message) from error

    def rewrap(self, blob: bytes, context: str) -> bytes:
        """Seal a value anew under the current key; give it back as it is if it already is."""
        plaintext = self.open(blob, context=context)
        key, _ = self._key_of(blob)
        return blob if key == self.current else self.seal(plaintext, context=context)

    def digest(self, value: str, purpose: str) -> str:
        """Give the blind index of a value: equal values meet, the value cannot be read back."""
        return _digest(self.current, value, purpose)

    def digests(self, value: str, purpose: str) -> tuple[str, ...]:
        """Give the blind index under every key, to look up rows written before a rotation."""
        return tuple(_digest(key, value, purpose) for key in self.keys)

    def _key_of(self, blob: bytes) -> tuple[SealingKey, bytes]:
        if len(blob) < 2 or blob[0] != VERSION:
            message = "This is not a sealed value"
            raise SealBroken(message)
        header = blob[: 2 + blob[1]]
        key = self._by_name.get(header[2:].decode("ascii", "replace"))
        if key is None:
            message = "The key of this sealed value is not in SEALING_KEYS"
            raise SealBroken(message)
        return key, header


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
