"""The commands by which an installation begins and is looked after."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.records.cases import Case
from tracker.records.organisation import OrgUnit, User

Command = Callable[..., str]


def test_a_new_installation_begins_with_an_agency_a_unit_and_an_administrator(
    session: Session, command: Command
) -> None:
    command("unit", "create", "--name", "UBND xã Gò Sỏi", "--short-name", "Gò Sỏi")
    command(
        "unit", "create", "--name", "Văn phòng HĐND và UBND", "--short-name", "VP", "--under", "1"
    )

    said = command(
        "user", "create", "--login", "quantri", "--name", "Tạ Anh Khoa",
        "--role", "administrator", "--unit", "Gò Sỏi",
    )  # fmt: skip

    paths = session.scalars(select(OrgUnit.path).order_by(OrgUnit.path)).all()
    assert paths == ["/1/", "/1/2/"]
    assert "Mật khẩu dùng lần đầu" in said
    assert session.scalars(select(User.login)).all() == ["quantri"]
    assert "Văn phòng HĐND và UBND" in command("unit", "list")


def test_a_unit_below_nothing_is_refused(command: Command) -> None:
    said = command(
        "unit", "create", "--name", "A", "--short-name", "A", "--under", "9", exit_code=2
    )

    assert "Không có đơn vị số 9" in said


def test_the_demo_loads_once_and_its_copy_is_right(session: Session, command: Command) -> None:
    first = command("demo", "load", "--cases", "40", "--today", "2026-11-23")
    second = command("demo", "load", "--once")

    assert "giamdoc" in first
    assert "giamdoc" in second
    assert len(session.scalars(select(Case.id)).all()) == 40
    assert "40 vụ việc, 0 khác" in command("deadlines", "rebuild", "--check")
    assert "nguyên vẹn" in command("audit", "verify")


def test_the_same_seed_gives_the_same_demo(session: Session, command: Command) -> None:
    command("demo", "load", "--cases", "30", "--today", "2026-11-23", "--seed", "7")

    rows = session.execute(select(Case.code, Case.sender_label).order_by(Case.id)).all()

    assert len({row.sender_label for row in rows}) > 20
    assert next(r.code for r in rows if r.code.startswith("KN-2026")) == "KN-2026-0001"


def test_a_demo_is_not_poured_over_real_data(session: Session, command: Command) -> None:
    make.case(session)

    assert "đã có dữ liệu" in command("demo", "load", exit_code=2)


def test_a_sweep_tells_the_levels_of_a_day(session: Session, command: Command) -> None:
    make.case(session)

    told = json.loads(command("deadlines", "sweep", "--today", "2026-12-31", "--json"))

    assert told["today"] == "2026-12-31"
    assert told["noted"]["overdue"] == told["standing"]["overdue"] > 0


def test_a_rebuild_that_finds_a_difference_ends_with_one(
    session: Session, command: Command
) -> None:
    case = make.case(session)
    session.connection().execute(text("UPDATE case_file SET due_on = NULL"))

    assert case.code in command("deadlines", "rebuild", "--check", exit_code=1)
    assert "1 đã dựng lại" in command("deadlines", "rebuild")
    assert "0 khác" in command("deadlines", "rebuild", "--check")


@pytest.mark.parametrize("extra", [(), ("--json",)], ids=["words", "json"])
def test_a_log_that_was_changed_is_named_broken(
    session: Session, command: Command, extra: tuple[str, ...], break_the_log: Callable[[], None]
) -> None:
    make.case(session)
    session.commit()
    break_the_log()

    said = command("audit", "verify", *extra, exit_code=1)

    assert "HỎNG" in said or '"ok": false' in said


def test_an_anchor_is_kept_and_compared(
    session: Session, command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    make.case(session)
    kept = tmp_path_factory.mktemp("anchor") / "anchor.json"
    kept.write_text(command("audit", "anchor"), encoding="utf-8")

    assert "nguyên vẹn" in command("audit", "verify", "--anchor", str(kept))
    kept.write_text("không phải JSON", encoding="utf-8")
    assert "Tệp mốc" in command("audit", "verify", "--anchor", str(kept), exit_code=2)


@pytest.fixture
def break_the_log(session: Session) -> Callable[[], None]:
    """Change one entry of the log, as someone with the whole database could."""

    def change() -> None:
        connection = session.connection()
        if connection.dialect.name == "sqlite":
            names = connection.execute(
                text(
                    "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'"
                )
            ).scalars()
            for name in names.all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE audit_entry SET action = 'xem' WHERE sequence = 1"))
        session.commit()

    return change
