"""Commands that answer a refusal with its sentence and exit code 2."""

from typing import Any

import click

from tracker.law.terms import Refusal


class Sentence(click.ClickException):
    """A refusal told in one sentence on the error output."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence alone."""
        click.echo(self.message, file=file, err=file is None)


class RefusingGroup(click.Group):
    """Commands that answer a refusal of the law, or a slip of the keys, with its sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and turn a refusal into a message and exit code 2."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Sentence(str(refusal)) from refusal
        except click.UsageError as error:
            raise Sentence(_sentence(error)) from error


def _sentence(error: click.UsageError) -> str:
    """Say in Vietnamese what was typed wrongly."""
    match error:
        case click.MissingParameter(param=click.Parameter() as missing):
            return f"Thiếu {_name(missing)}; xem --help."
        case click.NoSuchOption():
            return f"Không có lựa chọn {error.option_name}; xem --help."
        case click.BadParameter(param=click.Parameter() as wrong):
            return f"Giá trị của {_name(wrong)} không đúng; xem --help."
        case _:
            return "Lệnh không đúng; xem --help."


def _name(parameter: click.Parameter) -> str:
    """Give a parameter as it is typed."""
    named = isinstance(parameter, click.Argument)
    return parameter.human_readable_name if named else parameter.opts[0]
