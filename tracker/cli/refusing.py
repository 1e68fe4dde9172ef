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
    """Commands that answer a refusal of the law with its sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and turn a refusal into a message and exit code 2."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Sentence(str(refusal)) from refusal
