"""A refusal and a slip of the keys are answered with one sentence and exit code 2."""

import click
import pytest
from click.testing import CliRunner

from tracker.cli.refusing import RefusingGroup
from tracker.law.terms import Refusal


@click.group(cls=RefusingGroup)
def office() -> None:
    """Hold one command."""


@office.command("open")
@click.argument("code")
@click.option("--desk", type=int, required=True)
def open_desk(code: str, desk: int) -> None:
    """Refuse whatever is asked."""
    raise Refusal("Bàn %(desk)s không mở cho %(code)s.", desk=desk, code=code)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["open", "KN", "--desk", "3"], "Bàn 3 không mở cho KN.\n"),
        (["open", "--desk", "3"], "Thiếu CODE; xem --help.\n"),
        (["open", "KN"], "Thiếu --desk; xem --help.\n"),
        (["open", "KN", "--desk", "ba"], "Giá trị của --desk không đúng; xem --help.\n"),
        (["open", "KN", "--table", "3"], "Không có lựa chọn --table; xem --help.\n"),
        (["close"], "Lệnh không đúng; xem --help.\n"),
    ],
)
def test_the_answer_is_one_sentence(words: list[str], told: str) -> None:
    result = CliRunner().invoke(office, words)

    assert (result.exit_code, result.stderr, result.stdout) == (2, told, "")
