"""One request, one transaction: nobody commits in between."""

import ast
from pathlib import Path

from tests.support import source

MAY_COMMIT = Path("tracker/web/transaction.py")
COMMANDS = Path("tracker/cli")


def test_only_the_request_transaction_and_commands_commit() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in source.python("tracker/")
        if path != MAY_COMMIT and COMMANDS not in path.parents
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    source.refuse(
        found,
        "Only web/transaction.py and the commands commit.",
        "flush, and let the request end; half of a change must never stay.",
    )
