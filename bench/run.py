"""Measure the tracker beside the floor and print what each page costs."""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from bench import database, measure, pages, servers, timelines
from bench.client import Browser, Values
from bench.figures import Figure, as_json, table, weight_of
from bench.measure import Field
from tracker.demo.organisation import PASSWORD

CASES = 100_000
ROUNDS = 7
MEMORY_LIMIT = 180  # MiB, both workers together


def main() -> None:
    """Read the options, measure, print; the law alone needs no database."""
    options = _options()
    figures = timelines.figures(options.cases, options.only)
    _report(figures)
    if not (options.only and figures):
        with database.working_copy(database.kept(options.cases)) as copy:
            figures += _figures(copy, options)
    if options.json:
        print(as_json(figures, cases=options.cases, rounds=options.rounds))
    else:
        print(table(figures))


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="bench", description=__doc__)
    reader.add_argument("--cases", type=int, default=CASES, help="how many cases to measure on")
    reader.add_argument("--rounds", type=int, default=ROUNDS, help="rounds of each line")
    reader.add_argument("--only", default="", help="only lines with this word in their name")
    reader.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return reader.parse_args()


def _report(figures: list[Figure]) -> None:
    """Say at once what was measured, since the whole takes long."""
    for figure in figures:
        print(table([figure]).splitlines()[-1], file=sys.stderr)


def _figures(copy: Path, options: argparse.Namespace) -> list[Figure]:
    rebuilt = database.rebuilds(copy, options.cases, options.only)
    _report(rebuilt)
    if options.only and rebuilt:
        return rebuilt
    floor, tracker = servers.floor(copy / database.FLOOR), servers.tracker(copy)
    started = [] if options.only else [measure.starts(floor, tracker)]
    with servers.serving(floor) as ground, servers.serving(tracker) as ours:
        ports = {pages.FLOOR: ground.port, pages.TRACKER: ours.port}
        field = Field(ports, _cookies(ours.port), options.rounds)
        compared = _compare_all(field, options.only)
        return rebuilt + compared + _weights(ground, ours) + started


def _cookies(port: int) -> dict[str, Values]:
    cookies: dict[str, Values] = {pages.NOBODY: {}}
    for login in pages.LOGINS:
        with closing(Browser(port)) as browser:
            browser.sign_in(login, PASSWORD)
            cookies[login] = browser.cookies
    return cookies


def _compare_all(field: Field, only: str) -> list[Figure]:
    ours = field.ports[pages.TRACKER]
    browsers = {login: Browser(ours, field.cookies[login]) for login in pages.LOGINS}
    rows = [row for row in pages.rows(browsers) if only in row.name]
    for browser in browsers.values():
        browser.close()
    figures = []
    for row in rows:
        for clients in measure.REQUESTS:
            figures.append(measure.compare(field, row, clients))
            _report(figures[-1:])
    return figures


def _weights(ground: servers.Server, ours: servers.Server) -> list[Figure]:
    floor, tracker = servers.memory_of(ground), servers.memory_of(ours)
    return [
        weight_of("two workers, shared pages divided (PSS)", floor.shared_out, tracker.shared_out,
                  MEMORY_LIMIT),
        weight_of("… of it not files (anonymous)", floor.anonymous, tracker.anonymous, None),
        weight_of("… their own alone (USS)", floor.own, tracker.own, None),
        weight_of("… shared pages counted twice (RSS)", floor.resident, tracker.resident, None),
    ]  # fmt: skip


if __name__ == "__main__":
    main()
