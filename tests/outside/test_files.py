"""Uploads: names, sizes and counts, and how contents are kept."""

import errno
import os
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tracker.law.terms import Refusal
from tracker.outside.files import Accepted, FileStore, check_count, inspect, safe_name

LIMIT = 2 * 1024 * 1024


def take(name: str, content: bytes) -> Accepted:
    """Hand an upload to the inspector."""
    return inspect(name, BytesIO(content), limit=LIMIT)


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.zip",
        "a.mp3",
        "a.m4a",
        "a.pdf.exe",
        "a",
        "",
        "..",
        "a.pdf/",
        "hồ sơ\u202efdp.exe",
    ],
)
def test_other_endings_are_refused_with_the_list(name: str) -> None:
    with pytest.raises(Refusal, match="Chỉ nhận PDF"):
        take(name, b"abc")


@pytest.mark.parametrize("name", ["đơn.exe.pdf", "đơn.EXE .pdf", "đơn.exe\0.pdf", "a.js.pdf"])
def test_a_program_before_the_ending_is_refused(name: str) -> None:
    with pytest.raises(Refusal, match="hai đuôi"):
        take(name, b"abc")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/đơn.pdf", "đơn.pdf"),
        (r"C:\Users\Hoà\đơn.pdf", "đơn.pdf"),
        ("đ\u0301ơn\0\u202e.pdf", "đ\u0301ơn.pdf"),
        ("...đơn   số 1 .pdf", "đơn số 1.pdf"),
        ('"đơn":<1>?.pdf', "đơn 1.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        ("Ho\u0300a\u0300.pdf", "Hòà.pdf"),
        ("đ" * 300 + ".pdf", "đ" * 90 + ".pdf"),
        ("đ" * 300, "đ" * 90),
        ("", "tep"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refusal, match="không có nội dung"):
        take("đơn.pdf", b"")


def test_a_file_that_says_it_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Refusal, match="lớn hơn 2 MB"):
        inspect("đơn.pdf", Endless(), limit=LIMIT, size=200 * 1024 * 1024)

    assert Endless.handed_out == 0


def test_no_more_than_the_limit_is_read() -> None:
    with pytest.raises(Refusal, match="lớn hơn 2 MB"):
        inspect("đơn.pdf", Endless(), limit=LIMIT)

    assert Endless.handed_out == LIMIT + 1


def test_a_file_of_exactly_the_limit_is_taken_in() -> None:
    assert len(take("a.txt", b"a" * LIMIT).content) == LIMIT


def test_too_many_files_are_refused() -> None:
    check_count(20)

    with pytest.raises(Refusal, match="nhiều nhất 20 tệp"):
        check_count(21)


def test_contents_are_kept_for_the_service_only(store: FileStore, tmp_path: Path) -> None:
    key = store.put(b"abc")

    with store.open(key) as file:
        assert file.read() == b"abc"
    path = tmp_path / "kept" / key[:2] / key[2:4] / key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry for entry in path.parent.iterdir() if entry != path] == []


def test_the_same_contents_get_another_key(store: FileStore) -> None:
    assert store.put(b"abc") != store.put(b"abc")


def test_contents_are_replaced_under_their_key(store: FileStore) -> None:
    key = store.put(b"abc")

    assert store.put(b"sealed anew", key) == key
    with store.open(key) as file:
        assert file.read() == b"sealed anew"


def test_deleted_contents_are_gone(store: FileStore) -> None:
    key = store.put(b"abc")

    store.delete(key)
    store.delete(key)

    assert not store.exists(key)
    with pytest.raises(FileNotFoundError):
        store.open(key)


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a" * 31, "A" * 32, "a" * 32 + "\n", "\0"])
def test_only_keys_of_the_store_are_looked_up(store: FileStore, key: str) -> None:
    assert not store.exists(key)
    for ask in (store.open, store.delete, lambda key: store.put(b"", key)):
        if key:
            with pytest.raises(FileNotFoundError):
                ask(key)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing(number))

    with pytest.raises(Refusal, match="hết chỗ"):
        store.put(b"abc")

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_other_faults_of_the_disk_are_not_hidden(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing(errno.EIO))

    with pytest.raises(OSError, match="fault"):
        store.put(b"abc")


class Endless(BytesIO):
    """A stream that never ends and counts what it hands out."""

    handed_out = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).handed_out = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Hand out as much as is asked for."""
        assert size is not None
        type(self).handed_out += size
        return b"%PDF-" * (size // 5) + b"%" * (size % 5)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """Give a store in a folder that does not exist yet."""
    return FileStore(tmp_path / "kept")


def failing(number: int) -> Callable[[int], None]:
    """Make a call that fails as the disk would."""

    def fail(_descriptor: int) -> None:
        raise OSError(number, "fault")

    return fail
