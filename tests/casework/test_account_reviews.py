"""Reviews of the accounts: all are listed, each judged, signed once, due again in six months."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework import account_reviews, people
from tracker.casework.account_reviews import Judged
from tracker.law.terms import Refusal
from tracker.records.administration import AccountReview, AccountReviewLine, Verdict
from tracker.records.organisation import User

TODAY = date(2026, 8, 31)
NOW = factories.moment(TODAY)
KEPT = Judged(Verdict.KEPT, "")


@pytest.fixture
def admin(session: Session) -> User:
    return factories.person(session, Role.ADMINISTRATOR)


def test_every_account_of_the_agency_is_listed_as_it_stands(session: Session, admin: User) -> None:
    handler = factories.person(session, Role.HANDLER, name="Đỗ Minh Trí")
    people.close(session, handler, now=NOW, reason="Nghỉ hưu")
    factories.person(session, Role.HANDLER, at=factories.agency(session, "Sở Xây dựng"))

    review = start(session, admin)

    found = {line.user_id: line for line in lines(session, review)}
    assert set(found) == {admin.id, handler.id}
    listed = found[handler.id]
    assert (listed.login, listed.full_name) == (handler.login, "Đỗ Minh Trí")
    assert (listed.department, listed.was_active, listed.is_administrator) == (
        "Văn phòng", False, False,
    )  # fmt: skip
    assert listed.roles_held == "Cán bộ xử lý, Văn phòng (từ 01/01/2019)"
    assert found[admin.id].is_administrator


def test_what_changes_later_does_not_change_the_list(session: Session, admin: User) -> None:
    review = start(session, admin)
    admin.full_name = "Tên Khác"
    session.flush()

    assert lines(session, review)[0].full_name == "Nguyễn Văn Mẫu"


def test_one_review_at_a_time(session: Session, admin: User) -> None:
    start(session, admin)

    with pytest.raises(Refusal, match="chưa ký"):
        start(session, admin)


def test_a_review_with_lines_not_judged_is_not_signed(session: Session, admin: User) -> None:
    review = start(session, admin)

    with pytest.raises(Refusal, match="Còn 1 tài khoản"):
        sign(session, review, admin)


def test_a_signed_review_says_when_the_next_is_due(session: Session, admin: User) -> None:
    assert account_reviews.due_on(session, admin.agency_id) is None
    review = start(session, admin)
    judge(session, review, admin, KEPT)

    sign(session, review, admin)

    assert (review.signed_on, review.signed_by_id) == (TODAY, admin.id)
    # Six months after the last day of August is the last day of February.
    assert account_reviews.due_on(session, admin.agency_id) == date(2027, 2, 28)


def test_a_signed_review_stands(session: Session, admin: User) -> None:
    review = start(session, admin)
    judge(session, review, admin, KEPT)
    sign(session, review, admin)

    for act in (
        lambda: judge(session, review, admin, Judged(Verdict.CHANGED, "x")),
        lambda: sign(session, review, admin),
        lambda: account_reviews.complete(session, review, today=TODAY),
    ):
        with pytest.raises(Refusal, match="đã ký"):
            act()


def test_an_account_made_meanwhile_must_be_judged_too(session: Session, admin: User) -> None:
    review = start(session, admin)
    judge(session, review, admin, KEPT)
    factories.person(session, Role.HANDLER)

    with pytest.raises(Refusal, match="mới lập sau khi bắt đầu"):
        sign(session, review, admin)
    assert account_reviews.complete(session, review, today=TODAY) == 1
    judge(session, review, admin, KEPT)
    sign(session, review, admin)

    assert review.signed_on == TODAY


def test_closed_is_said_of_closed_accounts_alone(session: Session, admin: User) -> None:
    user = factories.person(session, Role.HANDLER)
    review = start(session, admin)
    line = next(line for line in lines(session, review) if line.user_id == user.id)
    said = {line.id: Judged(Verdict.CLOSED, "")}

    with pytest.raises(Refusal) as refused:
        account_reviews.judge(session, review, said, by=admin.id, now=NOW)
    assert refused.value.field == f"verdict_{line.id}"

    people.close(session, user, now=NOW, reason="Chuyển công tác")
    assert account_reviews.judge(session, review, said, by=admin.id, now=NOW) == 1


def test_an_account_opened_again_before_the_signature_is_named(
    session: Session, admin: User
) -> None:
    user = factories.person(session, Role.HANDLER)
    people.close(session, user, now=NOW, reason="Chuyển công tác")
    review = start(session, admin)
    judge(session, review, admin, KEPT)
    line = next(line for line in lines(session, review) if line.user_id == user.id)
    said = {line.id: Judged(Verdict.CLOSED, "")}
    account_reviews.judge(session, review, said, by=admin.id, now=NOW)
    people.enable(session, user, now=NOW, reason="Nhầm người")

    with pytest.raises(Refusal, match=user.login):
        sign(session, review, admin)


def test_changed_says_what(session: Session, admin: User) -> None:
    review = start(session, admin)

    with pytest.raises(Refusal) as refused:
        judge(session, review, admin, Judged(Verdict.CHANGED, ""))

    assert refused.value.field.startswith("remark_")


def test_who_judged_stays_with_the_line_that_did_not_change(session: Session, admin: User) -> None:
    other = factories.person(session, Role.ADMINISTRATOR)
    review = start(session, admin)
    judge(session, review, admin, KEPT)

    later = NOW + timedelta(hours=1)
    again = {line.id: KEPT for line in lines(session, review)}
    with pytest.raises(Refusal, match="Chưa ghi hoặc đổi"):
        account_reviews.judge(session, review, again, by=other.id, now=later)

    assert {line.judged_by_id for line in lines(session, review)} == {admin.id}


def start(session: Session, admin: User) -> AccountReview:
    return account_reviews.start(session, admin.agency_id, by=admin.id, now=NOW)


def judge(session: Session, review: AccountReview, by: User, said: Judged) -> None:
    every = {line.id: said for line in lines(session, review)}
    account_reviews.judge(session, review, every, by=by.id, now=NOW)


def sign(session: Session, review: AccountReview, by: User) -> None:
    account_reviews.sign(session, review, by=by.id, now=NOW, remark="")


def lines(session: Session, review: AccountReview) -> list[AccountReviewLine]:
    wanted = select(AccountReviewLine).where(AccountReviewLine.review_id == review.id)
    return list(session.scalars(wanted.order_by(AccountReviewLine.id)))
