"""What a provider may not say: tokens of another, forged ones, and who is named by what."""

import logging
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.accounts.conftest import CODE, Telephone
from tests.support.oidc_client import (
    RETURN,
    START,
    Build,
    answered,
    begun,
    entries,
    failed,
    visitor,
)
from tests.support.oidc_provider import Crooked, asked_of, crooked_provider
from tracker.access import Role
from tracker.records.accounts import Way
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User


@pytest.fixture
def crooked() -> Iterator[Crooked]:
    with crooked_provider() as started:
        yield started


@pytest.fixture
def handler(session: Session) -> User:
    return factories.person(session, Role.HANDLER)


@pytest.mark.parametrize(
    ("claims", "setting", "is_strong"),
    [
        ({"amr": ["pwd", "mfa"]}, "amr=mfa", True),
        ({"amr": ["pwd"]}, "amr=mfa", False),
        ({"acr": "gold"}, "acr=gold", True),
        ({"acr": "bronze"}, "acr=gold", False),
        ({"amr": ["mfa"]}, "", False),
        ({}, "amr=mfa", False),
    ],
)
def test_a_second_factor_counts_by_the_claim_that_is_set(
    build_app: Build, session: Session, crooked: Crooked, handler: User,
    claims: dict[str, object], setting: str, is_strong: bool,
) -> None:  # fmt: skip
    client = visitor(build_app, session, crooked.issuer, oidc_second_factor=setting)
    answered(client, crooked, preferred_username=handler.login, **claims)

    way = Way.PROVIDER_BOTH if is_strong else Way.PROVIDER
    assert entries(session, "sign_in")[0].changes["way"] == way.value


def test_a_code_of_ours_is_asked_for_where_the_provider_asked_for_none(
    build_app: Build, session: Session, crooked: Crooked, handler: User,
    telephone_of: Callable[[User], Telephone],
) -> None:  # fmt: skip
    telephone = telephone_of(handler)
    client = visitor(build_app, session, crooked.issuer, oidc_second_factor="amr=mfa")

    answered(client, crooked, preferred_username=handler.login, amr=["pwd"])
    assert entries(session, "sign_in") == []
    client.get("/account/permissions", status=302)
    client.submit(client.get("/account/sign-in/code"), {CODE: telephone.code()})

    assert entries(session, "sign_in")[0].changes["way"] == Way.CODE.value
    client.get("/account/permissions")


def test_a_provider_that_asked_for_both_is_believed(
    build_app: Build, session: Session, crooked: Crooked, handler: User,
    telephone_of: Callable[[User], Telephone],
) -> None:  # fmt: skip
    telephone_of(handler)
    client = visitor(build_app, session, crooked.issuer, oidc_second_factor="amr=mfa")

    answered(client, crooked, preferred_username=handler.login, amr=["pwd", "mfa"])

    client.get("/account/permissions")


@pytest.mark.parametrize(("amr", "is_owed"), [(["pwd"], True), (["mfa"], False)])
def test_an_administrator_through_a_weak_provider_sets_up_a_factor_first(
    build_app: Build, session: Session, crooked: Crooked, amr: list[str], is_owed: bool
) -> None:
    admin = factories.person(session, Role.ADMINISTRATOR)
    client = visitor(
        build_app, session, crooked.issuer,
        oidc_second_factor="amr=mfa", second_factor="administrators",
    )  # fmt: skip

    answered(client, crooked, preferred_username=admin.login, amr=amr)
    page = client.get("/administration/people", status=(200, 302, 303))

    assert ("/account/second-factor" in page.headers.get("Location", "")) is is_owed


def test_a_provider_that_goes_down_meanwhile_is_told(
    build_app: Build, session: Session, handler: User
) -> None:
    with crooked_provider() as crooked:
        client = visitor(build_app, session, crooked.issuer)
        sent = asked_of(begun(client))

    page = client.get(f"{RETURN}?code=x&state={sent['state']}", status=422)

    assert "Chưa nối được nhà cung cấp" in page.words
    assert failed(session) == "unreachable"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"iss": "https://other.example"}, "iss"),
        ({"aud": "another-client"}, "aud"),
        ({"aud": ["tracker", "other"], "azp": "other"}, "azp"),
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": 1_600_000_000}, "exp"),
        ({"exp": None}, "exp"),
        ({"sub": None}, "sub"),
    ],
)
def test_a_token_that_says_something_else_is_refused(
    build_app: Build, session: Session, crooked: Crooked, handler: User,
    change: dict[str, object], why: str,
) -> None:  # fmt: skip
    client = visitor(build_app, session, crooked.issuer)

    answered(client, crooked, status=422, preferred_username=handler.login, **change)

    assert failed(session) == why
    client.get("/account/permissions", status=302)


@pytest.mark.parametrize("forgery", ["another_key", "none", "no_token", "shared_secret"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    build_app: Build, session: Session, crooked: Crooked, handler: User, forgery: str
) -> None:
    client = visitor(build_app, session, crooked.issuer)

    answered(client, crooked, status=422, forgery=forgery, preferred_username=handler.login)

    assert failed(session) == "signature"
    client.get("/account/permissions", status=302)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "ftp://127.0.0.1/token"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_speaks_for_another_is_not_asked_further(
    build_app: Build, session: Session, crooked: Crooked, discovery: dict[str, object]
) -> None:
    crooked.discovery = discovery
    client = visitor(build_app, session, crooked.issuer)

    page = client.get(START, status=503)

    assert "không tin được" in page.words
    assert [path for path, _ in crooked.asked] == ["/.well-known/openid-configuration"]


def test_an_answer_in_the_name_of_another_issuer_is_refused(
    build_app: Build, session: Session, crooked: Crooked
) -> None:
    client = visitor(build_app, session, crooked.issuer)
    sent = asked_of(begun(client))

    client.get(f"{RETURN}?code=x&state={sent['state']}&iss=https://other.example", status=422)

    assert failed(session) == "issuer"


def test_the_code_is_asked_for_and_changed_with_the_proof_of_pkce(
    build_app: Build, session: Session, crooked: Crooked, handler: User
) -> None:
    client = visitor(build_app, session, crooked.issuer)

    sent = answered(client, crooked, preferred_username=handler.login)

    form = next(form for path, form in crooked.asked if path == "/token")
    digest = sha256(form["code_verifier"].encode()).digest()
    assert sent["code_challenge"] == urlsafe_b64encode(digest).decode().rstrip("=")
    assert sent["code_challenge_method"] == "S256"
    assert (sent["response_type"], sent["client_id"]) == ("code", "tracker")
    assert len({sent["state"], sent["nonce"], form["code_verifier"]}) == 3


def test_an_e_mail_alone_names_nobody_unless_it_is_set_and_verified(
    build_app: Build, session: Session, crooked: Crooked, handler: User
) -> None:
    handler.email = "An.NV@so.example"
    told: dict[str, Any] = {"email": "an.nv@so.example", "email_verified": True}
    client = visitor(build_app, session, crooked.issuer)
    answered(client, crooked, status=422, **told)

    by_mail = visitor(build_app, session, crooked.issuer, oidc_claim="email")
    answered(by_mail, crooked, status=422, **told | {"email_verified": False})
    answered(by_mail, crooked, **told)

    by_mail.get("/account/permissions")


def test_an_e_mail_of_two_accounts_names_neither(
    build_app: Build, session: Session, crooked: Crooked, handler: User
) -> None:
    factories.person(session, Role.HANDLER).email = handler.email = "chung@so.example"
    client = visitor(build_app, session, crooked.issuer, oidc_claim="email")

    answered(client, crooked, status=422, email="chung@so.example", email_verified=True)

    assert failed(session) == "unknown"


@pytest.mark.parametrize(("sub", "status"), [("u1", 303), ("somebody-else", 422)])
def test_a_name_that_only_userinfo_tells_must_be_of_the_same_person(
    build_app: Build, session: Session, crooked: Crooked, handler: User, sub: str, status: int
) -> None:
    crooked.userinfo = {"sub": sub, "preferred_username": handler.login}
    client = visitor(build_app, session, crooked.issuer)

    answered(client, crooked, status=status)


def test_no_token_and_no_code_is_in_any_log_or_trail(
    build_app: Build,
    session: Session,
    crooked: Crooked,
    handler: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    client = visitor(build_app, session, crooked.issuer)
    answered(client, crooked, status=422, preferred_username=handler.login, aud="other")
    answered(client, crooked, preferred_username=handler.login)

    trail = "\n".join(str(e.changes) for e in session.scalars(select(AuditEntry)))
    for secret in ("the-code", "geheim-", "eyJ", "the-access-token"):
        assert secret not in caplog.text
        assert secret not in trail


def test_in_production_people_come_back_to_the_address_that_is_set(
    build_app: Build, session: Session, crooked: Crooked
) -> None:
    client = visitor(build_app, session, crooked.issuer, public_url="https://tiepdan.so.example")
    settings = client.app.config["TRACKER"]
    client.app.config["TRACKER"] = settings.model_copy(update={"environment": "production"})

    sent = asked_of(begun(client))

    assert sent["redirect_uri"] == f"https://tiepdan.so.example{RETURN}"
