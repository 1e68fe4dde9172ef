"""The floor: the least that a list and an insert cost in Flask, SQLAlchemy and Jinja.

One view selects 25 indexed rows through the ORM and renders them; one inserts a row and commits.
No sign-in, no rights, no forms, no translation: what the tracker needs beyond it is its own cost.
"""

import os
from datetime import date, timedelta

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader
from sqlalchemy import Engine, Index, String, create_engine, event, insert, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DATABASE_VARIABLE = "FLOOR_DATABASE"
SIZE = 25
FIRST_DAY = date(2024, 1, 1)
DAYS = 730

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Danh sách</title></head><body>
<h1>Danh sách</h1>
<table>
<thead><tr><th>Mã</th><th>Người gửi</th><th>Nội dung</th><th>Trạng thái</th><th>Loại</th>
<th>Nhận</th><th>Hạn</th><th>Người xử lý</th><th>Đơn vị</th></tr></thead>
<tbody>
{% for item in items %}
<tr><td><a href="/items/{{ item.id }}">{{ item.code }}</a></td><td>{{ item.sender }}</td>
<td>{{ item.title }}</td><td>{{ item.state }}</td><td>{{ item.kind }}</td>
<td>{{ item.received_on.strftime("%d/%m/%Y") }}</td>
<td>{{ item.due_on.strftime("%d/%m/%Y") }}</td>
<td>{{ item.handler }}</td><td>{{ item.unit }}</td></tr>
{% endfor %}
</tbody></table>
</body></html>"""


class Base(DeclarativeBase):
    """The base of the one table."""


class Item(Base):
    """A row with the columns that the tracker's list of cases reads."""

    __tablename__ = "item"
    __audited__ = False  # Where tests load both, the tracker's audit follows every session.
    __table_args__ = (Index("ix_item_due", "due_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(300))
    sender: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(32))
    received_on: Mapped[date]
    closed_on: Mapped[date | None]
    due_on: Mapped[date]
    at_risk_from: Mapped[date]
    urgent_from: Mapped[date]
    is_paused: Mapped[bool]
    leading_rule: Mapped[str] = mapped_column(String(24))
    unit: Mapped[str] = mapped_column(String(120))
    handler: Mapped[str] = mapped_column(String(120))


def engine_for(path: str) -> Engine:
    """Open the database with the journal that the tracker uses too."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        for setting in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=NORMAL"):
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA {setting}")
            cursor.close()

    return engine


def fill(engine: Engine, rows: int) -> None:
    """Create the table with so many rows."""
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(Item), [_row(number) for number in range(1, rows + 1)])


def create_floor(path: str) -> Flask:
    """Build the application over a database."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"items.html": PAGE})
    engine = engine_for(path)
    app.extensions["floor"] = engine

    @app.get("/")
    def index() -> str:
        upcoming = select(Item).where(Item.due_on >= FIRST_DAY + timedelta(days=DAYS // 2))
        with Session(engine) as session:
            items = session.scalars(upcoming.order_by(Item.due_on, Item.id).limit(SIZE)).all()
            return render_template("items.html", items=items)

    @app.post("/items")
    def add() -> ResponseReturnValue:
        with Session(engine) as session:
            session.add(Item(**_row(0) | {"id": None, "title": request.form["title"]}))
            session.commit()
        return redirect("/", 303)

    return app


def app_from_environment() -> Flask:
    """Build the application for gunicorn."""
    return create_floor(os.environ[DATABASE_VARIABLE])


def _row(number: int) -> dict[str, object]:
    received_on = FIRST_DAY + timedelta(days=number * 7 % DAYS)
    due_on = received_on + timedelta(days=10)
    return {
        "id": number,
        "code": f"KN-2026-{number:04d}",
        "title": f"Khiếu nại quyết định thu hồi kinh phí đề tài nghiên cứu, hồ sơ số {number}",
        "sender": "Nguyễn Thị Hạnh",
        "kind": "complaint",
        "state": "verifying",
        "received_on": received_on,
        "closed_on": None,
        "due_on": due_on,
        "at_risk_from": due_on - timedelta(days=5),
        "urgent_from": due_on - timedelta(days=2),
        "is_paused": False,
        "leading_rule": "KN-28",
        "unit": "P. QLKH",
        "handler": "Lê Văn Đạt",
    }
