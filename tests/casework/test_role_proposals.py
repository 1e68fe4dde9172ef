"""Roles that need a second administrator: what holds nothing, who may decide, who may not."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.consent import (
    DAY,
    NOW,
    TODAY,
    Office,
    agreeing,
    held,
    make_office,
    proposed,
    rejecting,
)
from tracker.access import Role
from tracker.casework import agency_settings, people, role_proposals
from tracker.casework.people import PersonDetails, Post
from tracker.law.terms import Refusal
from tracker.records.administration import ProposalState, RoleProposal
from tracker.records.organisation import Membership

GUARDED = [Role.DIRECTOR, Role.INSPECTOR]


@pytest.fixture
def office(session: Session) -> Office:
    return make_office(session)


@pytest.mark.parametrize("role", GUARDED)
def test_a_proposal_gives_nothing_until_another_agrees(
    session: Session, office: Office, role: Role
) -> None:
    proposal = proposed(session, office, role=role)
    assert held(session, office.person, role) == []

    role_proposals.agree(session, proposal.id, by=office.second.id, now=NOW)

    given = held(session, office.person, role)
    assert [(m.role, m.starts_on, m.ends_on) for m in given] == [(role, TODAY, None)]
    assert proposal.state is ProposalState.AGREED


@pytest.mark.parametrize("role", sorted(set(Role) - set(GUARDED)))
def test_other_roles_are_given_at_once(session: Session, office: Office, role: Role) -> None:
    given = people.give_role(
        session, office.person, Post(role, office.place, TODAY), by=office.first.id, now=NOW
    )

    assert isinstance(given, Membership)


def test_a_new_person_for_such_a_role_begins_without_it(session: Session, office: Office) -> None:
    user = people.hire(
        session, office.place, PersonDetails("lan.dt", "Đỗ Thị Lan"),
        Post(Role.INSPECTOR, office.place, TODAY),
        password_hash="x", by=office.first.id, now=NOW, reason="Theo quyết định",
    )  # fmt: skip

    assert held(session, user, Role.INSPECTOR) == []
    assert session.scalars(select(RoleProposal.user_id)).all() == [user.id]


def test_a_role_begins_on_the_day_of_consent_not_before(session: Session, office: Office) -> None:
    proposal = proposed(session, office)
    role_proposals.agree(
        session, proposal.id, by=office.second.id, now=factories.moment(TODAY + 3 * DAY)
    )

    assert held(session, office.person, Role.DIRECTOR)[0].starts_on == TODAY + 3 * DAY


def test_a_role_that_begins_later_keeps_its_day(session: Session, office: Office) -> None:
    proposal = proposed(session, office, starts_on=TODAY + 9 * DAY, ends_on=TODAY + 20 * DAY)
    role_proposals.agree(session, proposal.id, by=office.second.id, now=NOW)

    given = held(session, office.person, Role.DIRECTOR)[0]
    assert (given.starts_on, given.ends_on) == (TODAY + 9 * DAY, TODAY + 20 * DAY)


def test_no_such_role_is_proposed_for_the_past(session: Session, office: Office) -> None:
    with pytest.raises(Refusal, match="không giao lùi ngày") as refused:
        proposed(session, office, starts_on=TODAY - DAY)

    assert refused.value.field == "starts_on"


def test_a_proposal_needs_its_reason(session: Session, office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        proposed(session, office, reason="")

    assert refused.value.field == "reason"


def test_the_proposer_does_not_agree(session: Session, office: Office) -> None:
    proposal = proposed(session, office)

    for act in (agreeing, rejecting):
        with pytest.raises(Refusal, match="Bạn là người đề xuất"):
            act(session, proposal.id, office.first.id)


def test_whom_it_is_about_does_not_agree(session: Session, office: Office) -> None:
    factories.person(session, Role.ADMINISTRATOR)
    about_second = Office(office.first, office.first, office.second, office.place)
    proposal = proposed(session, about_second)

    for act in (agreeing, rejecting):
        with pytest.raises(Refusal, match="về chính bạn"):
            act(session, proposal.id, office.second.id)


def test_only_an_administrator_of_the_agency_agrees(session: Session, office: Office) -> None:
    other = factories.person(
        session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng")
    )
    director = factories.person(session, Role.DIRECTOR)
    proposal = proposed(session, office)

    for outsider in (other, director):
        with pytest.raises(Refusal, match="Chỉ quản trị hệ thống"):
            agreeing(session, proposal.id, outsider.id)


@pytest.mark.parametrize("about_the_other", [False, True])
def test_without_a_second_administrator_the_way_out_is_told(
    session: Session, about_the_other: bool
) -> None:
    first = factories.person(session, Role.ADMINISTRATOR)
    person = factories.person(session, Role.ADMINISTRATOR if about_the_other else Role.HANDLER)
    office = Office(first, first, person, factories.agency(session).id)

    with pytest.raises(Refusal, match="flask user grant-role"):
        proposed(session, office)


def test_a_closed_administrator_is_no_second_one(session: Session, office: Office) -> None:
    office.second.is_active = False

    with pytest.raises(Refusal, match="flask user grant-role"):
        proposed(session, office)


def test_the_same_role_is_proposed_once_at_a_time(session: Session, office: Office) -> None:
    proposed(session, office)

    with pytest.raises(Refusal, match="đang chờ đồng ý"):
        proposed(session, office)


def test_a_role_held_meanwhile_is_not_given_again(session: Session, office: Office) -> None:
    proposal = proposed(session, office)
    session.add(
        Membership(
            user_id=office.person.id, unit_id=office.place, role=Role.DIRECTOR, starts_on=TODAY
        )
    )

    with pytest.raises(Refusal, match="đã giữ vai trò"):
        agreeing(session, proposal.id, office.second.id)


def test_a_role_whose_time_is_over_is_not_given(session: Session, office: Office) -> None:
    proposal = proposed(session, office, ends_on=TODAY + DAY)

    with pytest.raises(Refusal, match="không còn gì để giao"):
        role_proposals.agree(
            session, proposal.id, by=office.second.id, now=factories.moment(TODAY + 2 * DAY)
        )


def test_nobody_closed_meanwhile_is_given_a_role(session: Session, office: Office) -> None:
    proposal = proposed(session, office)
    office.person.is_active = False

    with pytest.raises(Refusal, match="đã khóa"):
        agreeing(session, proposal.id, office.second.id)


def test_a_rejection_keeps_its_reason_and_ends_the_matter(session: Session, office: Office) -> None:
    proposal = proposed(session, office)
    rejecting(session, proposal.id, office.second.id)

    assert (proposal.state, proposal.decision_note) == (
        ProposalState.REJECTED,
        "Chưa có quyết định",
    )
    with pytest.raises(Refusal, match="không còn chờ: Không đồng ý"):
        agreeing(session, proposal.id, office.second.id)


def test_only_the_proposer_takes_a_proposal_back(session: Session, office: Office) -> None:
    proposal = proposed(session, office)

    with pytest.raises(Refusal, match="Chỉ người đã đề xuất"):
        role_proposals.withdraw(session, proposal.id, by=office.second.id, now=NOW)
    role_proposals.withdraw(session, proposal.id, by=office.first.id, now=NOW)

    assert proposal.state is ProposalState.WITHDRAWN


def test_a_proposal_lapses_after_the_days_of_the_agency(session: Session, office: Office) -> None:
    agency_settings.set_terms(session, office.place, agency_settings.AccountTerms(consent_days=3))
    proposal = proposed(session, office)
    late = factories.moment(TODAY + 4 * DAY)

    assert proposal.state_on(TODAY + 3 * DAY) is ProposalState.WAITING
    assert proposal.state_on(TODAY + 4 * DAY) is ProposalState.LAPSED
    with pytest.raises(Refusal, match="Hết hạn chờ"):
        role_proposals.agree(session, proposal.id, by=office.second.id, now=late)
    assert role_proposals.lapse(session, today=TODAY + 3 * DAY) == 0
    assert role_proposals.lapse(session, today=late.date()) == 1
    assert proposal.state is ProposalState.LAPSED
