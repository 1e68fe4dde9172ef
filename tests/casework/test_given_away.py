"""Neither the name of a file nor a posted text gives a sealed sender away."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests import factories as make
from tests.outside.test_scrubbing import NAME, docx, pdf
from tracker.access import Role
from tracker.casework import notices
from tracker.casework.attachments import Upload, attach, content_of
from tracker.casework.notices import NoticeDetails
from tracker.law.kinds import CaseKind
from tracker.law.postings import NoticeTopic, Spot
from tracker.law.terms import Refusal
from tracker.outside.files import FileStore
from tracker.records.cases import PetitionLink
from tracker.records.petitions import Attachment, Petition

DAY = date(2026, 11, 4)
NOW = make.moment(DAY)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


def test_a_file_of_a_denunciation_has_neither_its_name_nor_its_author(
    session: Session, store: FileStore
) -> None:
    petition = make.petition(session, CaseKind.DENUNCIATION).petition

    kept = [
        handed_in(session, store, petition, name, content)
        for name, content in (("don ba Hanh.docx", docx()), ("Hanh.pdf", pdf(signed=True)))
    ]

    assert [row.name for row in kept] == ["tai-lieu-01.docx", "tai-lieu-02.pdf"]
    assert not any(NAME.encode() in content_of(row, store) for row in kept)


def test_an_old_word_file_of_a_denunciation_is_refused_with_a_way_out(
    session: Session, store: FileStore
) -> None:
    petition = make.petition(session, CaseKind.DENUNCIATION).petition
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")

    with pytest.raises(Refusal, match="in ra tệp PDF mới") as no:
        handed_in(session, store, petition, "don.doc", old)

    assert no.value.field == "files"
    assert handed_in(session, store, make.petition(session).petition, "don.doc", old)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("don_cua_Tran_Thi_Hanh.txt", "tai-lieu-01.txt"), ("bien ban.txt", "bien ban.txt")],
)
def test_a_file_of_an_open_petition_does_not_name_a_denouncer_of_the_same_case(
    session: Session, store: FileStore, name: str, kept: str
) -> None:
    case = make.case(session, CaseKind.DENUNCIATION)
    petition = make.petition(session, CaseKind.FEEDBACK).petition
    assert petition is not None
    link = PetitionLink(case_id=case.id, petition_id=petition.id)
    link.linked_on, link.reason = DAY, "Cùng một việc"
    session.add(link)
    session.flush()

    assert handed_in(session, store, petition, name, b"Noi dung").name == kept


@pytest.mark.parametrize(
    "body",
    ["Bà Trần Thị Hạnh đã gửi đơn", "Liên hệ tran thi hanh", "Gọi số 0912.345.678"],
)
def test_a_text_that_gives_a_denouncer_away_is_not_posted(session: Session, body: str) -> None:
    make.case(session, CaseKind.DENUNCIATION)

    with pytest.raises(Refusal, match="hồ sơ giữ kín") as no:
        posted(session, body)

    assert "Hạnh" not in str(no.value)


def test_other_texts_and_names_of_staff_are_posted(session: Session) -> None:
    make.case(session, CaseKind.DENUNCIATION)
    posted(session, "Nội quy tiếp công dân gồm 5 điều")
    make.person(session, Role.DIRECTOR, name=make.HANH.full_name)

    posted(session, f"Lãnh đạo tiếp công dân: {make.HANH.full_name}")


def test_a_complainant_who_is_not_sealed_is_no_ground_to_refuse(session: Session) -> None:
    make.case(session)

    posted(session, f"Kết quả giải quyết đơn của {make.HANH.full_name}")


def handed_in(
    session: Session, store: FileStore, petition: Petition | None, name: str, content: bytes
) -> Attachment:
    assert petition is not None
    upload = Upload(name, BytesIO(content))
    (row,) = attach(
        session, petition, [upload], store=store, limit=1_000_000, by=petition.recorded_by_id,
        now=NOW,
    )  # fmt: skip
    return row


def posted(session: Session, body: str) -> None:
    who = make.person_with(session, Role.ADMINISTRATOR)
    details = NoticeDetails(next(iter(NoticeTopic)), "Thông báo", body, "1/TB", DAY)
    notice = notices.draft(session, who.agency_id, details, by=who.id, now=NOW)
    spot = next(iter(Spot))
    notices.post(session, notice, spot, place="Trụ sở", posted_on=DAY, by=who.id, now=NOW)
