"""The main menu: only what this person may use."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext as _l

from tracker.access import Permission
from tracker.web.guard import visitor


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu, for those who hold its permission; `key` is typed after g."""

    endpoint: str
    label: str
    icon: str
    key: str
    permission: Permission

    @property
    def blueprint(self) -> str:
        """Give the feature that the line leads to."""
        return self.endpoint.partition(".")[0]


@dataclass(frozen=True, slots=True)
class RailItem:
    """A line as the layout prints it."""

    endpoint: str
    label: str
    icon: str
    key: str
    active: bool
    count: int | None = None


P = Permission
ENTRIES = (
    Entry("reception.desk", _l("Bàn tiếp dân"), "person-raised-hand", "b", P.VISIT_LOG),
    Entry("cases.my_work", _l("Việc của tôi"), "list-check", "v", P.CASE_CLASSIFY),
    Entry("cases.index", _l("Vụ việc"), "folder2-open", "c", P.CASE_READ),
    Entry("petitions.index", _l("Sổ theo dõi đơn"), "envelope-paper", "d", P.PETITION_READ),
    Entry("reception.visits", _l("Sổ tiếp công dân"), "journal-text", "t", P.VISIT_LOG),
    Entry("schedule.index", _l("Lịch tiếp dân"), "calendar3", "e", P.SCHEDULE_READ),
    Entry("board.show", _l("Bảng điều hành"), "speedometer2", "h", P.BOARD_READ),
    Entry("cases.substitutions", _l("Làm thay"), "people", "y", P.SUBSTITUTION_SET),
    Entry("inspection.index", _l("Thanh tra"), "clipboard-check", "k", P.AUDIT_READ),
    Entry("administration.people", _l("Người dùng"), "people", "q", P.PEOPLE_MANAGE),
    Entry("administration.units", _l("Đơn vị"), "diagram-3", "u", P.PEOPLE_MANAGE),
    Entry("administration.calendar", _l("Lịch nghỉ"), "calendar3", "l", P.CALENDAR_MANAGE),
    Entry("lookup.deadline", _l("Tra cứu"), "search", "r", P.LAW_READ),
)


def rail() -> list[RailItem]:
    """Give the menu of the person who asks."""
    person = visitor()
    if person is None:
        return []
    entries = [e for e in ENTRIES if person.may(e.permission)]
    here = _here(entries)
    return [RailItem(e.endpoint, str(e.label), e.icon, e.key, active=e is here) for e in entries]


def _here(entries: list[Entry]) -> Entry | None:
    """Give the line whose address leads to this page, the longest where several do."""
    leading = [e for e in entries if _leads_to(url_for(e.endpoint), request.path)]
    if leading:
        return max(leading, key=_length)
    return next((e for e in entries if e.blueprint == request.blueprint), None)


def _leads_to(address: str, path: str) -> bool:
    return path == address or path.startswith(f"{address}/")


def _length(entry: Entry) -> int:
    return len(url_for(entry.endpoint))
