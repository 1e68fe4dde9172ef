"""What the lists show above and in their tables: tabs with counts, columns, choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from tracker.cases.filters import Filters, Tab
from tracker.law.levels import Alarm
from tracker.web.words import gettext as _
from tracker.web.words import term

LEVEL_OF = {
    Tab.OVERDUE: Alarm.OVERDUE,
    Tab.AT_RISK: Alarm.AT_RISK,
    Tab.ON_TRACK: Alarm.ON_TRACK,
    Tab.PAUSED: Alarm.PAUSED,
}


@dataclass(frozen=True, slots=True)
class TabItem:
    """One tab as the page prints it."""

    label: str
    href: str
    active: bool
    count: int | None
    alarm: Alarm | None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of one column."""

    label: str
    kind: str = "text"
    silent: bool = False


def case_root() -> str:
    """Give what stands before the number in the address of a case, once for a whole list."""
    return url_for("cases.show", case_id=0).removesuffix("0")


def tab_items(
    endpoint: str, filters: Filters, tabs: Sequence[Tab], counts: Mapping[Tab, int]
) -> list[TabItem]:
    """Give the tabs of a list, each with its count where it is counted."""
    return [
        TabItem(
            label=term(tab),
            href=filters.address(endpoint, tab=tab, asked=False),
            active=tab is filters.tab,
            count=counts.get(tab),
            alarm=LEVEL_OF.get(tab),
        )
        for tab in tabs
    ]


def work_columns() -> tuple[Column, ...]:
    """Give the columns of my work."""
    return (
        Column(_("Mức")),
        Column(_("Mã vụ việc"), "code"),
        Column(_("Việc phải làm")),
        Column(_("Hạn"), "date"),
        Column(_("Vụ việc")),
        Column(_("Thao tác"), "action", silent=True),
    )


def case_columns(tab: Tab) -> tuple[Column, ...]:
    """Give the columns of the list of cases."""
    due = _("Kết thúc") if tab is Tab.CLOSED else _("Hạn gần nhất")
    return (
        Column(_("Mã vụ việc"), "code"),
        Column(_("Vụ việc")),
        Column(_("Trạng thái")),
        Column(_("Nhận"), "date"),
        Column(due),
        Column(_("Người xử lý")),
    )


def absence_columns() -> tuple[Column, ...]:
    """Give the columns of the list of substitutions."""
    return (
        Column(_("Người vắng mặt")),
        Column(_("Người làm thay")),
        Column(_("Từ ngày"), "date"),
        Column(_("Đến hết ngày"), "date"),
        Column(_("Lý do")),
    )
