"""`flask deadlines`: rebuild the stored obligations, run the nightly sweep."""

import json
from datetime import date, datetime

import click
from flask.cli import with_appcontext

from tracker.casework.ladder import tell_all
from tracker.casework.obligations import rebuild
from tracker.casework.reminders import sweep
from tracker.cli.days import DAY
from tracker.cli.refusing import RefusingGroup
from tracker.clock import VIETNAM, now
from tracker.law.reminding import FIRST, LAST
from tracker.records.base import current_session
from tracker.records.transactions import writing

SHOWN = 20
as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group("deadlines", cls=RefusingGroup, help="Nghĩa vụ có thời hạn: dựng lại, quét cảnh báo.")
def deadlines_cli() -> None:
    """Gather the commands about obligations."""


@deadlines_cli.command("rebuild", help="Dựng lại nghĩa vụ từ các sự kiện; --check chỉ so sánh.")
@click.option("--check", "check", is_flag=True, help="Chỉ so sánh, không sửa.")
@as_json
@with_appcontext
def rebuild_all(*, check: bool, as_json: bool) -> None:
    """Rebuild or compare; a difference found by --check ends with exit code 1."""
    with writing():
        session = current_session()
        result = rebuild(session, check=check)
        session.commit()
    if as_json:
        click.echo(json.dumps({"cases": result.cases, "different": list(result.different)}))
    else:
        verb = "khác" if check else "đã dựng lại"
        click.echo(f"{result.cases} vụ việc, {len(result.different)} {verb}.")
        for code in result.different[:SHOWN]:
            click.echo(f"  {code}")
    if check and result.different:
        raise SystemExit(1)


@deadlines_cli.command(
    "sweep", help="Ghi nhận các nghĩa vụ mới quá hạn, khẩn, sắp đến hạn; nhắc theo bậc."
)
@click.option("--today", "today", type=DAY, help="Ngày quét; mặc định hôm nay.")
@as_json
@with_appcontext
def sweep_all(*, today: date | None, as_json: bool) -> None:
    """Note each change of level once, and tell each person of the ladder once."""
    # A day that was typed is swept as in its first working hour.
    at = datetime.combine(today, FIRST, VIETNAM) if today else now()
    day = at.date()
    with writing():
        session = current_session()
        result = sweep(session, at=at)
        session.commit()
        told = 0
        for number in tell_all(session, at=at):
            session.commit()
            told += number
    if as_json:
        standing = {alarm.value: n for alarm, n in result.standing.items()}
        noted = {alarm.value: n for alarm, n in result.noted.items()}
        found = {"today": day.isoformat(), "standing": standing, "noted": noted}
        click.echo(json.dumps(found | {"told": told, "quiet": result.quiet}))
        return
    click.echo(f"Quét ngày {day:%d/%m/%Y}:")
    for alarm, count in result.standing.items():
        click.echo(f"  {alarm.vi:14} {count:6}  mới ghi nhận {result.noted.get(alarm, 0)}")
    click.echo(f"  Lượt nhắc mới: {told}")
    if result.quiet:
        click.echo(
            f"Ngoài giờ nhắc ({FIRST:%H:%M}–{LAST:%H:%M} ngày làm việc): chỉ đếm, chưa nhắc ai; "
            "lần quét đầu tiên trong giờ sẽ nhắc."
        )
