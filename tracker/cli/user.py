"""`flask user`: people who sign in, made and looked after from the command line."""

import json
import sys
from dataclasses import asdict, dataclass
from datetime import date

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.access import Role
from tracker.casework import password_rules, sign_in_help
from tracker.casework.people import close, enable, give_one_time_password
from tracker.casework.posts import Post, check_post, place, refuse_if_held
from tracker.cli.days import DAY
from tracker.cli.naming import unit_named, user_named
from tracker.cli.refusing import RefusingGroup
from tracker.clock import now, today
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.organisation import Membership, User
from tracker.records.transactions import writing
from tracker.web.passwords import hashed, one_time_password

BY_OPERATOR = "Người vận hành máy chủ"


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as the list prints it."""

    login: str
    name: str
    active: bool
    roles: tuple[str, ...]


login = click.option("--login", required=True, help="Tên đăng nhập.")
from_stdin = click.option(
    "--password-stdin", is_flag=True, help="Đọc mật khẩu từ dòng đầu của đầu vào chuẩn."
)


@click.group("user", cls=RefusingGroup, help="Người dùng: tạo, ngừng, đặt lại mật khẩu, liệt kê.")
def user_cli() -> None:
    """Gather the commands about people."""


@user_cli.command("create", help="Tạo người dùng với một vai trò ở một đơn vị.")
@login
@click.option("--name", required=True, help="Họ và tên.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="Vai trò."
)
@click.option("--unit", required=True, help="Đơn vị: số, tên viết tắt hoặc tên đầy đủ.")
@from_stdin
@with_appcontext
def create(login: str, name: str, role: str, unit: str, *, password_stdin: bool) -> None:
    """Make an account and print its one-time password, unless one was given."""
    password = _password(password_stdin=password_stdin)
    with writing():
        session = current_session()
        place = unit_named(session, unit)
        if session.scalar(select(User.id).where(User.login == login.lower())):
            raise Refusal("Tên đăng nhập “%(login)s” đã có người dùng.", login=login)
        user = User(
            agency_id=place.agency_id,
            login=login.lower(),
            full_name=name,
            password_hash="",  # nosec B106 # set below
            session_version=0,
        )
        _hand_over(user, password)
        user.memberships = [Membership(unit_id=place.id, role=Role(role), starts_on=today())]
        session.add(user)
        session.commit()
    click.echo(f"Đã tạo {user.login} ({name}), {Role(role).vi}, {place.name}.")
    _tell(password, given=password_stdin)


@user_cli.command("disable", help="Ngừng một tài khoản; các phiên đăng nhập kết thúc ngay.")
@login
@with_appcontext
def disable(login: str) -> None:
    """Close an account and end its sessions."""
    with writing():
        session = current_session()
        user = user_named(session, login)
        close(session, user, now=now(), reason=BY_OPERATOR)
        session.commit()
    click.echo(f"Đã ngừng {user.login}.")


@user_cli.command("reset-password", help="Đặt mật khẩu mới, dùng một lần rồi tự đổi.")
@login
@from_stdin
@with_appcontext
def reset_password(login: str, *, password_stdin: bool) -> None:
    """Give a new password and open a closed account again."""
    password = _password(password_stdin=password_stdin)
    with writing():
        session = current_session()
        user = user_named(session, login)
        _hand_over(user, password)
        if not user.is_active:
            enable(session, user, now=now(), reason=BY_OPERATOR)
        session.commit()
    click.echo(f"Đã đặt lại mật khẩu của {user.login}.")
    _tell(password, given=password_stdin)


@user_cli.command("unlock", help="Mở khóa đăng nhập bị khóa do nhập sai nhiều lần.")
@login
@with_appcontext
def unlock(login: str) -> None:
    """Open a login that failures closed."""
    with writing():
        session = current_session()
        user = user_named(session, login)
        sign_in_help.unlock(session, user, now())
        session.commit()
    click.echo(f"Đã mở khóa đăng nhập của {user.login}.")


@user_cli.command("end-sessions", help="Kết thúc mọi phiên đăng nhập của một người.")
@login
@with_appcontext
def end_sessions(login: str) -> None:
    """End every session of a person."""
    with writing():
        session = current_session()
        user = user_named(session, login)
        number = sign_in_help.end_sessions(session, user, by=None, now=now())
        session.commit()
    click.echo(f"Đã kết thúc {number} phiên của {user.login}.")


@user_cli.command("reset-second-factor", help="Bỏ mã đăng nhập của người mất điện thoại.")
@login
@with_appcontext
def reset_second_factor(login: str) -> None:
    """Drop the second factor of a person."""
    with writing():
        session = current_session()
        user = user_named(session, login)
        sign_in_help.reset_second_factor(session, user, by=None, now=now())
        session.commit()
    click.echo(f"Đã bỏ mã đăng nhập của {user.login}; các phiên đã kết thúc.")


@user_cli.command(
    "grant-role",
    help="Giao vai trò không cần quản trị hệ thống thứ hai đồng ý; lý do được ghi nhật ký.",
)
@login
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="Vai trò."
)
@click.option("--unit", required=True, help="Đơn vị: số, tên viết tắt hoặc tên đầy đủ.")
@click.option("--from", "starts_on", type=DAY, help="Từ ngày; mặc định hôm nay.")
@click.option("--until", "ends_on", type=DAY, help="Đến hết ngày; bỏ trống là chưa định.")
@click.option("--reason", required=True, help="Lý do, ai yêu cầu.")
@with_appcontext
def grant_role(
    login: str, role: str, unit: str, starts_on: date | None, ends_on: date | None, reason: str
) -> None:
    """Give a role where no second administrator is there to agree."""
    first = starts_on or today()
    if first < today():
        raise Refusal("Không giao lùi ngày: ghi từ %(today)s trở đi.", today=f"{today():%d/%m/%Y}")
    with writing():
        session = current_session()
        user = user_named(session, login)
        post = Post(Role(role), unit_named(session, unit).id, first, ends_on)
        check_post(session, user.agency_id, post)
        refuse_if_held(session, user, post)
        held = place(session, user, post)
        note(
            session, action="grant_role", subject=Membership.__tablename__, subject_id=held.id,
            agency_id=user.agency_id, details={"user_id": user.id, "role": role, "reason": reason},
        )  # fmt: skip
        session.commit()
    click.echo(f"Đã giao {Role(role).vi} cho {user.login} từ {first:%d/%m/%Y}.")


@user_cli.command("list", help="Liệt kê người dùng với vai trò và đơn vị.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@with_appcontext
def list_users(*, as_json: bool) -> None:
    """Print every account with its roles."""
    people = current_session().scalars(
        select(User)
        .options(selectinload(User.memberships).joinedload(Membership.unit))
        .order_by(User.login)
    )
    rows = [
        Listed(
            user.login,
            user.full_name,
            user.is_active,
            tuple(f"{held.role.value}@{held.unit.short_name}" for held in user.memberships),
        )
        for user in people
    ]
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False))
        return
    for row in rows:
        state = "" if row.active else " (đã ngừng)"
        click.echo(f"{row.login}\t{row.name}{state}\t{', '.join(row.roles)}")


def _password(*, password_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if password_stdin else one_time_password()


def _hand_over(user: User, password: str) -> None:
    """Give a password that the operator knows; the person must change it at the first sign-in."""
    password_rules.refuse_weak(password, user.login, user.full_name)
    give_one_time_password(user, hashed(password))


def _tell(password: str, *, given: bool) -> None:
    if not given:
        click.echo(f"Mật khẩu dùng lần đầu (chỉ hiện một lần): {password}")
