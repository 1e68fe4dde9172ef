"""The second factor on its pages: set up, asked for, turned off, never taken twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.accounts.conftest import CODE, Telephone, secret_of, set_up, typed
from tests.accounts.conftest import sign_in as sign_in_by_page
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tracker.clock import now
from tracker.records.accounts import SecondFactor, SignInFailure, SignInSession, Way
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User

SignIn = Callable[[User], InspectingClient]
SetSettings = Callable[..., None]
WRONG = "Mã không đúng hoặc đã dùng."
PLACE = "/account/second-factor"


def test_it_is_set_up_with_a_first_code_and_ten_codes_are_shown_once(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    page = client.get(PLACE)
    answer = set_up(client, page)
    codes = [cell.text for cell in answer.every("code")]

    assert 'class="qr"' in page.text
    assert answer.status == 201
    assert len(set(codes)) == 10
    again = client.get(PLACE)
    assert "10" in [cell.text for cell in again.every("dd")]
    assert not [code for code in codes if code in again.text]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "000000"}, "Xem lại giờ trên điện thoại"),
        ({"current": "không phải"}, "Mật khẩu hiện tại không đúng."),
        ({"code": ""}, "Chưa nhập mục này."),
        ({"secret": "00ff"}, "Mã vuông đã cũ"),
    ],
    ids=["wrong code", "wrong password", "no code", "a secret of somebody else's making"],
)
def test_what_is_wrong_turns_nothing_on_and_keeps_the_square_code(
    sign_in: SignIn, session: Session, user: User, changes: dict[str, str], words: str
) -> None:
    client = sign_in(user)
    page = client.get(PLACE)
    answer = set_up(client, page, status=422, **changes)

    assert words in answer.words
    assert session.get(SecondFactor, user.id) is None
    if "secret" not in changes:
        assert secret_of(answer) == secret_of(page)


def test_the_secret_stands_only_on_the_page_that_sets_it_up(
    sign_in: SignIn, session: Session, user: User
) -> None:
    client = sign_in(user)
    page = client.get(PLACE)
    set_up(client, page)

    told = str([entry.changes for entry in session.scalars(select(AuditEntry))])
    assert secret_of(page) not in told
    assert secret_of(page) not in client.get(PLACE).text


def test_after_the_password_a_code_is_asked_for(
    client: InspectingClient, session: Session, user: User, telephone: Telephone
) -> None:
    half = sign_in_by_page(client, user.login)
    assert half.headers["Location"].startswith("/account/sign-in/code")
    client.get("/account/permissions", status=302)

    answer = give(client, telephone.code())

    assert answer.headers["Location"] == "/"
    client.get("/account/permissions")
    assert session.scalars(select(SignInSession.way)).all() == [Way.CODE]


def test_the_way_in_stands_in_the_audit_once_the_code_was_right(
    client: InspectingClient, session: Session, user: User, telephone: Telephone
) -> None:
    entered = select(AuditEntry.changes).where(AuditEntry.action == "sign_in")
    sign_in_by_page(client, user.login)
    before = session.scalars(entered).all()
    give(client, telephone.code())

    assert before == []
    assert session.scalars(entered).all() == [{"way": "code"}]


def test_a_recovery_code_lets_in_once(
    client: InspectingClient, session: Session, user: User, telephone: Telephone
) -> None:
    sign_in_by_page(client, user.login)
    give(client, telephone.recovery[0])
    client.post("/account/sign-out")
    sign_in_by_page(client, user.login)

    assert WRONG in give(client, telephone.recovery[0], status=422).words
    assert session.scalars(select(SignInSession.way)).all() == [Way.RECOVERY]


def test_a_code_that_was_seen_over_the_shoulder_is_worth_nothing(
    client: InspectingClient,
    new_client: Callable[[], InspectingClient],
    user: User,
    telephone: Telephone,
) -> None:
    code, thief = telephone.code(), new_client()
    for each in (client, thief):
        sign_in_by_page(each, user.login)
    give(client, code)

    assert WRONG in give(thief, code, status=422).words


def test_wrong_codes_close_the_login_and_a_right_password_does_not_begin_anew(
    client: InspectingClient, session: Session, user: User, telephone: Telephone
) -> None:
    for _ in range(5):
        sign_in_by_page(client, user.login)
        give(client, "000000", status=422)

    assert "khóa đăng nhập đến" in give(client, telephone.code(), status=422).words
    assert "khóa đăng nhập đến" in sign_in_by_page(client, user.login, status=422).words
    failures = session.scalars(
        select(AuditEntry.changes).where(AuditEntry.action == "sign_in_failed")
    ).all()
    assert [told["failure"] for told in failures] == [SignInFailure.CODE.value] * 5


def test_a_password_shown_long_ago_is_asked_for_again(
    client: InspectingClient, user: User, telephone: Telephone, at: SetClock
) -> None:
    sign_in_by_page(client, user.login)
    page = client.get("/account/sign-in/code")
    at(now() + timedelta(minutes=6))
    answer = client.submit(page, {CODE: telephone.code()})

    assert answer.headers["Location"] == "/account/sign-in"
    client.get("/account/permissions", status=302)


def test_a_password_changed_in_between_is_asked_for_again(
    client: InspectingClient, session: Session, user: User, telephone: Telephone
) -> None:
    sign_in_by_page(client, user.login)
    page = client.get("/account/sign-in/code")
    user.session_version += 1
    answer = client.submit(page, {CODE: telephone.code()})

    assert answer.headers["Location"] == "/account/sign-in"


def test_the_code_page_opens_to_nobody_without_a_password(
    client: InspectingClient, user: User, telephone: Telephone
) -> None:
    opened = client.get("/account/sign-in/code", status=303)
    sent = client.post("/account/sign-in/code", {CODE: telephone.code()})

    assert opened.headers["Location"] == "/account/sign-in"
    assert sent.headers["Location"] == "/account/sign-in"


def test_what_was_typed_survives_both_steps(
    client: InspectingClient, user: User, telephone: Telephone
) -> None:
    asked = client.post("/account/password", {"note": "đang gõ dở"}, csrf=False, status=401)
    second = client.submit(asked, typed(user.login), action="/account/sign-in", status=200)
    wrong = client.submit(second, {CODE: "000000"}, action="/account/sign-in/code", status=422)
    answer = client.submit(
        wrong, {CODE: telephone.code()}, action="/account/sign-in/code", status=307
    )

    assert second.form("/account/sign-in/code").values["note"] == ["đang gõ dở"]
    assert wrong.form("/account/sign-in/code").values["note"] == ["đang gõ dở"]
    assert answer.headers["Location"].startswith("/account/password?")


def test_turning_it_off_asks_for_password_and_code(
    sign_in: SignIn, session: Session, user: User, telephone: Telephone
) -> None:
    client = sign_in(user)
    code = telephone.code()
    wrong = proof(client, "off", "không phải", code, status=422)
    still = session.get(SecondFactor, user.id) is not None
    proof(client, "off", factories.PASSWORD, "000000", status=422)
    proof(client, "off", factories.PASSWORD, code)
    session.expire_all()

    assert "Mật khẩu hiện tại không đúng." in wrong.words
    assert still, "a wrong password spends no code"
    assert session.get(SecondFactor, user.id) is None


def test_new_recovery_codes_ask_for_password_and_code(
    sign_in: SignIn, session: Session, user: User, telephone: Telephone
) -> None:
    client = sign_in(user)
    answer = proof(client, "codes", factories.PASSWORD, telephone.code(), status=201)

    assert len(answer.every("code")) == 10
    assert not [code for code in telephone.recovery if code in answer.text.replace("-", "")]


@pytest.mark.parametrize("page", ["off", "codes"])
def test_without_a_second_factor_there_is_nothing_to_turn_off(
    sign_in: SignIn, user: User, page: str
) -> None:
    assert sign_in(user).get(f"{PLACE}/{page}", status=303).headers["Location"] == PLACE


def give(client: InspectingClient, code: str, status: int = 303) -> Page:
    page = client.get("/account/sign-in/code")
    return client.submit(page, {CODE: code}, action="/account/sign-in/code", status=status)


def proof(client: InspectingClient, page: str, password: str, code: str, status: int = 303) -> Page:
    sent = {"current": password, "code": code}
    return client.submit(client.get(f"{PLACE}/{page}"), sent, status=status)
