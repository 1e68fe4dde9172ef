"""Let the invented inspector run the checks, ask about a few findings and hold one inspection."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework.findings import Said, act_on_finding
from tracker.casework.inspection import run_checks
from tracker.casework.inspections import (
    Marked,
    MinutesDetails,
    Scope,
    hold_inspection,
    mark_items,
    write_minutes,
)
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.law.findings.checklist import Item, Verdict
from tracker.law.findings.codes import CheckCode
from tracker.records.inspection import Finding, FindingDeed, Inspection, Sampling
from tracker.records.organisation import OrgUnit
from tracker.records.visibility import Holding, Reach

LARGEST = 5_000  # Cases; what is loaded in bulk is looked at by `flask check run`.
ASKED = 4
TO_ANSWER, TO_PUT_RIGHT = timedelta(days=5), timedelta(days=20)
AT = time(16, 30)
QUESTION = "Đề nghị đơn vị nêu rõ lý do chậm, kèm giấy tờ chứng minh."
ANSWER = "Hồ sơ về chậm do chờ kết quả kiểm định; đơn vị đã nhắc và rút kinh nghiệm."
DEMAND = "Rà lại các vụ việc cùng loại trong phòng, báo cáo kết quả bằng văn bản."
END = "Giải trình có căn cứ, không phải khắc phục thêm."


def inspect(session: Session, department: Department, today: date) -> None:
    """Do what an inspector does in a week, up to the evening of the last day."""
    now = datetime.combine(today, AT, VIETNAM)
    run_checks(session, department.agency_id, now=now, full=True)
    inspector = _reach(session, department, Role.INSPECTOR)
    head = _reach(session, department, Role.UNIT_HEAD)
    for place, found in enumerate(_in_unit(session, head.holdings[0].unit_id)):
        _pursue(session, found, place, inspector, head, now)
    _hold(session, inspector, now)
    session.flush()


def _in_unit(session: Session, unit_id: int) -> list[Finding]:
    """Give the latest findings about a unit that name no person."""
    rows = session.scalars(
        select(Finding)
        .where(Finding.unit_id == unit_id, Finding.check_code != CheckCode.LEFT_LYING)
        .order_by(Finding.id.desc())
        .limit(ASKED)
    )
    return list(rows)


def _pursue(
    session: Session, found: Finding, place: int, inspector: Reach, head: Reach, now: datetime
) -> None:
    """Ask about each, and let each further one go a step further."""
    today = now.date()
    asked = (FindingDeed.ASKED, Said(QUESTION, today + TO_ANSWER), inspector)
    answered = (FindingDeed.ANSWERED, Said(ANSWER), head)
    followed = (FindingDeed.FOLLOWED_UP, Said(DEMAND, today + TO_PUT_RIGHT), inspector)
    closed = (FindingDeed.CLOSED, Said(END), inspector)
    ways = ((asked,), (asked, answered), (asked, answered, followed), (asked, answered, closed))
    for deed, said, by in ways[place]:
        act_on_finding(session, found, deed, said, by=by, now=now)


def _hold(session: Session, inspector: Reach, now: datetime) -> None:
    today = now.date()
    scope = Scope(
        "Kiểm tra trách nhiệm tiếp công dân, xử lý đơn, giải quyết khiếu nại, tố cáo",
        "Kế hoạch số 12/KH-SKHCN", today - timedelta(300), today, (), (), Sampling.RISK, 2026, 12,
    )  # fmt: skip
    inspection = hold_inspection(session, scope, by=inspector, now=now)
    marks = (
        Marked(Item.PLACE, Verdict.KEPT, ""),
        Marked(Item.COMPLAINT_LIMIT, Verdict.PARTLY, "Còn vụ việc giải quyết chậm, đã nhắc."),
        Marked(Item.FILES, Verdict.PARTLY, "Một số hồ sơ tố cáo chưa có biên bản giải trình."),
    )
    mark_items(session, inspection, marks, by=inspector.user_id, now=now)
    _write(session, inspection, inspector, now)


def _write(session: Session, inspection: Inspection, inspector: Reach, now: datetime) -> None:
    details = MinutesDetails(
        now.date(),
        "Phòng họp tầng 2, trụ sở Sở",
        "Cao Thị Lệ Thu, Thanh tra\nTrương Công Vinh, Phòng Quản lý Khoa học",
        "Sổ sách đầy đủ, số liệu khớp; còn chậm ở khâu thông báo.",
        "Phòng Quản lý Khoa học báo cáo việc khắc phục trong 20 ngày.",
    )
    write_minutes(session, inspection, details, by=inspector.user_id, now=now)


def _reach(session: Session, department: Department, role: Role) -> Reach:
    worker = department.of(role)[0]
    path = session.get_one(OrgUnit, worker.unit_id).path
    return Reach(worker.id, department.agency_id, (Holding(role, worker.unit_id, path),))
