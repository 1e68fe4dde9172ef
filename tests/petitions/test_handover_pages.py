"""Splitting a petition's case, merging it into another and undoing that."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.registration import Logged
from tracker.law.kinds import CaseKind
from tracker.law.moves import State
from tracker.records.cases import Case

ROAD = (
    "Việc thu hồi 120 m2 đất của gia đình tại thôn Đông để làm đường liên xã chưa được bồi thường"
    " theo giá đã niêm yết tại trụ sở"
)


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


def place(logged: Logged, act: str, **arguments: object) -> str:
    """Give the address of an act on the case of a petition."""
    assert logged.petition is not None
    query = "&".join(f"{name}={value}" for name, value in arguments.items())
    return f"/petitions/{logged.petition.id}/{act}" + (f"?{query}" if query else "")


def test_a_petition_is_split_into_further_cases(sign_in: Any, session: Session) -> None:
    logged = factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)
    matters = {"parts-0-title": "Đề nghị trả hồ sơ", "parts-0-kind": "recommendation"}

    page = desk.follow(desk.submit(desk.get(place(logged, "split")), matters))

    assert "Đã tách thành: KI-2026-0001." in page.words
    assert len(session.scalars(select(Case)).all()) == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Hãy ghi ít nhất một nội dung cần tách."),
        ({"parts-1-title": "Trả hồ sơ"}, "Hãy chọn loại việc của nội dung này."),
        ({"parts-1-kind": "feedback"}, "Hãy ghi nội dung cần tách"),
        ({"parts-0-title": "Tố", "parts-0-kind": "denunciation"}, "hãy hướng dẫn viết đơn riêng"),
    ],
    ids=["nothing", "no kind", "no matter", "denunciation"],
)
def test_a_bad_split_is_answered_and_nothing_is_opened(
    sign_in: Any, session: Session, typed: dict[str, str], words: str
) -> None:
    logged = factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(desk.get(place(logged, "split")), typed, status=422)

    assert words in page.words
    assert len(session.scalars(select(Case)).all()) == 1


def test_likely_cases_are_offered_for_a_merger(sign_in: Any, session: Session) -> None:
    earlier = factories.petition(session, summary=ROAD)
    later = factories.petition(session, summary=f"Kính gửi quý cơ quan. {ROAD}")
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.get(place(later, "merge"))
    (choice,) = [a for a in page.every("a", class_="btn") if "Chọn" in (a.text or "")]
    chosen = desk.get(choice.get("href"))

    assert earlier.case is not None
    assert chosen.form().values["into"] == [earlier.case.code]


def test_a_merger_is_made_and_undone(sign_in: Any, session: Session) -> None:
    into, logged = factories.petition(session), factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)
    assert into.case is not None
    assert logged.case is not None

    page = desk.get(place(logged, "merge"))
    merged = desk.follow(
        desk.submit(page, {"into": into.case.code.lower(), "reason": "Cùng một việc"})
    )
    session.refresh(logged.case)
    state = logged.case.state
    page = desk.get(place(logged, "unmerge", case=logged.case.id))
    desk.submit(page, {"reason": "Hai thửa đất khác nhau"})

    assert f"Đã nhập {logged.case.code} vào {into.case.code}." in merged.words
    assert state is State.MERGED
    session.refresh(logged.case)
    assert logged.case.state is State.RECEIVED
    assert "Hai thửa đất khác nhau" in desk.get(place(logged, "")[:-1]).words


@pytest.mark.parametrize("code", ["KN-2026-9999", "nonsense"])
def test_an_unknown_case_is_not_merged_into(sign_in: Any, session: Session, code: str) -> None:
    logged = factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)

    page = desk.submit(
        desk.get(place(logged, "merge")), {"into": code, "reason": "Cùng việc"}, status=422
    )

    assert "Không tìm thấy vụ việc này." in page.words


def test_a_merged_case_can_be_found_to_be_undone(sign_in: Any, session: Session) -> None:
    into, logged = factories.petition(session), factories.petition(session)
    desk = sign_in(Role.RECEPTIONIST)
    assert into.case is not None
    assert logged.case is not None
    desk.submit(
        desk.get(place(logged, "merge")), {"into": into.case.code, "reason": "Cùng một việc"}
    )

    page = desk.get(place(logged, "")[:-1])

    assert page.every("a", href=place(logged, "unmerge", case=logged.case.id))


def test_two_people_on_one_case_do_not_split_it_twice(sign_in: Any, session: Session) -> None:
    logged = factories.petition(session, CaseKind.FEEDBACK)
    desk, colleague = sign_in(Role.RECEPTIONIST), sign_in(Role.DIRECTOR)
    mine = desk.get(place(logged, "split"))
    theirs = colleague.get(place(logged, "split"))
    matter = {"parts-0-title": "Trả hồ sơ", "parts-0-kind": "feedback"}

    colleague.submit(theirs, matter)
    refused = desk.submit(mine, matter | {"parts-0-title": "Trả lại hồ sơ"}, status=409)

    assert "Người khác vừa lưu thay đổi ở đây." in refused.words
    assert refused.form().values["parts-0-title"] == ["Trả lại hồ sơ"]
    assert len(session.scalars(select(Case)).all()) == 2
