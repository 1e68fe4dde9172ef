"""The pages of requests of data subjects."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page
from tracker.access import Role
from tracker.casework.data_requests import About, RequestDetails, log_request
from tracker.clock import now, today
from tracker.law.data_rights import DataRight, Proof, RequestWay
from tracker.law.kinds import CaseKind
from tracker.privacy.shown import veiled
from tracker.records.organisation import OrgUnit
from tracker.records.privacy import DataRequest

SignIn = Callable[..., InspectingClient]
NEW = "/privacy/requests/new"
TYPED = {
    "asked_right": "delete", "received_on": "10/11/2026", "way": "desk",
    "full_name": "Lý Thị Mận", "proof": "paper", "wish": "Xóa số điện thoại cũ",
    "phone": "0905111222",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(at: SetClock) -> None:
    at("2026-11-10")


def test_a_request_is_logged_answered_and_carried_out(session: Session, sign_in: SignIn) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    shown = desk.follow(desk.submit(desk.get(NEW), TYPED))
    assert "YCDL-2026-0001" in shown.words
    assert "chậm nhất thứ Năm 12/11/2026" in shown.words
    assert "chậm nhất thứ Hai 30/11/2026" in shown.words

    director, place = sign_in(Role.DIRECTOR), "/privacy/requests/1"
    for step in ("answer", "carrying-out"):
        page = director.get(f"{place}/{step}")
        director.submit(page, {"words": "Đã báo và đã xóa số điện thoại cũ."})

    ended = director.get(place)
    assert "Đúng hạn" in ended.words
    assert session.scalars(select(DataRequest)).one().state.value == "carried_out"


def test_each_date_says_why(session: Session, sign_in: SignIn) -> None:
    page = sign_in(Role.DIRECTOR).get(f"/privacy/requests/{_logged(session).id}")

    assert "Vì sao thứ Năm 12/11/2026?" in page.words
    assert "Thời hạn 02 ngày làm việc (Điều 5 Nghị định 356/2025/NĐ-CP)" in page.words
    assert "Quy tắc ND356-5.4" in page.words
    assert "None" not in page.words


def test_names_are_covered_in_the_list_and_whole_on_the_page(
    session: Session, sign_in: SignIn
) -> None:
    request, client = _logged(session), sign_in(Role.DIRECTOR)

    listed = client.get("/privacy/requests", max_queries=8)
    assert "Lý T. M." in listed.words
    assert "Mận" not in listed.words
    assert "Lý Thị Mận" in client.get(f"/privacy/requests/{request.id}").words


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Trần Thị Hạnh", "Trần T. H."), ("Y Moan", "Y M."), ("NTC-2026-0007", "NTC-2026-0007"),
     ("", ""), ("Đỗ", "Đỗ")],
)  # fmt: skip
def test_a_name_is_written_so_that_only_who_knows_it_knows_it(name: str, shown: str) -> None:
    assert veiled(name) == shown


def test_the_tabs_count_what_is_open_due_and_ended(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    for _ in range(2):
        _logged(session)
    at("2026-11-13")
    client = sign_in(Role.DIRECTOR)
    page = client.get("/privacy/requests/1/refusal")
    client.submit(page, {"words": "Hồ sơ còn phải lưu.", "refusal_reason": "retention"})

    due = client.get("/privacy/requests?tab=due")
    assert "quá hạn 1 ngày" in due.words
    assert "YCDL-2026-0002" in due.words
    ended = client.get("/privacy/requests?tab=ended")
    assert ("YCDL-2026-0001" in ended.words, "YCDL-2026-0002" in ended.words) == (True, False)


def test_an_empty_register_says_what_comes_next(sign_in: SignIn) -> None:
    page = sign_in(Role.RECEPTIONIST).get("/privacy/requests")

    assert "Không có yêu cầu nào đang chờ." in page.words


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("received_on", "11/11/2026", "chưa đến"),
        ("received_on", "31/02/2026", "Không có ngày"),
        ("asked_right", "khong-co", ""),
        ("asked_right", "", "Chưa nhập"),
        ("full_name", " ", "Chưa nhập"),
        ("wish", "", "Chưa nhập"),
        ("about", "DT-2026-9999", "Không tìm thấy mã này"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_kept(
    session: Session, sign_in: SignIn, field: str, value: str, told: str
) -> None:
    client = sign_in(Role.RECEPTIONIST)
    sent = {**TYPED, field: value, "csrf_token": client.csrf_token()}

    page = client.post(NEW, sent, status=422, csrf=False)

    assert told in _error_at(page, field)
    kept = {e.get("name"): e.get("value") for e in page.every("input")}
    assert kept["phone"] == TYPED["phone"]
    assert session.scalars(select(DataRequest)).all() == []


def test_a_refusal_without_its_ground_is_refused(session: Session, sign_in: SignIn) -> None:
    request, client = _logged(session), sign_in(Role.DIRECTOR)
    page = client.get(f"/privacy/requests/{request.id}/refusal")

    answer = client.submit(page, {"words": "Không thể xóa hồ sơ này."}, status=422)

    assert "Chưa nhập" in _error_at(answer, "refusal_reason")


def test_an_answer_before_the_receipt_is_refused(session: Session, sign_in: SignIn) -> None:
    request, client = _logged(session), sign_in(Role.DIRECTOR)
    page = client.get(f"/privacy/requests/{request.id}/answer")

    typed = {"words": "Đã báo qua điện thoại.", "legal_date": "09/11/2026"}
    answer = client.submit(page, typed, status=422)

    assert "từ ngày nhận" in _error_at(answer, "legal_date")


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.INSPECTOR])
def test_who_may_not_decide_has_no_way_to(session: Session, sign_in: SignIn, role: Role) -> None:
    request, client = _logged(session), sign_in(role)

    assert "Từ chối có căn cứ" not in client.get(f"/privacy/requests/{request.id}").words
    client.get(f"/privacy/requests/{request.id}/refusal", status=403)


def test_an_inspector_cannot_note_a_withdrawal(session: Session, sign_in: SignIn) -> None:
    sign_in(Role.INSPECTOR).get(f"/privacy/requests/{_logged(session).id}/withdrawal", status=403)


def test_an_administrator_sees_no_request(session: Session, sign_in: SignIn) -> None:
    request, client = _logged(session), sign_in(Role.ADMINISTRATOR)

    client.get("/privacy/requests", status=403)
    client.get(f"/privacy/requests/{request.id}", status=403)


def test_a_request_about_a_case_against_someone_does_not_exist_for_them(
    session: Session, sign_in: SignIn
) -> None:
    director = factories.person_with(session, Role.DIRECTOR)
    case = _case_against(session, director.id, director.full_name)
    request = _logged(session, About(case=case))

    sign_in(director).get(f"/privacy/requests/{request.id}", status=404)
    assert request.code not in sign_in(director).get("/privacy/requests").words


def test_what_a_request_is_about_is_named_only_to_who_may_see_it(
    session: Session, sign_in: SignIn
) -> None:
    petition = factories.petition(session).petition
    assert petition is not None
    place = f"/privacy/requests/{_logged(session, About(petition=petition)).id}"
    head = factories.person(
        session, Role.UNIT_HEAD, at=session.get_one(OrgUnit, factories.desk(session).unit_id)
    )

    assert petition.code in sign_in(Role.RECEPTIONIST).get(place).words
    assert petition.code not in sign_in(head).get(place).words


def test_the_letter_says_what_was_decided_and_on_which_ground(
    session: Session, sign_in: SignIn
) -> None:
    request, client = _logged(session), sign_in(Role.DIRECTOR)
    page = client.get(f"/privacy/requests/{request.id}/refusal")
    client.submit(page, {"words": "Đã hạn chế người xem.", "refusal_reason": "retention"})

    letter = client.get(f"/privacy/requests/{request.id}/letter")

    assert "Luật Lưu trữ 33/2024/QH15" in letter.words
    assert "có quyền khiếu nại, khởi kiện" in letter.words


def test_the_extract_shows_what_is_held_and_warns_of_mere_namesakes(
    session: Session, sign_in: SignIn
) -> None:
    request, client = _logged(session), sign_in(Role.DIRECTOR)
    page = client.get(f"/privacy/requests/{request.id}/extract")

    found = client.submit(page, {"phone": ""}, status=200)

    assert "Bản trích dữ liệu cá nhân" in found.words
    assert request.code in found.words
    assert "Chỉ trùng họ tên" in found.words


def test_the_purpose_of_asking_is_folded_under_the_form(sign_in: SignIn) -> None:
    page = sign_in(Role.RECEPTIONIST).get(NEW)

    [fold] = page.every("details", class_="purpose")
    assert fold.get("open") is None
    assert "Điều 19 khoản 1 điểm c Luật 91/2025/QH15" in page.words


def _logged(session: Session, about: About | None = None) -> DataRequest:
    desk = factories.desk(session)
    typed = RequestDetails(
        DataRight.DELETE, today(), RequestWay.DESK, "Lý Thị Mận", Proof.PAPER,
        "Xóa số điện thoại cũ", phone="0905111222",
    )  # fmt: skip
    by = factories.reach(session, factories.person_with(session, Role.RECEPTIONIST))
    return log_request(
        session, typed, about or About(), logged_unit_id=desk.unit_id, unit_id=desk.unit_id,
        by=by, now=now(),
    )  # fmt: skip


def _case_against(session: Session, user_id: int, name: str):  # type: ignore[no-untyped-def]  # a case
    from tracker.casework.identity import Identity
    from tracker.casework.registration import PartyDetails
    from tracker.records.petitions import PartyRole

    about = PartyDetails(PartyRole.RESPONDENT, Identity(name), user_id=user_id)
    details = factories.petition_details(CaseKind.COMPLAINT, respondents=(about,))
    return factories.case(session, parties=details.parties)


def _error_at(page: Page, field: str) -> str:
    found = [e for e in page.every("p", class_="field-error") if e.get("id") == f"{field}-error"]
    return " ".join("".join(e.itertext()) for e in found)
