"""`flask risk`: learn which duties end late, forecast what is open, test the forecasts."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select

from tracker.casework.risk import apply_forecasts, train_agencies
from tracker.casework.risk_foreign import backtest as foreign_backtest
from tracker.cli.days import DAY
from tracker.cli.refusing import RefusingGroup
from tracker.clock import VIETNAM, now
from tracker.law.forecast import Doubt
from tracker.law.terms import Refusal
from tracker.records.base import current_session
from tracker.records.forecasts import ForecastModel
from tracker.records.transactions import writing

SHORTEST_LIMIT, LONGEST_LIMIT = 0.001, 36_500
NIGHT = time(23, 0)
as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
on_day = click.option("--today", "today", type=DAY, help="Ngày tính; mặc định hôm nay.")


@click.group("risk", cls=RefusingGroup, help="Dự báo trễ hạn: học, áp dụng, kiểm chứng ngược.")
def risk_cli() -> None:
    """Gather the commands about forecasts."""


@risk_cli.command("train", help="Học từ các vụ việc đã xong; mỗi ngày một lần là đủ.")
@on_day
@as_json
@with_appcontext
def train(*, today: date | None, as_json: bool) -> None:
    """Learn anew for every agency and say what came of it."""
    with writing():
        session = current_session()
        cost = current_app.config["TRACKER"].forecast_miss_cost
        found = train_agencies(session, _moment(today), miss_cost=cost)
        session.commit()
    if as_json:
        told = [
            {
                "agency": t.agency_id, "duty": t.duty.value, "version": t.version,
                "cases": t.cases, "late": t.late, "source": t.source.value, "reason": t.reason,
            }
            for t in found
        ]  # fmt: skip
        click.echo(json.dumps(told))
        return
    for t in found:
        why = f" – {Doubt(t.reason).vi}" if t.reason else ""
        click.echo(f"{t.duty.vi}: {t.cases} nghĩa vụ, {t.late} trễ; {t.source.vi.lower()}{why}.")


@risk_cli.command("apply", help="Tính lại dự báo của mọi nghĩa vụ đang mở.")
@on_day
@as_json
@with_appcontext
def apply(*, today: date | None, as_json: bool) -> None:
    """Write the forecast of every open duty."""
    with writing():
        session = current_session()
        written = apply_forecasts(session, _moment(today))
        session.commit()
    click.echo(json.dumps({"forecasts": written}) if as_json else f"{written} dự báo.")


@risk_cli.command("backtest", help="Kiểm chứng ngược: học từ quá khứ, thử trên phần sau.")
@click.option("--log", "log", type=click.Path(path_type=Path), help="Nhật ký sự kiện (CSV) khác.")
@click.option("--limit-days", type=float, help="Thời hạn tính bằng ngày, cùng với --log.")
@click.option(
    "--train-share", default=0.7, help="Phần vụ việc bắt đầu trước mốc chia (0–1), cùng với --log."
)
@as_json
@with_appcontext
def backtest(
    *, log: Path | None, limit_days: float | None, train_share: float, as_json: bool
) -> None:
    """Show how forecasts would have done, on our own cases or on another log."""
    if log is not None:
        told = _of_log(log, limit_days, train_share)
        lines = map(_line, told["checkpoints"])
    else:
        told = {"models": _stored()}
        lines = map(_model_line, told["models"])
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def _moment(today: date | None) -> datetime:
    return datetime.combine(today, NIGHT, VIETNAM) if today else now()


def _of_log(log: Path, limit_days: float | None, train_share: float) -> dict[str, Any]:
    if limit_days is None or not SHORTEST_LIMIT <= limit_days <= LONGEST_LIMIT:
        raise Refusal("--limit-days phải là số ngày lớn hơn 0, ví dụ --limit-days 30.")
    if not 0 < train_share < 1:
        raise Refusal("--train-share phải lớn hơn 0 và nhỏ hơn 1, ví dụ 0.7.")
    return foreign_backtest(log, limit=limit_days, train_share=train_share)


def _line(told: dict[str, Any]) -> str:
    return (
        f"{told['share']:.0%} thời hạn: còn mở {told['open']}, trễ {told['late']}, "
        f"AUC {told['auc']}, Brier {told['brier']} (tỷ lệ chung {told['base_brier']})"
    )


def _stored() -> list[dict[str, Any]]:
    """Give the back-tests of the newest models of all agencies."""
    newest = select(func.max(ForecastModel.id)).group_by(
        ForecastModel.agency_id, ForecastModel.duty
    )
    stmt = select(ForecastModel).where(ForecastModel.id.in_(newest)).order_by(ForecastModel.id)
    found = current_session().scalars(stmt).all()
    if not found:
        raise Refusal("Chưa học lần nào: hãy chạy flask --app wsgi risk train trước.")
    return [
        {
            "agency": m.agency_id, "duty": m.duty.value, "version": m.version,
            "trained_on": m.trained_on.isoformat(), "cases": m.cases, "late": m.late,
            "source": m.source.value, "is_used": m.is_used, "reason": m.reason,
            "backtest": m.backtest,
        }
        for m in found
    ]  # fmt: skip


def _model_line(told: dict[str, Any]) -> str:
    head = f"{told['duty']}: {told['cases']} nghĩa vụ, {told['late']} trễ; "
    measured = told["backtest"]
    if not measured:
        return head + Doubt(told["reason"]).vi
    used = "đang dùng" if told["is_used"] else f"không dùng ({Doubt(told['reason']).vi})"
    return (
        f"{head}Brier {measured['brier']} (tỷ lệ chung {measured['base_brier']}), "
        f"AUC {measured['auc']}; {used}"
    )
