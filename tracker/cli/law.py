"""`flask law`: the rules in force, one due date explained, working days, the calendar."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import click

from tracker.cli.days import DAY, PAUSE
from tracker.cli.refusing import RefusingGroup
from tracker.law.calendar import HORIZON, Calendar, DayMark, days_in, proposed_days
from tracker.law.events import Trait
from tracker.law.explanation import Step, explain
from tracker.law.reckoning import Pause, Reckoning, reckon
from tracker.law.rulebook import Rule, Rulebook, Version
from tracker.law.terms import Refusal
from tracker.vietnamese import fold

A_YEAR = timedelta(365)


as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group("law", cls=RefusingGroup, help="Quy tắc, thời hạn và lịch làm việc theo pháp luật.")
def law_cli() -> None:
    """Gather the commands about the law."""


@law_cli.command("rules", help="Liệt kê các quy tắc với căn cứ; --on chỉ lấy quy tắc có hiệu lực.")
@click.option("--on", "on", type=DAY, help="Ngày cần xem.")
@as_json
def print_rules(*, on: date | None, as_json: bool) -> None:
    """List the rules with their citations."""
    rows = [_rule_row(rule, v, on) for rule in Rulebook.load().rules for v in _versions(rule, on)]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        lengths = ", ".join(_length_words(length) for length in row["lengths"])
        stale = "  [quá một năm chưa đối chiếu]" if row["is_stale"] else ""
        click.echo(f"{row['rule']:12} từ {row['version_from']}  {row['title']}: {lengths}")
        click.echo(f"{'':12} {row['cite']} ({row['confidence']}, {row['checked_on']}){stale}")


@law_cli.command("deadline", help="Tính một ngày hết hạn và giải thích từng bước.")
@click.argument("rule_name", metavar="RULE")
@click.option("--from", "start", type=DAY, required=True, help="Ngày bắt đầu, không tính.")
@click.option("--variant", "variants", multiple=True, help="Trường hợp riêng, ví dụ complex.")
@click.option("--extensions", default=0, help="Số lần gia hạn.")
@click.option("--pause", "pauses", type=PAUSE, multiple=True, help="Tạm dừng, từ:đến.")
@as_json
def print_deadline(
    *,
    rule_name: str,
    start: date,
    variants: tuple[str, ...],
    extensions: int,
    pauses: tuple[Pause, ...],
    as_json: bool,
) -> None:
    """Reckon one due date under the version in force on the first day."""
    book, calendar = Rulebook.load(), Calendar.official()
    rule, alias = book.rule(rule_name), book.alias(rule_name)
    version = rule.on(start)
    traits = alias.variants | {_variant(v, rule, version) for v in variants}
    extensions = extensions or alias.extensions
    _check_extensions(extensions, rule, version, traits)
    _check_pauses(pauses, rule, start)
    reckoning = reckon(
        version, start, traits, calendar,
        extensions=extensions, pauses=pauses, direction=rule.direction,
    )  # fmt: skip
    steps = explain(reckoning, rule, calendar)
    if as_json:
        _print_json(_deadline_row(rule, reckoning, steps))
        return
    click.echo(f"{rule.id}: {rule.title}")
    for step in steps:
        click.echo(f"- {step.vi}")


@law_cli.command("workdays", help="Đếm ngày làm việc sau ngày đầu, đến hết ngày cuối.")
@click.option("--from", "start", type=DAY, required=True, help="Ngày đầu, không tính.")
@click.option("--to", "end", type=DAY, required=True, help="Ngày cuối, có tính.")
@as_json
def print_workdays(*, start: date, end: date, as_json: bool) -> None:
    """Count the working days between two days."""
    calendar = Calendar.official()
    number = calendar.working_days_between(start, end)
    marks = [m for d in days_in(min(start, end), max(start, end)) if (m := calendar.mark(d))]
    if as_json:
        _print_json(
            {
                "from": start.isoformat(),
                "to": end.isoformat(),
                "working_days": number,
                "marked_days": [_day_row(m, calendar) for m in marks],
            }
        )
        return
    click.echo(f"{number} ngày làm việc sau {start:%d/%m/%Y}, đến hết {end:%d/%m/%Y}.")
    _print_days(marks)


@law_cli.command("calendar", help="Ngày nghỉ và ngày làm bù của một năm, với căn cứ.")
@click.argument("year", type=int, metavar="YEAR")
@as_json
def print_calendar(*, year: int, as_json: bool) -> None:
    """List the marked days of a year."""
    calendar = Calendar.official()
    if not calendar.first_year <= year <= calendar.last_known_year + HORIZON:
        raise Refusal(
            "Không có lịch năm %(year)s: lịch làm việc có các năm %(first)s–%(last)s.",
            year=year,
            first=calendar.first_year,
            last=calendar.last_known_year,
        )
    number = sum(calendar.is_working(d) for d in days_in(date(year, 1, 1), date(year, 12, 31)))
    proposed = [m for m in proposed_days() if m.on.year == year]
    if as_json:
        _print_json(
            {
                "year": year,
                "known": calendar.known(year),
                "provisional": calendar.provisional(year),
                "working_days": number,
                "days": [_day_row(m, calendar) for m in calendar.marks(year)],
                "proposed": [_day_row(m, calendar) for m in proposed],
            }
        )
        return
    click.echo(f"Năm {year}: {number} ngày làm việc.")
    if not calendar.known(year):
        click.echo("Lịch nghỉ chưa được công bố: chỉ có ngày lễ cố định.")
    _print_days(calendar.marks(year))
    for mark in proposed:
        click.echo(f"Chưa áp dụng: {mark.on:%d/%m/%Y} {mark.name_vi} ({mark.basis})")


def _versions(rule: Rule, on: date | None) -> tuple[Version, ...]:
    if on is None:
        return rule.versions
    version = rule.in_force(on)
    return (version,) if version else ()


def _rule_row(rule: Rule, version: Version, on: date | None) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "aliases": [a.id for a in rule.aliases],
        "title": rule.title,
        "title_en": rule.title_en,
        "nature": rule.nature.value,
        "basis": rule.basis.value,
        "kinds": sorted(k.value for k in rule.kinds),
        "levels": sorted(level.value for level in rule.levels),
        "version_from": version.from_.isoformat(),
        "lengths": [
            {"length": n.number, "unit": n.unit.value, "when": sorted(t.value for t in n.when)}
            for n in reversed(version.lengths)
        ],
        "extensions": version.extensions.most if version.extensions else 0,
        "cite": str(version.cite),
        "also": [str(c) for c in version.also],
        "confidence": version.confidence.value,
        "checked_on": version.checked_on.isoformat(),
        "is_stale": on is not None and version.checked_on < on - A_YEAR,
    }


def _length_words(length: dict[str, Any]) -> str:
    unit = "ngày làm việc" if length["unit"] == "working_days" else "ngày"
    when = f" ({', '.join(length['when'])})" if length["when"] else ""
    return f"{length['length']} {unit}{when}"


def _deadline_row(rule: Rule, reckoning: Reckoning, steps: Iterable[Step]) -> dict[str, Any]:
    version = reckoning.version
    return {
        "rule": rule.id,
        "title": rule.title,
        "nature": rule.nature.value,
        "basis": rule.basis.value,
        "version_from": version.from_.isoformat(),
        "from": reckoning.start.isoformat(),
        "due_on": reckoning.due_on.isoformat(),
        "unrolled_on": reckoning.unrolled_on.isoformat(),
        "warn_on": reckoning.warn_on.isoformat(),
        "transition_on": _iso(reckoning.transition_on),
        "unit": reckoning.unit.value,
        "length": reckoning.length.number,
        "direction": rule.direction.value,
        "variants": sorted(str(t) for t in reckoning.traits),
        "extensions": reckoning.extensions,
        "pauses": [[p.isoformat(), r.isoformat()] for p, r in reckoning.pauses],
        "cite": str(version.cite),
        "also": [str(c) for c in version.also],
        "confidence": version.confidence.value,
        "steps": [{"code": s.code, "on": _iso(s.on), "vi": s.vi, "en": s.en} for s in steps],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _variant(name: str, rule: Rule, version: Version) -> Trait:
    """Read the name of a circumstance: its code or its Vietnamese name, marks or not."""
    grounds = version.extensions.grounds if version.extensions else ()
    known = sorted({*version.conditions, *rule.no_effect, *grounds})
    wanted = fold(name).replace("-", " ").replace("_", " ")
    for trait in known:
        spellings = (trait.value.replace("_", " "), fold(trait.vi), _short_name(trait))
        if wanted in spellings:
            return trait
    if not known:
        raise Refusal("%(rule)s không phân biệt trường hợp nào.", rule=rule.id)
    raise Refusal(
        "%(rule)s không có trường hợp “%(name)s”. Có: %(known)s.",
        rule=rule.id,
        name=name,
        known=", ".join(f"{t.value} ({t.vi.lower()})" for t in known),
    )


def _short_name(trait: Trait) -> str:
    """Give the folded name as it is said in short: "phuc tap", "vung sau"."""
    return fold(trait.vi).removeprefix("vu viec ").split(",")[0]


def _check_extensions(
    extensions: int, rule: Rule, version: Version, traits: Iterable[Trait]
) -> None:
    """Refuse more extensions than the gravest ground named allows."""
    if version.extensions is None and extensions:
        raise Refusal("%(rule)s không có gia hạn.", article=str(version.cite), rule=rule.id)
    if version.extensions is None:
        return
    named = [n for n, g in enumerate(version.extensions.grounds, 1) if g in traits]
    most = max(named, default=version.extensions.most)
    if not 0 <= extensions <= most:
        raise Refusal(
            "%(rule)s được gia hạn từ 0 đến %(most)s lần, không phải %(asked)s lần.",
            article=str(version.extensions.cite),
            rule=rule.id,
            most=most,
            asked=extensions,
        )


def _check_pauses(pauses: Iterable[Pause], rule: Rule, start: date) -> None:
    """Refuse a pause that the rule does not know, or that is out of order."""
    for paused_on, resumed_on in pauses:
        if rule.pauses_since is None:
            raise Refusal("%(rule)s không có tạm dừng.", rule=rule.id)
        if paused_on < rule.pauses_since:
            raise Refusal(
                "%(rule)s chỉ được tạm dừng từ ngày %(since)s.",
                article=str(rule.pause_cite),
                rule=rule.id,
                since=f"{rule.pauses_since:%d/%m/%Y}",
            )
        if not start <= paused_on <= resumed_on:
            raise Refusal(
                "Thứ tự ngày không đúng: bắt đầu %(start)s, tạm dừng %(paused)s, tiếp tục "
                "%(resumed)s.",
                start=f"{start:%d/%m/%Y}",
                paused=f"{paused_on:%d/%m/%Y}",
                resumed=f"{resumed_on:%d/%m/%Y}",
            )


def _day_row(mark: DayMark, calendar: Calendar) -> dict[str, Any]:
    return {
        "on": mark.on.isoformat(),
        "kind": mark.kind.value,
        "name": mark.name_vi,
        "name_en": mark.name_en,
        "basis": mark.basis,
        "status": mark.status.value,
        "confidence": mark.confidence,
        "announced_on": _iso(mark.announced_on),
        "is_working": calendar.is_working(mark.on),
    }


def _print_days(marks: Iterable[DayMark]) -> None:
    for mark in marks:
        click.echo(f"{mark.on:%d/%m/%Y}  {mark.kind.vi}: {mark.name_vi} ({mark.basis})")


def _print_json(answer: object) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
