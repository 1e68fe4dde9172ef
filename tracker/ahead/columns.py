"""What stands above the tables of the look ahead: its pages, the spans of time, the columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.ahead.filters import Part
from tracker.ahead.weeks import Span
from tracker.ahead.wording import short_week
from tracker.web.addresses import address
from tracker.web.words import gettext as _


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several links, of which one is the page that is open."""

    label: str
    href: str
    active: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one column."""

    label: str
    kind: str = "text"


def pages(here: str) -> list[Choice]:
    """Give the two pages of the look ahead."""
    labels = {"ahead.show": _("Sắp đến hạn"), "ahead.on_time": _("Tỷ lệ đúng hạn")}
    return [Choice(label, address(page), page == here) for page, label in labels.items()]


def spans(page: str, name: str, offered: tuple[int, ...], chosen: int) -> list[Choice]:
    """Give the spans of time that a page may look over; the first needs no word in the address."""
    words = {"weeks": _("%(count)s tuần"), "months": _("%(count)s tháng")}[name]
    return [
        Choice(
            words % {"count": count},
            address(page, None if count == offered[0] else {name: str(count)}),
            count == chosen,
        )
        for count in offered
    ]


def duty_columns(part: Part) -> tuple[Column, ...]:
    """Give the columns of the list of duties."""
    last = Column(_("Xong ngày"), "date") if part is Part.LATE else Column(_("Dự báo trễ"))
    return (
        Column(_("Mã vụ việc"), "code"),
        Column(_("Việc phải làm")),
        Column(_("Hạn"), "date"),
        Column(_("Vụ việc")),
        Column(_("Người xử lý")),
        last,
    )


def outlook_columns() -> tuple[Column, ...]:
    """Give the columns that units and people share, after their names."""
    return (
        Column(_("Đến hạn"), "number"),
        Column(_("Số trễ dự kiến"), "number"),
        Column(_("Có thể trễ"), "number"),
        Column(_("Chưa có dự báo"), "number"),
        Column(_("Đã quá hạn"), "number"),
        Column(_("Nghĩa vụ đang mở"), "number"),
        Column(_("Vụ việc có hạn"), "number"),
    )


def unit_columns() -> tuple[Column, ...]:
    """Give the columns of the units."""
    return Column(_("Đơn vị")), *outlook_columns()


def person_columns() -> tuple[Column, ...]:
    """Give the columns of the people."""
    return Column(_("Người xử lý")), Column(_("Đơn vị")), *outlook_columns()


def week_columns(weeks: Sequence[Span]) -> tuple[Column, ...]:
    """Give the columns of the load by week."""
    return Column(_("Đơn vị")), *(Column(short_week(week), "number") for week in weeks)


def share_columns(label: str) -> tuple[Column, ...]:
    """Give the columns of a table of shares in time."""
    return (
        Column(label),
        Column(_("Đã thực hiện"), "number"),
        Column(_("Trễ hạn"), "number"),
        Column(_("Tỷ lệ đúng hạn"), "number"),
    )
