"""A person at a browser: one kept-alive connection, cookies, forms filled in and sent."""

import http.client
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from http.cookies import SimpleCookie
from secrets import token_hex
from urllib.parse import urlencode

from bench.servers import HOST

TIMEOUT = 60
SIGN_IN = "/account/sign-in"
URL_ENCODED = "application/x-www-form-urlencoded"
PART = '--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
NEXT = re.compile(r'<a [^>]*rel="next" href="([^"]+)"')

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent, and the status that makes it a success."""

    path: str
    values: Values | None = None
    status: HTTPStatus = HTTPStatus.OK
    has_files: bool = False

    def body(self) -> tuple[bytes | None, dict[str, str]]:
        """Give the body with the header that names its form: in parts where files may come."""
        if self.values is None:
            return None, {}
        if not self.has_files:
            return urlencode(self.values).encode(), {"Content-Type": URL_ENCODED}
        boundary = token_hex(16)
        parts = "".join(PART % (boundary, *pair) for pair in self.values.items())
        body = f"{parts}--{boundary}--\r\n".encode()
        return body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}


class Browser:
    """Sends requests over one connection and keeps its cookies."""

    def __init__(self, port: int, cookies: Values | None = None) -> None:
        """Connect to a server, with the cookies of a session that is already open."""
        self.line = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
        self.cookies = dict(cookies or {})

    def send(self, request: Request) -> str:
        """Send a request and give the page; any other status than the expected one raises."""
        method = "GET" if request.values is None else "POST"
        body, headers = request.body()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.line.request(method, request.path, body, {"Cookie": cookies, **headers})
        answer = self.line.getresponse()
        text = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        if answer.status != request.status:
            message = f"{method} {request.path} answered {answer.status}\n{text[:400]!r}"
            raise RuntimeError(message)
        return text.decode()

    def timed(self, request: Request) -> float:
        """Send a request and give the milliseconds until its last byte."""
        began = time.perf_counter()
        self.send(request)
        return (time.perf_counter() - began) * 1000

    def sign_in(self, login: str, password: str) -> None:
        """Open a session."""
        form = form_with(self.send(Request(SIGN_IN)), "password")
        typed = {"login": login, "password": password}
        values = {name: typed.get(name.split("-")[-1], value) for name, value in form.items()}
        self.send(Request(SIGN_IN, values, HTTPStatus.SEE_OTHER))

    def close(self) -> None:
        """End the connection."""
        self.line.close()


def next_page(page: str) -> str | None:
    """Give the address behind the link to the next page of a list."""
    found = NEXT.search(page)
    return found[1].replace("&amp;", "&") if found else None


def form_with(page: str, field_name: str) -> dict[str, str]:
    """Give the values of the form that asks for a field, as a browser would send them untouched."""
    reader = _FormReader()
    reader.feed(page)
    for form in reader.forms:
        if any(name.split("-")[-1] == field_name for name in form):
            return form
    message = f"no form asks for {field_name}"
    raise LookupError(message)


@dataclass
class _FormReader(HTMLParser):
    forms: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form, or note what one of its fields holds."""
        given = dict(attrs)
        name, kind = given.get("name"), given.get("type")
        if tag == "form":
            self.forms.append({})
        elif not self.forms or not name or tag not in {"input", "textarea", "select"}:
            return
        elif kind not in {"checkbox", "radio", "file", "submit"} or "checked" in given:
            self.forms[-1][name] = given.get("value") or ""
