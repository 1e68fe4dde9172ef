"""The tree of units."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tracker.access import Role
from tracker.records.organisation import OrgUnit

UNITS = "/administration/units"
NEW = {"name": "Tổ Tiếp công dân", "short_name": "Tổ TCD"}


@pytest.fixture
def admin(sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    return sign_in(Role.ADMINISTRATOR)


def test_the_tree_is_in_reading_order_with_its_people(
    admin: InspectingClient, session: Session
) -> None:
    office = factories.unit(session)
    factories.unit(session, "Phòng Công nghệ")
    factories.unit(session, "Tổ Văn thư", under=office)
    factories.person(session, Role.HANDLER, at=office)

    page = admin.get(UNITS, max_queries=8)

    order = [page.words.index(n) for n in ("Văn phòng", "Tổ Văn thư", "Phòng Công nghệ")]
    assert order == sorted(order)
    assert page.links[f"/administration/people?unit_id={office.id}"] == "1"


def test_a_unit_is_added_below_another(admin: InspectingClient, session: Session) -> None:
    office = factories.unit(session)

    admin.submit(admin.get(f"{UNITS}/new?under={office.id}"), NEW)

    added = session.scalars(select(OrgUnit).where(OrgUnit.name == NEW["name"])).one()
    assert added.parent_id == office.id


def test_a_unit_is_renamed(admin: InspectingClient, session: Session) -> None:
    office = factories.unit(session)

    admin.submit(admin.get(f"{UNITS}/{office.id}/rename"), NEW | {"name": "Văn phòng Sở"})

    session.refresh(office)
    assert (office.name, office.short_name) == ("Văn phòng Sở", "Tổ TCD")


def test_a_name_already_there_stays_on_the_form(admin: InspectingClient, session: Session) -> None:
    office = factories.unit(session)

    page = admin.submit(admin.get(f"{UNITS}/new"), NEW | {"name": office.name}, status=422)

    assert "Đã có đơn vị tên này" in page.words
    assert 'value="Tổ TCD"' in page.text


def test_units_of_another_agency_do_not_exist(admin: InspectingClient, session: Session) -> None:
    foreign = factories.unit(
        session, "Phòng Thẩm định", under=factories.agency(session, "Sở Xây dựng")
    )

    assert "Phòng Thẩm định" not in admin.get(UNITS).words
    admin.get(f"{UNITS}/{foreign.id}/rename", status=404)
    form = admin.get(f"{UNITS}/new")
    admin.submit(form, NEW | {"parent_id": foreign.id}, status=422)
