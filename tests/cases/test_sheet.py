"""The sheet of a case for paper: the limits that run, each with its counting."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.law.events import EventType

SignIn = Callable[[Role], InspectingClient]
HEADING = "Cách tính các hạn đang chạy"


def test_the_sheet_counts_every_running_duty_step_by_step(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    case = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, case, EventType.ACCEPTED, date(2026, 11, 6))

    page = sign_in(Role.DIRECTOR).get(f"/cases/{case.id}/print", max_queries=12)

    # Day 30 after 06/11 is 06/12, a Sunday.
    assert "Giải quyết khiếu nại lần đầu: thứ Hai 07/12/2026" in page.words
    assert "Ngày thứ 30 là Chủ nhật 06/12/2026." in page.words
    assert "Thời hạn 30 ngày (Điều 28 Luật Khiếu nại 02/2011/QH13)" in page.words
    assert len(page.every("ol", class_="steps")) == 1


def test_a_sheet_without_a_running_duty_counts_none(
    session: Session, sign_in: SignIn, at: SetClock
) -> None:
    at("2026-11-20")
    case = factories.classified(session, factories.case(session), date(2026, 11, 4))
    factories.happen(session, case, EventType.GUIDED, date(2026, 11, 6), to="UBND xã Ba Vì")

    page = sign_in(Role.DIRECTOR).get(f"/cases/{case.id}/print", max_queries=12)

    assert HEADING not in page.words
