"""The pages about reviews of the accounts: begun, judged, signed, printed, downloaded."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.records.administration import AccountReview, AccountReviewLine
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
REVIEWS = "/administration/reviews"


@pytest.fixture
def admin(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.ADMINISTRATOR)


def test_a_review_from_begin_to_signature(
    admin: InspectingClient, session: Session, at: SetClock
) -> None:
    factories.person(session, Role.HANDLER, name="Đỗ Minh Trí")
    assert "Chưa có đợt rà soát nào được ký" in admin.get(REVIEWS, max_queries=8).words
    place = begun(admin)

    early = admin.submit(admin.get(f"{place}/signature"), status=422)
    assert "Còn 2 tài khoản chưa ghi" in early.words
    page = admin.get(place)
    assert "Đỗ Minh Trí" in page.words
    admin.submit(page, judged(session, "kept"), action=place)
    admin.submit(admin.get(f"{place}/signature"), {"remark": "Đủ"})

    review = session.scalars(select(AccountReview)).one()
    assert (review.remark, review.signed_on is not None) == ("Đủ", True)
    assert "kế tiếp: ký đến hết" in admin.get(REVIEWS).words
    assert admin.get(place).every("td")


def test_an_overdue_review_is_flagged(sign_in: SignIn, session: Session, at: SetClock) -> None:
    at("2026-01-10")
    admin = sign_in(Role.ADMINISTRATOR)
    place = begun(admin)
    admin.submit(admin.get(place), judged(session, "kept"), action=place)
    admin.submit(admin.get(f"{place}/signature"))
    assert "kế tiếp: ký đến hết 10/07/2026" in admin.get(REVIEWS).words

    at("2026-07-10")
    assert "Quá hạn" not in sign_in(Role.ADMINISTRATOR).get(REVIEWS).words
    at("2026-07-11")
    assert "Quá hạn" in sign_in(Role.ADMINISTRATOR).get(REVIEWS).words


def test_a_refused_line_keeps_what_was_typed_and_saves_nothing(
    admin: InspectingClient, session: Session
) -> None:
    factories.person(session, Role.HANDLER)
    place = begun(admin)
    typed = judged(session, "kept")
    line = session.scalars(select(AccountReviewLine).order_by(AccountReviewLine.id)).all()[-1]
    typed |= {f"verdict_{line.id}": "closed", f"remark_{line.id}": "chuyển công tác"}

    page = admin.submit(admin.get(place), typed, action=place, status=422)

    assert page.every("p", id=f"verdict_{line.id}-error")
    assert 'value="chuyển công tác"' in page.text
    session.expire_all()
    assert {each.verdict for each in session.scalars(select(AccountReviewLine))} == {None}


def test_new_accounts_are_added_on_request(admin: InspectingClient, session: Session) -> None:
    place = begun(admin)
    factories.person(session, Role.HANDLER, name="Võ Mới Đến")
    assert "Võ Mới Đến" not in admin.get(place).words

    admin.submit(admin.get(place), action=f"{place}/completion")

    assert "Võ Mới Đến" in admin.get(place).words


def test_a_long_list_goes_on_overleaf(admin: InspectingClient, session: Session) -> None:
    for number in range(30):
        factories.person(session, Role.HANDLER, name=f"Lê Văn Đạt {number:02}")
    place = begun(admin)

    page = admin.get(place)

    assert f"{place}?after=25" in page.links
    assert "Lê Văn Đạt 29" in admin.get(f"{place}?after=25").words


def test_the_workbook_says_all_that_the_standard_asks(
    admin: InspectingClient, session: Session
) -> None:
    user = factories.person(session, Role.HANDLER, name="=SUM(A1)")
    place = begun(admin)

    answer = admin.raw.get(f"{place}/list.xlsx")

    sheet = load_workbook(BytesIO(answer.get_data())).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(row for row in rows if row[0] == "Số")
    for head in ("Loại tài khoản", "Người dùng", "Tình trạng", "Đơn vị", "Đăng nhập gần nhất"):
        assert head in heads
    line = next(row for row in rows if user.login in row)
    assert line[heads.index("Người dùng")] == "=SUM(A1)"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_paper_and_the_table_of_rights_are_ready_to_print(
    admin: InspectingClient, session: Session
) -> None:
    place = begun(admin)

    assert "Đợt rà soát này chưa ký" in admin.get(f"{place}/print").words
    matrix = admin.get("/administration/permissions/print")
    assert "Bí mật nhà nước" in matrix.words
    assert "Mở danh tính người tố cáo" in matrix.words


def test_reviews_of_another_agency_do_not_exist(
    admin: InspectingClient, sign_in: SignIn, session: Session
) -> None:
    place = begun(admin)
    stranger = factories.person(
        session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng")
    )

    for page in ("", "/signature", "/print", "/list.xlsx"):
        sign_in(stranger).get(f"{place}{page}", status=404)


def begun(admin: InspectingClient) -> str:
    return admin.submit(admin.get(REVIEWS)).headers["Location"]


def judged(session: Session, verdict: str) -> dict[str, object]:
    session.expire_all()
    return {f"verdict_{line.id}": verdict for line in session.scalars(select(AccountReviewLine))}
