"""A case that turns out to be a denunciation: who sent it is sealed in the same act."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tracker.access import Role
from tracker.casework.attachments import Upload, attach, content_of
from tracker.casework.identity import identity_of
from tracker.casework.reclassification import without_identity
from tracker.casework.registration import Logged
from tracker.law.kinds import CaseKind
from tracker.outside.files import FileStore
from tracker.records.petitions import Attachment, Petition
from tracker.records.search import PetitionSearch

SignIn = Callable[[Role], InspectingClient]
DENUNCIATION = {
    "kind": "denunciation", "level": "first", "field": "administrative", "competence": "within",
}  # fmt: skip
SUMMARY = "Bà Trần thị HẠNH, số 0912 345 678, tố cáo việc lập khống hồ sơ công tác phí"


@pytest.fixture(autouse=True)
def _monday(at: SetClock) -> None:
    at("2026-11-09")


@pytest.fixture
def logged(session: Session) -> Logged:
    """Give a complaint that names its sender in its own words."""
    return factories.petition(session, summary=SUMMARY)


def test_the_sender_is_sealed_with_the_classification(
    session: Session, sign_in: SignIn, logged: Logged
) -> None:
    after = _classify(sign_in, logged, DENUNCIATION)

    petition = _petition(session, logged)
    (party,) = petition.parties
    assert party.full_name is None
    assert identity_of(party) == factories.HANH
    assert petition.is_sealed
    assert petition.sender_label == "NTC-2026-0001"
    assert "danh tính người gửi đơn đã được niêm phong" in after.words
    assert "Hạnh" not in after.text


def test_neither_words_nor_search_lead_to_the_sender(
    session: Session, sign_in: SignIn, logged: Logged
) -> None:
    _classify(sign_in, logged, DENUNCIATION)

    petition = _petition(session, logged)
    folded = session.scalars(select(PetitionSearch.folded)).one()
    assert petition.summary == "Bà người tố cáo, số …, tố cáo việc lập khống hồ sơ công tác phí"
    assert logged.case is not None
    assert "HẠNH" not in logged.case.title
    assert "hanh" not in folded
    assert "0912" not in folded


def test_files_are_encrypted_and_the_readable_ones_removed(
    session: Session, app: Flask, sign_in: SignIn, logged: Logged
) -> None:
    store = FileStore(Path(app.config["ATTACHMENTS_DIR"]))
    before = _attached(session, store, logged)

    _classify(sign_in, logged, DENUNCIATION)

    (after,) = _petition(session, logged).attachments
    assert after.name == "tai-lieu-01.txt"
    assert content_of(after, store) == b"Noi dung"
    assert not store.exists(before)


def test_a_refused_classification_seals_nothing(
    session: Session, app: Flask, sign_in: SignIn, logged: Logged
) -> None:
    store = FileStore(Path(app.config["ATTACHMENTS_DIR"]))
    before = _attached(session, store, logged)

    _classify(sign_in, logged, DENUNCIATION | {"note": "Bà Hạnh Trần Thị Hạnh nói"}, status=422)

    petition = _petition(session, logged)
    assert petition.sender_label == "Trần Thị Hạnh"
    assert store.exists(before)


def test_a_note_from_before_the_sealing_is_not_shown(
    session: Session, sign_in: SignIn, logged: Logged
) -> None:
    client = sign_in(Role.DIRECTOR)
    assert logged.case is not None
    page = client.get(f"/cases/{logged.case.id}/events/informed")
    client.submit(page, {"note": "Đã gọi cho bà Hạnh"})

    after = _classify(sign_in, logged, DENUNCIATION)

    assert "Ghi chú trước khi niêm phong danh tính không hiển thị." in after.words
    assert "bà Hạnh" not in after.text


def test_a_denunciation_of_corruption_keeps_nothing_but_the_number_of_its_paper_file(
    session: Session, sign_in: SignIn, logged: Logged
) -> None:
    typed = DENUNCIATION | {"field": "corruption"}
    refused = _classify(sign_in, logged, typed, status=422)

    _classify(sign_in, logged, typed | {"paper_file_number": "07/2026/HS"})

    petition = _petition(session, logged)
    assert "Hãy ghi số hồ sơ giấy" in refused.words
    assert petition.summary == "Hồ sơ giấy số 07/2026/HS"
    assert [p.sealed_identity for p in petition.parties] == [None]


def test_what_was_a_denunciation_stays_sealed(session: Session, sign_in: SignIn) -> None:
    logged = factories.petition(session, CaseKind.DENUNCIATION)
    typed = DENUNCIATION | {"kind": "feedback", "field": "policy"}

    after = _classify(sign_in, logged, typed)

    assert "danh tính người gửi đơn vẫn được giữ kín" in after.words
    assert "NTC-2026-0001" in after.words


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Trần Thị Hạnh và chồng", "người tố cáo và chồng"),
        ("bà tran thi hanh, sau đó TRẦN THỊ HẠNH", "bà người tố cáo, sau đó người tố cáo"),
        ("Trần Thị Hạnhh", "Trần Thị Hạnhh"),
        ("gọi 0912.345.678 hoặc 0999 888 777", "gọi … hoặc 0999 888 777"),
    ],
)
def test_a_name_is_taken_out_in_any_spelling(text: str, hidden: str) -> None:
    assert without_identity(text, [factories.HANH]) == hidden


def _classify(sign_in: SignIn, logged: Logged, typed: dict[str, Any], status: int = 303) -> Any:
    assert logged.case is not None
    client = sign_in(Role.DIRECTOR)
    page = client.get(f"/cases/{logged.case.id}/events/classified")
    answer = client.submit(page, typed, status=status)
    return client.follow(answer) if status == 303 else answer


def _petition(session: Session, logged: Logged) -> Petition:
    assert logged.petition is not None
    session.expire_all()
    return session.get_one(Petition, logged.petition.id)


def _attached(session: Session, store: FileStore, logged: Logged) -> str:
    assert logged.petition is not None
    upload = Upload("don-cua-ba-hanh.txt", BytesIO(b"Noi dung"))
    now = factories.moment(date(2026, 11, 3))
    attach(session, logged.petition, [upload], store=store, limit=10_000, by=1, now=now)
    return session.scalars(select(Attachment.storage_key)).one()
