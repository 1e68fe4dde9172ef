"""What the value of a setting may look like."""

from urllib.parse import urlsplit

SHORTEST_SECRET = 32
FEWEST_LETTERS = 8  # Different ones in a secret: fewer are a pattern, not a secret.
SCANNER_SCHEMES = ("unix", "tcp")
MAIL_SCHEMES = ("smtp", "smtp+starttls", "smtps")


def is_mail_server(url: str) -> bool:
    """Say whether an address names a server that takes mail."""
    try:
        parts = urlsplit(url)
        return parts.scheme in MAIL_SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # A port that is no number.
        return False


def is_virus_scanner(url: str) -> bool:
    """Say whether an address names a ClamAV daemon."""
    try:
        parts = urlsplit(url)
        named = parts.path if parts.scheme == "unix" else parts.hostname and parts.port != 0
        return parts.scheme in SCANNER_SCHEMES and bool(named)
    except ValueError:  # A port that is no number.
        return False


def is_weak(secret: str) -> bool:
    """Say whether a secret is short, or a pattern."""
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_LETTERS
