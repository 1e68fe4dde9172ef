"""What is drawn once for all is drawn anew for other roles, another language, another place."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import words
from tracker.access import Role
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
PIECE = "layout/pieces/account.html"


def menu(client: InspectingClient) -> str:
    (rail,) = client.get("/account/permissions").every("nav", class_="rail")
    return words(rail)


@pytest.mark.parametrize("first", ["vi", "en"])
def test_the_menu_is_in_the_language_of_who_reads_it(
    session: Session, sign_in: SignIn, first: str
) -> None:
    readers = {code: factories.person(session, Role.HANDLER) for code in ("vi", "en")}
    readers["en"].language = "en"
    order = sorted(readers, key=first.__ne__)

    read = {code: menu(sign_in(readers[code])) for code in order}

    assert "Việc của tôi" in read["vi"]
    assert "My work" in read["en"]


def test_the_menu_is_of_the_roles_of_who_reads_it(sign_in: SignIn) -> None:
    read = {role: menu(sign_in(role)) for role in (Role.DIRECTOR, Role.ADMINISTRATOR)}

    assert "Bảng điều hành" in read[Role.DIRECTOR]
    assert "Bảng điều hành" not in read[Role.ADMINISTRATOR]
    assert "Người dùng" in read[Role.ADMINISTRATOR]


def test_a_piece_leads_to_where_the_application_stands(app: Flask) -> None:
    drawn = {}
    for root in ("", "/don"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            drawn[root] = app.jinja_env.globals["piece"](PIECE)

    assert 'href="/account/permissions"' in drawn[""]
    assert 'href="/don/account/permissions"' in drawn["/don"]
