"""`flask demo`: an invented department with two years of receptions, petitions and cases."""

from datetime import date, datetime, time
from random import Random

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.casework.idle_accounts import was_closed_as_idle
from tracker.casework.people import enable
from tracker.casework.risk import apply_forecasts, train_agencies
from tracker.cli.days import DAY
from tracker.cli.refusing import RefusingGroup
from tracker.clock import VIETNAM, now
from tracker.clock import today as today_in_vietnam
from tracker.demo.books import keep_books
from tracker.demo.bulk import CHUNK, Loader
from tracker.demo.findings import LARGEST, inspect
from tracker.demo.notices import post_notices
from tracker.demo.organisation import PASSWORD, PEOPLE, SIGN_INS, found
from tracker.demo.privacy import keep_privacy
from tracker.demo.sessions import conclude_sessions
from tracker.demo.writer import Writer
from tracker.law.terms import Refusal
from tracker.records.audit import note
from tracker.records.base import current_session
from tracker.records.calendar import calendar_in_use
from tracker.records.organisation import OrgUnit, User
from tracker.records.transactions import writing
from tracker.web.passwords import hashed

USUAL_CASES = 320
FIRST_HOUR = time(7)
MOST_CASES = 1_000_000
CASES_A_COMMIT = 50 * CHUNK


@click.group(
    "demo", cls=RefusingGroup, help="Dữ liệu minh họa: một sở với người và vụ việc hư cấu."
)
def demo_cli() -> None:
    """Gather the commands about the demo."""


@demo_cli.command("load", help="Tạo một sở hư cấu với hai năm tiếp công dân, đơn và vụ việc.")
@click.option(
    "--cases", default=USUAL_CASES, type=click.IntRange(1, MOST_CASES), help="Số vụ việc."
)
@click.option("--seed", default=2026, help="Hạt giống ngẫu nhiên: cùng số cho cùng dữ liệu.")
@click.option("--today", "today", type=DAY, help="Ngày cuối của dữ liệu; mặc định hôm nay.")
@click.option("--once", is_flag=True, help="Không làm gì nếu đã có dữ liệu.")
@with_appcontext
def load(*, cases: int, seed: int, today: date | None, once: bool) -> None:
    """Load the demo and print one sign-in per role."""
    if current_app.config["TRACKER"].environment == "production":
        raise Refusal("Không nạp dữ liệu minh họa trên hệ thống đang dùng thật.")
    with writing():
        if not _is_empty():
            if not once:
                raise Refusal("Cơ sở dữ liệu đã có dữ liệu; hãy dùng một cơ sở dữ liệu trống.")
            _open_again()
        else:
            _load(cases, seed, today or today_in_vietnam())
    _print_sign_ins()


def _is_empty() -> bool:
    return current_session().scalar(select(OrgUnit.id).limit(1)) is None


def _open_again() -> None:
    """Open the invented accounts that nobody used for long: whoever tries the demo gets in."""
    session = current_session()
    logins = [login for login, *_ in PEOPLE]
    for user in session.scalars(select(User).where(User.login.in_(logins))):
        if was_closed_as_idle(user):
            enable(session, user, now=now(), reason="Mở lại để dùng thử")
    session.commit()


def _load(cases: int, seed: int, today: date) -> None:
    session, rng = current_session(), Random(seed)  # noqa: S311  # nosec B311 # invented data, no secret
    department = found(session, password_hash=hashed(PASSWORD), today=today)
    post_notices(session, department, today)
    loader = Loader(Writer(session.connection()), department, calendar_in_use(session), rng, today)
    done = 0
    with click.progressbar(length=cases, label="Nạp dữ liệu minh họa") as bar:
        for made in loader.load(cases):
            bar.update(made - done)
            done = made
            if made % CASES_A_COMMIT == 0:
                session.commit()
                loader.writer.connection = session.connection()
    conclude_sessions(session, department, today)
    keep_books(session, department, today)
    keep_privacy(session, department, today)
    at = datetime.combine(today, FIRST_HOUR, VIETNAM)
    train_agencies(session, at)
    apply_forecasts(session, at)
    if cases <= LARGEST:
        inspect(session, department, today)
    note(
        session,
        action="demo",
        subject="case_file",
        subject_id="*",
        agency_id=department.agency_id,
        details={"cases": cases, "seed": seed, "today": today.isoformat()},
    )
    session.commit()


def _print_sign_ins() -> None:
    click.echo("\nĐăng nhập minh họa (mật khẩu chung: " + PASSWORD + ")")
    for login, full_name, role, _ in SIGN_INS:
        click.echo(f"  {login:12} {full_name:20} {role.vi}")
