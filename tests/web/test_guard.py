"""Deny by default: a view says who may, and people are known in one statement."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tracker.access import Permission, Role
from tracker.clock import today
from tracker.records.organisation import Membership, Substitution, User
from tracker.web import guard

DAY = timedelta(days=1)


def test_a_view_that_states_nothing_stops_the_start(build_app: Callable[..., Flask]) -> None:
    app = build_app()
    app.add_url_rule("/silent", "silent", lambda: "x")

    with pytest.raises(guard.SilentViewError, match="silent"):
        guard.refuse_silent_views(app)


def test_a_view_that_states_nothing_is_refused_even_if_it_came_later(
    notes_app: Flask, notes: InspectingClient
) -> None:
    notes_app.add_url_rule("/silent", "silent", lambda: "x")

    notes.get("/silent", status=403)


def test_a_right_that_is_not_held_is_refused_in_words(
    notes_app: Flask, notes: InspectingClient
) -> None:
    view = guard.requires(Permission.PEOPLE_MANAGE)(lambda: "x")
    notes_app.add_url_rule("/people-only", "people_only", view)

    assert "không có quyền" in notes.get("/people-only", status=403).words


def test_knowing_who_asks_takes_two_statements(notes: InspectingClient) -> None:
    notes.get("/notes/1", max_queries=2)


def test_a_person_has_the_roles_of_the_day_and_no_others(session: Session, writer: User) -> None:
    place = writer.memberships[0].unit_id
    over = Membership(unit_id=place, role=Role.DIRECTOR, starts_on=date(2020, 1, 1))
    over.ends_on = today() - DAY
    coming = Membership(unit_id=place, role=Role.INSPECTOR, starts_on=today() + DAY)
    writer.memberships += [over, coming]
    session.flush()

    person = guard.person_in(session, writer.id, today())

    assert person is not None
    assert person.roles == {Role.HANDLER}
    assert person.may(Permission.CASE_WORK)
    assert not person.may(Permission.CASE_RULE)


def test_a_person_stands_in_for_those_absent_today(session: Session, writer: User) -> None:
    other = factories.person(session, Role.HANDLER)
    for start in (today() - DAY, today() + DAY):
        session.add(_substitution(writer, other, start))
    session.flush()

    person = guard.person_in(session, writer.id, today())

    assert person is not None
    assert person.reach.hands == (writer.id, other.id)


def test_a_person_without_a_role_may_nothing(
    notes: InspectingClient, session: Session, writer: User
) -> None:
    writer.memberships[0].ends_on = today() - DAY

    notes.get("/notes", status=403)


def test_an_unknown_address_is_a_page_in_words(stranger: InspectingClient) -> None:
    assert "Không tìm thấy" in stranger.get("/khong-co", status=404).words


def _substitution(substitute: User, absent: User, start: date) -> Substitution:
    return Substitution(
        agency_id=absent.agency_id,
        absent_id=absent.id,
        substitute_id=substitute.id,
        starts_on=start,
        ends_on=start + DAY,
        reason="Nghỉ phép",
    )
