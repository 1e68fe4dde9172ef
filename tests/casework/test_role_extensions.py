"""Roles made longer, consents at once, and what the operator of the server may do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.consent import (
    DAY,
    NOW,
    TODAY,
    Office,
    agreeing,
    given,
    held,
    lengthened,
    make_office,
    proposed,
)
from tracker.access import Role
from tracker.casework import people, role_proposals
from tracker.law.terms import Refusal
from tracker.records.audit import AuditEntry
from tracker.records.base import db
from tracker.records.organisation import Membership


@pytest.fixture
def office(session: Session) -> Office:
    return make_office(session)


def test_a_longer_role_waits_too(session: Session, office: Office) -> None:
    membership = given(session, office, TODAY + 10 * DAY)

    longer = lengthened(session, office, membership, TODAY + 40 * DAY)

    assert membership.ends_on == TODAY + 10 * DAY
    assert longer is not None
    agreeing(session, longer.id, office.second.id)
    assert membership.ends_on == TODAY + 40 * DAY


def test_a_role_that_ended_meanwhile_is_not_lengthened(session: Session, office: Office) -> None:
    membership = given(session, office, TODAY + 3 * DAY)
    longer = lengthened(session, office, membership, TODAY + 40 * DAY)
    assert longer is not None

    with pytest.raises(Refusal, match="đã thôi hoặc đã đổi"):
        role_proposals.agree(
            session, longer.id, by=office.second.id, now=factories.moment(TODAY + 4 * DAY)
        )


def test_a_role_that_is_over_is_given_anew_not_lengthened(session: Session, office: Office) -> None:
    membership = given(session, office, TODAY + DAY)

    with pytest.raises(Refusal, match="giao vai trò mới"):
        people.end_role(
            session, membership, last_day=TODAY + 40 * DAY, by=office.first.id,
            now=factories.moment(TODAY + 5 * DAY), reason="x",
        )  # fmt: skip


def test_nobody_lengthens_a_role_of_their_own(session: Session, office: Office) -> None:
    membership = office.first.memberships[0]
    membership.ends_on = TODAY + DAY

    with pytest.raises(Refusal, match="tự kéo dài"):
        lengthened(session, office, membership, TODAY + 40 * DAY)


def test_another_role_is_lengthened_at_once(session: Session, office: Office) -> None:
    membership = office.person.memberships[0]
    membership.ends_on = TODAY + DAY

    assert lengthened(session, office, membership, TODAY + 40 * DAY) is None
    assert membership.ends_on == TODAY + 40 * DAY


def test_an_earlier_end_needs_nobody_else(session: Session, office: Office) -> None:
    membership = given(session, office, TODAY + 10 * DAY)

    assert lengthened(session, office, membership, TODAY + 5 * DAY) is None
    assert membership.ends_on == TODAY + 5 * DAY


def test_both_sides_stand_in_the_trail(session: Session, office: Office) -> None:
    proposal = proposed(session, office)
    agreeing(session, proposal.id, office.second.id)

    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == "role_proposal").order_by(AuditEntry.id)
    ).all()
    assert [e.action for e in entries] == ["create", "change"]
    assert entries[0].changes["proposed_by_id"] == {"new": office.first.id}
    assert entries[1].changes["decided_by_id"]["new"] == office.second.id


def test_of_two_consents_at_once_one_gives_the_role(
    app: Flask, session: Session, office: Office
) -> None:
    third = factories.person(session, Role.ADMINISTRATOR)
    proposal = proposed(session, office)
    session.commit()

    def take(by: int) -> str:
        with app.app_context():
            try:
                role_proposals.agree(db.session(), proposal_id, by=by, now=NOW)
            except Refusal as refusal:
                db.session.rollback()
                return str(refusal)
            db.session.commit()
            return "given"

    proposal_id, both = proposal.id, (office.second.id, third.id)
    session.commit()
    with ThreadPoolExecutor(2) as pool:
        doing = [pool.submit(copy_context().run, take, by) for by in both]
        said = {done.result() for done in doing}

    assert said == {"given", "Đề xuất này không còn chờ: Đã đồng ý."}
    count = select(func.count()).select_from(Membership).where(Membership.role == Role.DIRECTOR)
    assert session.scalar(count) == 1


def test_the_operator_gives_a_role_and_leaves_a_trace(
    session: Session, command: Callable[..., str]
) -> None:
    user = factories.person(session, Role.HANDLER)
    place = factories.agency(session)

    command(
        "user", "grant-role", "--login", user.login, "--role", "director",
        "--unit", str(place.id), "--reason", "Cơ quan chỉ có một quản trị",
    )  # fmt: skip

    assert len(held(session, user, Role.DIRECTOR)) == 1
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "grant_role")).one()
    assert (entry.actor_id, entry.agency_id) == (None, place.id)
    assert entry.changes["reason"] == "Cơ quan chỉ có một quản trị"


@pytest.mark.parametrize(
    "more", [("--from", "2020-01-01"), ("--from", "2090-01-02", "--until", "2090-01-01")]
)
def test_the_operator_gives_no_role_for_the_past_or_backwards(
    session: Session, command: Callable[..., str], more: tuple[str, ...]
) -> None:
    user = factories.person(session, Role.HANDLER)
    words = ("--role", "director", "--unit", str(factories.agency(session).id), "--reason", "x")

    command("user", "grant-role", "--login", user.login, *words, *more, exit_code=2)

    assert held(session, user, Role.DIRECTOR) == []
