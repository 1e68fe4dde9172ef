"""From timings to the table: medians of rounds, ratios between neighbours in time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

NOT_JUDGED = "–"


@dataclass(frozen=True, slots=True)
class Round:
    """What both sides took, one right after the other, in milliseconds."""

    base: float
    ours: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; the limit is one of the ratio, or of our own value."""

    name: str
    floor: float
    tracker: float
    ratio: float
    limit: float | None
    unit: str = "ms"
    limits_ratio: bool = True

    @property
    def is_ok(self) -> bool | None:
        """Say whether the limit is kept, None where there is none."""
        if self.limit is None:
            return None
        return (self.ratio if self.limits_ratio else self.tracker) <= self.limit


def round_of(base: Sequence[float], ours: Sequence[float]) -> Round:
    """Take the middle of what each request of a round took."""
    return Round(median(base), median(ours))


def figure_of(name: str, rounds: Sequence[Round], limit: float | None, unit: str = "ms") -> Figure:
    """Take the middle of the rounds; ratios are taken within a round, so that noise cancels."""
    return Figure(
        name,
        median(r.base for r in rounds),
        median(r.ours for r in rounds),
        median(r.ours / r.base for r in rounds),
        limit,
        unit,
    )


def weight_of(name: str, floor: float, tracker: float, limit: float | None) -> Figure:
    """Set memory beside memory; the limit is one of MiB."""
    return Figure(name, floor, tracker, tracker / floor, limit, "MiB", limits_ratio=False)


def table(figures: Iterable[Figure]) -> str:
    """Write the figures as a table of plain text."""
    head = ("", "floor", "tracker", "ratio", "target", "ok?")
    lines = [head, *map(_cells, figures)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def as_json(figures: Iterable[Figure], **about: object) -> str:
    """Write the figures for a machine."""
    rows = [asdict(f) | {"ok": f.is_ok} for f in figures]
    return json.dumps(about | {"figures": rows}, ensure_ascii=False, indent=1)


def _cells(figure: Figure) -> tuple[str, ...]:
    if figure.limit is None:
        target = NOT_JUDGED
    elif figure.limits_ratio:
        target = f"≤ {figure.limit:g}×"
    else:
        target = f"≤ {figure.limit:g} {figure.unit}"
    said = {True: "yes", False: "NO", None: NOT_JUDGED}[figure.is_ok]
    values = (f"{value:.1f} {figure.unit}" for value in (figure.floor, figure.tracker))
    return (figure.name, *values, f"{figure.ratio:.2f}×", target, said)
