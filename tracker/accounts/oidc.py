"""Sign-in through an OpenID Connect provider: authorization code, PKCE, state and nonce.

Only the configured issuer is asked. Nothing here touches the database, so that nobody waits for
the provider while the pen is held; no token and no code is written to any log.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlsplit

from tracker.config import Settings
from tracker.law.terms import Refusal, Words

PATIENCE = 5  # Seconds that the provider may take for one answer.
LEEWAY = 60  # Seconds by which the clock of the provider may differ.
KEPT = 600  # Seconds within which whoever went to the provider must be back.
SCOPE = "openid profile email"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
EMAIL = "email"

DOWN = Words(
    "Chưa nối được nhà cung cấp đăng nhập một lần: thử lại sau ít phút, hoặc đăng nhập bằng mật"
    " khẩu của hệ thống."
)
STALE = Words("Lượt đăng nhập một lần này không còn hiệu lực: bấm lại nút đăng nhập một lần.")
CANCELLED = Words("Nhà cung cấp đăng nhập một lần không cho đăng nhập, hoặc bạn đã hủy.")
FOREIGN = Words("Nhà cung cấp trả lời cho một lượt đăng nhập khác: bấm lại nút đăng nhập một lần.")
UNTRUSTED = Words(
    "Trả lời của nhà cung cấp đăng nhập một lần không tin được (%(what)s): báo người vận hành"
    " máy chủ."
)


class Declined(Refusal):
    """A sign-in that did not come about; `why` is the code that the trail keeps."""

    def __init__(self, message: str, why: str, *, what: str = "") -> None:
        """Keep the sentence and the code."""
        super().__init__(message, what=what)
        self.why = why


@dataclass(frozen=True, slots=True)
class Started:
    """A sign-in that is under way, kept in the session of the browser that began it."""

    state: str
    nonce: str
    verifier: str
    next: str
    at: float

    def kept(self) -> dict[str, Any]:
        """Give what the session keeps."""
        return asdict(self)


def started_of(kept: object) -> Started | None:
    """Read what the session kept; None where it kept nothing, or nothing of ours."""
    if not isinstance(kept, Mapping):
        return None
    try:
        return Started(**kept)
    except TypeError:
        return None


def begin(
    settings: Settings, *, redirect_uri: str, wanted: str, now: datetime
) -> tuple[str, Started]:
    """Give the address of the provider to go to, and what must be kept until the return."""
    provider = _discovered(settings)
    started = Started(
        token_urlsafe(24), token_urlsafe(24), token_urlsafe(48), wanted, now.timestamp()
    )
    with _client(settings, provider, redirect_uri) as client:
        address, _state = client.create_authorization_url(
            provider["authorization_endpoint"],
            state=started.state,
            nonce=started.nonce,
            code_verifier=started.verifier,
        )
    return str(address), started


def finish(
    settings: Settings,
    started: Started | None,
    answer: Mapping[str, str],
    *,
    redirect_uri: str,
    now: datetime,
) -> dict[str, Any]:
    """Give the claims of whoever came back; refuse what is not the answer to what was begun."""
    _check_answer(settings, started, answer, now)
    assert started is not None  # noqa: S101 - the check above has refused None
    provider = _discovered(settings)
    token = _token(settings, provider, started, answer["code"], redirect_uri)
    claims = _checked(settings, provider, started, token, now)
    if settings.oidc_claim not in claims and "userinfo_endpoint" in provider:
        told = _asked(provider["userinfo_endpoint"], bearer=str(token.get("access_token", "")))
        if told.get("sub") != claims.get("sub"):
            raise Declined(UNTRUSTED, "userinfo", what="sub")
        claims = {**told, **claims}
    return claims


def named(settings: Settings, claims: Mapping[str, Any]) -> str:
    """Give the name under which the account is known here; empty where the claims say none."""
    value = claims.get(settings.oidc_claim)
    if settings.oidc_claim == EMAIL and claims.get("email_verified") is not True:
        return ""
    return value.strip().lower() if isinstance(value, str) else ""


def is_second_factor(settings: Settings, claims: Mapping[str, Any]) -> bool:
    """Say whether the provider asked for two factors, by the claim that the setting names."""
    claim, _, wanted = settings.oidc_second_factor.partition("=")
    told = claims.get(claim) if wanted else None
    return wanted in told if isinstance(told, list) else told == wanted and bool(wanted)


def _check_answer(
    settings: Settings, started: Started | None, answer: Mapping[str, str], now: datetime
) -> None:
    if started is None or now.timestamp() - started.at > KEPT:
        raise Declined(STALE, "expired")
    if not compare_digest(started.state.encode(), answer.get("state", "").encode()):
        raise Declined(STALE, "state")
    if answer.get("iss", settings.oidc_issuer) != settings.oidc_issuer:
        raise Declined(UNTRUSTED, "issuer", what="iss")
    if "error" in answer:
        raise Declined(CANCELLED, "denied")
    if not answer.get("code"):
        raise Declined(STALE, "no_code")


def _discovered(settings: Settings) -> dict[str, Any]:
    """Ask the configured issuer where its endpoints are; they must be as safe as it is."""
    issuer = settings.oidc_issuer
    found = _asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Declined(UNTRUSTED, "issuer", what="issuer")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    there = [*wanted, *(["userinfo_endpoint"] if "userinfo_endpoint" in found else [])]
    for name in there:
        if urlsplit(str(found.get(name, ""))).scheme not in ("https", urlsplit(issuer).scheme):
            raise Declined(UNTRUSTED, "endpoint", what=name)
    return found


def _asked(address: str, *, bearer: str = "") -> dict[str, Any]:
    """Fetch a JSON object; follow no redirect, wait not for long."""
    import requests  # noqa: PLC0415 - only such a sign-in needs it

    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    try:
        answer = requests.get(address, headers=headers, timeout=PATIENCE, allow_redirects=False)
        told = answer.json() if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError):
        told = None
    if not isinstance(told, dict):
        raise Declined(DOWN, "unreachable")
    return told


def _client(settings: Settings, provider: Mapping[str, Any], redirect_uri: str) -> Any:
    from authlib.integrations.requests_client import OAuth2Session  # noqa: PLC0415 - as above

    secret = settings.oidc_client_secret
    return OAuth2Session(
        settings.oidc_client_id,
        secret or None,
        token_endpoint_auth_method=_proof(provider) if secret else "none",
        scope=SCOPE,
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        default_timeout=PATIENCE,
    )


def _proof(provider: Mapping[str, Any]) -> str:
    """Give how the secret is shown: as the standard has it, unless the provider takes less."""
    taken = provider.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return "client_secret_basic" if "client_secret_basic" in taken else "client_secret_post"


def _token(
    settings: Settings, provider: Mapping[str, Any], started: Started, code: str, redirect_uri: str
) -> dict[str, Any]:
    """Change the code for tokens."""
    import requests  # noqa: PLC0415 - only such a sign-in needs it
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415 - as above

    try:
        with _client(settings, provider, redirect_uri) as client:
            token: dict[str, Any] = client.fetch_token(
                provider["token_endpoint"],
                code=code,
                code_verifier=started.verifier,
                timeout=PATIENCE,
                allow_redirects=False,
            )
    except requests.RequestException:
        raise Declined(DOWN, "unreachable") from None
    except (AuthlibBaseError, ValueError):
        raise Declined(STALE, "code") from None
    return token


def _checked(
    settings: Settings,
    provider: Mapping[str, Any],
    started: Started,
    token: Mapping[str, Any],
    now: datetime,
) -> dict[str, Any]:
    """Check signature, issuer, audience, times and nonce of the identity token."""
    from joserfc import jwt  # noqa: PLC0415 - only such a sign-in needs it
    from joserfc.errors import ClaimError, JoseError  # noqa: PLC0415 - as above
    from joserfc.jwk import KeySet  # noqa: PLC0415 - as above

    try:
        keys: Any = _asked(provider["jwks_uri"])
        read = jwt.decode(
            str(token.get("id_token", "")), KeySet.import_key_set(keys), algorithms=ALGORITHMS
        )
        claims = _claims(settings, started, read, token.get("access_token"))
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except ClaimError as error:
        if error.claim == "nonce":
            raise Declined(FOREIGN, "nonce") from None
        raise Declined(UNTRUSTED, error.claim, what=error.claim) from None
    except (JoseError, ValueError, KeyError, TypeError):
        raise Declined(UNTRUSTED, "signature", what="id_token") from None
    return dict(claims)


def _claims(settings: Settings, started: Started, read: Any, access_token: object) -> Any:
    """Give the claims with what they must say."""
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - only such a sign-in needs it

    return CodeIDToken(
        read.claims,
        read.header,
        options={
            "iss": {"essential": True, "value": settings.oidc_issuer},
            "aud": {"essential": True, "value": settings.oidc_client_id},
            "exp": {"essential": True},
            "iat": {"essential": True},
        },
        params={
            "nonce": started.nonce,
            "client_id": settings.oidc_client_id,
            "access_token": access_token,
        },
    )
