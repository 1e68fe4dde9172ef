"""The own password, language and rights."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tracker.access import GRANTS, Role
from tracker.clock import today
from tracker.records.organisation import Substitution, User
from tracker.web.passwords import matches

SignIn = Callable[[User], InspectingClient]
NEW = "Con trâu đi trước, cái cày 2."


def test_a_new_password_holds_and_this_session_goes_on(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    change(client, status=303)
    session.refresh(user)

    assert matches(user.password_hash, NEW)
    assert "Đã đổi mật khẩu." in client.get("/account/permissions").words


def test_a_new_password_ends_the_other_sessions(
    sign_in: SignIn, new_client: Callable[[], InspectingClient], session: Session, user: User
) -> None:
    other = new_client()
    other.sign_in(factories.session_name(session, user))
    change(sign_in(user), status=303)

    other.get("/account/permissions", status=302)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"current": "không phải"}, "Mật khẩu hiện tại không đúng."),
        ({"new": "ngắn", "again": "ngắn"}, "cần ít nhất 14 ký tự, đang có 4"),
        ({"new": "Aa1-" * 5, "again": "Aa1-" * 5}, "Mật khẩu dễ đoán"),
        ({"new": f"{NEW}!"}, "không giống nhau"),
        ({"new": factories.PASSWORD, "again": factories.PASSWORD}, "phải khác mật khẩu hiện tại"),
        ({"new": "x1y2z3" * 40, "again": "x1y2z3" * 40}, "Tối đa 200 ký tự"),
    ],
    ids=["wrong old one", "short", "one letter", "typed differently", "the same", "endless"],
)
def test_a_bad_new_password_is_refused_beside_its_field(
    sign_in: SignIn, session: Session, user: User, typed: dict[str, str], words: str
) -> None:
    page = change(sign_in(user), status=422, **typed)
    session.refresh(user)

    assert words in page.words
    assert matches(user.password_hash, factories.PASSWORD)


def test_the_login_is_no_password(sign_in: SignIn, user: User) -> None:
    password = f"{user.login.upper()} va them 2026"

    assert (
        "Mật khẩu dễ đoán" in change(sign_in(user), status=422, new=password, again=password).words
    )


def test_a_password_is_never_sent_back(sign_in: SignIn, user: User) -> None:
    assert NEW not in change(sign_in(user), status=422, current="không phải").text


def test_the_language_is_chosen_without_signing_in(client: InspectingClient) -> None:
    answer = client.post(
        "/account/language", {"language": "en", "next": "/account/sign-in?next=/x"}
    )
    page = client.follow(answer)

    assert answer.headers["Location"] == "/account/sign-in?next=/x"
    assert page.root.get("lang") == "en"


def test_the_language_is_kept_on_the_account(sign_in: SignIn, session: Session, user: User) -> None:
    sign_in(user).post("/account/language", {"language": "en", "next": "/account/permissions"})
    session.refresh(user)

    assert user.language == "en"
    assert sign_in(user).get("/account/permissions").root.get("lang") == "en"


@pytest.mark.parametrize("chosen", ["fr", "", "vi\0"], ids=ascii)
def test_a_language_nobody_speaks_here_changes_nothing(
    client: InspectingClient, chosen: str
) -> None:
    client.post("/account/language", {"language": chosen, "next": "https://la.example"})

    assert client.get("/account/sign-in").root.get("lang") == "vi"


@pytest.mark.parametrize("role", Role, ids=str)
def test_the_rights_page_says_what_grants_says(
    sign_in: Callable[[Role], InspectingClient], role: Role
) -> None:
    page = sign_in(role).get("/account/permissions")
    rows = ["".join(cell.itertext()) for cell in page.every("td", data_label="Được làm gì")]

    assert rows == [permission.vi for permission, granted in GRANTS.items() if role in granted]


def test_the_rights_page_says_who_stands_in_for_whom(
    sign_in: SignIn, session: Session, user: User
) -> None:
    other = factories.person(session, Role.HANDLER, name="Lê Văn Thay")
    session.add(
        Substitution(
            agency_id=user.agency_id,
            absent_id=user.id,
            substitute_id=other.id,
            starts_on=today(),
            ends_on=today() + timedelta(days=5),
            reason="Nghỉ phép",
        )
    )

    assert "Lê Văn Thay" in sign_in(user).get("/account/permissions").words


def change(client: InspectingClient, status: int, **typed: str) -> Page:
    """Fill in the form well, but for what is named."""
    filled = {"current": factories.PASSWORD, "new": NEW, "again": NEW, **typed}
    return client.submit(client.get("/account/password"), filled, status=status)
