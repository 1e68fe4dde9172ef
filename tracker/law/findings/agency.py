"""Checks on how an agency receives citizens and keeps its books, and on its cases as a whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tracker.law.announcing import posting_clock
from tracker.law.checks import EXTENSION_IN_TIME, many_in_one_day
from tracker.law.duty_days import DutyStanding
from tracker.law.findings.check import Fact, Hit, on_agency
from tracker.law.findings.codes import CheckCode, Lack
from tracker.law.findings.record import AgencyRecord
from tracker.law.findings.values import (
    BURST_FACTOR,
    BURST_LEAST,
    BURST_USUAL_DAYS,
    BURST_WINDOW,
    GAPS_SHOWN,
)
from tracker.law.rules import Basis, Confidence
from tracker.law.terms import Words

# The days on which the data of a periodic report close (Điều 7 Thông tư 06/2025/TT-TTCP).
CLOSE_OF_DATA = ((3, 14), (6, 14), (9, 14), (12, 14))
CODES_SHOWN = 10


@on_agency(
    CheckCode.NOBODY_RECEIVES,
    "Điều 42 Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words("Có giờ tiếp thường xuyên, mà ngày %(on)s không ai giữ vai trò tiếp công dân."),
    needs=Words("Giờ tiếp thường xuyên và người giữ vai trò tiếp công dân."),
    not_judged=Words("Ai thực sự ngồi ở nơi tiếp từng ngày không được ghi khi không có người đến."),
)
def nobody_receives(record: AgencyRecord) -> Iterator[Hit]:
    """Find an agency with hours of reception and nobody to receive."""
    if record.has_hours and record.receivers == 0:
        yield Hit("receivers", {"on": record.today.isoformat()})


@on_agency(
    CheckCode.HEAD_DAYS,
    "Điều 18 Luật Tiếp công dân; Nghị định 154/2026/NĐ-CP",
    Confidence.CONFIRMED,
    why=Words("%(unit)s, tháng %(month)s: tiếp %(kept)s ngày trên %(minimum)s ngày phải tiếp."),
    needs=Words("Các buổi tiếp định kỳ của người đứng đầu."),
)
def head_days(record: AgencyRecord) -> Iterator[Hit]:
    """Find months in which a head received on fewer days than due."""
    for of_head in record.months:
        duty = of_head.duty
        if duty.standing is not DutyStanding.SHORT:
            continue
        month = f"{duty.month:02}/{duty.year}"
        facts: dict[str, Fact] = {"unit": of_head.unit_id, "month": month}
        numbers = {"kept": duty.kept, "minimum": duty.minimum}
        yield Hit(f"{of_head.unit_id}/{duty.year}-{duty.month:02}", {**facts, **numbers})


@on_agency(
    CheckCode.SCHEDULE,
    "Điều 24 Luật Tiếp công dân",
    Confidence.CONFIRMED,
    why=Words("Buổi tiếp ngày %(on)s (hạn niêm yết %(due_on)s): %(lack)s."),
    needs=Words("Lịch tiếp định kỳ, lần niêm yết của từng buổi."),
)
def schedule(record: AgencyRecord) -> Iterator[Hit]:
    """Find sessions that were not made public in time, and an agency without a schedule."""
    if not record.schedules:
        yield Hit("none", {"on": None, "due_on": None, "lack": Lack.NO_SCHEDULE.value})
    for planned in record.planned:
        clock = posting_clock(planned.on, record.calendar)
        if clock is None:
            continue
        due_on = clock.due_on
        facts = {"on": planned.on.isoformat(), "due_on": due_on.isoformat()}
        if planned.posted_on is None and due_on < record.today:
            yield Hit(str(planned.number), {**facts, "lack": Lack.NOT_POSTED.value})
        elif planned.posted_on is not None and planned.posted_on > due_on:
            yield Hit(str(planned.number), {**facts, "lack": Lack.POSTED_LATE.value})


@on_agency(
    CheckCode.POSTED_TEXTS,
    "Điều 18, Điều 19 Luật Tiếp công dân; Điều 42 Nghị định 154/2026/NĐ-CP",
    Confidence.CONFIRMED,
    why=Words("Chưa niêm yết: %(topic)s (%(article)s)."),
    needs=Words("Văn bản đang niêm yết ở nơi tiếp."),
    not_judged=Words("Phòng tiếp, bàn ghế, phương tiện chỉ thấy được khi đến nơi."),
)
def posted_texts(record: AgencyRecord) -> Iterator[Hit]:
    """Find the texts that must stand at the reception place and do not."""
    for duty in record.unposted:
        yield Hit(duty.topic.value, {"topic": duty.topic.value, "article": duty.article})


@on_agency(
    CheckCode.BOOK_INCOMPLETE,
    "Điều 27, Điều 41 Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words("%(unit)s, tháng %(month)s: %(number)s lượt thiếu họ tên hoặc địa chỉ (%(codes)s)."),
    needs=Words("Các lượt tiếp: họ tên, địa chỉ người đến; không xét lượt đã niêm phong."),
)
def book_incomplete(record: AgencyRecord) -> Iterator[Hit]:
    """Find months of a book with visits that lack what the book must hold."""
    for found in record.incomplete:
        facts: dict[str, Fact] = {"unit": found.unit_id, "month": found.month}
        shown: dict[str, Fact] = {
            "number": len(found.codes),
            "codes": list(found.codes[:CODES_SHOWN]),
        }
        yield Hit(f"{found.unit_id}/{found.month}", facts | shown)


@on_agency(
    CheckCode.MANY_EXTENSIONS,
    EXTENSION_IN_TIME,
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words("%(person)s ghi %(number)s gia hạn trong ngày %(on)s: %(codes)s."),
    needs=Words("Lúc ghi và người ghi của các bước gia hạn."),
)
def many_extensions(record: AgencyRecord) -> Iterator[Hit]:
    """Find days on which one person recorded many extensions."""
    codes: Mapping[tuple[date, int | None], list[str]] = defaultdict(list)
    for each in record.extensions:
        codes[each.on, each.by].append(each.code)
    crowded = many_in_one_day((each.on, each.by) for each in record.extensions)
    for day, person in sorted(crowded, key=str):
        named = codes[day, person]
        facts: dict[str, Fact] = {"person": person, "on": day.isoformat(), "number": len(named)}
        yield Hit(f"{day:%Y%m%d}/{person}", facts | {"codes": sorted(named)[:CODES_SHOWN]})


@on_agency(
    CheckCode.CLOSING_BURST,
    "Điều 7 Thông tư 06/2025/TT-TTCP",
    Confidence.LIKELY,
    basis=Basis.INTERNAL,
    why=Words(
        "Từ %(from_on)s đến ngày chốt %(on)s kết thúc %(number)s vụ việc; bình thường khoảng "
        "%(usual)s."
    ),
    needs=Words("Ngày ghi bước kết thúc của các vụ việc; ngày chốt số liệu báo cáo."),
)
def closing_burst(record: AgencyRecord) -> Iterator[Hit]:
    """Find the days before the data close on which far more cases were ended than usual."""
    years = {day.year for day in record.closings}
    for close in sorted(date(year, *day) for year in years for day in CLOSE_OF_DATA):
        first = close - timedelta(BURST_WINDOW - 1)
        number = _closed(record, first, close)
        before = _closed(record, first - timedelta(BURST_USUAL_DAYS), first - timedelta(1))
        usual = before * BURST_WINDOW / BURST_USUAL_DAYS
        if close <= record.today and number >= BURST_LEAST and number > BURST_FACTOR * usual:
            facts: dict[str, Fact] = {"from_on": first.isoformat(), "on": close.isoformat()}
            yield Hit(f"{close:%Y%m%d}", facts | {"number": number, "usual": round(usual)})


def _closed(record: AgencyRecord, first: date, last: date) -> int:
    return sum(n for day, n in record.closings.items() if first <= day <= last)


@on_agency(
    CheckCode.NUMBER_GAPS,
    "Điều 27 Nghị định 154/2026/NĐ-CP",
    Confidence.LIKELY,
    why=Words("Dãy %(series)s thiếu %(number)s số trong %(last)s số đã cấp: %(codes)s."),
    needs=Words("Mã vụ việc, đơn, lượt tiếp và số cuối của từng dãy."),
)
def number_gaps(record: AgencyRecord) -> Iterator[Hit]:
    """Find series in which numbers are missing."""
    for series in record.series:
        last = max(series.last, max(series.taken, default=0))
        gaps = [n for n in range(1, last + 1) if n not in series.taken]
        if gaps:
            facts: dict[str, Fact] = {"series": series.series, "number": len(gaps), "last": last}
            yield Hit(series.series, facts | {"codes": [str(n) for n in gaps[:GAPS_SHOWN]]})


@on_agency(
    CheckCode.SAME_TEXT,
    "Điều 4 Luật Khiếu nại; Điều 4 Luật Tố cáo",
    Confidence.UNCERTAIN,
    basis=Basis.INTERNAL,
    why=Words("Cùng một nội dung, khác kết quả: %(codes)s."),
    needs=Words("Nội dung đơn, trừ đơn đã niêm phong, và kết quả của vụ việc."),
)
def same_text(record: AgencyRecord) -> Iterator[Hit]:
    """Find petitions that read the same and ended differently."""
    for group in record.texts:
        results = {result for _code, result in group.results}
        if len(results) > 1:
            named = [f"{code}={result}" for code, result in sorted(group.results)]
            yield Hit(group.digest, {"codes": named[:CODES_SHOWN], "number": len(named)})
