"""The commands by which an installation begins and is looked after."""

import json
from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.clock import SetClock
from tracker.law.settlers import Profile
from tracker.records.cases import AlarmRecord, Case
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


@pytest.mark.parametrize(
    ("told", "profile"),
    [((), Profile.DEPARTMENT), (("--profile", "commune"), Profile.COMMUNE)],
    ids=["a department unless said otherwise", "a commune"],
)
def test_a_new_agency_is_of_the_kind_that_was_told(
    session: Session, command: Command, told: tuple[str, ...], profile: Profile
) -> None:
    command("unit", "create", "--name", "UBND xã Gò Sỏi", "--short-name", "Gò Sỏi", *told)

    assert session.scalars(select(OrgUnit.profile)).all() == [profile]


def test_a_kind_of_agency_that_nobody_knows_is_refused(command: Command) -> None:
    said = command(
        "unit", "create", "--name", "A", "--short-name", "A", "--profile", "district", exit_code=2
    )

    assert "Giá trị của --profile không đúng" in said


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


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        (("--today", "2026-11-24"), "2026-11-23"),
        ((), "2026-11-23T22:00"),
        ((), "2026-11-22T09:00"),
    ],
    ids=["Ngày Văn hóa Việt Nam", "at night", "on Sunday"],
)
def test_a_sweep_out_of_hours_says_that_it_told_nobody(
    session: Session, command: Command, at: SetClock, told: tuple[str, ...], moment: str
) -> None:
    make.case(session)
    at(moment)

    said = command("deadlines", "sweep", *told)
    for_programs = json.loads(command("deadlines", "sweep", *told, "--json"))

    assert "Ngoài giờ nhắc (07:00–17:30 ngày làm việc): chỉ đếm, chưa nhắc ai" in said
    assert (for_programs["quiet"], for_programs["noted"]) == (True, {})
    assert for_programs["standing"]["overdue"] == 1


def test_the_first_sweep_of_the_next_working_day_tells(
    session: Session, command: Command, at: SetClock
) -> None:
    make.case(session)
    for night in ("2026-11-20T22:00", "2026-11-22T09:00"):
        at(night)
        command("deadlines", "sweep")

    at("2026-11-23T07:00")
    said = command("deadlines", "sweep")

    assert "Ngoài giờ nhắc" not in said
    assert session.scalar(select(func.count()).select_from(AlarmRecord)) == 1


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
