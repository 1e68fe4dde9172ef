"""On which grounds a visitor may be turned away, before and since July 2026."""

from datetime import date

from tracker.law.refusal_grounds import BY_THE_LAW, DECREE, LAW, article_of, refusals_on


def test_the_decree_added_ten_grounds_to_the_three_of_the_law() -> None:
    assert refusals_on(date(2026, 6, 30)) == BY_THE_LAW
    assert len(refusals_on(date(2026, 7, 1))) - len(BY_THE_LAW) == 10


def test_each_ground_rests_on_its_own_article() -> None:
    articles = {article_of(ground) for ground in refusals_on(date(2026, 7, 1))}

    assert articles == {LAW, DECREE}
