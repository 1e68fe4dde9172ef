"""Read any event log and see how the learner would have done on it, were it an agency's own."""

import csv
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tracker.casework.risk_learner import Moment
from tracker.law.forecast import Sign
from tracker.law.terms import Refusal

COLUMNS = ("CaseID", "ActivityID", "CompleteTimestamp")
A_DAY = 86_400
HOUSE_FORMS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")
MOST_ACTIVITIES, FEWEST_CASES = 16, 20
LOAD_OVER = 300  # Cases started before, over whose loads a load is measured.


@dataclass(frozen=True, slots=True)
class Trace:
    """One case of a log: the days (as numbers) and names of what happened to it."""

    days: tuple[float, ...]
    acts: tuple[str, ...]

    @property
    def began(self) -> float:
        """Give the day on which it began."""
        return self.days[0]

    @property
    def ended(self) -> float:
        """Give the day on which it ended."""
        return self.days[-1]

    @property
    def lasted(self) -> float:
        """Give the days that it took."""
        return self.days[-1] - self.days[0]


def traces(path: Path) -> list[Trace]:
    """Read the cases of a log in the order in which they began, or refuse with a sentence."""
    events: dict[str, list[tuple[float, str]]] = {}
    for case, act, day in _rows(path):
        events.setdefault(case, []).append((day, act))
    found = []
    for told in events.values():
        told.sort(key=_day_of)
        found.append(Trace(tuple(day for day, _ in told), tuple(act for _, act in told)))
    return sorted(found, key=_order)


def _day_of(told: tuple[float, str]) -> float:
    return told[0]


def _order(trace: Trace) -> tuple[tuple[float, ...], tuple[str, ...]]:
    return trace.days, trace.acts


def _rows(path: Path) -> Iterator[tuple[str, str, float]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _cells(path, csv.reader(file, strict=True))
    except UnicodeDecodeError:
        raise Refusal(
            "Tệp %(file)s không phải văn bản UTF-8; hãy lưu lại dưới dạng CSV UTF-8.",
            file=path.name,
        ) from None
    except csv.Error as error:
        raise Refusal(
            "Tệp %(file)s không phải bảng CSV đọc được: %(why)s.", file=path.name, why=error
        ) from None
    except OSError as error:
        raise Refusal(
            "Không đọc được tệp %(file)s: %(why)s.", file=path, why=error.strerror
        ) from None


def _cells(path: Path, lines: Iterator[list[str]]) -> Iterator[tuple[str, str, float]]:
    header = [name.strip().casefold() for name in next(lines, [])]
    missing = [name for name in COLUMNS if name.casefold() not in header]
    if missing:
        raise Refusal(
            "Tệp %(file)s thiếu cột %(columns)s; dòng đầu phải là %(header)s.",
            file=path.name,
            header=",".join(COLUMNS),
            columns=", ".join(missing),
        )
    places = [header.index(name.casefold()) for name in COLUMNS]
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        cells = [line[place].strip() if place < len(line) else "" for place in places]
        if not all(cells):
            raise Refusal("Dòng %(line)s thiếu ô: mỗi dòng cần đủ ba cột.", line=number)
        yield cells[0], cells[1], _moment(cells[2], number)


def _moment(text: str, line: int) -> float:
    """Read a moment as a number of days; the zone is taken into account where one is told."""
    for read in (_iso, *(_in_form(form) for form in HOUSE_FORMS)):
        try:
            moment = read(text)
        except ValueError:
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() / A_DAY
    raise Refusal(
        "Dòng %(line)s: “%(text)s” không phải thời điểm; hãy viết như 2026-11-23 09:41:00.",
        line=line,
        text=text[:40],
    )


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("/", "-") if text[4:5] == "/" else text)


def _in_form(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form).replace(tzinfo=UTC)


class Signs:
    """What was known of the cases of a log at any moment: each case itself, and the load."""

    def __init__(self, cases: Sequence[Trace], limit: float, past: Iterable[Trace]) -> None:
        """Lay out the days on which all cases began and ended, and the usual acts of the past."""
        self.limit = limit
        self.began = sorted(t.began for t in cases)
        self.ended = sorted(t.ended for t in cases)
        loads = [self._load(day) for day in self.began]
        self.sums = [0]
        for load in loads:
            self.sums.append(self.sums[-1] + load)
        seen = Counter(act for t in past for act in set(t.acts))
        usual = [(act, n) for act, n in seen.items() if n >= FEWEST_CASES]
        self.acts = [act for act, _ in sorted(usual, key=_by_number)[:MOST_ACTIVITIES]]

    def at(self, trace: Trace, share: float) -> Mapping[str, Sign]:
        """Give the signs of a case at a share of its limit; what came later is not seen."""
        now = trace.began + share * self.limit
        week = bisect_left(self.began, trace.began - 7)
        known = bisect_right(trace.days, now)
        acts, last = trace.acts[:known], trace.days[known - 1]
        begun = datetime.fromtimestamp(trace.began * A_DAY, UTC)
        times = Counter(acts)
        return {
            "step": acts[-1],
            "step_then": f"{acts[-1]}|{min(2, int(share * 3))}",
            "step_before": acts[-2] if known > 1 else "",
            "weekday": str(begun.weekday()),
            "hour": str(begun.hour // 4),
            "since": (now - last) / self.limit,
            "gone": (last - trace.began) / self.limit,
            "events": float(known),
            "load": self._against_usual(self._load(now), now),
            "load_then": self._against_usual(self._load(trace.began), trace.began),
            "new": float(bisect_left(self.began, trace.began) - week),
            **{f"act {act}": str(min(3, times[act])) for act in self.acts},
        }

    def _load(self, day: float) -> int:
        return bisect_left(self.began, day) - bisect_left(self.ended, day)

    def _against_usual(self, load: int, day: float) -> float:
        """Measure a load against what was usual before: a log may grow over the years."""
        place = bisect_left(self.began, day)
        first = max(0, place - LOAD_OVER)
        if place - first < FEWEST_CASES:
            return 1.0
        usual = (self.sums[place] - self.sums[first]) / (place - first)
        return load / max(usual, 1.0)


def _by_number(told: tuple[str, int]) -> tuple[int, str]:
    return -told[1], told[0]


def moments(
    cases: Sequence[Trace], signs: Signs, shares: Sequence[float], horizon: float
) -> list[Moment]:
    """Give the moments at which the cases were still open, each with how it ended."""
    return [
        Moment(
            duty=number,
            began=trace.began,
            known=max(trace.ended, trace.began + horizon),
            share=share,
            signs=signs.at(trace, share),
            is_late=trace.lasted > signs.limit,
        )
        for number, trace in enumerate(cases)
        for share in shares
        if trace.lasted > share * signs.limit
    ]
