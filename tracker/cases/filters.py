"""What a list was asked for: its tab and filters, kept in the address, each taken off alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Self

from flask import request

from tracker.law.kinds import CaseKind, Field
from tracker.law.terms import Term
from tracker.web.addresses import address
from tracker.web.asked import code, day, holder, name_of, spelled
from tracker.web.chips import Chip
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

KEPT = 1024  # Addresses that need not be put together again: of tabs, of chips.


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
        args = dict(args.items())  # To ask Flask's own for what is not there costs an error each.
        return cls(
            tab=code(Tab, args.get("tab")) or Tab.RUNNING,
            kind=code(CaseKind, args.get("kind")),
            field=code(Field, args.get("field")),
            unit=holder(args.get("unit")),
            handler=holder(args.get("handler")),
            due_by=day(args.get("due_by")),
            asked="asked" in args,
        )

    def address(self, endpoint: str, **changes: Any) -> str:
        """Give the address of a list with these filters, some of them changed."""
        changed = replace(self, **changes) if changes else self
        return _address(changed, endpoint, request.script_root)

    def as_arguments(self) -> dict[str, str]:
        """Give the filters as an address carries them."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        said = {name: spelled(value) for name, value in values if value}
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
            "unit": name_of(self.unit, units, none=_("Chưa giao đơn vị"), other=_("Đơn vị khác")),
            "handler": name_of(
                self.handler, people, none=_("Chưa giao người"), other=_("Người khác")
            ),
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


@lru_cache(maxsize=KEPT)
def _address(filters: Filters, endpoint: str, _root: str) -> str:
    return address(endpoint, filters.as_arguments())
