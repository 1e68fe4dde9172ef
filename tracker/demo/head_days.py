"""The invented schedule: hours, two heads' days, what was moved, late, delegated, missed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tracker.access import Role
from tracker.clock import VIETNAM
from tracker.demo.office import Office
from tracker.law.announcing import online_in_force, posting_clock
from tracker.law.periodic import Occurrence, Pattern, Recurrence, Weekday, WeekOfMonth, occurrences
from tracker.law.reckoning import end_of_span
from tracker.law.rules import Unit
from tracker.law.session_grounds import ExtraordinaryGround, OnlineGround, PostingPlace
from tracker.records.reception import Capacity, ReceptionForm, ReceptionMode
from tracker.records.schedule import (
    DutyReason,
    PeriodicRule,
    PlannedSession,
    Posting,
    RegularHours,
    SessionStatus,
)

YEARS_BACK = timedelta(days=730)
AHEAD = timedelta(days=125)
ROOM = "Phòng Tiếp công dân, tầng 1 trụ sở Sở"
CENTRE_ROOM = "Phòng họp, Trung tâm Ứng dụng và Dịch vụ Khoa học, Công nghệ"
MORNING, NOON = time(8, 0), time(11, 30)
AFTERNOON, EVENING = time(13, 30), time(17, 0)
PARTICIPANTS = "Chánh Văn phòng Sở, trưởng phòng chuyên môn liên quan, cán bộ tiếp công dân"
CONTENT = "Tiếp nhận khiếu nại, tố cáo, kiến nghị, phản ánh thuộc thẩm quyền của Sở"
CALLED_AWAY = "Giám đốc Sở dự họp theo giấy mời của Ủy ban nhân dân tỉnh"
MOST_VISITS_TO_HEAD = 3
# What happened to the director's days so many months ago; all other days were held as planned.
PUT_OFF, LEFT_MONTH, DELEGATED, POSTED_LATE = 3, 7, 10, 5
PLACES = tuple(PostingPlace)


@dataclass(slots=True)
class Held:
    """One day on which a head receives, with the reception once somebody came."""

    on: date
    receiver_id: int
    unit_id: int
    place: str
    mode: ReceptionMode = ReceptionMode.PERIODIC
    capacity: Capacity = Capacity.HEAD
    visits: int = 0
    reception_id: int | None = None


class HeadDays:
    """Keeps the heads' days of two years and lets visits come to those that were held."""

    def __init__(self, office: Office) -> None:
        """Lay the days out before anybody comes."""
        self.office, self.writer, self.today = office, office.writer, office.today
        of = office.department.of
        self.director = of(Role.DIRECTOR)[0]
        self.deputy = of(Role.UNIT_HEAD)[0]
        self.centre = of(Role.UNIT_HEAD)[-1]
        self.clerk = of(Role.RECEPTIONIST)[0]
        first, last = self.today - YEARS_BACK, self.today + AHEAD
        monthly = Recurrence(Pattern.DAY_OF_MONTH, 15)
        thursday = Recurrence(
            Pattern.WEEKDAY_OF_MONTH, week=WeekOfMonth.SECOND, weekday=Weekday.THURSDAY
        )
        self.rules = {monthly: self.director.id, thursday: self.centre.id}
        self.days = {
            each: occurrences(each, office.calendar, first, last) for each in (monthly, thursday)
        }
        self.monthly, self.thursday = monthly, thursday
        self.held: dict[date, Held] = {}
        for each in self.days[monthly]:
            self._foresee(each)

    def take_visit(self, day: date) -> int | None:
        """Give the head's reception of a day to a visit, as long as he has time."""
        held = self.held.get(day)
        if held is None or held.visits >= MOST_VISITS_TO_HEAD:
            return None
        held.visits += 1
        if held.reception_id is None:
            held.reception_id = self._open(held, nobody_came=False)
        return held.reception_id

    def write(self) -> None:
        """Write the schedule as it stands when all visits are in."""
        self._hours()
        desk, centre = self.office.agency_id, self.centre.unit_id
        rule_id = self._rule(self.monthly, self.director.id, desk, ROOM)
        for each in self.days[self.monthly]:
            self._directors_day(rule_id, each)
        rule_id = self._rule(self.thursday, self.centre.id, centre, CENTRE_ROOM)
        for each in self.days[self.thursday]:
            self._centres_day(rule_id, each)
        self._extraordinary()
        self._online()

    def _months_ago(self, day: date) -> int:
        return (self.today.year - day.year) * 12 + self.today.month - day.month

    def _moved_to(self, on: date) -> date | None:
        ago = self._months_ago(on)
        if ago == PUT_OFF:
            return self.office.calendar.add_working_days(on, 3)
        return self.office.calendar.add_working_days(on, 14) if ago == LEFT_MONTH else None

    def _foresee(self, each: Occurrence) -> None:
        on = self._moved_to(each.on) or each.on
        if on >= self.today:
            return
        delegated = self._months_ago(each.on) == DELEGATED
        receiver = self.deputy.id if delegated else self.director.id
        capacity = Capacity.DELEGATED if delegated else Capacity.HEAD
        unit_id = self.office.department.desk_unit_id
        self.held[on] = Held(on, receiver, unit_id, ROOM, capacity=capacity)

    def _open(self, held: Held, *, nobody_came: bool) -> int:
        return self.office.open_reception(
            unit_id=held.unit_id, held_on=held.on, mode=held.mode,
            receiver_id=held.receiver_id, capacity=held.capacity, nobody_came=nobody_came,
            begins_at=MORNING, ends_at=NOON, place=held.place,
        )  # fmt: skip

    def _reception_of(self, held: Held | None) -> int | None:
        if held is None:
            return None
        if held.reception_id is None:
            held.reception_id = self._open(held, nobody_came=True)
        return held.reception_id

    def _hours(self) -> None:
        for weekday in tuple(Weekday)[:5]:
            for begins_at, ends_at in ((time(7, 30), NOON), (AFTERNOON, EVENING)):
                self.writer.add(
                    RegularHours, agency_id=self.office.agency_id,
                    unit_id=self.office.agency_id, weekday=weekday, begins_at=begins_at,
                    ends_at=ends_at, place=ROOM, starts_on=date(2019, 1, 1), ends_on=None,
                )  # fmt: skip

    def _rule(self, told: Recurrence, presider_id: int, unit_id: int, place: str) -> int:
        return self.writer.add(
            PeriodicRule, agency_id=self.office.agency_id, unit_id=unit_id,
            pattern=told.pattern, day_of_month=told.day_of_month, week=told.week,
            weekday=told.weekday, presider_id=presider_id, begins_at=MORNING, ends_at=NOON,
            place=place, participants=PARTICIPANTS, content=CONTENT,
            starts_on=self.today - YEARS_BACK, ends_on=None,
        )  # fmt: skip

    def _directors_day(self, rule_id: int, each: Occurrence) -> None:
        moved_to = self._moved_to(each.on)
        ago = self._months_ago(each.on)
        if moved_to is not None:
            old = self._session(
                each.on, rule_id=rule_id, nominal_on=each.nominal_on,
                status=SessionStatus.MOVED, change_reason=CALLED_AWAY,
                changed_at=self._moment(each.on - timedelta(2)),
            )  # fmt: skip
            self._post(old, each.on)
            new = self._session(
                moved_to, sequence=1, moved_from_id=old, is_postponed=True,
                uid=self._uid(each.nominal_on), held=self.held.get(moved_to),
            )  # fmt: skip
            announced = self.office.calendar.add_working_days(each.on, -1)
            self._posting(new, PostingPlace.RECEPTION_PLACE, announced, None)
        else:
            row = self._session(
                each.on, rule_id=rule_id, nominal_on=each.nominal_on, held=self.held.get(each.on)
            )
            if each.on <= self.today + timedelta(31):
                self._post(row, each.on, late=2 if ago == POSTED_LATE else 0)
        if ago == LEFT_MONTH:
            self._reason(each.on)

    def _centres_day(self, rule_id: int, each: Occurrence) -> None:
        place, unit_id = CENTRE_ROOM, self.centre.unit_id
        held = Held(each.on, self.centre.id, unit_id, place) if each.on < self.today else None
        row = self._session(
            each.on, rule_id=rule_id, nominal_on=each.nominal_on, held=held, unit_id=unit_id,
            presider_id=self.centre.id, place=place,
        )  # fmt: skip
        if held is not None:
            self._post(row, each.on)

    def _extraordinary(self) -> None:
        on = self.office.calendar.add_working_days(self.today, -28)
        if on in self.held:
            on = self.office.calendar.add_working_days(on, -1)
        unit_id = self.office.department.desk_unit_id
        held = Held(on, self.director.id, unit_id, ROOM, ReceptionMode.EXTRAORDINARY)
        self._session(
            on, mode=ReceptionMode.EXTRAORDINARY, ground=ExtraordinaryGround.HEATED, held=held,
            content="Kiến nghị của nhiều người về cơ sở thử nghiệm gây tiếng ồn",
        )  # fmt: skip

    def _online(self) -> None:
        on = self.office.calendar.add_working_days(self.today, 8)
        if not online_in_force(on):
            return
        row = self._session(
            on, mode=ReceptionMode.EXTRAORDINARY, ground=ExtraordinaryGround.HEATED,
            form=ReceptionForm.ONLINE, online_ground=OnlineGround.REMOTE,
            begins_at=AFTERNOON, ends_at=EVENING, notified_on=self.today - timedelta(1),
            other_points="Điểm cầu Trung tâm Phục vụ hành chính công đặc khu Hòn Sứ",
        )  # fmt: skip
        self._posting(row, PostingPlace.WEBSITE, self.today, self._due(on))

    def _session(self, on: date, *, held: Held | None = None, **told: Any) -> int:
        """Write one session with every column, so that all rows go out in one statement."""
        nominal_on = told.get("nominal_on")
        usual: dict[str, Any] = {
            "unit_id": self.office.agency_id, "rule_id": None, "nominal_on": None,
            "uid": self._uid(nominal_on or on, told.get("presider_id")), "sequence": 0,
            "mode": ReceptionMode.PERIODIC, "form": ReceptionForm.IN_PERSON,
            "begins_at": MORNING, "ends_at": NOON, "place": ROOM, "other_points": "",
            "presider_id": self.director.id, "capacity": Capacity.HEAD,
            "participants": PARTICIPANTS, "content": CONTENT, "ground": None,
            "online_ground": None, "status": SessionStatus.HELD if held else SessionStatus.PLANNED,
            "day_off_agreed": False, "moved_from_id": None, "is_postponed": False,
            "change_reason": "", "changed_at": None, "notified_on": None, "tested_on": None,
            "connected_at": None, "reception_id": self._reception_of(held),
            "created_at": self._moment(min(on - timedelta(60), self.today)), "version": 1,
        }  # fmt: skip
        told = usual | told
        return self.writer.add(
            PlannedSession, agency_id=self.office.agency_id, planned_on=on, **told
        )

    def _post(self, session_id: int, on: date, *, late: int = 0) -> None:
        """Post as the office does it: everywhere, well before the last day."""
        due = self._due(on)
        days = late or -5
        posted_on = self.office.calendar.add_working_days(due or on, days)
        for place in PLACES:
            self._posting(session_id, place, min(posted_on, self.today), due)

    def _posting(
        self, session_id: int, place: PostingPlace, posted_on: date, due_on: date | None
    ) -> None:
        self.writer.add(
            Posting, agency_id=self.office.agency_id, session_id=session_id, place=place,
            posted_on=posted_on, due_on=due_on, recorded_by_id=self.clerk.id,
            recorded_at=self._moment(posted_on),
        )  # fmt: skip

    def _reason(self, on: date) -> None:
        self.writer.add(
            DutyReason, agency_id=self.office.agency_id, unit_id=self.office.agency_id,
            year=on.year, month=on.month, reason=f"{CALLED_AWAY}; buổi tiếp dời sang tháng sau",
            recorded_by_id=self.director.id,
            recorded_at=self._moment(end_of_span(on, Unit.PER_MONTH) + timedelta(4)),
        )  # fmt: skip

    def _due(self, on: date) -> date | None:
        clock = posting_clock(on, self.office.calendar)
        return clock.due_on if clock else None

    def _uid(self, on: date, presider_id: int | None = None) -> str:
        return str(uuid5(NAMESPACE_URL, f"{presider_id or self.director.id}/{on}"))

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(9, 15), VIETNAM)
