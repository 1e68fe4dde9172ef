"""The tree of units."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tracker.access import Role
from tracker.law.settlers import Profile
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


@pytest.mark.parametrize(
    ("typed", "profile"),
    [({}, Profile.DEPARTMENT), ({"profile": "service_unit"}, Profile.SERVICE_UNIT)],
    ids=["a department unless chosen otherwise", "a public service unit"],
)
def test_a_new_unit_is_of_the_kind_that_was_chosen(
    admin: InspectingClient, session: Session, typed: dict[str, str], profile: Profile
) -> None:
    office = factories.unit(session)

    admin.submit(admin.get(f"{UNITS}/new?under={office.id}"), NEW | typed)

    added = session.scalars(select(OrgUnit).where(OrgUnit.name == NEW["name"])).one()
    assert added.profile is profile


def test_the_kind_of_a_unit_stays_when_it_is_renamed_and_can_be_changed(
    admin: InspectingClient, session: Session
) -> None:
    station = factories.unit(session, "Chi cục Đo lường")
    station.profile = Profile.SUB_DEPARTMENT
    form = f"{UNITS}/{station.id}/rename"

    admin.submit(admin.get(form), {"name": "Chi cục Đo lường và Chất lượng"})
    session.refresh(station)
    kept = station.profile
    admin.submit(admin.get(form), {"profile": "service_unit"})
    session.refresh(station)

    assert (kept, station.profile) == (Profile.SUB_DEPARTMENT, Profile.SERVICE_UNIT)


def test_a_kind_that_is_not_on_the_list_is_refused(
    admin: InspectingClient, session: Session
) -> None:
    office = factories.unit(session)

    page = admin.submit(
        admin.get(f"{UNITS}/new?under={office.id}"), NEW | {"profile": "district"}, status=422
    )

    assert page.every("p", id="profile-error")
    assert not session.scalars(select(OrgUnit).where(OrgUnit.name == NEW["name"])).all()


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
