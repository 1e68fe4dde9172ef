"""Numbers as the reader's language writes them."""

from tracker.web.words import current_language


def decimal(value: float, digits: int = 1) -> str:
    """Write a number with so many places, with the comma or point of the reader's language."""
    written = f"{value:.{digits}f}"
    return written if current_language() == "en" else written.replace(".", ",")


def in_percent(number: int | str) -> str:
    """Write a per cent so that no line breaks before its sign."""
    return f"{number}\N{NO-BREAK SPACE}%"
