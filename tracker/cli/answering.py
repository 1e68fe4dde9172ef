"""How a command answers a program: one JSON text on the output."""

import json

import click

as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


def print_json(answer: object) -> None:
    """Print an answer as a program reads it."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
