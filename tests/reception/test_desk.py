"""A visit and its petition, logged on one page."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case, CaseBarrier
from tracker.records.petitions import Party, PartyRole, Petition
from tracker.records.reception import Visit

HANH = {
    "full_name": "Trần Thị Hạnh",
    "identity_number": "051185001234",
    "address": "Thôn 3, xã Ba Vì",
    "phone": "0912 345 678",
    "kind": CaseKind.COMPLAINT.value,
    "content": "Không đồng ý thu hồi kinh phí đề tài giống lúa chịu mặn",
}
SEALED = HANH | {
    "kind": CaseKind.DENUNCIATION.value,
    "is_corruption": "no",
    "content": "Người tố cáo cho rằng trưởng trạm ép giá giống lúa",
}

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def monday(at: Any) -> None:
    """Work on Monday 23/11/2026."""
    at("2026-11-23")


def test_a_visit_with_a_petition_leads_to_its_receipt(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    answer = desk.submit(desk.get("/desk"), HANH)
    receipt = desk.follow(answer)

    petition = session.scalars(select(Petition)).one()
    assert answer.headers["Location"] == f"/petitions/{petition.id}/receipt?new=1"
    assert petition.visit_id is not None
    assert "DT-2026-0001" in receipt.words
    assert receipt.every("div", data_draft_done="visit")


def test_the_clocks_run_from_the_visit(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    receipt = desk.follow(desk.submit(desk.get("/desk"), HANH))

    case = session.scalars(select(Case)).one()
    assert case.code == "KN-2026-0001"
    # 24/11 is a day off: 7 and 10 working days end a day later than they look.
    assert "chậm nhất 03/12/2026" in receipt.words
    assert "chậm nhất 08/12/2026" in receipt.words


def test_a_denouncer_is_named_nowhere(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    receipt = desk.follow(desk.submit(desk.get("/desk"), SEALED))

    visit, petition = session.scalars(select(Visit)).one(), session.scalars(select(Petition)).one()
    assert "NTC-2026-0001" in receipt.words
    for url in (receipt.url, "/visits", f"/visits/{visit.id}", f"/petitions/{petition.id}"):
        page = desk.get(url)
        assert "Hạnh" not in page.text
        assert "0912" not in page.text
    assert (visit.visitor_name, visit.name_key, visit.visitor_address) == (None, None, None)


def test_a_denunciation_that_names_the_denouncer_is_refused(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    told = SEALED | {"content": "Tôi là tran thi hanh, trưởng trạm ép giá"}

    page = desk.submit(desk.get("/desk"), told, status=422)

    assert "hãy viết “người tố cáo”" in page.words
    assert session.scalars(select(Petition)).all() == []


def test_the_question_about_corruption_is_asked(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get("/desk"), SEALED, without=("is_corruption",), status=422)

    assert "Hãy hỏi và chọn Có hoặc Không." in page.words


def test_a_denunciation_of_corruption_stays_on_paper(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    secret = SEALED | {"is_corruption": "yes", "paper_file_number": "07/HSM"}

    refused = desk.submit(desk.get("/desk"), secret, status=422)
    blank = dict.fromkeys(("full_name", "identity_number", "address", "phone", "content"), "")
    desk.submit(desk.get("/desk"), secret | blank)

    assert "chỉ ghi số hồ sơ giấy" in refused.words
    petition = session.scalars(select(Petition)).one()
    assert petition.summary == "Hồ sơ giấy số 07/HSM"
    assert [party.sealed_identity for party in petition.parties] == [None]


def test_whom_a_denunciation_of_corruption_is_about_is_kept_away_unnamed(
    sign_in: Any, session: Session
) -> None:
    station = factories.unit(session, "Trạm giống")
    desk = sign_in(Role.RECEPTIONIST)
    secret = {"kind": "denunciation", "is_corruption": "yes", "paper_file_number": "07/HSM"}

    desk.submit(desk.get("/desk"), secret | {"respondent": f"unit:{station.id}"})

    assert session.scalars(select(CaseBarrier.unit_id)).one() == station.id
    assert "Trạm giống" not in [party.full_name for party in session.scalars(select(Party))]


def test_someone_guided_leaves_no_petition(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    told = HANH | {"outcome": "guided", "outcome_note": "Gửi đơn đến xã Ba Vì"}

    page = desk.follow(desk.submit(desk.get("/desk"), told))

    assert page.heading == "Lượt tiếp ngày 23/11/2026"
    assert "Gửi đơn đến xã Ba Vì" in page.words
    assert session.scalars(select(Petition)).all() == []


def test_a_denouncer_who_was_only_guided_is_not_named_either(
    sign_in: Any, session: Session
) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    desk.submit(desk.get("/desk"), SEALED | {"outcome": "guided", "outcome_note": "Viết đơn"})

    assert session.scalars(select(Visit.visitor_name)).one() is None


def test_a_refusal_names_its_ground_and_the_notice_that_is_due(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    refused = HANH | {"outcome": "refused"}

    without = desk.submit(desk.get("/desk"), refused, status=422)
    page = desk.follow(desk.submit(desk.get("/desk"), refused | {"refusal_ground": "TCD-9.3"}))

    assert "Hãy chọn căn cứ từ chối tiếp." in without.words
    assert "thông báo từ chối tiếp công dân (Mẫu 01/TCD), chậm nhất ngày 27/11/2026" in page.words


def test_a_ground_of_the_new_decree_does_not_reach_back(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    early = {"outcome": "refused", "refusal_ground": "ND154-4.1k", "visited_on": "30/06/2026"}

    page = desk.submit(desk.get("/desk"), HANH | early, status=422)

    assert "chỉ áp dụng từ ngày 01/07/2026" in page.words


@pytest.mark.parametrize(
    ("people", "named", "words"),
    [
        ("5", "", "Đoàn từ 5 người phải cử người đại diện"),
        ("10", "An\nBình\nChi", "nhiều nhất 2 người đại diện"),
        ("12", "An\nBình\nChi\nDũng\nGiang\nHà", "nhiều nhất 5 người đại diện"),
    ],
    ids=["none", "too many of ten", "too many of twelve"],
)
def test_a_group_sends_as_many_representatives_as_the_law_says(
    sign_in: Any, people: str, named: str, words: str
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    group = {"head_count": people, "representatives": named}

    page = desk.submit(desk.get("/desk"), HANH | group, status=422)

    assert words in page.words
    assert page.every("details", class_="desk-more")[0].get("open") is not None


def test_everybody_named_gets_a_role(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    others = {
        "head_count": "6",
        "representatives": "Lê Văn An, 051088001122\nPhạm Thị Bình",
        "appointed_on": "20/11/2026",
        "appointed_by_all": "y",
        "papers_shown": "certified",
        "authorised_name": "Luật sư Đỗ Chí",
        "authorisation": "số 12 ngày 20/11/2026",
        "respondent_name": "Trạm giống xã Ba Vì",
    }

    desk.submit(desk.get("/desk"), HANH | others)

    roles = sorted(party.role.value for party in session.scalars(select(Party)))
    assert roles == ["authorised", "representative", "representative", "respondent", "sender"]


def test_who_acts_for_another_shows_the_paper(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get("/desk"), HANH | {"authorised_name": "Đỗ Chí"}, status=422)

    assert "Hãy ghi số, ngày văn bản ủy quyền" in page.words


def test_a_unit_of_the_agency_is_kept_away_from_what_is_about_it(
    sign_in: Any, session: Session
) -> None:
    station = factories.unit(session, "Trạm giống")
    desk = sign_in(Role.RECEPTIONIST)

    desk.submit(desk.get("/desk"), HANH | {"respondent": f"unit:{station.id}"})

    respondent = session.scalars(select(Party).where(Party.role == PartyRole.RESPONDENT)).one()
    assert (respondent.full_name, respondent.unit_id) == ("Trạm giống", station.id)
    assert session.scalars(select(CaseBarrier.unit_id)).one() == station.id


def test_a_petition_about_the_receptionist_is_taken_in_and_then_out_of_reach(
    sign_in: Any, session: Session
) -> None:
    me = factories.person_with(session, Role.RECEPTIONIST)
    desk = sign_in(me)

    page = desk.follow(desk.submit(desk.get("/desk"), HANH | {"respondent": f"user:{me.id}"}))

    assert "Đơn nói về bạn" in page.words
    assert page.every("div", data_draft_done="visit")
    petition = session.scalars(select(Petition)).one()
    desk.get(f"/petitions/{petition.id}", status=404)
    assert petition.code not in desk.get("/visits").words


def test_a_content_without_a_space_still_gives_a_title(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    desk.submit(desk.get("/desk"), HANH | {"content": "x" * 10_000})

    assert len(session.scalars(select(Case.title)).one()) < 200


def test_the_level_counts_for_complaints_only(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    desk.submit(desk.get("/desk"), HANH | {"level": "second"})
    desk.submit(desk.get("/desk"), HANH | {"level": "second", "kind": "feedback"})

    levels = session.scalars(select(Case.level).order_by(Case.id)).all()
    assert [level.value for level in levels] == ["second", "first"]


def test_the_same_form_twice_makes_one_record(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    page = desk.get("/desk")

    first, second = desk.submit(page, HANH), desk.submit(page, HANH)

    assert first.headers["Location"] == second.headers["Location"]
    assert len(session.scalars(select(Petition)).all()) == 1


def test_identity_enters_no_draft_before_the_kind_is_known(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    groups = desk.get("/desk").every("div", data_identity="")

    assert groups
    assert all(group.get("data-no-draft") is not None for group in groups)


def test_only_the_desk_may_log(sign_in: Any) -> None:
    for role in set(Role) - {Role.RECEPTIONIST}:
        sign_in(role).get("/desk", status=403)
