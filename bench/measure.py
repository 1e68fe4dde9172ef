"""Take the times: rounds of floor and tracker in turn, with one client and with several."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass

from bench.client import Browser, Request, Values
from bench.figures import Figure, Round, figure_of, round_of
from bench.pages import Row, Side
from bench.servers import Program, serving

REQUESTS = {1: 20, 8: 8}  # Of each client in one round, by the number of clients.
WARMING = 4
STARTS = 5
START_LIMIT = 2


@dataclass(frozen=True, slots=True)
class Field:
    """Where is measured: the port of each server, the cookies of each login, how many rounds."""

    ports: Mapping[str, int]
    cookies: Mapping[str, Values]
    rounds: int

    def browser(self, side: Side) -> Browser:
        """Open a new connection for one side."""
        return Browser(self.ports[side.server], self.cookies[side.login])


def compare(field: Field, row: Row, clients: int) -> Figure:
    """Let so many clients ask both sides in turn, round after round."""
    for side in (row.base, row.ours):
        _times(field, side, 1, WARMING)
    rounds = [_round(field, row, clients, number) for number in range(field.rounds)]
    return figure_of(_name(row, clients), rounds, row.limit)


def starts(floor: Program, tracker: Program) -> Figure:
    """Start both in turn and time each from the command to its first page."""
    rounds = [Round(_start(floor), _start(tracker)) for _ in range(STARTS)]
    return figure_of("start to the first page", rounds, START_LIMIT)


def _name(row: Row, clients: int) -> str:
    who = f" ({row.ours.login})" if row.ours.login else ""
    return f"{row.name}{who}, {clients} client{'s' if clients > 1 else ''}"


def _round(field: Field, row: Row, clients: int, number: int) -> Round:
    """Take one round; who goes first changes from round to round."""
    order = (row.base, row.ours) if number % 2 else (row.ours, row.base)
    taken = {id(side): _times(field, side, clients, REQUESTS[clients]) for side in order}
    return round_of(taken[id(row.base)], taken[id(row.ours)])


def _times(field: Field, side: Side, clients: int, number: int) -> list[float]:
    with ExitStack() as open_lines, ThreadPoolExecutor(clients) as pool:
        browsers = [open_lines.enter_context(closing(field.browser(side))) for _ in range(clients)]
        planned = [(browser, side.plan(browser, number)) for browser in browsers]
        return [ms for times in pool.map(_send_all, planned) for ms in times]


def _send_all(planned: tuple[Browser, list[Request]]) -> list[float]:
    browser, requests = planned
    return [browser.timed(request) for request in requests]


def _start(program: Program) -> float:
    with serving(program) as server:
        return server.started_in * 1000
