"""Where to go after signing in: only to an address of this site."""

from urllib.parse import urlencode, urlsplit

from flask import request

from tracker.web.requests import RESUMED

MOST = 2000


def here() -> str:
    """Give this request's own address, to come back to it."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != RESUMED]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def came_from() -> str | None:
    """Give the page of this site that sent the request, where it is known."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    return safe_next(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def safe_next(address: str | None) -> str | None:
    """Give an address back if it stays on this site, else nothing."""
    if not address or len(address) > MOST or not address.startswith("/"):
        return None
    # Browsers read // and /\ as another host, and drop tabs and new lines first.
    if address.startswith(("//", "/\\")) or "\\" in address or not address.isprintable():
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc else None
