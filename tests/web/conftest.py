"""A small page of notes, to try what every form and page can do."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask, abort, render_template_string
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.client import InspectingClient
from tracker.access import Permission, Role
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal, Stale
from tracker.records.base import current_session, db
from tracker.records.organisation import OrgUnit, User
from tracker.web.fields import (
    ChoiceField,
    LongTextField,
    NumberField,
    TermField,
    TextField,
    TickField,
    UploadField,
    VersionedForm,
    VietnameseDateField,
)
from tracker.web.guard import public, requires

PAGE = """{% extends "layout/public.html" %}
{% from "components/form.html" import form_page %}{% from "components/field.html" import field %}
{% block title %}Ghi chú{% endblock %}
{% block main %}<h1>Ghi chú</h1>
{% call form_page(form, "/notes", "Lưu", enctype="multipart/form-data") %}
{% for f in form if f.widget.input_type|default("") != "hidden" %}{{ field(f) }}{% endfor %}
{% endcall %}
{% if form.conflict %}
{% for d in form.differences({"name": "Tên khác"}) %}{{ d.theirs }} / {{ d.mine }}{% endfor %}
{% endif %}
{% endblock %}"""


class NoteForm(VersionedForm):
    name = TextField("Tên", required=True, most=50)
    text = LongTextField("Nội dung")
    legal_date = VietnameseDateField("Ngày", not_future=True)
    kind = TermField("Loại", terms=CaseKind)
    tone = TermField("Giọng", terms=CaseKind, radio=True)
    unit = ChoiceField("Đơn vị", choices=[(1, "Một"), (2, "Hai")])
    head_count = NumberField("Số người", least=1, most=500)
    urgent = TickField("Gấp")
    files = UploadField("Tệp")


def write(form: NoteForm) -> OrgUnit:
    if form.name.data == "từ chối":
        raise Refusal("Chưa thể lưu %(what)s.", article="Điều 27", field="text", what="ghi chú")
    if form.name.data == "từ chối chung":
        raise Refusal("Hồ sơ đã khóa.")
    if form.name.data == "cũ":
        raise Stale("KN-1")
    unit = OrgUnit(name=form.name.data, short_name="x")
    session = current_session()
    session.add(unit)
    session.flush()
    if form.name.data == "trùng":
        other = session.scalars(select(User)).first()
        assert other is not None
        session.add(
            User(agency_id=other.agency_id, login=other.login, full_name="", password_hash="")
        )
        session.flush()
    if form.name.data == "hỏng":
        abort(409)
    return unit


def notes_blueprint() -> Blueprint:
    bp = Blueprint("notes", __name__)

    @bp.route("/notes", methods=["GET", "POST"])
    @requires(Permission.ACCOUNT_OWN)
    def notes() -> object:
        form = NoteForm(version=3)
        if form.carry_out(lambda: write(form)):
            return form.done(f"/notes/{form.result.id}")
        return render_template_string(PAGE, form=form), form.status

    @bp.route("/notes/<int:note_id>")
    @requires(Permission.ACCOUNT_OWN)
    def note(note_id: int) -> object:
        return f"<!doctype html><html lang='vi'><title>x</title><h1>{note_id}</h1></html>"

    @bp.route("/notes/clear", methods=["POST"])
    @requires(Permission.ACCOUNT_OWN)
    def clear() -> object:
        return "", 204

    @bp.route("/writing-get")
    @public
    def writing_get() -> object:
        current_session().add(OrgUnit(name="lén", short_name="x"))
        current_session().flush()
        return "x"

    @bp.route("/refused")
    @public
    def refused() -> object:
        raise Refusal("Việc này cần %(who)s.", article="Điều 5", who=Role.DIRECTOR)

    @bp.route("/broken", methods=["GET", "POST"])
    @public
    def broken() -> object:
        message = "bí mật của người gửi"
        raise ValueError(message)

    return bp


@pytest.fixture
def notes_app(build_app: Callable[..., Flask]) -> Iterator[Flask]:
    """Give an application with the pages of notes."""
    app = build_app()
    app.register_blueprint(notes_blueprint())
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def writer(session: Session) -> User:
    """Give somebody who may write notes."""
    from tests import factories

    user = factories.person_with(session, Role.HANDLER)
    session.commit()
    return user


@pytest.fixture
def stranger(notes_app: Flask, session: Session) -> InspectingClient:
    """Give a client as which nobody is signed in."""
    return InspectingClient(notes_app, before_request=session.commit)


@pytest.fixture
def notes(stranger: InspectingClient, session: Session, writer: User) -> InspectingClient:
    """Give a client of somebody who may write notes."""
    from tests import factories

    stranger.sign_in(factories.session_name(session, writer))
    session.commit()
    return stranger


@pytest.fixture
def named(session: Session) -> Callable[[str], int]:
    """Give the way to count the notes of a name."""

    def count(name: str) -> int:
        session.rollback()
        return len(session.scalars(select(OrgUnit).where(OrgUnit.name == name)).all())

    return count
