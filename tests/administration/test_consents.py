"""The pages about consent: proposed by one, decided by another, counted on the rail."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.clock import today
from tracker.records.administration import ProposalState, RoleProposal
from tracker.records.organisation import Membership, User

SignIn = Callable[[Role | User], InspectingClient]
CONSENTS = "/administration/consents"


@pytest.fixture
def first(session: Session) -> User:
    return factories.person(session, Role.ADMINISTRATOR, name="Trần Quản Một")


@pytest.fixture
def second(session: Session) -> User:
    return factories.person(session, Role.ADMINISTRATOR, name="Lê Quản Hai")


@pytest.fixture
def person(session: Session) -> User:
    return factories.person(session, Role.HANDLER, name="Đỗ Minh Trí")


def test_one_proposes_and_another_agrees(
    sign_in: SignIn, session: Session, first: User, second: User, person: User
) -> None:
    one, other = sign_in(first), sign_in(second)
    answer = propose(one, session, person)
    assert "một quản trị hệ thống khác đồng ý" in one.follow(answer).words
    assert held(session, person) == []
    assert (count(one), count(other)) == ("", "1")

    listed = other.get(CONSENTS, max_queries=8)
    assert "Đỗ Minh Trí" in listed.words
    place = f"{CONSENTS}/{proposal(session).id}"
    assert f"{place}/agreement" in other.get(place).links
    other.submit(other.get(f"{place}/agreement"))

    assert [m.role for m in held(session, person)] == [Role.DIRECTOR]
    assert count(other) == ""
    assert "Đã đồng ý Lê Quản Hai" in other.get(CONSENTS).words


def test_the_proposer_is_offered_to_withdraw_alone(
    sign_in: SignIn, session: Session, first: User, second: User, person: User
) -> None:
    one = sign_in(first)
    propose(one, session, person)
    place = f"{CONSENTS}/{proposal(session).id}"

    links = one.get(place).links
    assert f"{place}/agreement" not in links
    refused = one.submit(one.get(f"{place}/agreement"), status=422)
    assert "Bạn là người đề xuất" in refused.words
    assert held(session, person) == []
    one.submit(one.get(f"{place}/withdrawal"))

    assert proposal(session).state is ProposalState.WITHDRAWN


def test_a_rejection_needs_its_reason(
    sign_in: SignIn, session: Session, first: User, second: User, person: User
) -> None:
    propose(sign_in(first), session, person)
    other, place = sign_in(second), f"{CONSENTS}/{proposal(session).id}/rejection"

    refused = other.submit(other.get(place), status=422)
    assert refused.every("p", id="reason-error")
    other.submit(other.get(place), {"reason": "Chưa có quyết định bổ nhiệm"})

    assert proposal(session).decision_note == "Chưa có quyết định bổ nhiệm"
    again = other.submit(other.get(place), {"reason": "Nữa"}, status=422)
    assert "không còn chờ" in again.words


def test_with_one_administrator_the_form_says_what_to_do(
    sign_in: SignIn, session: Session, first: User, person: User
) -> None:
    page = propose(sign_in(first), session, person, status=422)

    assert "flask user grant-role" in page.words
    assert 'value="Theo quyết định bổ nhiệm"' in page.text


def test_the_reason_is_asked_beside_its_field(
    sign_in: SignIn, session: Session, first: User, second: User, person: User
) -> None:
    page = propose(sign_in(first), session, person, status=422, reason="")

    assert page.every("p", id="reason-error")


def test_a_new_person_for_such_a_role_is_made_and_waits(
    sign_in: SignIn, session: Session, first: User, second: User
) -> None:
    one = sign_in(first)
    typed = {
        "login": "lan.dt", "full_name": "Đỗ Thị Lan", "role": "inspector",
        "unit_id": factories.agency(session).id, "starts_on": f"{today():%d/%m/%Y}",
        "reason": "Điều động",
    }  # fmt: skip

    one.submit(one.get("/administration/people/new"), typed, status=201)

    user = session.scalars(select(User).where(User.login == "lan.dt")).one()
    assert held(session, user) == []
    assert "Chờ đồng ý đến hết" in one.get(f"/administration/people/{user.id}").words


def test_proposals_of_another_agency_do_not_exist(
    sign_in: SignIn, session: Session, first: User, second: User, person: User
) -> None:
    propose(sign_in(first), session, person)
    stranger = factories.person(
        session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng")
    )
    place = f"{CONSENTS}/{proposal(session).id}"
    theirs = sign_in(stranger)

    for page in ("", "/agreement", "/rejection", "/withdrawal"):
        theirs.get(f"{place}{page}", status=404)
    assert "Đỗ Minh Trí" not in theirs.get(CONSENTS).words
    theirs.post(f"{place}/agreement", status=404)


def test_who_administers_nothing_sees_no_proposals(sign_in: SignIn) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        sign_in(role).get(CONSENTS, status=403)


def propose(
    client: InspectingClient,
    session: Session,
    person: User,
    *,
    status: int = 303,
    reason: str = "Theo quyết định bổ nhiệm",
) -> Page:
    form = client.get(f"/administration/people/{person.id}/roles/new")
    typed = {
        "role": "director", "unit_id": factories.agency(session).id,
        "starts_on": f"{today():%d/%m/%Y}", "reason": reason,
    }  # fmt: skip
    return client.submit(form, typed, status=status)


def proposal(session: Session) -> RoleProposal:
    session.expire_all()
    return session.scalars(select(RoleProposal)).one()


def held(session: Session, user: User) -> list[Membership]:
    """Give the roles beyond that of a handler."""
    session.expire_all()
    wanted = Membership.user_id == user.id, Membership.role != Role.HANDLER
    return list(session.scalars(select(Membership).where(*wanted)))


def count(client: InspectingClient) -> str:
    """Give the number that stands on the rail."""
    page = client.get("/administration/units")
    return "".join(words(each) for each in page.every("span", class_="rail-count"))
