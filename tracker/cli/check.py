"""`flask check`: run the inspector's checks, prove them on seeded faults, list what each needs."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, time

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.inspection import Tally, check_case, run_checks
from tracker.cli.answering import as_json, print_json
from tracker.cli.days import DAY
from tracker.cli.refusing import RefusingGroup
from tracker.clock import VIETNAM, now
from tracker.law.findings.catalogue import CHECKS
from tracker.law.findings.check import Check
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.selftest import Score, scores
from tracker.law.findings.wording import Voice, why
from tracker.law.rules import Basis
from tracker.law.terms import Refusal
from tracker.records.base import current_session
from tracker.records.cases import Case
from tracker.records.inspection import Finding, FindingState
from tracker.records.organisation import OrgUnit, User
from tracker.records.transactions import writing

VIETNAMESE = Voice(lambda t: t.vi, str, lambda day: f"{day:%d/%m/%Y}")
OVER = (FindingState.CLOSED, FindingState.GONE)


@click.group("check", cls=RefusingGroup, help="Kiểm tra của thanh tra: tìm phát hiện, tự thử.")
def check_cli() -> None:
    """Gather the commands about checks."""


@check_cli.command("run", help="Chạy các kiểm tra; lần sau chỉ xét những gì đã thay đổi.")
@click.option("--self-test", "self_test", is_flag=True, help="Tự thử trên lỗi cài sẵn, không ghi.")
@click.option("--case", "code", help="Chỉ một vụ việc, theo mã.")
@click.option("--full", is_flag=True, help="Xét lại mọi vụ việc.")
@click.option("--today", "today", type=DAY, help="Ngày kiểm tra; mặc định hôm nay.")
@as_json
@with_appcontext
def run_all(
    *, self_test: bool, code: str | None, full: bool, today: date | None, as_json: bool
) -> None:
    """Run the checks over every agency, one case, or the seeded faults."""
    if self_test:
        _print_scores(list(scores()), as_json=as_json)
        return
    at = datetime.combine(today, time(23, 59), VIETNAM) if today else now()
    with writing():
        session = current_session()
        if code:
            _one_case(session, code, at, as_json=as_json)
        else:
            _every_agency(session, at, full=full, as_json=as_json)
        session.commit()


@check_cli.command("list", help="Liệt kê các kiểm tra: điều luật, dữ liệu cần, điều không xét.")
@click.option("--markdown", is_flag=True, help="In bảng của docs/inspection-checks.md.")
@as_json
def list_all(*, markdown: bool, as_json: bool) -> None:
    """List the checks with what each needs and what it cannot judge."""
    if as_json:
        print_json([_described(check) for check in CHECKS.values()])
        return
    for line in _table() if markdown else _lines():
        click.echo(line)


def _every_agency(session: Session, at: datetime, *, full: bool, as_json: bool) -> None:
    agencies = session.execute(
        select(OrgUnit.id, OrgUnit.name).where(OrgUnit.id == OrgUnit.agency_id)
    ).all()
    told = []
    for agency in agencies:
        tally = run_checks(session, agency.id, now=at, full=full)
        told.append({"agency": agency.name, **_counted(tally)})
        if not as_json:
            _print_tally(agency.name, tally)
    if as_json:
        print_json(told)


def _one_case(session: Session, code: str, at: datetime, *, as_json: bool) -> None:
    case = session.scalars(select(Case).where(Case.code == code.strip().upper())).first()
    if case is None:
        raise Refusal("Không có vụ việc mang mã này.", field="case")
    check_case(session, case, now=at)
    lines = list(_found_in(session, case))
    if as_json:
        print_json(lines)
        return
    if not lines:
        click.echo(f"{case.code}: không có phát hiện nào.")
    for line in lines:
        click.echo(f"{line['check']}  {line['title']} ({line['article']})")
        click.echo(f"       {line['why']}")


def _found_in(session: Session, case: Case) -> Iterator[dict[str, object]]:
    """Give what stands open about a case, in words."""
    names = {("person", i): n for i, n in session.execute(select(User.id, User.full_name))}
    names |= {("unit", i): n for i, n in session.execute(select(OrgUnit.id, OrgUnit.name))}
    rows = session.scalars(
        select(Finding)
        .where(Finding.case_id == case.id, Finding.state.not_in(OVER))
        .order_by(Finding.check_code, Finding.place)
    )
    for row in rows:
        yield {
            "check": row.check_code.value,
            "title": row.check_code.vi,
            "article": CHECKS[row.check_code].article,
            "why": why(row.check_code, row.facts, names, VIETNAMESE),
            "facts": row.facts,
            "first_seen_on": row.first_seen_on.isoformat(),
            "state": row.state.value,
        }


def _counted(tally: Tally) -> dict[str, object]:
    return asdict(tally)


def _print_tally(agency: str, tally: Tally) -> None:
    how = "mọi vụ việc" if tally.is_full else "vụ việc đã thay đổi"
    click.echo(f"{agency}: xét {tally.cases} {how}.")
    click.echo(f"  mới {tally.new}, không còn {tally.gone}, thấy lại {tally.again}")
    for code in CheckCode:
        if number := tally.by_check.get(code.value):
            click.echo(f"  {code.value:6}{number:7}  {code.vi}")


def _print_scores(found: list[Score], *, as_json: bool) -> None:
    """Print recall and false alarms; a check that errs ends with exit code 1."""
    if as_json:
        print_json([_score(s) for s in found])
    else:
        click.echo(f"{'':6}  {'lỗi':>4} {'thấy':>5} {'tỷ lệ':>6}  {'đúng':>4} {'báo nhầm':>8}")
        for s in found:
            share = f"{s.recall:.0%}"
            counts = f"{s.seeded:4} {s.found:5} {share:>6}  {s.lawful:4} {s.false_alarms:8}"
            click.echo(f"{s.code.value:6}  {counts}  {s.code.vi}")
        seeded, lawful = sum(s.seeded for s in found), sum(s.lawful for s in found)
        seen, wrong = sum(s.found for s in found), sum(s.false_alarms for s in found)
        click.echo(f"{'Cộng':6}  {seeded:4} {seen:5} {seen / seeded:6.0%}  {lawful:4} {wrong:8}")
        for check in CHECKS.values():
            if not check.is_judged:
                click.echo(f"{check.code.value:6}  không xét: {check.not_judged}")
    if not all(s.is_perfect for s in found):
        raise SystemExit(1)


def _score(score: Score) -> dict[str, object]:
    shares = {"recall": score.recall, "false_alarm_rate": score.false_alarm_rate}
    return {**asdict(score), "code": score.code.value, **shares}


def _described(check: Check) -> dict[str, object]:
    return {
        "code": check.code.value,
        "title": check.code.vi,
        "title_en": check.code.en,
        "article": check.article,
        "confidence": check.confidence.value,
        "basis": check.basis.value,
        "needs": str(check.needs),
        "is_judged": check.is_judged,
        "not_judged": str(check.not_judged),
    }


def _lines() -> Iterator[str]:
    for check in CHECKS.values():
        judged = "" if check.is_judged else "  (không xét)"
        yield f"{check.code.value:6}{check.code.vi}{judged}"
        yield f"      {check.article}"


def _table() -> Iterator[str]:
    yield "| mã | phát hiện | căn cứ | độ chắc | cần dữ liệu | không xét |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for check in CHECKS.values():
        internal = check.basis is Basis.INTERNAL
        sure = f"{check.confidence.vi}{'; ngưỡng nội bộ' if internal else ''}"
        told = f"Toàn bộ: {check.not_judged}" if not check.is_judged else str(check.not_judged)
        yield (
            f"| {check.code.value} | {check.code.vi} | {check.article} | {sure} | {check.needs} | "
            f"{told or '–'} |"
        )
