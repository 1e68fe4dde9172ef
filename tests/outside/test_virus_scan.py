"""A file is scanned before it is kept; where the scanner does not answer, nothing is kept.

The daemon of these tests speaks clamd's protocol. With clamd 1.4.6 and a signature of our own for
the test file the same four answers were seen by hand.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support.virus_server import EICAR, LARGEST, virus_server, virus_server_by_port
from tracker.access import Role
from tracker.casework.attachments import Upload, attach
from tracker.law.terms import Refusal
from tracker.outside.files import FileStore
from tracker.outside.virus_scan import VirusScanner
from tracker.records.petitions import Attachment


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder whose name is short enough for a socket's."""
    with TemporaryDirectory() as name:
        yield Path(name)


def test_a_clean_file_passes_by_socket_and_by_port(folder: Path) -> None:
    with virus_server(folder) as url:
        VirusScanner(url).check(b"a" * (LARGEST // 2), "đơn.txt")
    with virus_server_by_port() as url:
        VirusScanner(url).check(b"", "đơn.txt")


def test_a_virus_is_refused_wherever_it_stands(folder: Path) -> None:
    with virus_server(folder) as url, pytest.raises(Refusal) as refused:
        VirusScanner(url).check(b"a" * 300_000 + EICAR, "đơn.pdf")

    assert "nên không nhận" in refused.value.message
    assert str(refused.value.params["what"]) == "vi-rút hoặc mã độc"
    assert refused.value.field == "files"


def test_a_file_too_large_for_the_scanner_is_refused(folder: Path) -> None:
    with virus_server(folder) as url, pytest.raises(Refusal, match="lớn hơn mức"):
        VirusScanner(url).check(b"a" * (8 * LARGEST), "đơn.pdf")


def test_no_answer_lets_nothing_in(folder: Path) -> None:
    with pytest.raises(Refusal, match="Chưa quét được vi-rút"):
        VirusScanner(f"unix://{folder}/nobody.ctl").check(b"a", "đơn.pdf")
    with virus_server(folder, mute=True) as url, pytest.raises(Refusal, match="Chưa quét được"):
        VirusScanner(url).check(b"a", "đơn.pdf")


def test_one_bad_file_keeps_none(session: Session, folder: Path, tmp_path: Path) -> None:
    petition = factories.petition(session).petition
    by = factories.person_with(session, Role.RECEPTIONIST).id
    uploads = [Upload("tốt.txt", BytesIO(b"tot")), Upload("xấu.txt", BytesIO(EICAR))]

    with virus_server(folder) as url, pytest.raises(Refusal, match="nên không nhận"):
        attach(
            session, petition, uploads, store=FileStore(tmp_path, VirusScanner(url).check),
            limit=1000, by=by, now=factories.moment(petition.received_on),
        )  # fmt: skip

    assert list(tmp_path.rglob("*")) == []
    assert session.scalars(select(Attachment)).all() == []
