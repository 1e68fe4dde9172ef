"""What a list was asked for: its tab and filters, kept in the address, each taken off alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self, TypeVar

from tracker.law.kinds import CaseKind, Field
from tracker.law.terms import Term
from tracker.web.addresses import address
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

MOST_NUMBER = 2**31 - 1
T = TypeVar("T", bound=Term)


class Tab(Term):
    """Which part of a list is shown."""

    RUNNING = "running", "Có hạn", "Running"
    OVERDUE = "overdue", "Quá hạn", "Overdue"
    AT_RISK = "at_risk", "Sắp đến hạn", "At risk"
    ON_TRACK = "on_track", "Còn hạn", "On track"
    PAUSED = "paused", "Tạm dừng", "Paused"
    UNASSIGNED = "unassigned", "Chưa phân công", "Unassigned"
    WITHOUT_LIMIT = "without_limit", "Không còn hạn", "No limit left"
    CLOSED = "closed", "Đã xong", "Closed"


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, with the address of the list without it."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a list; what an address says wrongly is taken as not said.

    `asked` opens the form in which they are chosen.
    """

    tab: Tab = Tab.RUNNING
    kind: CaseKind | None = None
    field: Field | None = None
    unit: int | None = None
    handler: int | None = None
    due_by: date | None = None
    asked: bool = False

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """Read the filters out of an address."""
        return cls(
            tab=_term(Tab, args.get("tab")) or Tab.RUNNING,
            kind=_term(CaseKind, args.get("kind")),
            field=_term(Field, args.get("field")),
            unit=number(args.get("unit")),
            handler=number(args.get("handler")),
            due_by=_day(args.get("due_by")),
            asked="asked" in args,
        )

    def address(self, endpoint: str, **changes: Any) -> str:
        """Give the address of a list with these filters, some of them changed."""
        changed = replace(self, **changes) if changes else self
        return address(endpoint, changed.as_arguments())

    def as_arguments(self) -> dict[str, str]:
        """Give the filters as an address carries them."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        said = {name: str(value) for name, value in values if value}
        if self.tab is Tab.RUNNING:
            del said["tab"]
        return said

    @property
    def names_someone(self) -> bool:
        """Say whether names of units or people are needed to show the filters."""
        return self.asked or self.unit is not None or self.handler is not None

    def form_address(self, endpoint: str) -> str:
        """Give the address at which the filters are chosen."""
        return self.address(endpoint, asked=True)

    def chips(
        self, endpoint: str, *, units: Mapping[int, str], people: Mapping[int, str]
    ) -> list[Chip]:
        """Give the filters that are on, each with the address without it."""
        labels = {
            "kind": term(self.kind),
            "field": term(self.field),
            "unit": units.get(self.unit or 0, _("Đơn vị khác")) if self.unit else "",
            "handler": people.get(self.handler or 0, _("Người khác")) if self.handler else "",
            "due_by": _("hạn đến %(day)s", day=vn_date(self.due_by)) if self.due_by else "",
        }
        return [
            Chip(label, self.address(endpoint, **{name: None}))
            for name, label in labels.items()
            if label
        ]

    def without_filters(self, endpoint: str) -> str:
        """Give the address of the same tab with every filter off."""
        return Filters(tab=self.tab).address(endpoint)


def _term(terms: type[T], code: str | None) -> T | None:
    return next((m for m in terms if m.value == code), None) if code else None


def number(text: str | None) -> int | None:
    """Read the number of a row out of an address; anything else is none."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > len(str(MOST_NUMBER)):
        return None
    return int(text) if 0 < int(text) <= MOST_NUMBER else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
