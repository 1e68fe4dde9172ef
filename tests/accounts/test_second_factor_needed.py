"""Who must have a second factor sets it up before all else; who has one may type less."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.accounts.conftest import Telephone, set_up
from tests.accounts.conftest import sign_in as sign_in_by_page
from tests.support.client import InspectingClient
from tracker.access import Role
from tracker.records.accounts import Way
from tracker.records.organisation import User

SignIn = Callable[[User], InspectingClient]
SetSettings = Callable[..., None]
PLACE = "/account/second-factor"


@pytest.mark.parametrize(
    ("setting", "role", "place"),
    [
        ("administrators", Role.ADMINISTRATOR, PLACE),
        ("administrators", Role.HANDLER, None),
        ("all", Role.HANDLER, PLACE),
        ("off", Role.ADMINISTRATOR, None),
    ],
)
def test_who_needs_it_sets_it_up_before_all_else(
    client: InspectingClient,
    session: Session,
    set_settings: SetSettings,
    setting: str,
    role: Role,
    place: str | None,
) -> None:
    set_settings(second_factor=setting)
    sign_in_by_page(client, factories.person(session, role).login)
    answer = client.get("/account/permissions", status=(200, 303))

    assert answer.headers.get("Location") == place
    if place:
        assert set_up(client, client.get(place)).status == 201
        client.get("/account/permissions")


def test_a_password_that_was_handed_over_comes_before_the_second_factor(
    client: InspectingClient, session: Session, user: User, set_settings: SetSettings
) -> None:
    set_settings(second_factor="all")
    user.must_change_password = True
    sign_in_by_page(client, user.login)

    assert client.get("/", status=303).headers["Location"] == "/account/password"


def test_with_a_second_factor_a_shorter_password_will_do(
    sign_in: SignIn, user: User, telephone: Telephone
) -> None:
    client = sign_in(user)
    sent = {"current": factories.PASSWORD, "new": "muctrang", "again": "muctrang"}
    page = client.get("/account/password")

    assert "Ít nhất 8 ký tự" in page.words
    client.submit(page, sent)


def test_who_came_in_through_a_provider_has_the_second_factor_there(
    new_client: Callable[[], InspectingClient],
    session: Session,
    user: User,
    set_settings: SetSettings,
) -> None:
    set_settings(second_factor="all")
    client = new_client()
    client.sign_in(factories.session_name(session, user, Way.PROVIDER_BOTH))

    client.get("/account/permissions")
