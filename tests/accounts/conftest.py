"""Somebody with an account, and a telephone that makes codes."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tests.support.second_factor import STEP_SECONDS, code_at
from tracker.access import Role
from tracker.casework import second_factor
from tracker.clock import now
from tracker.records.organisation import User

LOGIN, PASSWORD, CODE = "sign-in-login", "sign-in-password", "sign-in-code"


class Telephone:
    """What a person holds: the secret, and codes none of which was shown before."""

    def __init__(self, secret: str, recovery: list[str]) -> None:
        self.secret = secret
        self.recovery = recovery
        self._steps = -1

    def code(self) -> str:
        """Give a code that was not yet used: now, and one step later the second time."""
        self._steps += 1
        return code_at(self.secret, now().timestamp() + self._steps * STEP_SECONDS)


@pytest.fixture
def user(session: Session) -> User:
    return factories.person_with(session, Role.HANDLER)


@pytest.fixture
def telephone_of(session: Session) -> Callable[[User], Telephone]:
    """Give the way to turn the second factor of somebody on."""

    def turn_on(user: User) -> Telephone:
        secret, at = second_factor.new_secret(), now() - timedelta(minutes=5)
        codes = second_factor.turn_on(session, user, secret, code_at(secret, at.timestamp()), at)
        session.commit()
        return Telephone(secret, codes)

    return turn_on


@pytest.fixture
def telephone(telephone_of: Callable[[User], Telephone], user: User) -> Telephone:
    return telephone_of(user)


def typed(login: str, password: str = factories.PASSWORD) -> Mapping[str, str]:
    """Give what is typed at the sign-in."""
    return {LOGIN: login, PASSWORD: password}


def sign_in(
    client: InspectingClient, login: str, password: str = factories.PASSWORD, status: int = 303
) -> Page:
    """Fill in the sign-in page."""
    page = client.get("/account/sign-in")
    return client.submit(page, typed(login, password), status=status)


def set_up(client: InspectingClient, page: Page, status: int = 201, **changes: str) -> Page:
    """Turn the second factor on from its page."""
    code = code_at(secret_of(page), now().timestamp())
    sent = {"current": factories.PASSWORD, "code": code, **changes}
    return client.submit(page, sent, action="/account/second-factor", status=status)


def secret_of(page: Page) -> str:
    """Read the secret as one would type it into a telephone."""
    return "".join(page.every("code")[0].itertext()).replace(" ", "")
