"""Look for a denouncer in all that the application hands out, whatever it is wrapped in."""

import json
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus
from zipfile import ZipFile, is_zipfile

from tracker.casework.identity import Identity
from tracker.vietnamese import digits, fold

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

TOLD_HEADERS = ("Content-Disposition", "Location", "Set-Cookie", "Link")


def pieces(who: Identity, *, place: str = "") -> set[str]:
    """Give what reveals somebody: name in both orders and in one word, number, phone, place."""
    words = fold(who.full_name).split()
    names = {" ".join(words), " ".join([words[-1], *words[:-1]]), "".join(words)}
    numbers = {digits(number) for number in (who.phone, who.identity_number) if number}
    return names | numbers | {fold(part) for part in (place,) if part}


def found_in(text: str, secrets: Iterable[str]) -> list[str]:
    """Give what a text holds of secrets, in any spelling."""
    plain = fold(unescape(text))
    figures = digits(text)
    return sorted(s for s in secrets if (s in figures if s.isdigit() else s in plain))


def told_by(answer: "TestResponse") -> str:
    """Give all that an answer says: its body unpacked and decoded, and its headers."""
    heads = [unquote_plus(answer.headers.get(name, "")) for name in TOLD_HEADERS]
    return "\n".join([*heads, text_of(answer.get_data(), answer.mimetype or "")])


def text_of(content: bytes, kind: str = "") -> str:
    """Give the words of a file: the parts of an archive, data without escapes, lines unfolded."""
    if is_zipfile(BytesIO(content)):
        return "\n".join(_parts(content))
    text = content.decode("utf-8", "replace")
    if kind == "application/json" or text.lstrip().startswith(("{", "[")):
        return _without_escapes(text)
    return text.replace("\r\n ", "").replace("\n ", "\n") if kind == "text/calendar" else text


def _parts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        yield archive.comment.decode("utf-8", "replace")
        for part in archive.infolist():
            yield part.filename
            yield text_of(archive.read(part))


def _without_escapes(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def walk(
    ask: Callable[[str], "TestResponse"], urls: Iterable[str], secrets: Iterable[str]
) -> list[str]:
    """Ask every address once and say which answers tell which secrets."""
    wanted = tuple(secrets)
    return [
        f"{url} shows {secret!r}"
        for url in dict.fromkeys(urls)
        for secret in found_in(told_by(ask(url)), wanted)
    ]
