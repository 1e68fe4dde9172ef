"""The second factor: codes of a telephone (RFC 6238), each taken once; ten codes for a bad day."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from secrets import choice

from sqlalchemy.orm import Session

from tracker.law.terms import Refusal
from tracker.records.accounts import SecondFactor, Way
from tracker.records.organisation import User
from tracker.records.sealing import SealBroken, keyring

STEP_SECONDS = 30
STEPS_OFF = 1  # Clocks of telephones differ by a step either way.
CODES = 10
CODE_LENGTH = 10
READ_ALOUD = "abcdefghkmnpqrstuvwxyz23456789"  # Without letters that look like another.
ISSUER = "Tiep cong dan"


@dataclass(frozen=True, slots=True)
class Offered:
    """A secret that was made but not yet confirmed, and what a telephone reads of it."""

    secret: str
    address: str

    @property
    def spelled(self) -> str:
        """Give the secret in groups, to type it where no camera is."""
        return " ".join(self.secret[i : i + 4] for i in range(0, len(self.secret), 4))


def new_secret() -> str:
    """Make a secret for a telephone."""
    import pyotp  # noqa: PLC0415 - few requests need it

    return str(pyotp.random_base32())


def offered(secret: str, login: str) -> Offered:
    """Give what a telephone needs of a secret."""
    import pyotp  # noqa: PLC0415 - few requests need it

    address = pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)
    return Offered(secret, str(address))


def sealed_offer(secret: str, user_id: int) -> str:
    """Seal a secret for the form that confirms it: the form cannot bring another."""
    return keyring().seal(secret.encode(), context=_offer_place(user_id)).hex()


def opened_offer(text: str, user_id: int) -> str | None:
    """Give the secret that a form brought back, or None where it is not ours."""
    try:
        return keyring().open(bytes.fromhex(text), context=_offer_place(user_id)).decode()
    except (SealBroken, ValueError):
        return None


def turn_on(session: Session, user: User, secret: str, code: str, now: datetime) -> list[str]:
    """Keep a confirmed secret and give its recovery codes, which nobody can read again."""
    step = _step_of(secret, code, now, after=0)
    if step is None:
        raise Refusal(
            "Mã không đúng. Xem lại giờ trên điện thoại, rồi nhập mã đang hiện.", field="code"
        )
    if session.get(SecondFactor, user.id) is not None:
        raise Refusal("Mã đăng nhập đã được bật từ trước.")
    codes = _new_codes()
    session.add(
        SecondFactor(
            user_id=user.id,
            agency_id=user.agency_id,
            secret=keyring().seal(secret.encode(), context=_place(user.id)),
            confirmed_at=now,
            last_step=step,
            recovery_digests=[_digest(code, secret) for code in codes],
        )
    )
    session.flush()
    return codes


def check(session: Session, user_id: int, typed: str, now: datetime) -> Way | None:
    """Take a code once, from the telephone or from the list; None where it is wrong."""
    factor = _held(session, user_id)
    if factor is None:
        return None
    code = "".join(sign for sign in typed.lower() if sign.isalnum())
    secret = _opened(factor)
    step = _step_of(secret, code, now, after=factor.last_step)
    if step is not None:
        factor.last_step = step
        session.flush()
        return Way.CODE
    used = _digest(code, secret)
    left = [digest for digest in factor.recovery_digests if digest != used]
    if len(left) == len(factor.recovery_digests):
        return None
    factor.recovery_digests = left
    session.flush()
    return Way.RECOVERY


def renew_codes(session: Session, user_id: int) -> list[str]:
    """Make ten new recovery codes; the old ones are void."""
    factor = _held(session, user_id)
    if factor is None:
        raise Refusal("Mã đăng nhập chưa được bật.")
    codes = _new_codes()
    secret = _opened(factor)
    factor.recovery_digests = [_digest(code, secret) for code in codes]
    session.flush()
    return codes


def turn_off(session: Session, user_id: int) -> bool:
    """Drop the second factor of a person; say whether there was one."""
    factor = _held(session, user_id)
    if factor is None:
        return False
    session.delete(factor)
    session.flush()
    return True


def spelled_code(code: str) -> str:
    """Write a recovery code in two groups."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def _held(session: Session, user_id: int) -> SecondFactor | None:
    """Give the factor, held until the transaction ends: one code sent twice is taken once."""
    return session.get(SecondFactor, user_id, with_for_update=True, populate_existing=True)


def _step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """Give the step of time whose code was typed, if it is near and later than the last one."""
    import pyotp  # noqa: PLC0415 - few requests need it

    generator = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    for step in range(present - STEPS_OFF, present + STEPS_OFF + 1):
        right = generator.at(step * STEP_SECONDS)
        if hmac.compare_digest(right.encode(), code.encode()) and step > after:
            return step
    return None


def _new_codes() -> list[str]:
    return ["".join(choice(READ_ALOUD) for _ in range(CODE_LENGTH)) for _ in range(CODES)]


def _opened(factor: SecondFactor) -> str:
    return keyring().open(factor.secret, context=_place(factor.user_id)).decode()


def _digest(code: str, secret: str) -> str:
    """Give what is kept of a recovery code; by the person's own secret, so it outlives the ring."""
    return hmac.digest(secret.encode(), f"recovery code {code}".encode(), "sha256").hex()


def _place(user_id: int) -> str:
    return f"second_factor.secret:{user_id}"


def _offer_place(user_id: int) -> str:
    return f"second_factor.offer:{user_id}"
