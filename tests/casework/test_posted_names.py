"""What everybody may read names no sealed sender, wherever it is typed."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from tests import factories, planning
from tests.planning import DECEMBER_15, NOVEMBER, planned
from tracker.casework import notices, periodic, schedule
from tracker.casework.identity import Identity
from tracker.casework.periodic import RuleDraft
from tracker.casework.schedule import Described, NewTime
from tracker.law.kinds import CaseKind
from tracker.law.periodic import Pattern, Recurrence
from tracker.law.postings import NoticeTopic, Spot
from tracker.law.terms import Refusal
from tracker.records.organisation import User

NAMED = "Mời bà do thi kin nhiem đến dự"
SEALED = "mà hồ sơ giữ kín"


@pytest.fixture(autouse=True)
def _denouncer(session: Session) -> None:
    who = Identity("Đỗ Thị Kín Nhiệm", "Thôn 1, xã Gò Sỏi", "0911222333", "")
    factories.petition(
        session, CaseKind.DENUNCIATION, parties=factories.petition_details(sender=who).parties
    )


@pytest.fixture
def head(session: Session) -> User:
    return planning.director(session)


@pytest.mark.parametrize("field", ["participants", "content", "other_points", "place"])
def test_no_planned_session_names_one(session: Session, field: str) -> None:
    with pytest.raises(Refusal, match=SEALED) as refused:
        planned(session, **{field: NAMED})

    assert refused.value.field == field


@pytest.mark.parametrize("field", ["participants", "content", "other_points"])
def test_no_description_names_one(session: Session, field: str) -> None:
    row = planned(session)

    with pytest.raises(Refusal, match=SEALED) as refused:
        schedule.describe(
            session, row, Described(**{"participants": "", "content": "", field: NAMED})
        )

    assert refused.value.field == field
    assert getattr(row, field) == ""


def test_no_reason_of_a_move_or_cancellation_names_one(session: Session) -> None:
    row, now = planned(session), factories.moment(NOVEMBER)
    to = NewTime(date(2026, 12, 16), time(8), time(11), planning.ROOM)

    for act in (
        lambda: schedule.move(session, row, to, reason=NAMED, agreed=(), now=now),
        lambda: schedule.cancel(session, row, reason=NAMED, agreed=(), now=now),
    ):
        with pytest.raises(Refusal, match=SEALED) as refused:
            act()
        assert refused.value.field == "reason"
    assert row.change_reason == ""


def test_no_rule_of_the_schedule_names_one(session: Session, head: User) -> None:
    draft = RuleDraft(
        head.agency_id, head.id, Recurrence(Pattern.DAY_OF_MONTH, 15), time(8), time(11),
        "Phòng của 0911.222.333", DECEMBER_15,
    )  # fmt: skip

    with pytest.raises(Refusal, match=SEALED) as refused:
        periodic.add_rule(
            session, draft, agency_id=head.agency_id, agreed=(), now=factories.moment(NOVEMBER)
        )

    assert refused.value.field == "place"


def test_no_posted_text_names_one(session: Session, head: User) -> None:
    now = factories.moment(NOVEMBER)
    text = notices.NoticeDetails(NoticeTopic.OTHER, "Giấy mời", NAMED)
    drafted = notices.draft(session, head.agency_id, text, by=head.id, now=now)

    with pytest.raises(Refusal, match=SEALED) as refused:
        notices.post(session, drafted, Spot.SEAT, place="", posted_on=NOVEMBER, by=head.id, now=now)

    assert refused.value.field == "posted_on"


def test_other_people_may_be_named(session: Session) -> None:
    assert planned(session, participants="Mời ông Đỗ Văn Kín, bà Nhiệm").participants
