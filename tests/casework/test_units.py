"""The tree of units: names, places, depth."""

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tracker.casework import units
from tracker.casework.units import UnitDetails
from tracker.law.terms import Refusal


def test_a_unit_lies_below_its_parent(session: Session) -> None:
    parent = factories.unit(session)

    unit = units.new_unit(session, parent, UnitDetails("Tổ Tiếp dân", "Tổ TD"))

    assert unit.path == f"{parent.path}{unit.id}/"
    assert unit.agency_id == parent.agency_id


def test_two_units_of_one_name_under_one_parent_are_refused(session: Session) -> None:
    office, other = factories.unit(session), factories.unit(session, "Phòng Công nghệ")

    with pytest.raises(Refusal):
        units.new_unit(session, factories.agency(session), UnitDetails(office.name, "VP"))
    with pytest.raises(Refusal):
        units.rename_unit(session, other, UnitDetails(office.name, "VP"))


def test_a_unit_keeps_its_name_when_only_the_short_one_changes(session: Session) -> None:
    office = factories.unit(session)

    units.rename_unit(session, office, UnitDetails(office.name, "VP", "Chánh Văn phòng"))

    assert (office.short_name, office.head_title) == ("VP", "Chánh Văn phòng")


def test_the_tree_does_not_grow_without_end(session: Session) -> None:
    unit = factories.agency(session)
    for level in range(1, units.MOST_LEVELS):
        unit = units.new_unit(session, unit, UnitDetails(f"Cấp {level}", f"C{level}"))

    with pytest.raises(Refusal):
        units.new_unit(session, unit, UnitDetails("Cấp cuối", "CC"))
