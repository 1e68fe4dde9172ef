"""Forecasts of an agency: learnt once a day, written for what is open and nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Role
from tracker.casework.risk import apply_forecasts, train_agencies
from tracker.casework.risk_signs import foretold_rules
from tracker.clock import VIETNAM
from tracker.law.forecast import Foretold, Source, base_rate, from_json
from tracker.records.cases import StoredObligation
from tracker.records.forecasts import Forecast, ForecastModel, holds_for

AT = datetime(2026, 11, 23, 7, tzinfo=VIETNAM)
Command = Callable[..., str]


@pytest.fixture
def demo(session: Session, command: Command) -> Session:
    command("demo", "load", "--cases", "160", "--today", "2026-11-23")
    return session


def test_every_open_duty_of_a_learnt_kind_has_one_forecast(demo: Session) -> None:
    learnt = [m.duty for m in _models(demo) if m.source is not Source.NONE]
    rules = [rule for rule, duty in foretold_rules().items() if duty in learnt]
    row = StoredObligation
    open_ones = select(func.count()).where(
        row.is_running, row.due_on >= AT.date(), row.rule.in_(rules)
    )

    written = apply_forecasts(demo, AT)

    assert written == demo.scalar(open_ones) == demo.scalar(select(func.count(Forecast.id)))
    assert written > 0


def test_training_twice_a_day_keeps_one_version_and_the_same_numbers(demo: Session) -> None:
    before = [(m.duty, m.version, m.numbers, m.backtest) for m in _models(demo)]

    train_agencies(demo, AT + timedelta(hours=3))

    assert [(m.duty, m.version, m.numbers, m.backtest) for m in _models(demo)] == before
    assert {duty for duty, *_ in before} == set(Foretold)


def test_the_next_day_makes_the_next_version(demo: Session) -> None:
    train_agencies(demo, AT + timedelta(days=1))

    assert sorted({m.version for m in _models(demo)}) == [1, 2]


def test_few_cases_give_rates_and_the_reason_why(demo: Session) -> None:
    for model in _models(demo):
        assert not model.is_used
        assert model.reason in {"too_few", "too_few_late", "no_better"}


def test_what_is_applied_is_what_the_stored_numbers_say(demo: Session) -> None:
    forecast = demo.scalars(select(Forecast).order_by(Forecast.probability.desc())).first()
    assert forecast is not None
    numbers = from_json(forecast.model.numbers)

    rates = [base_rate(numbers, share) for share in (0.0, 1.0)]
    slack = 0.25  # By how much the kind of a case may move it.
    assert min(rates) - slack <= forecast.probability <= max(rates) + slack


def test_a_forecast_is_of_the_date_that_the_duty_now_runs_to(demo: Session) -> None:
    shown = select(Forecast.id).join(StoredObligation, holds_for(StoredObligation))
    forecast, duty = demo.execute(
        select(Forecast, StoredObligation).join(StoredObligation, holds_for(StoredObligation))
    ).first() or (None, None)
    assert forecast is not None
    assert duty is not None

    duty.due_on += timedelta(days=30)
    demo.flush()
    assert forecast.id not in demo.scalars(shown).all()

    duty.due_on, duty.is_running = forecast.due_on, False
    demo.flush()
    assert forecast.id not in demo.scalars(shown).all()


def test_an_agency_without_cases_is_told_that_there_is_too_little(session: Session) -> None:
    make.person_with(session, Role.HANDLER)
    found = train_agencies(session, AT)

    assert [t.source for t in found] == [Source.NONE] * len(Foretold)
    assert apply_forecasts(session, AT) == 0


def test_the_commands_say_what_they_did(demo: Session, command: Command) -> None:
    demo.commit()

    assert "nghĩa vụ" in command("risk", "train", "--today", "2026-11-23")
    assert "dự báo" in command("risk", "apply", "--today", "2026-11-23")
    assert '"is_used": false' in command("risk", "backtest", "--json")
    assert "chưa đủ" in command("risk", "backtest")


def test_the_back_test_before_any_training_is_refused(sqlite_app: Flask, command: Command) -> None:
    assert sqlite_app
    assert "Chưa học lần nào" in command("risk", "backtest", exit_code=2)


def _models(session: Session) -> list[ForecastModel]:
    session.expire_all()
    return list(session.scalars(select(ForecastModel).order_by(ForecastModel.id)))
