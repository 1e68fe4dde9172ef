"""A session that ends in the middle of a form loses nothing of what was typed."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page
from tracker.records.organisation import User

Count = Callable[[str], int]

TYPED = {
    "name": "Đơn dở dang",
    "text": "Dòng một\nDòng hai",
    "legal_date": "27/11/2025",
    "unit": "2",
}


def test_a_form_sent_without_a_session_asks_to_sign_in_and_carries_what_was_typed(
    stranger: InspectingClient, ended: Page, named: Count
) -> None:
    sent = ended.form("/account/sign-in").values

    assert ended.status == 401
    assert {name: sent[name][0] for name in TYPED} == TYPED
    assert sent["sign-in-next"] == ["/notes"]
    assert named("Đơn dở dang") == 0


def test_after_signing_in_the_form_is_shown_again_filled_and_nothing_is_saved_yet(
    stranger: InspectingClient, ended: Page, writer: User, named: Count
) -> None:
    page = _sign_in_again(stranger, ended, writer)

    shown = page.form("/notes").values
    assert page.heading == "Ghi chú"
    assert {name: shown[name][0] for name in TYPED} == TYPED
    assert not page.every("div", class_="error-summary")
    assert named("Đơn dở dang") == 0


def test_the_form_shown_again_can_be_sent(
    stranger: InspectingClient, ended: Page, writer: User, named: Count
) -> None:
    page = _sign_in_again(stranger, ended, writer)

    stranger.submit(page, {"legal_date": "01/11/2025"}, action="/notes")

    assert named("Đơn dở dang") == 1


def test_a_wrong_password_in_between_loses_nothing_and_shows_no_password(
    stranger: InspectingClient, ended: Page, writer: User
) -> None:
    login = {"sign-in-login": writer.login, "sign-in-password": "không phải mật khẩu này"}

    again = stranger.submit(ended, login, action="/account/sign-in", status=422)

    assert again.form("/account/sign-in").values["name"] == ["Đơn dở dang"]
    assert "không phải mật khẩu này" not in again.text


def test_neither_password_nor_typed_words_reach_cookies(
    stranger: InspectingClient, ended: Page, writer: User
) -> None:
    page = _sign_in_again(stranger, ended, writer)
    cookie = stranger.raw.get_cookie("tracker")

    assert cookie is not None
    with stranger.raw.session_transaction() as kept:
        assert set(kept) == {"csrf_token", "_user_id", "_fresh", "_id"}
    assert factories.PASSWORD not in page.text


def test_an_old_token_shows_the_form_again_with_what_was_typed(
    notes: InspectingClient, named: Count
) -> None:
    kept = notes.post("/notes", {**TYPED, "csrf_token": "cũ"}, csrf=False, status=400)
    shown = notes.submit(kept, status=200).form("/notes").values

    assert "nội dung đã gõ vẫn còn" in kept.words
    assert {name: shown[name][0] for name in TYPED} == TYPED
    assert named("Đơn dở dang") == 0


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://la.example"}, {"Origin": "null"}],
    ids=["fetched from elsewhere", "from another origin", "from an unknown origin"],
)
def test_words_sent_by_another_site_are_not_carried(
    stranger: InspectingClient, headers: dict[str, str]
) -> None:
    page = stranger.post("/notes", TYPED, csrf=False, status=401, headers=headers)

    assert "Đơn dở dang" not in page.text


def test_a_button_pressed_without_a_session_leads_back_to_its_page_not_to_itself(
    stranger: InspectingClient, writer: User
) -> None:
    page = stranger.post(
        "/notes/clear", csrf=False, status=401, headers={"Referer": "http://localhost/notes/5?a=b"}
    )
    answer = stranger.submit(page, _login(writer), action="/account/sign-in")

    assert answer.headers["Location"] == "/notes/5?a=b"


def test_a_page_asked_for_without_a_session_comes_after_the_sign_in(
    stranger: InspectingClient, writer: User
) -> None:
    asked = stranger.get("/notes?a=1&b=2", status=302)
    answer = stranger.submit(stranger.follow(asked), _login(writer))

    assert answer.headers["Location"] == "/notes?a=1&b=2"


def test_a_session_ends_when_its_version_was_raised(
    notes: InspectingClient, session: Session, writer: User
) -> None:
    notes.get("/notes")
    writer.session_version += 1

    notes.get("/notes", status=302)


def test_a_session_ends_when_its_person_is_disabled(
    notes: InspectingClient, session: Session, writer: User
) -> None:
    writer.is_active = False

    notes.get("/notes", status=302)


@pytest.mark.parametrize("name", ["", "x", "1", "1.", "1.x", "-1.1", "٣.1", "9" * 40 + ".1"])
def test_a_session_of_nobody_asks_to_sign_in(stranger: InspectingClient, name: str) -> None:
    stranger.sign_in(name)

    stranger.get("/notes", status=302)


@pytest.fixture
def ended(stranger: InspectingClient, writer: User) -> Page:
    return stranger.post("/notes", TYPED, csrf=False, status=401)


def _login(user: User) -> dict[str, str]:
    return {"sign-in-login": user.login, "sign-in-password": factories.PASSWORD}


def _sign_in_again(client: InspectingClient, ended: Page, user: User) -> Page:
    """Sign in on the page and go on as a browser does: 307 sends the same fields once more."""
    form = ended.form("/account/sign-in")
    answer = client.submit(ended, _login(user), action="/account/sign-in", status=307)
    sent = {name: found[0] for name, found in form.values.items()} | _login(user)
    return client.post(answer.headers["Location"], sent, csrf=False, status=200)
