"""The page of the back-test: figures as they were measured, the curve with its table."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tracker.access import Role
from tracker.clock import VIETNAM
from tracker.law.events import EventType
from tracker.law.forecast import Doubt, Foretold, Source
from tracker.law.levels import Alarm
from tracker.records.cases import Case
from tracker.records.forecasts import Forecast, ForecastModel
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
MEASURED = {
    "duties": 40, "late_duties": 8, "moments": 120, "brier": 0.0812, "base_brier": 0.1234,
    "skill": 0.342, "auc": 0.791,
}  # fmt: skip
BACKTEST: dict[str, Any] = {
    **MEASURED,
    "split_on": "2026-04-01",
    "flags": {"at_risk": 0.3, "urgent": 0.55},
    "flagged_late": 7,
    "days_ahead": 6.5,
    "false_alarms": 9,
    "false_alarms_a_week": 1.25,
    "checkpoints": [{"share": 0.5, **MEASURED}],
    "kinds": [{"kind": "complaint", **MEASURED}],
    "reliability": [
        {"low": 0.0, "high": 0.1, "count": 90, "foretold": 0.05, "late": 0.04},
        {"low": 0.6, "high": 0.7, "count": 30, "foretold": 0.66, "late": 0.7},
    ],
}


def test_a_used_model_shows_what_was_measured(session: Session, sign_in: SignIn) -> None:
    _model(session, Source.MODEL)

    page = sign_in(Role.INSPECTOR).get("/forecasts", max_queries=8)

    words = page.words.replace("\u00a0", " ")
    for said in ("Đang dùng", "0,081", "0,123", "34 %", "0,791", "Gắn cờ vàng từ 30 %",
                 "cờ cam từ 55 %", "7 trong 8", "1,2 báo động nhầm", "ít nhất 6,5 ngày",
                 "60 %–70 %"):  # fmt: skip
        assert said in words
    assert page.text.count("<circle") == 2


def test_a_model_that_is_no_better_is_said_not_to_be_used(
    session: Session, sign_in: SignIn
) -> None:
    _model(session, Source.RATES, reason=Doubt.NO_BETTER)

    words = sign_in(Role.UNIT_HEAD).get("/forecasts", max_queries=8).words

    assert "Chưa đủ dữ liệu, không dùng" in words
    assert "không hơn tỷ lệ chung trên phần kiểm chứng" in words
    assert "Gắn cờ vàng" not in words


def test_before_any_training_the_page_says_so(sign_in: SignIn) -> None:
    assert "Chưa học lần nào." in sign_in(Role.DIRECTOR).get("/forecasts").words


@pytest.mark.parametrize("role", [Role.HANDLER, Role.RECEPTIONIST, Role.ADMINISTRATOR], ids=str)
def test_others_may_not_read_it(sign_in: SignIn, role: Role) -> None:
    sign_in(role).get("/forecasts", status=403)


def test_another_agency_shows_nothing_of_it(session: Session, sign_in: SignIn) -> None:
    stranger = factories.person(session, Role.DIRECTOR, at=factories.agency(session, "Sở khác"))
    _model(session, Source.MODEL)

    assert "Đang dùng" not in sign_in(stranger).get("/forecasts").words


def test_the_case_page_says_the_estimate_why_and_what_helps(
    session: Session, sign_in: SignIn, at: Callable[..., None]
) -> None:
    at("2026-11-09")
    case = factories.case(session)
    _forecast(session, case, _model(session, Source.MODEL))

    words = _shown(sign_in, case)

    assert "Ước tính khả năng trễ hạn: 62 %" in words
    assert "Làm tăng: người xử lý đang có 14 vụ." in words
    assert "xong bước “Phân loại, xử lý đơn” thì còn khoảng 20 %" in words
    assert "không phải quy định" in words


def test_a_list_names_the_flagged_with_its_reason(
    session: Session, sign_in: SignIn, at: Callable[..., None]
) -> None:
    at("2026-11-09")
    case = factories.case(session)
    _forecast(session, case, _model(session, Source.MODEL))

    for url in ("/cases", "/my-work"):
        words = sign_in(Role.DIRECTOR).get(url, max_queries=8).words.replace("\u00a0", " ")
        assert "có thể trễ, ước tính 62 %: người xử lý đang có 14 vụ" in words


def test_a_forecast_of_a_duty_no_longer_open_is_not_shown(
    session: Session, sign_in: SignIn, at: Callable[..., None]
) -> None:
    at("2026-11-10")
    case = factories.classified(session, factories.case(session), date(2026, 11, 4))
    _forecast(session, case, _model(session, Source.MODEL))
    assert "chưa tính bước mới nhất" in _shown(sign_in, case)

    factories.happen(session, case, EventType.ACCEPTED, date(2026, 11, 9))

    assert "Ước tính khả năng trễ hạn" not in _shown(sign_in, case)


def test_a_forecast_of_a_date_that_has_passed_is_not_shown(
    session: Session, sign_in: SignIn, at: Callable[..., None]
) -> None:
    at("2027-01-11")
    case = factories.case(session)
    _forecast(session, case, _model(session, Source.MODEL))

    assert "Ước tính khả năng trễ hạn" not in _shown(sign_in, case)
    assert "có thể trễ" not in sign_in(Role.DIRECTOR).get("/my-work").words


def _shown(sign_in: SignIn, case: Case) -> str:
    page = sign_in(Role.DIRECTOR).get(f"/cases/{case.id}", max_queries=12)
    return page.words.replace("\u00a0", " ")


def _model(session: Session, source: Source, *, reason: Doubt | None = None) -> ForecastModel:
    model = ForecastModel(
        agency_id=factories.agency(session).id,
        duty=Foretold.ACCEPTANCE,
        version=1,
        trained_on=date(2026, 11, 9),
        trained_at=datetime(2026, 11, 9, 2, tzinfo=VIETNAM),
        first_on=date(2024, 11, 1),
        last_on=date(2026, 11, 1),
        cases=230,
        late=31,
        source=source,
        is_used=source is Source.MODEL,
        reason=reason.value if reason else "",
        numbers={},
        backtest=BACKTEST,
    )
    session.add(model)
    session.flush()
    return model


def _forecast(session: Session, case: Case, model: ForecastModel) -> None:
    """Forecast the acceptance of a case, as it stood after its receipt."""
    duty = next(o for o in case.obligations if o.rule == "KN-27")
    session.add(
        Forecast(
            agency_id=case.agency_id,
            case_id=case.id,
            rule=duty.rule,
            started_by=duty.started_by,
            due_on=duty.due_on,
            made_on=date(2026, 11, 9),
            last_sequence=1,
            model_id=model.id,
            probability=0.624,
            alarm=Alarm.URGENT,
            reasons=[{"sign": "handler", "value": 14.0, "weight": 0.7}],
            advice={"move": "step", "event": "classified", "then": 0.2},
        )
    )
    session.flush()
