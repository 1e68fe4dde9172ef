"""Nothing grows beyond what fits into one look."""

from tests.support import source

LINES_OF_A_MODULE = 300
LINES_OF_A_FUNCTION = 40
LINES_OF_A_TEMPLATE = 150
MIGRATIONS = "tracker/migrations/versions/"  # A migration is written once and read never again.


def test_no_module_is_longer_than_300_lines() -> None:
    found = [
        f"{path}: {length} lines"
        for path in source.python()
        if (length := len(source.read(path).splitlines())) > LINES_OF_A_MODULE
        if not str(path).startswith(MIGRATIONS)
    ]
    source.refuse(found, "A module has at most 300 lines.", "split it by what it is about.")


def test_no_function_is_longer_than_40_lines() -> None:
    found = [
        f"{path}:{function.lineno} {function.name}: {length} lines"
        for path in source.python()
        if not str(path).startswith(MIGRATIONS)
        for function in source.functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > LINES_OF_A_FUNCTION
    ]
    source.refuse(found, "A function has at most 40 lines.", "give its parts names of their own.")


def test_no_template_is_longer_than_150_lines() -> None:
    found = [
        f"{path}: {length} lines"
        for path in source.templates()
        if (length := len(source.read(path).splitlines())) > LINES_OF_A_TEMPLATE
    ]
    source.refuse(found, "A template has at most 150 lines.", "move a part into a component.")
