"""What is measured: each row sets a page of the tracker beside what the floor does for it."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from itertools import count, cycle, islice
from urllib.parse import quote

from bench.client import Browser, Request, form_with, next_page

FLOOR, TRACKER = "floor", "tracker"
NOBODY, DIRECTOR, HANDLER, DESK = "", "giamdoc", "xuly", "tiepdan"
LOGINS = (DIRECTOR, HANDLER, DESK)
DEEP = 40
SAME = 1.2  # A deep page may take a fifth more than the first.
ALL_OVER = {"one person": "Nguyễn Văn Hòa", "in every fourth petition": "phương tiện đo kiểm định"}
DEEP_LISTS = {
    "open list": "/cases",
    "closed list": "/cases?tab=closed",
    "register": "/petitions",
    "search": f"/search?q={quote('kiểm định')}",
}
LINK = re.compile(r'href="(/(?:petitions|cases)/\d+)"')

Plan = Callable[[Browser, int], list[Request]]
"""Gives, untimed, the requests that a client then sends one after the other."""

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Side:
    """Who asks which server for what."""

    server: str
    login: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what is compared with what, and how much dearer it may be."""

    name: str
    base: Side
    ours: Side
    limit: float | None


def rows(browsers: Mapping[str, Browser]) -> list[Row]:
    """Give all lines of the table, after looking around for cases and deep pages."""
    floor_list = Side(FLOOR, NOBODY, again(Request("/")))
    director = browsers[DIRECTOR]
    cases = [Request(path) for path in _case_pages(director)]
    shown = [
        ("open list", DIRECTOR, again(Request("/cases")), 3),
        ("open list", HANDLER, again(Request("/cases")), 3),
        ("my work", DIRECTOR, again(Request("/my-work")), 3),
        ("my work", HANDLER, again(Request("/my-work")), 3),
        ("case page", DIRECTOR, again(*cases), 4),
        ("board", DIRECTOR, again(Request("/board")), None),
        ("hints at the desk", DESK, _hints, None),
    ]
    found = [
        Row(name, floor_list, Side(TRACKER, login, plan), limit)
        for name, login, plan, limit in shown
    ]
    insert = Request("/items", {"title": "Khiếu nại"}, HTTPStatus.SEE_OTHER)
    floor_insert = Side(FLOOR, NOBODY, again(insert))
    found += [
        Row(name, floor_insert, Side(TRACKER, DESK, plan), 4)
        for name, plan in (
            ("create petition", _taken_in("/petitions/new")),
            ("create visit and petition", _taken_in("/desk")),
        )
    ]
    found += [Row(name, floor_list, side, 4) for name, side in _searches(director)]
    return found + [_deep(name, path, director) for name, path in DEEP_LISTS.items()]


def again(*requests: Request) -> Plan:
    """Plan the same requests over and over."""

    def plan(_browser: Browser, number: int) -> list[Request]:
        return list(islice(cycle(requests), number))

    return plan


def page_behind(browser: Browser, path: str, steps: int) -> str:
    """Follow the link to the next page so many times and give where it leads."""
    for _step in range(steps):
        onward = next_page(browser.send(Request(path)))
        if onward is None:
            message = f"{path} is the last page, before {steps} steps"
            raise LookupError(message)
        path = onward
    return path


def _deep(name: str, path: str, director: Browser) -> Row:
    far = page_behind(director, path, DEEP)
    return Row(
        f"{name}, page {DEEP + 1} against page 1",
        Side(TRACKER, DIRECTOR, again(Request(path))),
        Side(TRACKER, DIRECTOR, again(Request(far))),
        SAME,
    )


def _case_pages(director: Browser) -> list[str]:
    pages = (director.send(Request(path)) for path in ("/cases", "/cases?tab=closed"))
    links = dict.fromkeys(link for page in pages for link in LINK.findall(page))
    return [link for link in links if link.startswith("/cases/")]


def _searches(director: Browser) -> list[tuple[str, Side]]:
    """Search with and without marks, and refuse to go on where they find different rows."""
    sides = []
    for name, words in ALL_OVER.items():
        plain = _without_marks(words)
        spellings = {"with marks": words, "without": plain}
        requests = {how: _search(text) for how, text in spellings.items()}
        decomposed = _search(unicodedata.normalize("NFD", words))
        found = {
            tuple(LINK.findall(_list_of(director, request)))
            for request in (*requests.values(), decomposed)
        }
        if len(found) > 1 or not next(iter(found)):
            message = f"spellings of “{words}” find different rows, or none"
            raise AssertionError(message)
        sides += [
            (f"search {name}, {how}", Side(TRACKER, DIRECTOR, again(request)))
            for how, request in requests.items()
        ]
    return sides


def _list_of(browser: Browser, request: Request) -> str:
    return browser.send(request).partition("<main")[2]


def _search(words: str) -> Request:
    return Request(f"/search?q={quote(words)}")


def _without_marks(words: str) -> str:
    plain = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _taken_in(path: str) -> Plan:
    """Fill in a form so many times, each fresh from the server, sent as by its script."""

    def plan(browser: Browser, number: int) -> list[Request]:
        forms = (form_with(browser.send(Request(path)), "content") for _ in range(number))
        return [Request(path, form | _typed(), HTTPStatus.SEE_OTHER) for form in forms]

    return plan


def _hints(browser: Browser, number: int) -> list[Request]:
    form = form_with(browser.send(Request("/desk")), "content")
    return [Request("/desk/hints", form | _typed(), has_files=True) for _ in range(number)]


def _typed() -> dict[str, str]:
    number = next(_numbers)
    return {
        "full_name": "Trần Ngọc Thủy",
        "address": "Thôn Đông, xã Gò Sỏi, tỉnh Quảng Ngãi",
        "phone": f"0905{number:06d}",
        "kind": "complaint",
        "content": "Khiếu nại việc từ chối cấp giấy chứng nhận kiểm định phương tiện đo tại chợ"
        f" Bến Trúc, hồ sơ số {number}. Biên bản ngày hôm đó ghi thiếu ý kiến của hộ dân.",
    }
