"""Điều 29 Luật Tiếp công dân: how many representatives a group may have."""

import pytest

from tracker.law.representatives import check_group, most_representatives
from tracker.law.terms import Refusal


@pytest.mark.parametrize(
    ("people", "most"), [(1, 0), (4, 0), (5, 2), (6, 2), (10, 2), (11, 5), (200, 5)]
)
def test_the_number_of_representatives_follows_the_number_of_people(people: int, most: int) -> None:
    assert most_representatives(people) == most


@pytest.mark.parametrize(
    ("people", "representatives"), [(6, 3), (11, 6), (4, 1)], ids=["6/3", "11/6", "4/1"]
)
def test_too_many_representatives_are_refused(people: int, representatives: int) -> None:
    with pytest.raises(Refusal, match="nhiều nhất"):
        check_group(people, representatives)


def test_a_group_without_a_representative_is_refused() -> None:
    with pytest.raises(Refusal, match="phải cử người đại diện"):
        check_group(5, 0)


def test_a_group_with_lawful_representatives_is_taken() -> None:
    check_group(1, 0)
    check_group(10, 2)
    check_group(11, 5)
