"""Drafting, posting and taking down texts for the public."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import notices as texts
from tracker.casework.notices import REPLACED, NoticeDetails
from tracker.law.postings import NoticeTopic, Spot
from tracker.law.terms import Refusal, Stale
from tracker.records.notices import Notice, NoticePosting
from tracker.records.organisation import User

DAY = date(2026, 11, 2)
LATER = date(2026, 11, 9)
RULES = NoticeDetails(NoticeTopic.HOUSE_RULES, "Nội quy tiếp công dân", "1. Giữ trật tự.")


@pytest.fixture
def admin(session: Session) -> User:
    return factories.person(session, Role.ADMINISTRATOR)


def drafted(session: Session, by: User, details: NoticeDetails = RULES) -> Notice:
    return texts.draft(session, by.agency_id, details, by=by.id, now=factories.moment(DAY))


def posted(
    session: Session, notice: Notice, by: User, day: date = DAY, spot: Spot = Spot.SEAT
) -> NoticePosting:
    now = factories.moment(LATER)
    return texts.post(session, notice, spot, place="", posted_on=day, by=by.id, now=now)


def test_a_newer_text_takes_the_place_of_the_older_one(session: Session, admin: User) -> None:
    old = posted(session, drafted(session, admin), admin)

    posted(session, drafted(session, admin), admin, LATER)

    assert (old.removed_on, old.removal_reason, old.removed_by_id) == (LATER, REPLACED, admin.id)


def test_what_stands_elsewhere_or_on_another_topic_stays(session: Session, admin: User) -> None:
    old = posted(session, drafted(session, admin), admin)
    other = drafted(session, admin, NoticeDetails(NoticeTopic.COMPLAINT, "Khiếu nại", "Gửi đơn."))

    posted(session, drafted(session, admin), admin, LATER, Spot.WEBSITE)
    posted(session, other, admin, LATER)

    assert old.removed_on is None


def test_other_notices_stand_side_by_side(session: Session, admin: User) -> None:
    details = NoticeDetails(NoticeTopic.OTHER, "Nghỉ lễ", "Sở nghỉ ngày 24/11.")
    for _ in range(2):
        posted(session, drafted(session, admin, details), admin)

    rows = session.scalars(select(NoticePosting)).all()
    assert [row.removed_on for row in rows] == [None, None]


def test_a_posted_text_cannot_be_changed(session: Session, admin: User) -> None:
    notice = drafted(session, admin)
    posted(session, notice, admin)
    with pytest.raises(Refusal, match="giữ nguyên"):
        texts.revise(session, notice, RULES, version=notice.version, today=LATER)


def test_a_draft_changed_by_someone_else_meanwhile_is_not_overwritten(
    session: Session, admin: User
) -> None:
    notice = drafted(session, admin)
    with pytest.raises(Stale):
        texts.revise(session, notice, RULES, version=notice.version - 1, today=LATER)


@pytest.mark.parametrize(
    ("day", "spot", "words"),
    [
        (date(2026, 11, 10), Spot.WEBSITE, "sau hôm nay"),
        (DAY, Spot.SEAT, "đang được niêm yết"),
        (date(2026, 10, 31), Spot.WEBSITE, "ngày ban hành"),
    ],
    ids=["in the future", "twice at one spot", "before it was issued"],
)
def test_an_impossible_posting_is_refused(
    session: Session, admin: User, day: date, spot: Spot, words: str
) -> None:
    dated = NoticeDetails(RULES.topic, RULES.title, RULES.body, "12/NQ", date(2026, 11, 1))
    notice = drafted(session, admin, dated)
    posted(session, notice, admin)
    with pytest.raises(Refusal, match=words):
        posted(session, notice, admin, day, spot)


def test_a_text_does_not_take_the_place_of_a_later_one(session: Session, admin: User) -> None:
    posted(session, drafted(session, admin), admin, LATER)
    with pytest.raises(Refusal, match="Bản trước"):
        posted(session, drafted(session, admin), admin)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 11, 10), "sau hôm nay"), (date(2026, 11, 1), "từ ngày niêm yết")],
    ids=["in the future", "before it was posted"],
)
def test_an_impossible_removal_is_refused(
    session: Session, admin: User, day: date, words: str
) -> None:
    posting = posted(session, drafted(session, admin), admin)
    with pytest.raises(Refusal, match=words):
        texts.take_down(session, posting, removed_on=day, reason="Cũ", by=admin.id, today=LATER)


def test_a_text_comes_down_once(session: Session, admin: User) -> None:
    posting = posted(session, drafted(session, admin), admin)
    texts.take_down(session, posting, removed_on=LATER, reason="Cũ", by=admin.id, today=LATER)
    with pytest.raises(Refusal, match="đã được gỡ"):
        texts.take_down(session, posting, removed_on=LATER, reason="Cũ", by=admin.id, today=LATER)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (NoticeDetails(NoticeTopic.HOTLINE, "Gọi chúng tôi", "Giờ hành chính."), "số máy"),
        (NoticeDetails(RULES.topic, "Nội quy", "1.", "", date(2026, 11, 3)), "sau hôm nay"),
    ],
    ids=["a hotline without a number", "issued in the future"],
)
def test_a_text_that_cannot_be_is_refused(
    session: Session, admin: User, details: NoticeDetails, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        drafted(session, admin, details)


def test_a_text_is_missing_before_it_is_posted_and_after_it_came_down(
    session: Session, admin: User
) -> None:
    posting = posted(session, drafted(session, admin), admin)
    texts.take_down(session, posting, removed_on=LATER, reason="Cũ", by=admin.id, today=LATER)

    def lacks_rules(day: date) -> bool:
        missing = texts.missing_texts(session, admin.agency_id, day)
        return NoticeTopic.HOUSE_RULES in {duty.topic for duty in missing}

    assert [lacks_rules(day) for day in (date(2026, 11, 1), DAY, LATER)] == [True, False, True]
