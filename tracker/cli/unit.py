"""`flask unit`: found an agency and its units on a new installation."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.casework.units import UnitDetails, found_agency, new_unit
from tracker.cli.refusing import RefusingGroup
from tracker.law.settlers import Profile
from tracker.law.terms import Refusal
from tracker.records.base import current_session
from tracker.records.organisation import OrgUnit
from tracker.records.transactions import writing


@click.group("unit", cls=RefusingGroup, help="Cơ quan, đơn vị: lập mới, liệt kê.")
def unit_cli() -> None:
    """Gather the commands about units."""


@unit_cli.command("create", help="Lập một cơ quan, hoặc với --under một đơn vị trực thuộc.")
@click.option("--name", required=True, help="Tên đầy đủ.")
@click.option("--short-name", required=True, help="Tên viết tắt.")
@click.option("--head-title", default="", help="Chức danh người đứng đầu.")
@click.option(
    "--profile",
    type=click.Choice([p.value for p in Profile]),
    default=Profile.DEPARTMENT.value,
    show_default=True,
    help="Loại cơ quan: province (UBND tỉnh), department (sở), sub_department (chi cục), "
    "service_unit (đơn vị sự nghiệp), commune (UBND xã).",
)
@click.option("--under", "parent_id", type=int, help="Số của đơn vị cấp trên (xem unit list).")
@with_appcontext
def create(
    name: str, short_name: str, head_title: str, profile: str, parent_id: int | None
) -> None:
    """Found an agency, or a unit below another."""
    details = UnitDetails(name, short_name, head_title, Profile(profile))
    with writing():
        session = current_session()
        if parent_id is None:
            unit = found_agency(session, details)
        else:
            parent = session.get(OrgUnit, parent_id)
            if parent is None:
                raise Refusal("Không có đơn vị số %(number)s.", number=parent_id)
            unit = new_unit(session, parent, details)
        session.commit()
        click.echo(f"Đã lập đơn vị số {unit.id}: {unit.name}.")


@unit_cli.command("list", help="Liệt kê các cơ quan, đơn vị theo cây.")
@with_appcontext
def list_units() -> None:
    """Print the tree of units."""
    for unit in current_session().scalars(select(OrgUnit).order_by(OrgUnit.path)):
        indent = "  " * (unit.path.count("/") - 2)
        click.echo(f"{unit.id:5}  {indent}{unit.name} ({unit.short_name})")
