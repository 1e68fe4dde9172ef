"""The addresses of our pages that are printed over and over, put together once."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from flask import request, url_for


def address(endpoint: str, query: Mapping[str, str] | None = None) -> str:
    """Give the address of a page that needs no arguments, with what is asked of it behind."""
    place = _address(endpoint, request.script_root)
    return f"{place}?{urlencode(query)}" if query else place


@lru_cache(maxsize=256)
def _address(endpoint: str, _root: str) -> str:
    return url_for(endpoint)
