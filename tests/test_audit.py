"""What the audit of the packages makes of the register's answer."""

import json
from subprocess import CompletedProcess, TimeoutExpired
from typing import Any

import pytest

from tools import audit

WEAK = {
    "name": "jinja2", "version": "2.0",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.1", "3.0"]}],
}  # fmt: skip
SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
UNKNOWN = {"name": "tzdata", "skip_reason": "not found"}


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the register answer as a test says."""

    def answer(*packages: object, raises: Exception | None = None) -> None:
        def run(*_words: object, **_more: object) -> CompletedProcess[str]:
            if raises is not None:
                raise raises
            return CompletedProcess((), 0, json.dumps({"dependencies": packages}), "")

        monkeypatch.setattr(audit.subprocess, "run", run)
        monkeypatch.setattr(audit.sys, "argv", ["audit"])

    return answer


def test_a_weak_point_fails_the_check_by_name(
    register: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    register(WEAK, SOUND)

    assert audit.main() == 1
    assert "jinja2 2.0: PYSEC-1, mended in 2.1, 3.0" in capsys.readouterr().out


def test_sound_packages_pass(register: Any, capsys: pytest.CaptureFixture[str]) -> None:
    register(SOUND, UNKNOWN)

    assert audit.main() == 0
    assert "1 packages audited, 1 unknown" in capsys.readouterr().out


def test_an_exception_counts_by_any_of_its_names() -> None:
    assert list(audit.weak_points({"dependencies": [WEAK]}, {"CVE-1": "không dùng"})) == []
    assert len(list(audit.weak_points({"dependencies": [WEAK]}, {"CVE-2": "khác"}))) == 1


@pytest.mark.parametrize("raises", [None, TimeoutExpired("audit", 1)])
def test_no_answer_is_said_and_fails_only_where_one_is_required(
    register: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    raises: Exception | None,
) -> None:
    register(UNKNOWN, raises=raises)

    assert audit.main() == 0
    assert "chưa kiểm tra" in capsys.readouterr().out

    monkeypatch.setattr(audit.sys, "argv", ["audit", "--required"])
    assert audit.main() == 1
