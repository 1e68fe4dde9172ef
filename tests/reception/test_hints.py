"""Earlier matters and the next duties, shown beside the form while it is filled in."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.identity import Identity
from tracker.law.kinds import CaseKind
from tracker.records.matters import SameMatterLink
from tracker.records.petitions import Petition
from tracker.records.reception import Visit

ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tại thôn Đông để làm đường liên xã chưa được bồi thường"
    " theo giá đã niêm yết tại trụ sở"
)
ANOTHER = Identity("Lê Văn An", "Thôn Tây", "0987654321")


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


def hints(desk: Any, url: str = "/desk/hints", **typed: str) -> Any:
    """Ask as the script does."""
    sent = typed | {"resume-form": "hints", "csrf_token": desk.csrf_token()}
    return desk._fetch("POST", url, 200, 12, True, {"data": sent})


def test_the_same_person_is_found_in_any_spelling(sign_in: Any, session: Session) -> None:
    earlier = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)

    page = hints(desk, full_name="tran thi hanh", phone="0912 345 678")

    assert "Đã gặp 1 lần" in page.words
    assert "trùng số điện thoại; trùng họ tên" in page.words
    (button,) = page.every("button", data_hint="1")
    assert button.get("data-link") == str(earlier.id)


def test_the_identity_number_never_stands_in_an_address(sign_in: Any, session: Session) -> None:
    factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)

    desk.get("/desk/hints?identity_number=051185001234", status=405)
    page = hints(desk, identity_number="051185001234")

    assert "trùng số giấy tờ tùy thân" in page.words


def test_asking_writes_nothing(sign_in: Any, session: Session) -> None:
    desk = sign_in(Role.RECEPTIONIST)

    page = hints(desk, full_name="Trần Thị Hạnh", content=ROAD)

    assert not [s for s in page.statements if s.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_sealed_person_is_never_found(sign_in: Any, session: Session) -> None:
    factories.petition(session, CaseKind.DENUNCIATION, summary=ROAD)
    desk = sign_in(Role.RECEPTIONIST)

    by_person = hints(desk, full_name="Trần Thị Hạnh", phone="0912345678", content=ROAD)
    by_content = hints(desk, full_name="Trần Thị Hạnh", kind="denunciation", content=ROAD)

    assert "Chưa thấy đơn" in by_person.words
    assert "nội dung giống" in by_content.words
    assert "trùng họ tên" not in by_content.words


def test_other_desks_are_not_shown(sign_in: Any, session: Session) -> None:
    factories.petition(session)
    elsewhere = factories.person(
        session, Role.RECEPTIONIST, at=factories.unit(session, "Chi cục khác")
    )

    page = hints(sign_in(elsewhere), full_name="Trần Thị Hạnh")

    assert "Chưa thấy đơn" in page.words


def test_a_visit_without_a_petition_is_remembered(sign_in: Any) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    guided = {"outcome": "guided", "outcome_note": "Gửi xã", "kind": "feedback", "content": ROAD}
    desk.submit(desk.get("/desk"), guided | {"full_name": "Trần Thị Hạnh"})

    page = hints(desk, full_name="TRẦN THỊ HẠNH")

    assert "lượt tiếp không có đơn: hướng dẫn, giải thích" in page.words


def test_the_very_same_content_gives_a_warning(sign_in: Any, session: Session) -> None:
    earlier = factories.petition(session, summary=ROAD, parties=_sent_by(ANOTHER)).petition
    desk = sign_in(Role.RECEPTIONIST)

    page = hints(desk, full_name="Trần Thị Hạnh", content=f"{ROAD} của xã")

    assert f"Nội dung rất giống đơn {earlier.code}" in page.words


@pytest.mark.parametrize(
    ("url", "typed", "words"),
    [
        ("/desk/hints", {"kind": "complaint"}, "Luật Khiếu nại"),
        ("/desk/hints", {"kind": "feedback", "visited_on": "23/11/2026"}, "08/12/2026"),
        ("/desk/hints", {"kind": "denunciation"}, "Luật Tố cáo"),
        ("/petitions/new/hints", {"kind": "complaint", "received_on": "02/11"}, "11/11/2026"),
        ("/desk/hints", {}, "Chọn loại việc"),
    ],
    ids=["complaint", "feedback", "denunciation", "by post", "nothing chosen"],
)
def test_the_law_says_what_comes_next(
    sign_in: Any, url: str, typed: dict[str, str], words: str
) -> None:
    assert words in hints(sign_in(Role.RECEPTIONIST), url, **typed).words


def test_without_script_a_button_shows_the_hints_and_loses_nothing(
    sign_in: Any, session: Session
) -> None:
    factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)
    typed = {"full_name": "Trần Thị Hạnh", "content": "Đang gõ", "kind": "feedback"}

    page = desk.submit(desk.get("/desk"), typed | {"resume-form": "hints"}, status=200)

    assert "Đã gặp 1 lần" in page.words
    assert page.form().values["content"] == ["Đang gõ"]
    assert session.scalars(select(Visit)).all() == []


def test_an_earlier_petition_is_linked_and_let_go(sign_in: Any, session: Session) -> None:
    earlier = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)

    linked = desk.submit(desk.get("/desk"), {"resume-form": f"link:{earlier.id}"}, status=200)
    let_go = desk.submit(linked, {"resume-form": "unlink"}, status=200)

    assert f"Liên kết với {earlier.code}" in linked.words
    assert linked.form().values["same_matter_id"] == [str(earlier.id)]
    assert "Liên kết với" not in let_go.words


def test_a_link_is_stored(sign_in: Any, session: Session) -> None:
    earlier = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)
    typed = {"full_name": "Trần Thị Hạnh", "kind": "complaint", "content": "Vẫn việc cũ"}

    desk.submit(desk.get("/desk"), typed | {"same_matter_id": str(earlier.id)})

    newest = session.scalars(select(Petition).order_by(Petition.id.desc())).first()
    assert newest is not None
    link = session.scalars(select(SameMatterLink)).one()
    assert (link.petition_id, link.earlier_id) == (newest.id, earlier.id)
    assert link.reason == "trùng họ tên"


def test_a_denunciation_is_not_linked_to_a_petition_that_names_its_sender(
    sign_in: Any, session: Session
) -> None:
    earlier = factories.petition(session).petition
    desk = sign_in(Role.RECEPTIONIST)
    typed = {
        "full_name": "Trần Thị Hạnh",
        "kind": "denunciation",
        "is_corruption": "no",
        "content": "Trưởng trạm ép giá",
        "same_matter_id": str(earlier.id),
    }

    page = desk.submit(desk.get("/desk"), typed, status=422)

    assert "có thể làm lộ người tố cáo" in page.words


def _sent_by(identity: Identity) -> tuple[Any, ...]:
    return factories.petition_details(sender=identity).parties
