"""`flask law`: the rules in force, working days, the calendar, and the limits beside them."""

from collections.abc import Iterable
from datetime import date

import click

from tracker.cli.answering import as_json, print_json
from tracker.cli.days import DAY, NUMBER
from tracker.cli.limits import print_deadline, print_timeline
from tracker.cli.refusing import RefusingGroup
from tracker.law import answers
from tracker.law.calendar import Calendar, DayMark
from tracker.law.rulebook import Rule, Rulebook, Version
from tracker.law.rules import Length, Nature
from tracker.law.wording import length_words

AT_LEAST = frozenset({Nature.KEEP, Nature.FREQUENCY})
MARGIN = " " * 13


@click.group("law", cls=RefusingGroup, help="Quy tắc, thời hạn và lịch làm việc theo pháp luật.")
def law_cli() -> None:
    """Gather the commands about the law."""


law_cli.add_command(print_deadline)
law_cli.add_command(print_timeline)


@law_cli.command("rules", help="Liệt kê các quy tắc với căn cứ; --on chỉ lấy quy tắc có hiệu lực.")
@click.option("--on", "on", type=DAY, help="Ngày cần xem.")
@as_json
def print_rules(*, on: date | None, as_json: bool) -> None:
    """List the rules with their citations."""
    book = Rulebook.load()
    if as_json:
        print_json(answers.rules(book, on))
        return
    for rule in book.rules:
        for version in answers.versions_on(rule, on):
            _print_version(rule, version, on)
        if rule.repealed_on and (on is None or rule.repealed_on <= on):
            click.echo(f"{rule.id:12} hết hiệu lực từ {rule.repealed_on}  {rule.title}")
            click.echo(f"{MARGIN}{rule.repealed_by}")


@law_cli.command("workdays", help="Đếm ngày làm việc sau ngày đầu, đến hết ngày cuối.")
@click.option("--from", "start", type=DAY, required=True, help="Ngày đầu, không tính.")
@click.option("--to", "end", type=DAY, required=True, help="Ngày cuối, có tính.")
@as_json
def print_workdays(*, start: date, end: date, as_json: bool) -> None:
    """Count the working days between two days."""
    calendar = Calendar.official()
    answer = answers.workdays(start, end, calendar)
    if as_json:
        print_json(answer)
        return
    number = answer["working_days"]
    click.echo(f"{number} ngày làm việc sau {start:%d/%m/%Y}, đến hết {end:%d/%m/%Y}.")
    _print_days(answers.marks_between(start, end, calendar))


@law_cli.command("calendar", help="Ngày nghỉ và ngày làm bù của một năm, với căn cứ.")
@click.argument("year", type=NUMBER, metavar="YEAR")
@as_json
def print_calendar(*, year: int, as_json: bool) -> None:
    """List the marked days of a year."""
    calendar = Calendar.official()
    answer = answers.year(year, calendar)
    if as_json:
        print_json(answer)
        return
    click.echo(f"Năm {year}: {answer['working_days']} ngày làm việc.")
    if not calendar.known(year):
        click.echo("Lịch nghỉ chưa được công bố: chỉ có ngày lễ cố định.")
    _print_days(calendar.marks(year))
    for mark in answers.proposed_of(year):
        click.echo(f"Chưa áp dụng: {mark.on:%d/%m/%Y} {mark.name_vi} ({mark.basis})")


def _print_version(rule: Rule, version: Version, on: date | None) -> None:
    lengths = ", ".join(_words(rule, length) for length in reversed(version.lengths))
    click.echo(f"{rule.id:12} từ {version.from_}  {rule.title}: {lengths}")
    if rule.nature is not Nature.DUTY:
        click.echo(f"{MARGIN}{rule.nature.vi}")
    click.echo(f"{MARGIN}{_checked(version, on)}")
    if version.transition:
        click.echo(f"{MARGIN}{_passage(rule, version)}")


def _checked(version: Version, on: date | None) -> str:
    """Give the articles, and how well and when they were compared with the official text."""
    cites = "; ".join(str(c) for c in (version.cite, *version.also))
    stale = on is not None and version.checked_on < on - answers.A_YEAR
    late = "  [quá một năm chưa đối chiếu]" if stale else ""
    return f"{cites} ({version.confidence.vi}, {version.checked_on}){late}"


def _words(rule: Rule, length: Length) -> str:
    least = "ít nhất " if rule.nature in AT_LEAST else ""
    when = f" ({', '.join(sorted(t.value for t in length.when))})" if length.when else ""
    return f"{least}{length_words(length)[0]}{when}"


def _passage(rule: Rule, version: Version) -> str:
    """Say what becomes of a limit that runs across the end of a version."""
    transition = version.transition
    passage = transition.passage.vi if transition else ""
    by = f" ({transition.cite})" if transition and transition.cite else ""
    return f"Chuyển tiếp ngày {answers.end_of(rule, version)}: {passage}{by}"


def _print_days(marks: Iterable[DayMark]) -> None:
    for mark in marks:
        click.echo(f"{mark.on:%d/%m/%Y}  {mark.kind.vi}: {mark.name_vi} ({mark.basis})")
