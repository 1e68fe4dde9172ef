"""Roles that need a second administrator: propose, agree, reject, withdraw, lapse."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework.agency_settings import terms_of
from tracker.casework.posts import Post, check_post, people_with, place, refuse_if_held
from tracker.law.terms import Refusal
from tracker.records.administration import ProposalState, RoleProposal
from tracker.records.organisation import Membership, User


def propose(
    session: Session,
    user: User,
    post: Post,
    *,
    by: int,
    now: datetime,
    reason: str,
    extends: Membership | None = None,
) -> RoleProposal:
    """Propose a role, or a longer one; it gives nothing until another administrator agrees."""
    today = now.date()
    _check_proposal(session, user, post, by=by, today=today, is_new=extends is None)
    if not reason:
        raise Refusal("Vai trò này cần quản trị hệ thống khác đồng ý: ghi lý do.", field="reason")
    waiting = is_waiting(user.agency_id, today), RoleProposal.user_id == user.id
    same = RoleProposal.role == post.role, RoleProposal.unit_id == post.unit_id
    if session.scalar(select(RoleProposal.id).where(*waiting, *same).limit(1)):
        raise Refusal("Đã có đề xuất giao vai trò này cho người này, đang chờ đồng ý.")
    proposal = RoleProposal(
        agency_id=user.agency_id,
        user_id=user.id,
        unit_id=post.unit_id,
        role=post.role,
        starts_on=post.starts_on,
        ends_on=post.ends_on,
        extends_id=extends.id if extends is not None else None,
        reason=reason,
        proposed_by_id=by,
        proposed_at=now,
        lapses_on=today + timedelta(days=terms_of(session, user.agency_id).consent_days),
        state=ProposalState.WAITING,
        decision_note="",
    )
    session.add(proposal)
    session.flush()
    return proposal


def agree(session: Session, proposal_id: int, *, by: int, now: datetime) -> RoleProposal:
    """Give the proposed role, from today on at the earliest; of two at once one gives it."""
    proposal = _waiting(session, proposal_id, now.date())
    _check_second(session, proposal, by=by, today=now.date())
    if not proposal.user.is_active:
        raise Refusal("Tài khoản của người này đã khóa: mở lại trước, hoặc không đồng ý.")
    post = Post(
        proposal.role, proposal.unit_id, max(proposal.starts_on, now.date()), proposal.ends_on
    )
    if post.ends_on is not None and post.ends_on < post.starts_on:
        raise Refusal(
            "Vai trò này chỉ được đề xuất đến hết %(last)s nên không còn gì để giao.",
            last=post.ends_on,
        )
    if proposal.extends_id is None:
        refuse_if_held(session, proposal.user, post)
        place(session, proposal.user, post)
    else:
        _lengthen(session, proposal, now.date())
    return _decided(session, proposal, ProposalState.AGREED, by=by, now=now)


def reject(
    session: Session, proposal_id: int, *, by: int, now: datetime, reason: str
) -> RoleProposal:
    """Turn a proposal down, with the reason."""
    proposal = _waiting(session, proposal_id, now.date())
    _check_second(session, proposal, by=by, today=now.date())
    return _decided(session, proposal, ProposalState.REJECTED, by=by, now=now, note=reason)


def withdraw(session: Session, proposal_id: int, *, by: int, now: datetime) -> RoleProposal:
    """Take a proposal of one's own back."""
    proposal = _waiting(session, proposal_id, now.date())
    if proposal.proposed_by_id != by:
        raise Refusal("Chỉ người đã đề xuất mới rút được đề xuất.")
    return _decided(session, proposal, ProposalState.WITHDRAWN, by=by, now=now)


def lapse(session: Session, *, today: date) -> int:
    """Note which proposals nobody has decided in time."""
    late = session.scalars(
        select(RoleProposal).where(
            RoleProposal.state == ProposalState.WAITING, RoleProposal.lapses_on < today
        )
    ).all()
    for proposal in late:
        proposal.state = ProposalState.LAPSED
    session.flush()
    return len(late)


def is_waiting(agency_id: int, day: date) -> ColumnElement[bool]:
    """Give the condition of the proposals of an agency that wait on a day."""
    return and_(
        RoleProposal.agency_id == agency_id,
        RoleProposal.state == ProposalState.WAITING,
        RoleProposal.lapses_on >= day,
    )


def may_decide(user_id: int) -> ColumnElement[bool]:
    """Give the condition of the proposals on which a person may decide: not one's own."""
    return and_(RoleProposal.proposed_by_id != user_id, RoleProposal.user_id != user_id)


def _check_proposal(
    session: Session, user: User, post: Post, *, by: int, today: date, is_new: bool
) -> None:
    check_post(session, user.agency_id, post)
    if not user.is_active:
        raise Refusal("Tài khoản của người này đã khóa: mở lại trước khi giao vai trò.")
    if is_new and post.starts_on < today:
        raise Refusal(
            "Vai trò %(role)s cần quản trị hệ thống khác đồng ý nên không giao lùi ngày:"
            " ghi từ %(today)s trở đi.",
            field="starts_on", role=post.role, today=today,
        )  # fmt: skip
    if not people_with(
        session, Role.ADMINISTRATOR, user.agency_id, today, User.id.not_in({by, user.id})
    ):
        raise Refusal(
            "Vai trò %(role)s cần một quản trị hệ thống khác đồng ý, mà cơ quan chưa có ai khác."
            " Hãy giao vai trò quản trị hệ thống cho một người nữa, hoặc nhờ người vận hành máy"
            " chủ chạy lệnh flask user grant-role (có ghi nhật ký).",
            role=post.role,
        )


def _waiting(session: Session, proposal_id: int, today: date) -> RoleProposal:
    """Give a proposal that waits; whoever decides at the same time waits here and is refused."""
    proposal = session.scalars(
        select(RoleProposal)
        .where(RoleProposal.id == proposal_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    state = proposal.state_on(today)
    if state is not ProposalState.WAITING:
        raise Refusal("Đề xuất này không còn chờ: %(state)s.", state=state)
    return proposal


def _check_second(session: Session, proposal: RoleProposal, *, by: int, today: date) -> None:
    if proposal.proposed_by_id == by:
        raise Refusal("Bạn là người đề xuất: cần một quản trị hệ thống khác quyết định.")
    if proposal.user_id == by:
        raise Refusal("Đề xuất này về chính bạn: cần một quản trị hệ thống khác quyết định.")
    if not people_with(session, Role.ADMINISTRATOR, proposal.agency_id, today, User.id == by):
        raise Refusal("Chỉ quản trị hệ thống của cơ quan mới quyết định được.")


def _lengthen(session: Session, proposal: RoleProposal, today: date) -> None:
    held = session.get(Membership, proposal.extends_id)
    if held is None or held.ends_on is None or held.ends_on < today:
        raise Refusal("Vai trò định kéo dài đã thôi hoặc đã đổi: hãy đề xuất giao vai trò mới.")
    if proposal.ends_on is not None and proposal.ends_on <= held.ends_on:
        raise Refusal("Vai trò này đã kéo dài đến ngày đó.")
    after = Post(held.role, held.unit_id, held.ends_on + timedelta(days=1), proposal.ends_on)
    refuse_if_held(session, proposal.user, after)
    held.ends_on = proposal.ends_on


def _decided(
    session: Session,
    proposal: RoleProposal,
    state: ProposalState,
    *,
    by: int,
    now: datetime,
    note: str = "",
) -> RoleProposal:
    proposal.state, proposal.decided_by_id, proposal.decided_at = state, by, now
    proposal.decision_note = note
    session.flush()
    return proposal
