"""The trail is complete and keeps no personal value."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Executable, delete, func, select, table, text, update
from sqlalchemy.orm import Session

from tests.records.rows import NAME, add_petition, add_unit, add_user, newest
from tracker.law.kinds import CaseKind
from tracker.records.audit import AuditEntry, chain_of, note, set_actor, verify
from tracker.records.organisation import OrgUnit, Submission
from tracker.records.petitions import Party

CHAIN = "7"


def test_a_new_row_becomes_an_entry_with_its_values(records: Session) -> None:
    set_actor(records, actor_id=3, agency_id=7, address="10.0.0.5")

    unit = add_unit(records, name="Phòng Tiếp công dân")

    entry = records.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.subject_id) == ("create", "org_unit", str(unit.id))
    assert (entry.actor_id, entry.agency_id, entry.address) == (3, 7, "10.0.0.5")
    assert entry.changes["name"] == {"new": "Phòng Tiếp công dân"}
    assert "parent_id" not in entry.changes


def test_a_changed_row_becomes_an_entry_with_old_and_new(records: Session) -> None:
    unit = add_unit(records, name="Phòng A")

    unit.name = "Phòng B"
    records.flush()

    assert newest(records).changes == {"name": {"old": "Phòng A", "new": "Phòng B"}}


def test_a_value_set_to_itself_makes_no_entry(records: Session) -> None:
    unit = add_unit(records, name="Phòng A")

    unit.name = "Phòng A"
    records.flush()

    assert records.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_a_deleted_row_leaves_its_values(records: Session) -> None:
    unit = add_unit(records, name="Phòng A")

    records.delete(unit)
    records.flush()

    entry = newest(records)
    assert (entry.action, entry.changes["name"]) == ("delete", {"old": "Phòng A"})


def test_a_row_undone_by_a_savepoint_leaves_the_chain_whole(records: Session) -> None:
    set_actor(records, actor_id=3, agency_id=7)
    add_unit(records, name="Phòng A")
    savepoint = records.begin_nested()
    add_unit(records, name="Phòng B")
    savepoint.rollback()
    add_unit(records, name="Phòng C")

    assert verify(records, CHAIN).checked == 2


def test_an_entry_goes_to_the_agency_of_its_row(records: Session) -> None:
    set_actor(records, actor_id=3, agency_id=7)
    unit = add_unit(records, name="Sở A")

    add_user(records, unit)

    assert newest(records).chain == chain_of(unit.id)


def test_what_belongs_to_no_agency_goes_to_chain_0(records: Session) -> None:
    note(records, action="sign_in_failed", subject="user_account", subject_id="an.nv")

    assert newest(records).chain == "0"


def test_tables_that_say_so_are_not_audited(records: Session) -> None:
    records.add(Submission(token="t", taken_at=datetime(2026, 11, 23, tzinfo=UTC)))
    records.flush()

    assert records.scalars(select(AuditEntry)).all() == []


def test_personal_values_and_secrets_never_enter_the_trail(records: Session) -> None:
    petition = add_petition(records)
    party = records.scalars(select(Party)).one()
    party.full_name = f"{NAME} (em)"
    party.address = None
    records.delete(records.merge(party))
    petition.summary = f"Đơn của {NAME}"
    records.flush()

    rows = records.execute(text("SELECT * FROM audit_entry")).all()
    everything = " ".join(str(value) for row in rows for value in row)
    for personal in (NAME, "Bích", "0912 345", "0912345678", "argon2", "thửa đất"):
        assert personal not in everything
    assert everything.count("digest") > 5


def test_a_changed_personal_value_shows_that_it_changed(records: Session) -> None:
    petition = add_petition(records)
    before = newest(records, "petition").changes["summary"]

    petition.summary = "Nội dung khác"
    records.flush()

    after = newest(records, "petition").changes["summary"]
    assert after["changed"] is True
    assert after["digest"] != before["digest"]


def test_a_note_tells_of_a_read(records: Session) -> None:
    set_actor(records, actor_id=3, agency_id=7)

    note(
        records,
        action="unseal",
        subject="petition",
        subject_id=12,
        details={"until": date(2026, 11, 30), "kind": CaseKind.DENUNCIATION, "share": 0.5},
    )

    entry = newest(records)
    assert (entry.action, entry.subject_id, entry.actor_id) == ("unseal", "12", 3)
    assert entry.changes == {"until": "2026-11-30", "kind": "denunciation", "share": "0.5"}
    assert verify(records, CHAIN).ok


@pytest.mark.parametrize(
    "statement",
    [update(OrgUnit).values(name="x"), delete(OrgUnit), delete(table("org_unit"))],
    ids=["update", "delete", "table"],
)
def test_bulk_writes_on_audited_tables_are_refused(records: Session, statement: Executable) -> None:
    with pytest.raises(RuntimeError, match="org_unit is audited"):
        records.execute(statement)


def test_bulk_writes_on_other_tables_are_not(records: Session) -> None:
    records.execute(delete(Submission))
