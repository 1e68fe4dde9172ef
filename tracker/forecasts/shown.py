"""A back-test in words and figures: what was measured, the curve, the tables by kind and share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Any

from tracker.law.forecast import Doubt, Foretold
from tracker.law.kinds import CaseKind
from tracker.web.numbers import decimal, in_percent
from tracker.web.words import gettext as _
from tracker.web.words import term

SIDE = 200  # Of the square in which the curve is drawn.
SMALLEST, LARGEST = 3.0, 11.0


@dataclass(frozen=True, slots=True)
class Point:
    """One tenth of the forecasts, where it stands in the square and in the table."""

    x: float
    y: float
    size: float
    band: str
    count: int
    foretold: str
    late: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a table of the back-test."""

    label: str
    duties: int
    late: int
    brier: str
    base_brier: str
    skill: str
    auc: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest model of one kind of duty, as the page shows it."""

    title: str
    is_used: bool
    why_not: str
    trained_on: date
    first_on: date | None
    last_on: date | None
    cases: int
    late: int
    forecasts: int
    split_on: date | None
    whole: Measured | None
    alarms: tuple[str, ...]
    points: tuple[Point, ...]
    kinds: tuple[Measured, ...]
    shares: tuple[Measured, ...]


def shown(row: Any) -> Shown:
    """Write one model with its back-test in the reader's language."""
    told: Mapping[str, Any] = row.backtest
    return Shown(
        title=str(term(Foretold(row.duty))),
        is_used=row.is_used,
        why_not=str(term(Doubt(row.reason))) if row.reason else "",
        trained_on=row.trained_on,
        first_on=row.first_on,
        last_on=row.last_on,
        cases=row.cases,
        late=row.late,
        forecasts=row.forecasts,
        split_on=date.fromisoformat(told["split_on"]) if told else None,
        whole=_measured(told, _("Cả phần kiểm chứng")) if told else None,
        alarms=tuple(_alarms(told)) if told and row.is_used else (),
        points=tuple(_points(told.get("reliability", ()))),
        kinds=tuple(_measured(k, term(CaseKind(k["kind"]))) for k in told.get("kinds", ())),
        shares=tuple(_measured(c, percent(c["share"])) for c in told.get("checkpoints", ())),
    )


def _measured(told: Mapping[str, Any], label: object) -> Measured:
    return Measured(
        label=str(label),
        duties=told["duties"],
        late=told["late_duties"],
        brier=figure(told["brier"]),
        base_brier=figure(told["base_brier"]),
        skill=percent(told["skill"]),
        auc=figure(told["auc"]),
    )


def _alarms(told: Mapping[str, Any]) -> list[str]:
    """Say what flagging by this model would have been like, in sentences."""
    flags = told["flags"]
    said = [
        _(
            "Gắn cờ vàng từ %(at_risk)s, cờ cam từ %(urgent)s.",
            at_risk=percent(flags["at_risk"]),
            urgent=percent(flags["urgent"]),
        ),
        _(
            "Đã gắn cờ %(flagged)s trong %(late)s nghĩa vụ trễ; %(a_week)s báo động nhầm một tuần.",
            flagged=told["flagged_late"],
            late=told["late_duties"],
            a_week=figure(told["false_alarms_a_week"], 1),
        ),
    ]
    if told["days_ahead"] is not None:
        days = figure(told["days_ahead"], 1)
        said.append(
            _("Nửa số nghĩa vụ trễ được gắn cờ trước hạn ít nhất %(days)s ngày.", days=days)
        )
    return [str(sentence) for sentence in said]


def _points(tenths: Sequence[Mapping[str, Any]]) -> list[Point]:
    most = max((t["count"] for t in tenths), default=1)
    return [
        Point(
            x=round(t["foretold"] * SIDE, 1),
            y=round((1 - t["late"]) * SIDE, 1),
            size=round(SMALLEST + (LARGEST - SMALLEST) * sqrt(t["count"] / most), 1),
            band=f"{percent(t['low'])}–{percent(t['high'])}",
            count=t["count"],
            foretold=percent(t["foretold"]),
            late=percent(t["late"]),
        )
        for t in tenths
    ]


def percent(share: float) -> str:
    """Give a share in whole per cent."""
    return in_percent(round(100 * share))


def figure(value: float | None, digits: int = 3) -> str:
    """Give a figure with the reader's decimal mark; a dash where nothing could be measured."""
    return "–" if value is None else decimal(value, digits)
