"""Filters by case and address, covered values by their marks, and the signed export."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.casework.registration import PartyDetails
from tracker.inspection import exports
from tracker.inspection.vocabulary import Deed
from tracker.records.audit import AuditEntry, set_actor
from tracker.records.organisation import User
from tracker.records.petitions import Party, PartyRole
from tracker.web.reading import Look

SignIn = Callable[[Role | User], InspectingClient]
Command = Callable[..., str]
AUDIT = "/inspection/audit"
DAY = date(2026, 11, 3)


@pytest.fixture
def inspector(at: SetClock, sign_in: SignIn) -> InspectingClient:
    at("2026-11-23")
    return sign_in(Role.INSPECTOR)


def test_a_code_finds_all_that_hangs_on_a_case(
    inspector: InspectingClient, session: Session
) -> None:
    act_as(session, make.person_with(session, Role.RECEPTIONIST))
    case, other = make.case(session), make.case(session)
    make.assigned(session, case, make.person(session, Role.HANDLER), DAY)

    page = inspector.get(f"{AUDIT}?code={case.code.lower()}", max_queries=8)

    said = " ".join(rows(page))
    for subject in ("Vụ việc", "Bước giải quyết", "Phân công"):
        assert f"Tạo mới: {subject} {case.code}" in said
    for subject in ("Người trong đơn", "Đơn"):
        assert f"Tạo mới: {subject} {case.links[0].petition.code}" in said
    assert other.code not in said


@pytest.mark.parametrize("code", ["KN-1999-0001", "%", "nonsense' OR 1=1"])
def test_a_code_that_nobody_knows_finds_nothing(
    inspector: InspectingClient, session: Session, code: str
) -> None:
    make.case(session)

    assert not rows(inspector.get(AUDIT, query_string={"code": code}, max_queries=8))


def test_the_code_of_a_case_about_the_reader_finds_nothing(
    inspector: InspectingClient, session: Session
) -> None:
    me = make.person_with(session, Role.INSPECTOR)
    about_me = PartyDetails(PartyRole.RESPONDENT, make.HANH, user_id=me.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, parties=(sender, about_me))

    assert not rows(inspector.get(f"{AUDIT}?code={case.code}", max_queries=8))


@pytest.mark.parametrize(
    ("address", "found"), [("10.1.", True), ("10.1.2.3", True), ("10.2", False), ("%", False)]
)
def test_entries_are_found_by_where_they_came_from(
    inspector: InspectingClient, session: Session, address: str, *, found: bool
) -> None:
    agency = make.agency(session)
    set_actor(session, actor_id=None, agency_id=agency.id, address="10.1.2.3")
    make.unit(session, "Phòng Xa")

    page = inspector.get(f"{AUDIT}?address={address}", max_queries=8)

    assert ("Phòng Xa" in page.words) is found


def test_a_covered_value_that_comes_back_has_its_mark_again(
    inspector: InspectingClient, session: Session
) -> None:
    act_as(session, make.person_with(session, Role.RECEPTIONIST))
    make.case(session)
    party = session.scalars(select(Party)).one()
    first = party.address
    for address in ("Tổ 5, xã Gò Sỏi", first):
        party.address = address
        session.flush()

    newest, before = covered(session)[:2]

    assert newest["old_digest"] == before["digest"]
    assert newest["digest"] == before["old_digest"]
    page = inspector.get(f"{AUDIT}?subject=party", max_queries=8)
    assert f"{newest['old_digest'][:6]} → {newest['digest'][:6]}" in page.words


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_is_what_the_command_calls_whole(
    inspector: InspectingClient, session: Session, command: Command, tmp_path: Path, form: str
) -> None:
    make.case(session)
    file = exported(inspector, tmp_path, form)

    assert "nguyên vẹn" in command("audit", "check-export", str(file))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_in_which_one_letter_was_changed_is_named(
    inspector: InspectingClient, session: Session, command: Command, tmp_path: Path, form: str
) -> None:
    make.case(session)
    file = exported(inspector, tmp_path, form)
    file.write_bytes(file.read_bytes().replace("Tạo mới".encode(), "Tạo mơi".encode(), 1))

    assert "đã bị sửa sau khi ký" in command("audit", "check-export", str(file), exit_code=1)


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_from_which_an_entry_was_taken_is_named(
    inspector: InspectingClient, session: Session, command: Command, tmp_path: Path, form: str
) -> None:
    make.case(session)
    file = exported(inspector, tmp_path, form)
    if form == "json":
        data = json.loads(file.read_text("utf-8"))
        del data["entries"][1]
        file.write_text(json.dumps(data), encoding="utf-8")
    else:
        head, _, rest = file.read_bytes().partition(b"\n")
        file.write_bytes(head + b"\n" + rest.partition(b"\n")[2])

    assert "đã bị sửa sau khi ký" in command("audit", "check-export", str(file), exit_code=1)


def test_a_file_signed_by_another_key_or_by_none_is_not_believed(
    inspector: InspectingClient, session: Session, command: Command, tmp_path: Path
) -> None:
    make.case(session)
    file = exported(inspector, tmp_path, "csv")
    own = command("audit", "export-key").strip()
    name, _, public = own.partition(":")
    other = f"{name}:{'0' * len(public)}"

    assert "đã bị sửa" in command("audit", "check-export", str(file), "--key", other, exit_code=1)
    assert "nguyên vẹn" in command("audit", "check-export", str(file), "--key", own)

    renamed = file.read_bytes().replace(f",{name},".encode(), b",k9,")
    file.write_bytes(renamed)
    assert "khóa ký không có" in command("audit", "check-export", str(file), exit_code=1)
    file.write_bytes(renamed.rpartition(b"#signature")[0])
    assert "không có chữ ký" in command("audit", "check-export", str(file), exit_code=1)


def test_an_export_says_no_more_than_the_page(
    inspector: InspectingClient, session: Session, tmp_path: Path
) -> None:
    me = make.person_with(session, Role.INSPECTOR)
    about_me = PartyDetails(PartyRole.RESPONDENT, make.HANH, user_id=me.id)
    sender = PartyDetails(PartyRole.SENDER, make.HANH)
    case = make.case(session, parties=(sender, about_me))

    for form in ("csv", "json"):
        text = exported(inspector, tmp_path, form).read_text("utf-8")
        assert case.code not in text
        assert make.HANH.full_name not in text
        assert case.title not in text


def test_an_export_keeps_to_the_filters_and_is_entered_in_the_trail(
    inspector: InspectingClient, session: Session, tmp_path: Path
) -> None:
    act_as(session, make.person_with(session, Role.RECEPTIONIST))
    make.case(session)
    file = exported(inspector, tmp_path, "json", subject="party")

    data = json.loads(file.read_text("utf-8"))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "export")).one()
    assert {line["subject"] for line in data["entries"]} == {"Người trong đơn"}
    assert data["filters"] == {"subject": "party"}
    assert entry.changes == {"entries": len(data["entries"]), "filters": "subject=party"}


def test_no_cell_of_an_export_is_a_formula(
    inspector: InspectingClient, session: Session, tmp_path: Path
) -> None:
    unit = make.unit(session)
    agency = make.agency(session)
    set_actor(session, actor_id=None, agency_id=agency.id, address="=cmd|calc")
    unit.head_title = "x"
    session.flush()

    table = csv.reader(StringIO(exported(inspector, tmp_path, "csv").read_text("utf-8-sig")))

    cells = [cell for row in table for cell in row if not row[0].startswith("#signature")]
    assert "'=cmd|calc" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_too_many_entries_ask_for_a_narrower_filter(
    inspector: InspectingClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST", 1)
    make.case(session)

    page = inspector.post(f"{AUDIT}/export.csv", status=409)

    assert "Hãy thu hẹp khoảng ngày" in page.words


@pytest.mark.parametrize("role", [Role.HANDLER, Role.ADMINISTRATOR], ids=str)
def test_who_may_not_read_the_trail_may_not_export_it(sign_in: SignIn, role: Role) -> None:
    sign_in(role).post(f"{AUDIT}/export.csv", status=403)


def test_every_look_has_its_words() -> None:
    assert {look.value for look in Look} <= {deed.value for deed in Deed}


def act_as(session: Session, user: User) -> None:
    set_actor(session, actor_id=user.id, agency_id=user.agency_id)


def exported(client: InspectingClient, folder: Path, form: str, **filters: str) -> Path:
    """Send the button of the page and keep the file."""
    answer = client.post(f"{AUDIT}/export.{form}", filters, status=200)
    assert "attachment" in answer.headers["Content-Disposition"]
    file = folder / f"nhat-ky.{form}"
    file.write_bytes(answer.text.encode())
    return file


def covered(session: Session) -> list[dict[str, Any]]:
    entries = select(AuditEntry).where(AuditEntry.subject == "party", AuditEntry.action == "change")
    found = session.scalars(entries.order_by(AuditEntry.id.desc()))
    return [entry.changes["address"] for entry in found]


def rows(page: Page) -> list[str]:
    return [words(row) for row in page.root.findall(".//tbody/tr")]
