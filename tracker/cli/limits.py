"""`flask law deadline` and `flask law timeline`: one limit explained, or all of a typed case."""

from datetime import date

import click

from tracker.cli.answering import as_json, print_json
from tracker.cli.days import DAY, NUMBER, PAUSE
from tracker.clock import today as today_in_vietnam
from tracker.law import answers
from tracker.law.asking import Asked, answer
from tracker.law.calendar import Calendar
from tracker.law.explanation import explain
from tracker.law.obligations import Obligation
from tracker.law.reckoning import Pause
from tracker.law.rulebook import Rulebook
from tracker.law.timeline import Note, Timeline, timeline
from tracker.law.typed_words import typed_case

STEP_HELP = (
    "Một bước: TÊN=NGÀY, ví dụ accepted=2026-07-10; thêm :1,4 cho tiêu chí phức tạp, :posted cho "
    "cách thực hiện."
)
FACT_HELP = (
    "Một dữ kiện: level=second, at_desk=yes, learnt_on=NGÀY, obstacle=NGÀY:NGÀY, criteria=1,4, "
    "passage=KN-27:new."
)


@click.command("deadline", help="Tính một ngày hết hạn và giải thích từng bước.")
@click.argument("rule_name", metavar="RULE")
@click.option("--from", "start", type=DAY, required=True, help="Ngày bắt đầu, không tính.")
@click.option("--variant", "variants", multiple=True, help="Trường hợp riêng, ví dụ complex.")
@click.option("--extensions", type=NUMBER, default=0, help="Số lần gia hạn.")
@click.option("--pause", "pauses", type=PAUSE, multiple=True, help="Tạm dừng, từ:đến.")
@click.option("--chosen", default="", help="Quy định áp dụng khi chuyển tiếp: old hoặc new.")
@as_json
def print_deadline(
    *,
    rule_name: str,
    start: date,
    variants: tuple[str, ...],
    extensions: int,
    pauses: tuple[Pause, ...],
    chosen: str,
    as_json: bool,
) -> None:
    """Reckon one due date under the version in force on the first day."""
    calendar = Calendar.official()
    asked = Asked(rule_name, start, variants, extensions, pauses, chosen)
    found = answer(asked, Rulebook.load(), calendar)
    if as_json:
        print_json(answers.deadline(found, calendar))
        return
    click.echo(f"{found.rule.id}: {found.rule.title}")
    for step in explain(found.reckoning, found.rule, calendar):
        click.echo(f"- {step.vi}")


@click.command("timeline", help="Suy ra mọi nghĩa vụ của một vụ việc chỉ ghi bằng các bước.")
@click.option("--kind", required=True, help="Loại vụ việc, ví dụ complaint.")
@click.option("--event", "events", multiple=True, metavar="TÊN=NGÀY", help=STEP_HELP)
@click.option("--fact", "facts", multiple=True, metavar="TÊN=GIÁ_TRỊ", help=FACT_HELP)
@click.option("--today", type=DAY, help="Ngày xem; mặc định hôm nay.")
@as_json
def print_timeline(
    *, kind: str, events: tuple[str, ...], facts: tuple[str, ...], today: date | None, as_json: bool
) -> None:
    """Derive the obligations of a case that is typed in."""
    calendar = Calendar.official()
    case = typed_case(kind, events, facts)
    found = timeline(case.kind, case.level, case.steps, case.facts, Rulebook.load(), calendar)
    day = today or today_in_vietnam()
    if as_json:
        print_json(answers.timeline(found, day, calendar))
        return
    _print_case(found, day)


def _print_case(found: Timeline, today: date) -> None:
    facts = found.facts
    click.echo(f"{facts.kind.vi}, {facts.level.vi.lower()}: {found.state.vi.lower()}.")
    for owed in found.obligations:
        click.echo(_line(owed, today))
    if found.notes:
        click.echo("Lưu ý:")
    for note in found.notes:
        click.echo(f"- {_note(note)}")


def _line(owed: Obligation, today: date) -> str:
    """Give one obligation: rule, due date, how it stands, how late, its duty, its article."""
    late = owed.days_late(today)
    stands = f"{owed.status(today).vi} {late} ngày" if late else owed.status(today).vi
    estimated = " (ước tính)" if owed.is_estimated else ""
    due = f"{owed.due_on:%d/%m/%Y}{estimated}"
    cite = owed.reckoning.version.cite
    return f"{owed.rule.id:12} hạn {due}  {stands:16}  {owed.rule.title} ({cite})"


def _note(note: Note) -> str:
    when = f"{note.event.legal_date:%d/%m/%Y}: " if note.event else ""
    article = f" ({note.said.article})" if note.said.article else ""
    return f"{when}{note.said}{article}"
