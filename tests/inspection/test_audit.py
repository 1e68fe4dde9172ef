"""The trail as the inspector reads it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role
from tracker.casework.registration import PartyDetails
from tracker.inspection.columns import ColumnName
from tracker.inspection.unsaid import UNSAID
from tracker.inspection.vocabulary import Subject
from tracker.law.kinds import CaseKind
from tracker.records.audit import note, set_actor
from tracker.records.base import Base
from tracker.records.organisation import User
from tracker.records.petitions import PartyRole

SignIn = Callable[[Role | User], InspectingClient]
AUDIT = "/inspection/audit"
DAY = date(2026, 11, 3)


@pytest.fixture
def inspector(at: SetClock, sign_in: SignIn) -> InspectingClient:
    at("2026-11-23")
    return sign_in(Role.INSPECTOR)


def test_a_change_is_shown_old_and_new_with_who_did_it(
    inspector: InspectingClient, session: Session
) -> None:
    unit = factories.unit(session)
    act_as(session, factories.person(session, Role.ADMINISTRATOR, name="Tạ Anh Khoa"))
    unit.head_title = "Chánh Văn phòng"
    session.flush()

    newest = rows(inspector.get(AUDIT, max_queries=8))[0]

    assert "Tạ Anh Khoa" in newest
    assert "Sửa: Đơn vị Văn phòng" in newest
    assert "Chức danh người đứng đầu: Chánh Văn phòng" in newest


def test_codes_dates_and_people_are_written_in_words(
    inspector: InspectingClient, session: Session
) -> None:
    case, handler = factories.case(session), factories.person(session, Role.HANDLER, name="Lê Đạt")
    factories.assigned(session, case, handler, DAY)

    page = inspector.get(f"{AUDIT}?subject=assignment", max_queries=8)

    assert "Người: Lê Đạt" in page.words
    assert "Đơn vị: Văn phòng" in page.words


def test_how_somebody_signed_in_or_failed_is_written_in_words(
    inspector: InspectingClient, session: Session
) -> None:
    user = factories.person(session, Role.HANDLER)
    for action, details in (
        ("sign_in", {"way": "code"}),
        ("sign_in_failed", {"failure": "password", "address": "192.0.2.7"}),
        ("session_end", {"end": "signed_out"}),
    ):
        note(session, action=action, subject="user_account", subject_id=user.id,
             agency_id=user.agency_id, details=details)  # fmt: skip
    session.commit()

    words = inspector.get(f"{AUDIT}?subject=user_account", max_queries=8).words

    assert "Cách thức: Thêm mã trên điện thoại" in words
    assert "Sai ở đâu: Sai mật khẩu" in words
    assert "Đã đăng xuất" in words


def test_personal_values_are_covered(inspector: InspectingClient, session: Session) -> None:
    act_as(session, factories.person_with(session, Role.RECEPTIONIST))
    case = factories.case(session)

    page = inspector.get(f"{AUDIT}?subject=party", max_queries=8)

    assert "Họ và tên: (được che)" in page.words
    assert factories.HANH.full_name not in page.words
    assert case.title not in page.words


def test_an_entry_leads_to_its_case(inspector: InspectingClient, session: Session) -> None:
    case = factories.case(session)

    page = inspector.get(f"{AUDIT}?subject=case_event", max_queries=8)

    assert page.links[f"/cases/{case.id}"] == case.code


def test_a_change_of_a_row_leads_to_its_case_too(
    inspector: InspectingClient, session: Session
) -> None:
    case, handler = factories.case(session), factories.person(session, Role.HANDLER)
    factories.assigned(session, case, handler, DAY)
    factories.assigned(session, case, handler, DAY)

    page = inspector.get(f"{AUDIT}?subject=assignment&deed=change", max_queries=8)

    assert page.links[f"/cases/{case.id}"] == case.code


def test_what_concerns_a_case_about_the_reader_is_closed(
    inspector: InspectingClient, session: Session
) -> None:
    me = factories.person_with(session, Role.INSPECTOR)
    about_me = PartyDetails(PartyRole.RESPONDENT, factories.HANH, user_id=me.id)
    case = factories.case(session, parties=(sender(), about_me))

    page = inspector.get(f"{AUDIT}?subject=case_event", max_queries=8)

    assert "Về vụ việc mà bạn không được xem." in page.words
    assert case.code not in page.text


def test_another_agency_has_a_trail_of_its_own(
    inspector: InspectingClient, session: Session
) -> None:
    factories.unit(session, "Phòng Lạ", under=factories.agency(session, "Sở Xây dựng"))

    assert "Phòng Lạ" not in inspector.get(AUDIT).words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=anh+khoa", True),
        ("person=nobody", False),
        ("deed=change", True),
        ("deed=unseal", False),
        ("subject=org_unit", True),
        ("first=23/11/2026&last=23/11/2026", True),
        ("first=24/11/2026", False),
        ("last=22/11/2026", False),
        ("first=31/02/2026", True),
        ("deed=nonsense&after=x", True),
    ],
)
def test_the_filters_of_the_address_choose_the_entries(
    inspector: InspectingClient, session: Session, query: str, *, found: bool
) -> None:
    unit = factories.unit(session)
    act_as(session, factories.person(session, Role.ADMINISTRATOR, name="Tạ Anh Khoa"))
    unit.head_title = "Chánh Văn phòng"
    session.flush()

    page = inspector.get(f"{AUDIT}?{query}", max_queries=8)

    assert ("Chánh Văn phòng" in page.words) is found


def test_the_filter_stays_on_the_next_page(inspector: InspectingClient, session: Session) -> None:
    for number in range(30):
        factories.unit(session, f"Phòng {number:02}")

    first = inspector.get(f"{AUDIT}?subject=org_unit&deed=create", max_queries=8)
    onward = next(h for h, name in first.links.items() if name == "Trang sau")
    second = inspector.get(onward, max_queries=8)

    assert "Phòng 29" in first.words
    assert "Phòng 29" not in second.words
    assert all("Tạo mới: Đơn vị" in row for row in rows(second))


def test_the_reason_of_an_opening_is_told(inspector: InspectingClient, session: Session) -> None:
    case = factories.case(session, CaseKind.DENUNCIATION)
    reason = {"reason": "Kiểm tra theo kế hoạch"}
    note(session, action="unseal", subject="petition", subject_id=case.links[0].petition_id,
         agency_id=case.agency_id, details=reason)  # fmt: skip

    page = inspector.get(f"{AUDIT}?deed=unseal")

    assert "Mở danh tính: Đơn" in page.words
    assert "Lý do: Kiểm tra theo kế hoạch" in page.words


def test_a_whole_chain_is_said_to_be_whole(inspector: InspectingClient, session: Session) -> None:
    factories.unit(session)

    page = inspector.get(f"{AUDIT}/verify", max_queries=12)

    assert "Chuỗi nguyên vẹn đến 09:00 23/11/2026" in page.words


def test_a_broken_chain_is_named_with_its_place(
    sqlite_app: object, inspector: InspectingClient, session: Session
) -> None:
    factories.unit(session)
    session.connection().execute(text("DROP TRIGGER audit_entry_no_update"))
    session.connection().execute(text("UPDATE audit_entry SET action = 'x' WHERE sequence = 2"))

    page = inspector.get(f"{AUDIT}/verify")

    assert "Chuỗi đứt tại mục 2: nội dung đã bị sửa. 1 mục trước đó còn nguyên vẹn." in page.words


def test_the_anchor_is_what_the_command_takes(
    inspector: InspectingClient, session: Session, command: Callable[..., str], tmp_path: Path
) -> None:
    factories.unit(session)
    file = tmp_path / "anchor.json"

    answer = inspector.get(f"{AUDIT}/anchor.json")
    file.write_text(answer.text, encoding="utf-8")

    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.text)[0]["chain"] == str(factories.agency(session).id)
    assert "nguyên vẹn" in command("audit", "verify", "--anchor", str(file))


def test_every_audited_table_and_column_has_a_name() -> None:
    audited = {
        mapper.local_table.name: mapper.local_table  # type: ignore[attr-defined]  # a table
        for mapper in Base.registry.mappers
        if getattr(mapper.class_, "__audited__", True)
    }
    columns = {column.name for table in audited.values() for column in table.columns}

    assert set(audited) <= {subject.value for subject in Subject}
    assert columns - UNSAID - {"version"} <= {name.value for name in ColumnName}


def act_as(session: Session, user: User) -> None:
    set_actor(session, actor_id=user.id, agency_id=user.agency_id)


def rows(page: Page) -> list[str]:
    return [words(row) for row in page.root.findall(".//tbody/tr")]


def sender() -> PartyDetails:
    return PartyDetails(PartyRole.SENDER, factories.HANH)
