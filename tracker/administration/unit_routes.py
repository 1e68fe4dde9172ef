"""The pages of the administration about units, and the table of rights."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import GRANTS, DataClass, Permission, Role, data_class, widest
from tracker.administration import queries
from tracker.administration.blueprint import bp
from tracker.administration.forms import NamesForm, UnitForm
from tracker.casework import units as tree
from tracker.clock import today
from tracker.law.account_care import MATRIX_ITEM
from tracker.records.base import current_session
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _


@bp.route("/administration/units")
@requires(Permission.PEOPLE_MANAGE)
def units() -> ResponseReturnValue:
    """Show the tree of units."""
    found = queries.units(current_session(), signed_in(), today())
    return render_template("administration/units.html", units=found)


@bp.route("/administration/units/new", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def new_unit() -> ResponseReturnValue:
    """Show and take a new unit."""
    me, session = signed_in(), current_session()
    form = UnitForm(parent_id=request.args.get("under", me.agency_id, type=int))
    form.parent_id.offer(queries.unit_choices(session, me))
    if form.carry_out(
        lambda: tree.new_unit(
            session, queries.unit_or_404(session, form.parent_id.data, me), form.details()
        )
    ):
        flash(_("Đã thêm đơn vị %(name)s.", name=form.result.name))
        return form.done(url_for("administration.units"))
    return render_template("administration/unit.html", form=form, unit=None), form.status


@bp.route("/administration/units/<int:unit_id>/rename", methods=["GET", "POST"])
@requires(Permission.PEOPLE_MANAGE)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    """Show and take other names of a unit."""
    session = current_session()
    unit = queries.unit_or_404(session, unit_id, signed_in())
    form = NamesForm(obj=unit)
    if form.carry_out(lambda: tree.rename_unit(session, unit, form.details())):
        flash(_("Đã đổi tên đơn vị."))
        return form.done(url_for("administration.units"))
    return render_template("administration/unit.html", form=form, unit=unit), form.status


@bp.route("/administration/permissions")
@requires(Permission.PEOPLE_MANAGE)
def permissions() -> ResponseReturnValue:
    """Show who may do what and how far, as the program itself asks it."""
    return _matrix("administration/permissions.html")


@bp.route("/administration/permissions/print")
@requires(Permission.PEOPLE_MANAGE)
def permissions_paper() -> ResponseReturnValue:
    """Show the same as it goes on paper, to lie beside a review of the accounts."""
    return _matrix("administration/permissions_print.html")


def _matrix(template: str) -> ResponseReturnValue:
    return render_template(
        template,
        grants=GRANTS,
        roles=tuple(Role),
        classes=tuple(DataClass),
        data_class=data_class,
        widest=widest,
        agency=signed_in().agency_name,
        item=MATRIX_ITEM,
    )
