"""Ways to sign in through a provider, and to read what that left behind."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import cache

from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.client import InspectingClient
from tests.support.oidc_provider import Crooked, asked_of
from tests.support.pages import Page
from tracker.records.audit import AuditEntry

START, RETURN = "/account/oidc", "/account/oidc/return"
SECRET = "geheim-" + "x" * 20
Build = Callable[..., Flask]


def visitor(build_app: Build, session: Session, issuer: str, **settings: str) -> InspectingClient:
    """Give a client of an application that knows the provider."""
    given = {"oidc_client_id": "tracker", "oidc_client_secret": SECRET, **settings}
    app = build_app(oidc_issuer=issuer, **given)
    return InspectingClient(app, before_request=session.commit)


def begun(client: InspectingClient, wanted: str = "") -> str:
    """Press the button and give the address of the provider."""
    url = f"{START}?next={wanted}" if wanted else START
    return client.get(url, status=302).headers["Location"]


def back(client: InspectingClient, address: str, status: int = 303) -> Page:
    """Come back from the provider."""
    path = address[address.index(RETURN) :]
    return client.get(path, status=status, max_queries=40)


def answered(
    client: InspectingClient,
    crooked: Crooked,
    *,
    status: int = 303,
    forgery: str = "",
    **claims: object,
) -> dict[str, str]:
    """Go to the crooked provider and come back with a token of these claims."""
    sent = asked_of(begun(client))
    at = int(time.time())
    said = {
        "iss": crooked.issuer, "aud": "tracker", "sub": "u1", "nonce": sent["nonce"],
        "iat": at, "exp": at + 300, **claims,
    }  # fmt: skip
    said = {name: value for name, value in said.items() if value is not None}
    key, other = _key("its own"), _key("another")
    crooked.keys = {"keys": [key.as_dict(private=False)]}
    crooked.token = lambda: {
        "access_token": "the-access-token",
        "token_type": "Bearer",
        **({} if forgery == "no_token" else {"id_token": _signed(said, key, other, forgery)}),
    }
    back(client, f"{RETURN}?code=the-code&state={sent['state']}", status=status)
    return sent


def _signed(said: dict[str, object], key: RSAKey, other: RSAKey, forgery: str) -> str:
    """Sign the claims, or forge the signature."""
    if forgery == "none":
        parts = ('{"alg":"none"}', json.dumps(said), "")
        return ".".join(urlsafe_b64encode(p.encode()).decode().rstrip("=") for p in parts)
    if forgery == "shared_secret":
        secret = OctKey.import_key(str(key.as_dict(private=False)["n"]))
        return str(jwt.encode({"alg": "HS256", "kid": "k1"}, said, secret))
    signer = other if forgery == "another_key" else key
    return str(jwt.encode({"alg": "RS256", "kid": "k1"}, said, signer))


def state(client: InspectingClient) -> str:
    """Give the state that the browser keeps, as an address says it."""
    with client.raw.session_transaction() as kept:
        return f"state={kept['oidc_started']['state']}"


def entries(session: Session, action: str) -> list[AuditEntry]:
    """Give the entries of one action."""
    wanted = select(AuditEntry).where(AuditEntry.action == action)
    return list(session.scalars(wanted.order_by(AuditEntry.id)))


def failed(session: Session) -> object:
    """Give why the latest sign-in failed, as the trail keeps it."""
    return entries(session, "sign_in_failed")[-1].changes["why"]


@cache
def _key(_whose: str) -> RSAKey:
    return RSAKey.generate_key(2048, parameters={"kid": "k1"}, private=True)
