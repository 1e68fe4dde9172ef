"""The review of all accounts: list them, judge each, sign; nothing is judged unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework.posts import wait_for_others
from tracker.law.account_care import next_review
from tracker.law.terms import Refusal
from tracker.records.administration import AccountReview, AccountReviewLine, Verdict
from tracker.records.organisation import Membership, OrgUnit, User, held_on

MOST_ROLES = 1000  # Letters that a line keeps.


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one line."""

    verdict: Verdict | None
    remark: str


def due_on(session: Session, agency_id: int) -> date | None:
    """Give the last day of the next review; None where none was ever signed."""
    last = session.scalar(
        select(func.max(AccountReview.signed_on)).where(AccountReview.agency_id == agency_id)
    )
    return None if last is None else next_review(last)


def start(session: Session, agency_id: int, *, by: int, now: datetime) -> AccountReview:
    """List every account of the agency as it stands now."""
    wait_for_others(session, agency_id)
    running = select(AccountReview.started_at).where(
        AccountReview.agency_id == agency_id, AccountReview.signed_on.is_(None)
    )
    begun = session.scalar(running)
    if begun is not None:
        raise Refusal("Đợt rà soát bắt đầu lúc %(at)s chưa ký: làm tiếp đợt đó.", at=begun)
    review = AccountReview(agency_id=agency_id, started_at=now, started_by_id=by)
    session.add(review)
    session.flush()
    complete(session, review, today=now.date())
    return review


def complete(session: Session, review: AccountReview, *, today: date) -> int:
    """Add the accounts that are not listed yet, and give their number."""
    _refuse_signed(review)
    listed = select(AccountReviewLine.user_id).where(AccountReviewLine.review_id == review.id)
    users = session.scalars(
        select(User)
        .where(User.agency_id == review.agency_id, User.id.not_in(listed))
        .order_by(User.id)
    ).all()
    held = _held(session, review.agency_id, today)
    agency = session.get_one(OrgUnit, review.agency_id).name
    session.add_all(_line(review, user, held.get(user.id, []), agency) for user in users)
    session.flush()
    return len(users)


def judge(
    session: Session,
    review: AccountReview,
    judged: Mapping[int, Judged],
    *,
    by: int,
    now: datetime,
) -> int:
    """Write down what is said of some lines, and give how many changed."""
    _refuse_signed(review)
    lines = session.scalars(
        select(AccountReviewLine).where(
            AccountReviewLine.review_id == review.id, AccountReviewLine.id.in_(judged)
        )
    ).all()
    changed = 0
    for line in lines:
        said = judged[line.id]
        if (line.verdict, line.remark) == (said.verdict, said.remark):
            continue
        _check_verdict(line, said)
        line.verdict, line.remark = said.verdict, said.remark
        line.judged_by_id, line.judged_at = by, now
        changed += 1
    if not changed:
        raise Refusal("Chưa ghi hoặc đổi kết quả nào ở trang này.")
    session.flush()
    return changed


def sign(
    session: Session, review: AccountReview, *, by: int, now: datetime, remark: str
) -> AccountReview:
    """Sign a review of which every line is judged, and nothing is missing."""
    wait_for_others(session, review.agency_id)
    session.refresh(review)
    _refuse_signed(review)
    every = select(func.count()).select_from(AccountReviewLine)
    mine = every.where(AccountReviewLine.review_id == review.id)
    open_ = session.scalar(mine.where(AccountReviewLine.verdict.is_(None))) or 0
    if open_:
        raise Refusal("Còn %(count)s tài khoản chưa ghi kết quả rà soát.", count=open_)
    _check_nothing_missing(session, review)
    still = session.scalars(
        select(User.login)
        .join(AccountReviewLine, AccountReviewLine.user_id == User.id)
        .where(
            AccountReviewLine.review_id == review.id,
            AccountReviewLine.verdict == Verdict.CLOSED,
            User.is_active,
        )
        .order_by(User.login)
    ).all()
    if still:
        raise Refusal("Ghi là đã khóa nhưng còn mở: %(logins)s.", logins=", ".join(still))
    review.signed_on, review.signed_by_id = now.date(), by
    review.remark = remark
    session.flush()
    return review


def _check_verdict(line: AccountReviewLine, said: Judged) -> None:
    if said.verdict is Verdict.CHANGED and not said.remark:
        raise Refusal("Ghi đã điều chỉnh gì.", field=f"remark_{line.id}")
    if said.verdict is Verdict.CLOSED and line.user.is_active:
        raise Refusal(
            "Tài khoản %(login)s còn mở: khóa ở trang của người đó trước.",
            field=f"verdict_{line.id}", login=line.login,
        )  # fmt: skip


def _check_nothing_missing(session: Session, review: AccountReview) -> None:
    listed = select(AccountReviewLine.user_id).where(AccountReviewLine.review_id == review.id)
    missing = session.scalar(
        select(func.count())
        .select_from(User)
        .where(User.agency_id == review.agency_id, User.id.not_in(listed))
    )
    if missing:
        raise Refusal(
            "Có %(count)s tài khoản mới lập sau khi bắt đầu: bổ sung vào danh sách rồi rà soát.",
            count=missing,
        )


def _refuse_signed(review: AccountReview) -> None:
    if review.signed_on is not None:
        raise Refusal("Đợt rà soát này đã ký nên không sửa được nữa.")


def _held(session: Session, agency_id: int, day: date) -> dict[int, list[tuple[Role, str, str]]]:
    """Give the roles that everybody holds on a day: role, unit's name, and both in words."""
    rows = session.execute(
        select(
            Membership.user_id, Membership.role, OrgUnit.name, OrgUnit.short_name,
            Membership.starts_on, Membership.ends_on,
        )
        .join(OrgUnit, OrgUnit.id == Membership.unit_id)
        .where(OrgUnit.agency_id == agency_id, held_on(day))
        .order_by(Membership.id)
    )  # fmt: skip
    found: dict[int, list[tuple[Role, str, str]]] = {}
    for user_id, role, name, short_name, starts_on, ends_on in rows:
        until = f" đến hết {ends_on:%d/%m/%Y}" if ends_on else ""
        words = f"{role.vi}, {short_name} (từ {starts_on:%d/%m/%Y}{until})"
        found.setdefault(user_id, []).append((role, name, words))
    return found


def _line(
    review: AccountReview, user: User, held: list[tuple[Role, str, str]], agency: str
) -> AccountReviewLine:
    return AccountReviewLine(
        agency_id=review.agency_id,
        review_id=review.id,
        user_id=user.id,
        login=user.login,
        full_name=user.full_name,
        department=held[0][1] if held else agency,
        roles_held="; ".join(words for _, _, words in held)[:MOST_ROLES],
        is_administrator=any(role is Role.ADMINISTRATOR for role, _, _ in held),
        was_active=user.is_active,
        standing_since=user.standing_since,
        last_signed_in_at=user.last_signed_in_at,
    )
