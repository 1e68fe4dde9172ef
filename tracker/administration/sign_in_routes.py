"""What an administrator does about the sign-ins of others: unlock, end sessions, reset a factor."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.administration.queries import person_or_404
from tracker.casework import sign_in_help as verbs
from tracker.casework.lockout import closed_until
from tracker.clock import now
from tracker.records.accounts import SecondFactor
from tracker.records.base import current_session
from tracker.records.organisation import User
from tracker.web.guard import requires, signed_in
from tracker.web.words import gettext as _

bp = Blueprint("sign_in_help", __name__, url_prefix="/administration/people")


@dataclass(frozen=True, slots=True)
class SignInState:
    """How it stands with the sign-in of a person."""

    locked_until: datetime | None
    has_second_factor: bool


def state_of(session: Session, user: User, moment: datetime) -> SignInState:
    """Say whether a person is locked out, and whether a second factor is on."""
    has_factor, until = session.execute(
        select(exists().where(SecondFactor.user_id == user.id), closed_until(user.login))
    ).one()
    return SignInState(until if until is not None and until > moment else None, has_factor)


@bp.route("/<int:user_id>/unlock", methods=["POST"])
@requires(Permission.PEOPLE_MANAGE)
def unlock(user_id: int) -> ResponseReturnValue:
    """Let somebody who typed a wrong password too often try again."""
    user = person_or_404(current_session(), user_id, signed_in())
    verbs.unlock(current_session(), user, now())
    flash(_("Đã mở khóa đăng nhập của %(login)s.", login=user.login))
    return _back(user)


@bp.route("/<int:user_id>/end-sessions", methods=["POST"])
@requires(Permission.PEOPLE_MANAGE)
def end_sessions(user_id: int) -> ResponseReturnValue:
    """End every session of somebody else."""
    me = signed_in()
    user = person_or_404(current_session(), user_id, me)
    verbs.end_sessions(current_session(), user, by=me.id, now=now())
    flash(_("Đã kết thúc các phiên đăng nhập của %(login)s.", login=user.login))
    return _back(user)


@bp.route("/<int:user_id>/reset-second-factor", methods=["POST"])
@requires(Permission.PEOPLE_MANAGE)
def reset_second_factor(user_id: int) -> ResponseReturnValue:
    """Drop the second factor of somebody who lost the telephone."""
    me = signed_in()
    user = person_or_404(current_session(), user_id, me)
    verbs.reset_second_factor(current_session(), user, by=me.id, now=now())
    flash(_("Đã bỏ mã đăng nhập của %(login)s; các phiên đã kết thúc.", login=user.login))
    return _back(user)


def _back(user: User) -> ResponseReturnValue:
    return redirect(url_for("administration.person", user_id=user.id), 303)
