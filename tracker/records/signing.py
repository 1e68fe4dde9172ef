"""Sign what leaves the house, so that anybody can see whether it was changed since.

The signature is Ed25519. Its key is derived from a key of the ring, so it is kept where the
sealing keys are and nowhere else; the public half may be handed to whoever is to check a file.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tracker.records.sealing import Keyring, SealingKey

ALGORITHM = "Ed25519"
USE = "sign export"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature with the name of the ring's key behind it and the half that checks it."""

    key: str
    public_key: str
    value: str


def sign(content: bytes, ring: Keyring) -> Signature:
    """Sign a content under the current key of the ring."""
    private = _private(ring.current)
    value = b64encode(private.sign(content)).decode()
    return Signature(ring.current.name, _public_hex(private), value)


def public_keys(ring: Keyring) -> dict[str, str]:
    """Give the half that checks signatures of each key of the ring, by its name."""
    return {key.name: _public_hex(_private(key)) for key in ring.keys}


def is_signed(content: bytes, signature: Signature, public_key: str) -> bool:
    """Say whether a content is what was signed, by the half of the key that one trusts."""
    try:
        trusted = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        trusted.verify(b64decode(signature.value, validate=True), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(key: SealingKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.derived(USE))


def _public_hex(private: Ed25519PrivateKey) -> str:
    return private.public_key().public_bytes_raw().hex()
