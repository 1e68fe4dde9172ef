import hmac
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from tracker.records.sealing import Keyring, KeyringError, SealBroken, key_name, new_key

OLD, NEW = new_key("k0"), new_key("k1")
RING = Keyring.from_setting(f"{NEW},{OLD}")
PLACE = "party.identity:7f0c"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_a_sealed_value_opens_at_its_own_place(plaintext: bytes, place: str) -> None:
    assert RING.open(RING.seal(plaintext, context=place), context=place) == plaintext


def test_a_value_copied_to_another_row_does_not_open() -> None:
    blob = RING.seal(b"012345678901", context=PLACE)

    with pytest.raises(SealBroken, match=r"party\.identity:0001"):
        RING.open(blob, context="party.identity:0001")


def test_no_byte_can_be_altered() -> None:
    blob = RING.seal("Nguyễn Thị Hạnh".encode(), context=PLACE)

    for at in range(len(blob)):
        altered = blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]
        with pytest.raises(SealBroken):
            RING.open(altered, context=PLACE)


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 10, 16, 31])
def test_a_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        RING.open(RING.seal(b"secret", context=PLACE)[:length], context=PLACE)


def test_equal_values_are_sealed_differently() -> None:
    assert RING.seal(b"same", context=PLACE) != RING.seal(b"same", context=PLACE)


def test_after_a_rotation_old_values_open_and_move_under_the_new_key() -> None:
    old = Keyring.from_setting(OLD).seal(b"secret", context=PLACE)

    moved = RING.rewrap(old, PLACE)

    assert RING.open(old, context=PLACE) == b"secret"
    assert Keyring.from_setting(NEW).open(moved, context=PLACE) == b"secret"
    assert RING.rewrap(moved, PLACE) == moved


def test_without_its_key_a_value_says_that_the_key_is_gone() -> None:
    old = Keyring.from_setting(OLD).seal(b"secret", context=PLACE)

    with pytest.raises(SealBroken, match="not in SEALING_KEYS"):
        Keyring.from_setting(NEW).open(old, context=PLACE)


def test_a_key_of_the_same_name_with_another_secret_does_not_open() -> None:
    blob = RING.seal(b"secret", context=PLACE)

    with pytest.raises(SealBroken):
        Keyring.from_setting(new_key("k1")).open(blob, context=PLACE)


def test_digests_meet_for_equal_values_of_one_purpose_only() -> None:
    number = RING.digest("012345678901", "party.identity")

    assert number == RING.digest("012345678901", "party.identity")
    assert number != RING.digest("012345678901", "audit")
    assert number != RING.digest("012345678902", "party.identity")


def test_a_digest_of_before_a_rotation_is_still_found() -> None:
    before = Keyring.from_setting(OLD).digest("012345678901", "party.identity")

    assert before in RING.digests("012345678901", "party.identity")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("", "at least one key"),
        ("AAAA", "name:secret"),
        ("K 1:AAAA", "name:secret"),
        ("k1:AAAA", "base64url of 32 bytes"),
        (f"k1:{'*' * 43}", "base64url of 32 bytes"),
        (f"{NEW},{NEW}", "same name"),
    ],
    ids=["empty", "no-name", "bad-name", "short", "no-base64", "twice"],
)
def test_a_bad_setting_is_explained_without_its_secret(setting: str, sentence: str) -> None:
    with pytest.raises(KeyringError, match=sentence) as error:
        Keyring.from_setting(setting)

    assert "AAAA" not in str(error.value)


def test_a_ring_does_not_print_its_secrets() -> None:
    assert OLD.partition(":")[2] not in repr(RING.keys)


def test_a_rotation_wraps_the_data_key_anew_and_leaves_what_it_seals_as_it_is() -> None:
    old = Keyring.from_setting(OLD).seal(b"secret" * 20, context=PLACE)

    moved = RING.rewrap(old, PLACE)

    sealed_part = len(b"secret" * 20) + 12 + 16
    assert moved[-sealed_part:] == old[-sealed_part:]
    assert (key_name(old), key_name(moved)) == ("k0", "k1")


def test_a_value_is_not_rewrapped_at_another_place() -> None:
    old = Keyring.from_setting(OLD).seal(b"secret", context=PLACE)

    with pytest.raises(SealBroken):
        RING.rewrap(old, "party.identity:0001")


def test_a_value_of_the_first_version_opens_and_moves_into_an_envelope() -> None:
    old = sealed_directly(OLD, b"012345678901", PLACE)

    moved = RING.rewrap(old, PLACE)

    assert RING.open(old, context=PLACE) == b"012345678901"
    assert Keyring.from_setting(NEW).open(moved, context=PLACE) == b"012345678901"
    assert (old[0], moved[0]) == (1, 2)


def test_a_value_of_the_first_version_under_the_current_key_moves_too() -> None:
    old = sealed_directly(NEW, b"012345678901", PLACE)

    assert RING.rewrap(old, PLACE)[0] == 2


def sealed_directly(setting: str, plaintext: bytes, place: str) -> bytes:
    """Seal as the first version did: under a key derived from that of the ring."""
    name, _, secret = setting.partition(":")
    key = hmac.digest(urlsafe_b64decode(secret + "="), b"tracker seal", "sha256")
    header, nonce = bytes((1, len(name))) + name.encode(), b"n" * 12
    return header + nonce + AESGCM(key).encrypt(nonce, plaintext, header + place.encode())
