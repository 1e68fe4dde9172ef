"""Idle accounts: warned, closed after their days, never the last administrator."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework import agency_settings, idle_accounts, people
from tracker.casework.agency_settings import AccountTerms
from tracker.casework.idle_accounts import Idle
from tracker.law.terms import Refusal
from tracker.outside.post import Letter, PostError, PostFault
from tracker.records.audit import AuditEntry
from tracker.records.organisation import User
from tracker.web.requests import SIGN_IN

TODAY = date(2026, 11, 23)
NOW = factories.moment(TODAY)


class Box:
    """A way out for mail that keeps what it takes, or takes nothing."""

    def __init__(self, *, is_open: bool = True) -> None:
        self.letters: list[Letter] = []
        self.is_open = is_open

    def send(self, letter: Letter) -> None:
        if not self.is_open:
            raise PostError(PostFault.UNREACHABLE)
        self.letters.append(letter)


@pytest.fixture
def keeper(session: Session) -> User:
    """Give the administrator who keeps the agency open."""
    return used(factories.person(session, Role.ADMINISTRATOR), 0)


@pytest.mark.parametrize(("days", "is_open"), [(45, True), (46, False)])
def test_an_account_is_closed_after_45_days_without_a_sign_in(
    session: Session, keeper: User, days: int, is_open: bool
) -> None:
    user = used(factories.person(session, Role.HANDLER), days)

    closing(session)

    assert user.is_active is is_open
    assert bool(user.standing_reason) is not is_open


def test_closing_ends_the_sessions_and_stands_in_the_trail_of_the_agency(
    session: Session, keeper: User
) -> None:
    user = used(factories.person(session, Role.HANDLER), 60)
    before = user.session_version

    closing(session)

    entry = session.scalars(
        select(AuditEntry).where(
            AuditEntry.subject == "user_account", AuditEntry.action == "change",
            AuditEntry.subject_id == str(user.id),
        )
    ).one()  # fmt: skip
    assert user.session_version == before + 1
    assert (entry.agency_id, entry.actor_id) == (user.agency_id, None)
    assert entry.changes["is_active"] == {"old": True, "new": False}
    assert "45 ngày" in entry.changes["standing_reason"]["new"]


@pytest.mark.parametrize(("days", "is_open"), [(45, True), (46, False)])
def test_an_account_never_signed_in_to_counts_from_its_making(
    session: Session, keeper: User, days: int, is_open: bool
) -> None:
    user = factories.person(session, Role.HANDLER)
    user.standing_since, user.last_signed_in_at = NOW - timedelta(days=days), None

    closing(session)

    assert user.is_active is is_open


def test_an_account_opened_again_counts_from_that_day(session: Session, keeper: User) -> None:
    user = used(factories.person(session, Role.HANDLER), 90)
    closing(session)
    people.enable(session, user, now=NOW, reason="Đi học về")

    closing(session)
    assert user.is_active
    closing(session, NOW + timedelta(days=46))
    assert not user.is_active


def test_an_open_account_is_not_opened_again(session: Session, keeper: User) -> None:
    with pytest.raises(Refusal, match="đang dùng được"):
        people.enable(session, keeper, now=NOW, reason="x")


def test_opening_needs_a_reason(session: Session, keeper: User) -> None:
    user = factories.person(session, Role.HANDLER)
    people.close(session, user, now=NOW, reason="Nghỉ hưu")

    with pytest.raises(Refusal) as refused:
        people.enable(session, user, now=NOW, reason="")

    assert refused.value.field == "reason"
    assert not user.is_active


def test_the_last_administrator_stays_whatever_happens(session: Session) -> None:
    longest = used(factories.person(session, Role.ADMINISTRATOR), 300)
    last = used(factories.person(session, Role.ADMINISTRATOR), 200)

    closing(session)

    assert (longest.is_active, last.is_active) == (False, True)


def test_an_administrator_of_another_agency_saves_nobody(session: Session) -> None:
    here = used(factories.person(session, Role.ADMINISTRATOR), 200)
    other = factories.agency(session, "Sở Xây dựng")
    there = used(factories.person(session, Role.ADMINISTRATOR, at=other), 0)

    closing(session)

    assert here.is_active
    assert there.is_active


def test_an_agency_may_ask_for_fewer_days(session: Session, keeper: User) -> None:
    agency_settings.set_terms(session, keeper.agency_id, AccountTerms(idle_days=20))
    user = used(factories.person(session, Role.HANDLER), 21)

    closing(session)

    assert not user.is_active


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (AccountTerms(idle_days=46), "idle_days"),
        (AccountTerms(idle_days=14), "idle_days"),
        (AccountTerms(idle_warning_days=0), "idle_warning_days"),
        (AccountTerms(idle_days=20, idle_warning_days=20), "idle_warning_days"),
        (AccountTerms(consent_days=0), "consent_days"),
        (AccountTerms(consent_days=31), "consent_days"),
    ],
)
def test_terms_out_of_bounds_are_refused(
    session: Session, keeper: User, terms: AccountTerms, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        agency_settings.set_terms(session, keeper.agency_id, terms)

    assert refused.value.field == field


@pytest.mark.parametrize(("days", "told"), [(37, 0), (38, 1), (45, 1), (46, 0)])
def test_a_person_is_told_a_week_before(
    session: Session, keeper: User, days: int, told: int
) -> None:
    user = used(factories.person(session, Role.HANDLER), days)
    user.email = "xu.ly@coquan.example"
    box = Box()

    warning(session, box)

    assert len(box.letters) == told


def test_a_person_is_told_once_and_again_only_after_being_back(
    session: Session, keeper: User
) -> None:
    user = used(factories.person(session, Role.HANDLER), 40)
    user.email = "xu.ly@coquan.example"
    box = Box()

    warning(session, box)
    warning(session, box, NOW + timedelta(days=1))
    assert len(box.letters) == 1

    user.last_signed_in_at = NOW + timedelta(days=2)
    warning(session, box, NOW + timedelta(days=42))
    assert len(box.letters) == 2


def test_what_the_post_does_not_take_is_tried_again(session: Session, keeper: User) -> None:
    user = used(factories.person(session, Role.HANDLER), 40)
    user.email = "xu.ly@coquan.example"
    shut, box = Box(is_open=False), Box()

    warning(session, shut)
    warning(session, box, NOW + timedelta(days=1))

    assert [letter.to for letter in box.letters] == [user.email]


def test_without_an_address_nobody_is_told(session: Session, keeper: User) -> None:
    used(factories.person(session, Role.HANDLER), 40)
    box = Box()

    warning(session, box)

    assert box.letters == []


def test_a_sign_in_counts(session: Session, client: InspectingClient, keeper: User) -> None:
    user = factories.person(session, Role.HANDLER)
    typed = {f"{SIGN_IN}login": user.login, f"{SIGN_IN}password": factories.PASSWORD}

    client.submit(client.get("/account/sign-in"), typed)

    session.refresh(user)
    assert user.last_signed_in_at is not None


def test_the_worker_does_both_jobs(
    session: Session, command: Callable[..., str], keeper: User, at: SetClock
) -> None:
    at("2026-11-23T09:00")
    user = used(factories.person(session, Role.HANDLER), 60)

    command("worker", "--once")

    session.refresh(user)
    assert not user.is_active


def test_those_about_to_be_closed_are_listed(
    session: Session, sign_in: Callable[..., InspectingClient], keeper: User, at: SetClock
) -> None:
    at("2026-11-23")
    used(factories.person(session, Role.HANDLER, name="Đỗ Lâu Ngày"), 40)
    used(factories.person(session, Role.HANDLER, name="Võ Hôm Qua"), 1)

    page = sign_in(keeper).get("/administration/people?state=idle", max_queries=8)

    assert "Đỗ Lâu Ngày" in page.words
    assert "Võ Hôm Qua" not in page.words


def used(user: User, days_ago: int) -> User:
    """Let an account have been signed in to so many days ago."""
    user.last_signed_in_at = NOW - timedelta(days=days_ago)
    user.standing_since = datetime(2020, 1, 2, tzinfo=NOW.tzinfo)
    return user


def closing(session: Session, now: datetime = NOW) -> None:
    done(idle_accounts.close_idle(session, now=now))


def warning(session: Session, box: Box, now: datetime = NOW) -> None:
    done(idle_accounts.warn_idle(session, now=now, compose=letter, post=box))


def letter(idle: Idle) -> Letter:
    return Letter(idle.address, idle.login, f"{idle.last_day}", str(idle.user_id), NOW)


def done(steps: Iterator[int]) -> None:
    for _ in steps:
        pass
