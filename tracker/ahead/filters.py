"""What a look ahead is asked for, as its address carries it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from tracker.law.kinds import CaseKind
from tracker.law.terms import Term
from tracker.web.addresses import address
from tracker.web.asked import code, day, holder, name_of, spelled
from tracker.web.chips import Chip
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

WEEKS = (2, 4)
MONTHS = (12, 24)
LIST = "ahead.duties"


class Part(Term):
    """Which duties are listed."""

    DUE = "due", "Nghĩa vụ đến hạn", "Duties falling due"
    FORETOLD = "foretold", "Nghĩa vụ đến hạn có dự báo", "Duties falling due with a forecast"
    LIKELY = "likely", "Nghĩa vụ có thể trễ hạn", "Duties likely to be late"
    UNFORETOLD = (
        "unforetold",
        "Nghĩa vụ đến hạn chưa có dự báo",
        "Duties falling due without a forecast",
    )
    OVERDUE = "overdue", "Nghĩa vụ đã quá hạn", "Duties overdue already"
    ESTIMATED = "estimated", "Nghĩa vụ có ngày hạn ước tính", "Duties with an estimated date"
    PAUSED = "paused", "Nghĩa vụ đang tạm dừng", "Paused duties"
    OPEN = "open", "Nghĩa vụ đang mở", "Open duties"
    LATE = "late", "Nghĩa vụ thực hiện trễ hạn", "Duties met late"


def chosen(text: str | None, offered: tuple[int, ...]) -> int:
    """Read a choice out of an address; anything else is the first that is offered."""
    return next((number for number in offered if str(number) == text), offered[0])


@dataclass(frozen=True, slots=True)
class Asked:
    """Which duties a list shows; `since` and `until` bound the due date, or the day of the act."""

    part: Part = Part.DUE
    unit: int | None = None
    handler: int | None = None
    kind: CaseKind | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """Read out of an address what is asked for."""
        return cls(
            part=code(Part, args.get("part")) or Part.DUE,
            unit=holder(args.get("unit")),
            handler=holder(args.get("handler")),
            kind=code(CaseKind, args.get("kind")),
            since=day(args.get("since")),
            until=day(args.get("until")),
        )

    def but(self, **changes: Any) -> Self:
        """Give the same question with something changed."""
        return replace(self, **changes)

    @property
    def href(self) -> str:
        """Give the address of the list."""
        return address(LIST, self.as_arguments())

    def as_arguments(self) -> dict[str, str]:
        """Give what is asked for as an address carries it."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: spelled(value) for name, value in values if value is not None}

    def chips(self, *, units: Mapping[int, str], people: Mapping[int, str]) -> list[Chip]:
        """Give what narrows the list, each with the address without it."""
        unit = name_of(self.unit, units, none=_("Chưa giao đơn vị"), other=_("Đơn vị khác"))
        person = name_of(self.handler, people, none=_("Chưa giao người"), other=_("Người khác"))
        labels = {
            "unit": unit,
            "handler": person,
            "kind": term(self.kind),
            "since": _("từ %(day)s", day=vn_date(self.since)) if self.since else "",
            "until": _("đến hết %(day)s", day=vn_date(self.until)) if self.until else "",
        }
        return [
            Chip(label, self.but(**{name: None}).href) for name, label in labels.items() if label
        ]

    @property
    def without_filters(self) -> str:
        """Give the address of the same part with nothing that narrows it."""
        return Asked(self.part).href
