"""Links of the same matter on the petition's page: made with a ground, undone with a reason."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.identity import Identity
from tracker.law.kinds import CaseKind
from tracker.records.petitions import Petition

SLIP = Identity("Tran Thi Hamh", "Thôn 3, x. Ba Vì")
ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tại thôn Đông để làm đường liên xã chưa được bồi thường"
    " theo giá đã niêm yết tại trụ sở"
)


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


@pytest.fixture
def pair(session: Session) -> tuple[Petition, Petition]:
    """Give two petitions of one person, whose name was mistyped once."""
    parties = factories.petition_details(sender=SLIP).parties
    made: Any = (factories.petition(session), factories.petition(session, parties=parties))
    return made[0].petition, made[1].petition


def test_the_page_suggests_whom_it_may_be_with_reasons(
    sign_in: Any, pair: tuple[Petition, Petition]
) -> None:
    first, second = pair

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{second.id}/same-matter")

    assert first.code in page.words
    assert "họ tên gần giống 0,91; cùng địa chỉ; nội dung giống 1,00" in page.words


def test_a_link_and_why_stand_on_both_petitions(
    sign_in: Any, pair: tuple[Petition, Petition]
) -> None:
    desk, (first, second) = sign_in(Role.RECEPTIONIST), pair
    page = desk.get(f"/petitions/{second.id}/same-matter")

    desk.submit(page, {"code": first.code.lower(), "reason": "Cùng thửa đất"})

    for petition, other in (pair, pair[::-1]):
        words = desk.get(f"/petitions/{petition.id}").words
        assert other.code in words
        assert "Nguyễn Văn Mẫu liên kết lúc 09:00 23/11/2026: Cùng thửa đất" in words


def test_a_link_is_undone_with_a_reason_and_stays_in_sight(
    sign_in: Any, pair: tuple[Petition, Petition]
) -> None:
    desk, (first, second) = sign_in(Role.RECEPTIONIST), pair
    desk.submit(desk.get(f"/petitions/{second.id}/same-matter"), {"code": first.code})
    links = [a.get("href") for a in desk.get(f"/petitions/{first.id}").every("a")]
    (link,) = [href for href in links if href and href.endswith("/undo")]

    desk.submit(desk.get(link), {"reason": ""}, status=422)
    desk.submit(desk.get(link), {"reason": "Nhầm người cùng tên"})

    words = desk.get(f"/petitions/{second.id}").words
    assert "Chưa liên kết với đơn nào." in words
    assert "Nguyễn Văn Mẫu bỏ liên kết lúc 09:00 23/11/2026: Nhầm người cùng tên" in words


@pytest.mark.parametrize("code", ["DT-2026-9999", "DT", "'", "%"])
def test_an_unknown_code_is_said_beside_the_field(
    sign_in: Any, pair: tuple[Petition, Petition], code: str
) -> None:
    desk = sign_in(Role.RECEPTIONIST)
    page = desk.get(f"/petitions/{pair[0].id}/same-matter")

    refused = desk.submit(page, {"code": code, "reason": "Cùng việc"}, status=422)

    assert "Không tìm thấy đơn này." in refused.words
    assert refused.form().values["reason"] == ["Cùng việc"]


def test_what_one_may_not_see_is_not_linked(
    sign_in: Any, session: Session, pair: tuple[Petition, Petition]
) -> None:
    place = factories.unit(session, "Chi cục khác")
    stranger = sign_in(factories.person(session, Role.RECEPTIONIST, at=place))

    stranger.get(f"/petitions/{pair[0].id}/same-matter", status=404)
    sign_in(Role.INSPECTOR).get(f"/petitions/{pair[0].id}/same-matter", status=403)


def test_a_link_of_another_petition_is_not_found(
    sign_in: Any, session: Session, pair: tuple[Petition, Petition]
) -> None:
    desk, third = sign_in(Role.RECEPTIONIST), factories.petition(session).petition
    desk.submit(desk.get(f"/petitions/{pair[1].id}/same-matter"), {"code": pair[0].code})

    desk.get(f"/petitions/{third.id}/same-matter/1/undo", status=404)
    desk.get(f"/petitions/{pair[0].id}/same-matter/1/undo")


def test_a_denunciation_is_met_by_its_content_alone(sign_in: Any, session: Session) -> None:
    one, other = (
        factories.petition(session, CaseKind.DENUNCIATION, summary=ROAD).petition for _ in range(2)
    )
    named = factories.petition(session, summary=ROAD).petition

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{other.id}/same-matter")

    assert one.code in page.words
    assert named.code not in page.words
    assert "nội dung giống 1,00" in page.words
    assert "trùng họ tên" not in page.words
