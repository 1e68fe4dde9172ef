"""Visits to the invented desk that led to no petition, and papers taken at those that did."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from tracker.access import Role
from tracker.casework.identity import Identity, seal_number
from tracker.casework.visitors import acting_place, number_place
from tracker.demo import people
from tracker.demo.histories import History
from tracker.demo.incoming import UNSAID, Incoming
from tracker.law.acting import ActingAs, ShownPaper
from tracker.law.identity_number import paper_of
from tracker.law.kinds import CaseKind
from tracker.law.originals import copies_on, return_due
from tracker.law.refusal_grounds import ReceptionRefusal, refusals_on
from tracker.records.petitions import Petition
from tracker.records.reception import Visit, VisitOutcome
from tracker.records.visits import (
    PaperCondition,
    PaperReceipt,
    ReceivedPaper,
    RefusalNotice,
    VisitRepresentative,
)
from tracker.vietnamese import name_key

G, A, P = ReceptionRefusal, ActingAs, ShownPaper
EVERY = 4  # One desk petition in so many brings papers for which a receipt is made.
RECENT = timedelta(days=60)
PAPERS = (
    ("Quyết định thu hồi kinh phí", 3, PaperCondition.COPY),
    ("Hợp đồng giao việc năm 2024", 6, PaperCondition.CERTIFIED_COPY),
    ("Biên bản nghiệm thu", 2, PaperCondition.ORIGINAL),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One visit: so many working days before today, or a day that matters itself."""

    when: int | date
    kind: CaseKind
    content: str
    note: str
    ground: ReceptionRefusal | None = None
    issued_after: int | None = None  # Working days from the refusal to the notice.
    heads: int = 1
    speakers: int = 0
    acting_as: ActingAs | None = None
    shown: tuple[ShownPaper, ...] = ()


STORIES = (
    Story(date(2025, 9, 10), CaseKind.FEEDBACK, "Hỏi thời gian đăng ký đề tài cấp cơ sở",
          "Giải thích lịch đăng ký, hướng dẫn gửi phiếu qua bộ phận một cửa"),
    Story(date(2026, 3, 12), CaseKind.COMPLAINT, "Việc thu hồi kinh phí đã giải quyết năm 2023",
          "Đã giải thích kết quả rà soát", G.SETTLED, 6),
    Story(date(2026, 5, 20), CaseKind.COMPLAINT, "Hỏi việc kiểm định cân của hộ kinh doanh",
          "Hướng dẫn bổ sung giấy ủy quyền", acting_as=A.AUTHORISED),
    Story(14, CaseKind.COMPLAINT, "Không đồng ý kết luận đã có hiệu lực từ năm 2022",
          "Đã giải thích và mời nhận thông báo", G.SETTLED, 3),
    Story(11, CaseKind.FEEDBACK, "Phản ánh trạm phát sóng đã được trả lời bằng văn bản",
          "Đã đưa lại văn bản trả lời", G.ANSWERED, 5),
    Story(8, CaseKind.RECOMMENDATION, "Tám hộ đề nghị đo lại độ ồn của xưởng cơ khí",
          "Hướng dẫn gửi kiến nghị đến Ủy ban nhân dân xã", heads=8, speakers=2),
    Story(7, CaseKind.COMPLAINT, "Hỏi quyết định xử phạt về nhãn hàng hóa của em trai",
          "Giải thích phải có giấy ủy quyền được công chứng hoặc chứng thực",
          acting_as=A.AUTHORISED, shown=(P.AUTHORISATION,)),
    Story(6, CaseKind.FEEDBACK, "Phản ánh lặp lại về ứng dụng tra cứu, không có gì mới",
          "Đã nhắc văn bản trả lời trước", G.ANSWERED),
    Story(5, CaseKind.COMPLAINT, "Hỏi hồ sơ khiếu nại của thân chủ", "Cho biết hạn giải quyết",
          acting_as=A.LAWYER, shown=(P.CARD, P.REQUEST)),
    Story(3, CaseKind.COMPLAINT, "Đến làm việc về thanh tra đo lường",
          "Đã giải thích quy định kiểm tra an ninh", G.UNCHECKED),
    Story(1, CaseKind.COMPLAINT, "Vẫn khiếu nại việc đã giải quyết lần hai",
          "Đã giải thích, sẽ có thông báo", G.SETTLED),
)  # fmt: skip


@dataclass(slots=True)
class DeskVisits:
    """Brings the told visits in the order of their days, between the petitions."""

    incoming: Incoming
    waiting: list[tuple[date, Story]] = field(init=False)
    seen: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Put the visits in order; a ground that was not law yet on its day is left out."""
        dated = ((self._day(story), story) for story in STORIES)
        lawful = (
            (day, story)
            for day, story in dated
            if day <= self.incoming.office.today
            if story.ground is None or story.ground in refusals_on(day)
        )
        self.waiting = sorted(lawful, key=_first)

    def until(self, day: date) -> None:
        """Bring the visits up to a day."""
        while self.waiting and self.waiting[0][0] <= day:
            self._bring(*self.waiting.pop(0))

    def papers(self, petition: Petition, history: History) -> None:
        """Make a receipt for the papers of some recent petitions that were brought to the desk."""
        office = self.incoming.office
        recent = petition.received_on >= office.today - RECENT
        if petition.visit_id is None or petition.is_sealed or not recent:
            return
        self.seen += 1
        if self.seen % EVERY != 1:
            return
        receipt_id = self.incoming.writer.add(
            PaperReceipt,
            agency_id=office.agency_id,
            visit_id=petition.visit_id,
            received_on=petition.received_on,
            received_at=time(9, 15),
            place="",
            giver=petition.parties[0].full_name,
            identity_issued="",
            copies=copies_on(petition.kind, petition.received_on),
            receiver_id=petition.recorded_by_id,
            recorded_at=petition.recorded_at,
        )
        due = return_due(petition.kind, history.events)
        self._lines(receipt_id, due.since if due else None, petition.recorded_by_id)

    def _lines(self, receipt_id: int, returned_on: date | None, by: int) -> None:
        for position, (name, pages, condition) in enumerate(PAPERS, start=1):
            is_back = returned_on is not None and condition is PaperCondition.ORIGINAL
            self.incoming.writer.add(
                ReceivedPaper,
                agency_id=self.incoming.office.agency_id,
                receipt_id=receipt_id,
                position=position,
                name=name,
                pages=pages,
                condition=condition,
                returned_on=returned_on if is_back else None,
                return_note="Trả trực tiếp cho người giao" if is_back else "",
                returned_by_id=by if is_back else None,
            )

    def _bring(self, day: date, story: Story) -> None:
        office, writer = self.incoming.office, self.incoming.writer
        receptionist = office.department.of(Role.RECEPTIONIST)[0]
        code = self.incoming.next_visit_code(day)
        who, other = people.identity(self.incoming.rng), people.identity(self.incoming.rng)
        told = {
            "agency_id": office.agency_id,
            "reception_id": self.incoming.reception(day, receptionist),
            "code": code,
            "visited_on": day,
            "head_count": story.heads,
            "content": story.content,
            "outcome": VisitOutcome.REFUSED if story.ground else VisitOutcome.GUIDED,
            "outcome_note": story.note,
            "refusal_ground": story.ground.value if story.ground else None,
            "recorded_by_id": receptionist.id,
            "recorded_at": office.moment(day),
            **_visitor_columns(code, who, story.kind),
            **_acting_columns(code, other, story),
            **_group_columns(day, story),
        }
        visit_id = writer.add(Visit, **(UNSAID | told))
        for row in self._speakers(code, story):
            writer.add(VisitRepresentative, agency_id=office.agency_id, visit_id=visit_id, **row)
        if story.issued_after is not None:
            self._issue(visit_id, day, story.issued_after)

    def _speakers(self, code: str, story: Story) -> Iterator[dict[str, object]]:
        for position in range(1, story.speakers + 1):
            who = people.identity(self.incoming.rng)
            sealed = seal_number(who.identity_number, number_place(code, position))
            yield {"position": position, "full_name": who.full_name, "identity_number": sealed}

    def _issue(self, visit_id: int, day: date, after: int) -> None:
        office = self.incoming.office
        issued_on = office.calendar.add_working_days(day, after)
        director = office.department.of(Role.DIRECTOR)[0]
        self.incoming.writer.add(
            RefusalNotice,
            agency_id=office.agency_id,
            visit_id=visit_id,
            number=f"{10 + visit_id % 80}/TB-SKHCN",
            issued_on=issued_on,
            signer="Đinh Bảo Quốc",
            signer_post="Giám đốc",
            superior="Ủy ban nhân dân tỉnh Quảng Ngãi",
            signed_at="Quảng Ngãi",
            identity_issued="",
            recipients="Ban Tiếp công dân tỉnh (để biết)",
            recorded_by_id=director.id,
            recorded_at=office.moment(issued_on),
        )

    def _day(self, story: Story) -> date:
        if isinstance(story.when, date):
            return story.when
        office = self.incoming.office
        return office.calendar.add_working_days(office.today, -story.when)


def _visitor_columns(code: str, who: Identity, kind: CaseKind) -> dict[str, object]:
    """Give the columns of a visit that say who came."""
    return {
        "visitor_name": who.full_name,
        "name_key": name_key(who.full_name),
        "visitor_address": who.address,
        "kind": kind,
        "identity_paper": paper_of(who.identity_number),
        "identity_number": seal_number(who.identity_number, number_place(code)),
    }


def _acting_columns(code: str, who: Identity, story: Story) -> dict[str, object]:
    if story.acting_as is None:
        return {}
    return {
        "acting_as": story.acting_as,
        "acting_name": who.full_name,
        "acting_address": who.address,
        "acting_number": seal_number(who.identity_number, acting_place(code)),
        "papers_shown": sorted(paper.value for paper in story.shown),
    }


def _group_columns(day: date, story: Story) -> dict[str, object]:
    if not story.speakers:
        return {}
    return {
        "appointed_on": day - timedelta(days=1),
        "appointed_by_all": True,
        "appointment": f"{story.heads} người cùng ký",
    }


def _first(dated: tuple[date, Story]) -> date:
    return dated[0]
