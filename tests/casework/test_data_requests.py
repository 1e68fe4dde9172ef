"""Requests of data subjects: numbered, stepped, refused where they must be."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.data_requests import (
    About,
    RequestDetails,
    StepDetails,
    log_request,
    may_take,
    open_deeds,
    take_step,
)
from tracker.casework.identity import Identity
from tracker.law.data_rights import DataRight, Proof, RefusalReason, RequestDeed, RequestWay
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal, Stale
from tracker.records.privacy import DataRequest

DAY = date(2026, 11, 10)
TYPED = RequestDetails(
    DataRight.DELETE, DAY, RequestWay.DESK, "Lý Thị Mận", Proof.PAPER, "Xóa số điện thoại cũ"
)
DENOUNCER = Identity("Hoàng Thị Ngọc Huyền", "Xóm Lò Vôi", "0977654321", "051187009988")
DONE = StepDetails(DAY, "Đã báo cho người yêu cầu bằng điện thoại.")
D = RequestDeed


def test_numbers_run_without_gaps_also_past_a_refusal(session: Session) -> None:
    first = _logged(session)
    with pytest.raises(Refusal):
        _logged(session, replace(TYPED, received_on=date(2026, 11, 11)))
    second = _logged(session)

    assert (first.code, second.code) == ("YCDL-2026-0001", "YCDL-2026-0002")


def test_a_request_of_the_future_is_refused(session: Session) -> None:
    with pytest.raises(Refusal, match="chưa đến") as refusal:
        _logged(session, replace(TYPED, received_on=date(2026, 11, 11)))

    assert refusal.value.field == "received_on"


@pytest.mark.parametrize("field", ["full_name", "phone", "wish", "proof_note"])
def test_a_request_about_a_denunciation_never_holds_its_sender(
    session: Session, field: str
) -> None:
    about = _about_denunciation(session)
    told = {"full_name": DENOUNCER.full_name, "phone": DENOUNCER.phone}
    typed = replace(TYPED, **{field: told.get(field, f"Của {DENOUNCER.full_name}")})  # type: ignore[arg-type]  # four texts

    with pytest.raises(Refusal, match="người tố cáo") as refusal:
        _logged(session, typed, about)

    assert refusal.value.field == field


def test_a_denouncer_asks_under_the_code_and_leaves_no_address(session: Session) -> None:
    about = _about_denunciation(session)
    typed = replace(TYPED, full_name="NTC-2026-0001")

    with pytest.raises(Refusal, match="giữ kín"):
        _logged(session, replace(typed, address="Thôn 3"), about)

    assert _logged(session, typed, about).full_name == "NTC-2026-0001"


@pytest.mark.parametrize(
    ("deed", "details", "field"),
    [
        (D.ANSWERED, replace(DONE, legal_date=date(2026, 11, 9)), "legal_date"),
        (D.ANSWERED, replace(DONE, legal_date=date(2026, 11, 11)), "legal_date"),
        (D.ANSWERED, replace(DONE, words="Xong"), "words"),
        (D.REFUSED, DONE, "refusal_reason"),
    ],
)
def test_a_step_that_cannot_be_meant_is_refused(
    session: Session, deed: RequestDeed, details: StepDetails, field: str
) -> None:
    request = _logged(session)

    with pytest.raises(Refusal) as refusal:
        _step(session, request, deed, details)

    assert refusal.value.field == field
    assert request.steps == []


def test_a_step_before_the_one_before_it_is_refused(session: Session) -> None:
    request = _logged(session)
    later = datetime(2026, 11, 20, 9, tzinfo=factories.moment(DAY).tzinfo)
    _step(session, request, D.ANSWERED, replace(DONE, legal_date=date(2026, 11, 12)), now=later)

    with pytest.raises(Refusal, match="các bước trước"):
        _step(
            session, request, D.CARRIED_OUT, replace(DONE, legal_date=date(2026, 11, 11)), now=later
        )


def test_a_refusal_keeps_its_ground_and_ends_the_request(session: Session) -> None:
    request = _logged(session)
    step = _step(session, request, D.REFUSED, replace(DONE, refusal_reason=RefusalReason.RETENTION))

    assert step.refusal_reason is RefusalReason.RETENTION
    assert open_deeds(request) == ()
    with pytest.raises(Refusal, match="Đã từ chối"):
        _step(session, request, D.CARRIED_OUT, DONE)


@pytest.mark.parametrize(
    ("role", "deed", "may"),
    [
        (Role.RECEPTIONIST, D.ANSWERED, False),
        (Role.RECEPTIONIST, D.WITHDRAWN, True),
        (Role.DIRECTOR, D.REFUSED, True),
        (Role.INSPECTOR, D.WITHDRAWN, False),
        (Role.HANDLER, D.ANSWERED, False),
        (Role.ADMINISTRATOR, D.ANSWERED, False),
    ],
)
def test_who_may_take_a_step(session: Session, role: Role, deed: RequestDeed, may: bool) -> None:
    request = _logged(session)
    by = factories.reach(session, factories.person_with(session, role))

    assert may_take(session, request, deed, by=by) is may
    if not may:
        with pytest.raises(Refusal, match="lãnh đạo"):
            take_step(session, request, deed, DONE, by=by, now=factories.moment(DAY))


def test_two_people_at_once_do_not_overwrite_each_other(session: Session) -> None:
    request = _logged(session)
    seen = request.version
    _step(session, request, D.ANSWERED, DONE)

    with pytest.raises(Stale):
        _step(session, request, D.CARRIED_OUT, DONE, version=seen)


@pytest.mark.parametrize("change", ["UPDATE data_request_step SET words = 'khác'",
                                    "DELETE FROM data_request_step"])  # fmt: skip
def test_the_database_refuses_to_change_a_step(session: Session, change: str) -> None:
    _step(session, _logged(session), D.ANSWERED, DONE)
    session.commit()

    with pytest.raises(DatabaseError, match="append-only"):
        session.execute(text(change))


def _logged(
    session: Session, typed: RequestDetails = TYPED, about: About | None = None
) -> DataRequest:
    desk = factories.desk(session)
    by = factories.reach(session, factories.person_with(session, Role.RECEPTIONIST))
    return log_request(
        session, typed, about or About(), logged_unit_id=desk.unit_id, unit_id=desk.unit_id,
        by=by, now=factories.moment(DAY),
    )  # fmt: skip


def _step(
    session: Session, request: DataRequest, deed: RequestDeed, details: StepDetails, **options: Any
) -> Any:
    director = factories.reach(session, factories.person_with(session, Role.DIRECTOR))
    return take_step(
        session, request, deed, details, by=director,
        **{"now": factories.moment(DAY), **options},
    )  # fmt: skip


def _about_denunciation(session: Session) -> About:
    details = factories.petition_details(CaseKind.DENUNCIATION, sender=DENOUNCER)
    made = factories.petition(session, CaseKind.DENUNCIATION, parties=details.parties)
    return About(petition=made.petition)
