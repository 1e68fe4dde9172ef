"""Điều 29 Luật Tiếp công dân: how many representatives a group may have."""

from datetime import date

import pytest

from tracker.law.representatives import check_appointment, check_group, most_representatives
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


@pytest.mark.parametrize(
    ("appointed_on", "signed", "field"),
    [
        (None, True, "appointed_on"),
        (date(2026, 11, 24), True, "appointed_on"),
        (date(2026, 11, 20), False, "appointed_by_all"),
    ],
    ids=["no document", "of a later day", "not signed by all"],
)
def test_representatives_are_named_in_a_document_that_all_signed(
    appointed_on: date | None, signed: bool, field: str
) -> None:
    with pytest.raises(Refusal) as no:
        check_appointment(6, appointed_on, date(2026, 11, 23), signed_by_all=signed)

    assert no.value.field == field


def test_fewer_than_five_need_no_document() -> None:
    check_appointment(4, None, date(2026, 11, 23), signed_by_all=False)
    check_appointment(6, date(2026, 11, 23), date(2026, 11, 23), signed_by_all=True)
