"""The main menu: only what this person may use."""

from dataclasses import dataclass
from functools import cache, lru_cache

from flask import request
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from tracker.access import Permission, Role, holds
from tracker.casework.role_proposals import is_waiting, may_decide
from tracker.clock import today
from tracker.records.administration import RoleProposal
from tracker.records.base import current_session, read
from tracker.web.addresses import address
from tracker.web.guard import Person, visitor
from tracker.web.words import current_language


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


KEPT = 2048  # Pages whose line in the menu need not be looked for again.
CONSENTS = "consents.index"  # The one line that counts what waits for the person.
P = Permission
ENTRIES = (
    Entry("reception.desk", _l("Bàn tiếp dân"), "person-raised-hand", "b", P.VISIT_LOG),
    Entry("cases.my_work", _l("Việc của tôi"), "list-check", "v", P.CASE_CLASSIFY),
    Entry("cases.index", _l("Vụ việc"), "folder2-open", "c", P.CASE_READ),
    Entry("sessions.index", _l("Buổi tiếp"), "people", "s", P.SESSION_READ),
    Entry("petitions.index", _l("Đơn đã nhận"), "envelope-paper", "d", P.PETITION_READ),
    Entry("books.receptions", _l("Sổ"), "journal-text", "t", P.BOOK_READ),
    Entry("schedule.index", _l("Lịch tiếp dân"), "calendar3", "e", P.SCHEDULE_READ),
    Entry("board.show", _l("Bảng điều hành"), "speedometer2", "h", P.BOARD_READ),
    Entry("forecasts.show", _l("Dự báo"), "clock-history", "f", P.FORECAST_READ),
    Entry("ahead.show", _l("Nhìn trước"), "signpost-split", "f", P.BOARD_READ),
    Entry("cases.substitutions", _l("Làm thay"), "people", "y", P.SUBSTITUTION_SET),
    Entry("inspection.index", _l("Thanh tra"), "clipboard-check", "k", P.AUDIT_READ),
    Entry("findings.index", _l("Phát hiện"), "flag", "p", P.FINDING_READ),
    Entry("administration.people", _l("Người dùng"), "people", "q", P.PEOPLE_MANAGE),
    Entry(CONSENTS, _l("Chờ đồng ý"), "check-circle", "a", P.PEOPLE_MANAGE),
    Entry("reviews.index", _l("Rà soát tài khoản"), "clipboard-check", "w", P.PEOPLE_MANAGE),
    Entry("administration.units", _l("Đơn vị"), "diagram-3", "u", P.PEOPLE_MANAGE),
    Entry("administration.calendar", _l("Lịch nghỉ"), "calendar3", "l", P.CALENDAR_MANAGE),
    Entry("ladder.index", _l("Bậc nhắc việc"), "bell", "m", P.LADDER_MANAGE),
    Entry("settings.index", _l("Cài đặt"), "gear", "x", P.SETTINGS_MANAGE),
    Entry("jobs.index", _l("Việc nền"), "gear", "j", P.JOB_RUN),
    Entry("notices.index", _l("Niêm yết"), "file-earmark-text", "n", P.NOTICE_MANAGE),
    Entry("privacy.index", _l("Dữ liệu cá nhân"), "shield-check", "a", P.DATA_READ),
    Entry("breaches.index", _l("Sự cố dữ liệu"), "exclamation-diamond", "i", P.BREACH_READ),
    Entry("lookup.deadline", _l("Tra cứu"), "search", "r", P.LAW_READ),
)


def rail() -> tuple[RailItem, ...]:
    """Give the menu of the person who asks."""
    person = visitor()
    if person is None:
        return ()
    here = _here(person.roles, request.script_root, request.path) or _of_feature(person.roles)
    return _items(person.roles, here, current_language(), _waiting(person))


@cache
def _entries(roles: frozenset[Role]) -> tuple[Entry, ...]:
    return tuple(e for e in ENTRIES if holds(roles, e.permission))


@lru_cache(maxsize=512)
def _items(
    roles: frozenset[Role], here: str | None, _language: str, waiting: int
) -> tuple[RailItem, ...]:
    return tuple(
        RailItem(
            e.endpoint, str(e.label), e.icon, e.key, e.endpoint == here,
            waiting if e.endpoint == CONSENTS else None,
        )
        for e in _entries(roles)
    )  # fmt: skip


def _waiting(person: Person) -> int:
    """Count the proposals on which this person may decide."""
    if not person.may(P.PEOPLE_MANAGE):
        return 0
    counted = (
        select(func.count())
        .select_from(RoleProposal)
        .where(is_waiting(person.agency_id, today()), may_decide(person.id))
    )
    return read(current_session(), counted).scalar() or 0


@lru_cache(maxsize=KEPT)
def _here(roles: frozenset[Role], root: str, path: str) -> str | None:
    """Give the line whose address leads to a page, the longest where several do."""
    places = {e.endpoint: address(e.endpoint).removeprefix(root) for e in _entries(roles)}
    leading = (endpoint for endpoint, place in places.items() if _leads_to(place, path))
    return max(leading, key=lambda endpoint: len(places[endpoint]), default=None)


def _of_feature(roles: frozenset[Role]) -> str | None:
    """Give the line of the feature that a page belongs to."""
    lines = (e.endpoint for e in _entries(roles) if e.blueprint == request.blueprint)
    return next(lines, None)


def _leads_to(place: str, path: str) -> bool:
    return path == place or path.startswith(f"{place}/")
