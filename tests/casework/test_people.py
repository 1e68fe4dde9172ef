"""Accounts, roles and units: what is refused, and what always remains."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import people
from tracker.casework.people import PersonDetails, Post
from tracker.law.terms import Refusal
from tracker.records.organisation import Membership, OrgUnit, User

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
NOW = factories.moment(TODAY)


def test_a_new_person_has_a_login_in_small_letters_and_a_first_role(session: Session) -> None:
    user = hire(session, login="An.NV")

    assert (user.login, user.is_active) == ("an.nv", True)
    assert [m.role for m in user.memberships] == [Role.HANDLER]


@pytest.mark.parametrize("login", ["a", "án.nv", "an nv", "-an", "an@so"])
def test_a_login_that_cannot_be_typed_safely_is_refused(session: Session, login: str) -> None:
    with pytest.raises(Refusal) as refused:
        hire(session, login=login)

    assert refused.value.field == "login"


def test_a_role_in_a_foreign_unit_is_refused(session: Session) -> None:
    foreign = factories.unit(session, under=factories.agency(session, "Sở Xây dựng"))

    with pytest.raises(Refusal) as refused:
        hire(session, unit=foreign)

    assert refused.value.field == "unit_id"


def test_nobody_gives_a_role_to_oneself(session: Session) -> None:
    me = factories.person_with(session, Role.ADMINISTRATOR)

    with pytest.raises(Refusal):
        people.give_role(session, me, post(session, Role.DIRECTOR), by=me.id, now=NOW)


def test_the_same_role_twice_at_a_time_is_refused(session: Session) -> None:
    user = hire(session)

    with pytest.raises(Refusal) as refused:
        people.give_role(session, user, post(session, Role.HANDLER), by=0, now=NOW)

    assert refused.value.field == "role"


def test_a_role_may_come_back_after_it_ended(session: Session) -> None:
    user = hire(session)
    end(session, user.memberships[0], YESTERDAY + timedelta(days=1))

    again = people.give_role(
        session, user, post(session, Role.HANDLER, TODAY + timedelta(days=1)), by=0, now=NOW
    )

    assert again.role is Role.HANDLER


def test_a_role_does_not_end_before_it_began(session: Session) -> None:
    user = hire(session)

    with pytest.raises(Refusal) as refused:
        end(session, user.memberships[0], YESTERDAY)

    assert refused.value.field == "last_day"


def test_a_role_that_has_not_begun_is_taken_away(session: Session) -> None:
    user = hire(session)
    later = people.give_role(
        session, user, post(session, Role.UNIT_HEAD, TODAY + timedelta(days=9)), by=0, now=NOW
    )

    end(session, later, TODAY)

    assert session.scalars(select(Membership).where(Membership.user_id == user.id)).all() == [
        user.memberships[0]
    ]


def test_the_last_administrator_cannot_be_removed(session: Session) -> None:
    admin = factories.person_with(session, Role.ADMINISTRATOR)

    with pytest.raises(Refusal):
        end(session, admin.memberships[0], TODAY)
    with pytest.raises(Refusal):
        people.disable(session, admin, by=0, now=NOW)

    assert admin.is_active


def test_an_administrator_leaves_when_another_stays(session: Session) -> None:
    leaving = factories.person(session, Role.ADMINISTRATOR)
    factories.person(session, Role.ADMINISTRATOR)

    people.disable(session, leaving, by=0, now=NOW)

    assert not leaving.is_active


def test_one_who_leaves_on_a_day_is_no_successor_after_it(session: Session) -> None:
    leaving = factories.person(session, Role.ADMINISTRATOR)
    short = factories.person(session, Role.ADMINISTRATOR)
    end(session, short.memberships[0], TODAY)

    with pytest.raises(Refusal):
        end(session, leaving.memberships[0], TODAY)


def test_administrators_of_other_agencies_do_not_count(session: Session) -> None:
    admin = factories.person_with(session, Role.ADMINISTRATOR)
    factories.person(session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng"))

    with pytest.raises(Refusal):
        people.disable(session, admin, by=0, now=NOW)


def test_nobody_closes_the_own_account(session: Session) -> None:
    me = factories.person(session, Role.ADMINISTRATOR)
    factories.person(session, Role.ADMINISTRATOR)

    with pytest.raises(Refusal):
        people.disable(session, me, by=me.id, now=NOW)


def test_closing_an_account_ends_its_sessions(session: Session) -> None:
    factories.person_with(session, Role.ADMINISTRATOR)
    user = hire(session)

    people.disable(session, user, by=0, now=NOW)
    closed_at = user.session_version
    people.enable(session, user, now=NOW, reason="Về lại cơ quan")

    assert (user.is_active, user.session_version, closed_at) == (True, 2, 2)


def test_a_new_password_ends_the_sessions_of_the_old_one(session: Session) -> None:
    user = hire(session)

    people.reset_password(session, user, password_hash="other", by=0)

    assert (user.password_hash, user.session_version) == ("other", 2)


def test_the_own_password_is_not_reset_here(session: Session) -> None:
    user = hire(session)

    with pytest.raises(Refusal):
        people.reset_password(session, user, password_hash="other", by=user.id)


def hire(session: Session, *, login: str = "an.nv", unit: OrgUnit | None = None) -> User:
    place = unit or factories.unit(session)
    return people.hire(
        session,
        factories.agency(session).id,
        PersonDetails(login, "Nguyễn Văn An", "an.nv@example.invalid"),
        Post(Role.HANDLER, place.id, TODAY),
        password_hash="hash",
        by=0,
        now=NOW,
    )


def post(session: Session, role: Role, starts_on: date = TODAY) -> Post:
    return Post(role, factories.unit(session).id, starts_on)


def end(session: Session, membership: Membership, last_day: date) -> None:
    people.end_role(session, membership, last_day=last_day, by=0, now=NOW)
