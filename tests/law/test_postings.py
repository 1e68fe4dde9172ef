"""What must stand at the reception place, for whom and since when."""

from datetime import date

import pytest

from tracker.law.postings import NoticeTopic, duty_of, missing
from tracker.law.settlers import Profile

BEFORE, SINCE = date(2026, 6, 30), date(2026, 7, 1)
GUIDES = {
    NoticeTopic.RECEPTION,
    NoticeTopic.COMPLAINT,
    NoticeTopic.DENUNCIATION,
    NoticeTopic.INFORMATION,
}
OF_LAW = {NoticeTopic.HOUSE_RULES, NoticeTopic.REGULATION, *GUIDES}


@pytest.mark.parametrize("profile", [p for p in Profile if p is not Profile.COMMUNE], ids=str)
@pytest.mark.parametrize("day", [BEFORE, SINCE], ids=str)
def test_an_agency_posts_rules_regulation_and_guides(profile: Profile, day: date) -> None:
    assert {duty.topic for duty in missing(profile, day, ())} == OF_LAW


def test_a_commune_needs_a_regulation_only_since_the_amendment() -> None:
    before = {duty.topic for duty in missing(Profile.COMMUNE, BEFORE, ())}
    since = {duty.topic for duty in missing(Profile.COMMUNE, SINCE, ())}
    assert (before, since) == (OF_LAW - {NoticeTopic.REGULATION}, OF_LAW)


def test_what_is_posted_is_not_missing() -> None:
    left = missing(Profile.DEPARTMENT, SINCE, OF_LAW - {NoticeTopic.COMPLAINT})
    assert [duty.topic for duty in left] == [NoticeTopic.COMPLAINT]


@pytest.mark.parametrize("topic", [NoticeTopic.HOTLINE, NoticeTopic.OTHER], ids=str)
def test_no_article_asks_for_a_hotline_or_other_notices(topic: NoticeTopic) -> None:
    assert duty_of(topic, Profile.DEPARTMENT, SINCE) is None


def test_nothing_was_asked_before_the_law() -> None:
    assert missing(Profile.DEPARTMENT, date(2014, 6, 30), ()) == ()
