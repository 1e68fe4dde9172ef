"""Petitions of one matter are linked and unlinked; nothing of it is ever erased."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import matters
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.matters import SameMatterLink, holds
from tracker.records.petitions import Petition
from tracker.records.visibility import Reach

NOW = factories.moment(date(2026, 11, 23))


def test_the_later_petition_is_linked_to_the_earlier(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    earlier, later = pair

    link = matters.link(session, earlier, later, reason=" Cùng thửa đất ", by=by, now=NOW)

    assert (link.petition_id, link.earlier_id) == (later.id, earlier.id)
    assert (link.reason, link.recorded_by_id, link.recorded_at) == (
        "Cùng thửa đất", by.user_id, NOW,
    )  # fmt: skip
    assert holding(session) == [link.id]


def test_what_was_undone_stays_and_may_be_linked_anew(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    link = matters.link(session, *pair, reason="", by=by, now=NOW)

    undo = matters.undo(session, link, reason="Nhầm người", by=by, now=NOW)
    again = matters.link(session, *pair, reason="Đúng là một việc", by=by, now=NOW)

    rows = session.scalars(select(SameMatterLink).order_by(SameMatterLink.id)).all()
    assert [(row.id, row.undoes_id) for row in rows] == [
        (link.id, None), (undo.id, link.id), (again.id, None),
    ]  # fmt: skip
    assert holding(session) == [again.id]


def test_no_link_is_made_or_undone_twice(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    link = matters.link(session, *pair, reason="", by=by, now=NOW)

    with pytest.raises(Refusal, match="đã được liên kết"):
        matters.link(session, *reversed(pair), reason="", by=by, now=NOW)
    matters.undo(session, link, reason="Nhầm", by=by, now=NOW)
    with pytest.raises(Refusal, match="đã được bỏ"):
        matters.undo(session, link, reason="Nhầm", by=by, now=NOW)


def test_undoing_needs_a_reason(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    link = matters.link(session, *pair, reason="", by=by, now=NOW)

    with pytest.raises(Refusal, match="lý do"):
        matters.undo(session, link, reason="  ", by=by, now=NOW)


def test_a_petition_is_no_other_than_itself(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    with pytest.raises(Refusal, match="đơn khác"):
        matters.link(session, pair[0], pair[0], reason="", by=by, now=NOW)


def test_a_denunciation_is_linked_to_none_that_names_its_sender(
    pair: tuple[Petition, Petition], by: Reach, session: Session
) -> None:
    sealed = factories.petition(session, CaseKind.DENUNCIATION).petition
    assert sealed is not None

    for one, other in ((sealed, pair[0]), (pair[0], sealed)):
        with pytest.raises(Refusal, match="lộ người tố cáo"):
            matters.link(session, one, other, reason="", by=by, now=NOW)


def test_no_reason_names_a_denouncer(by: Reach, session: Session) -> None:
    one, other = (factories.petition(session, CaseKind.DENUNCIATION).petition for _ in range(2))
    assert one is not None
    assert other is not None

    with pytest.raises(Refusal, match="người tố cáo"):
        matters.link(session, one, other, reason="Đều của tran thi hanh", by=by, now=NOW)
    link = matters.link(session, one, other, reason="", by=by, now=NOW)
    with pytest.raises(Refusal, match="người tố cáo"):
        matters.undo(session, link, reason="Không phải của Trần Thị Hạnh", by=by, now=NOW)


@pytest.mark.parametrize(
    "change", ["UPDATE same_matter_link SET reason = 'khác'", "DELETE FROM same_matter_link"]
)
def test_the_database_lets_no_link_be_changed(
    pair: tuple[Petition, Petition], by: Reach, session: Session, change: str
) -> None:
    matters.link(session, *pair, reason="", by=by, now=NOW)

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change))


def holding(session: Session) -> list[int]:
    """Give the links that hold."""
    return list(session.scalars(select(SameMatterLink.id).where(holds(SameMatterLink))))


@pytest.fixture
def by(session: Session) -> Reach:
    """Give somebody at the desk."""
    return factories.reach(session, factories.person_with(session, Role.RECEPTIONIST))


@pytest.fixture
def pair(session: Session) -> tuple[Petition, Petition]:
    """Give an earlier and a later petition."""
    made: Any = [
        factories.petition(session, received_on=date(2026, 11, day)).petition for day in (2, 9)
    ]
    return made[0], made[1]
