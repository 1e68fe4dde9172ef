"""Steps with a choice of their own: transition, publication, protection, dialogue, next level."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from flask import flash
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from tracker.cases.forms import BodyForm, EventForm
from tracker.cases.levels import rule_article, rules
from tracker.cases.vocabulary import Leader, Protection
from tracker.casework.handover import first_petition
from tracker.casework.next_level import NextPetition, go_on
from tracker.casework.particulars import open_transitions
from tracker.clock import today
from tracker.law.events import Circumstance, EventType
from tracker.law.kinds import CaseKind, Level
from tracker.law.reckoning import reckon
from tracker.law.rules import Passage
from tracker.records.calendar import calendar_in_use
from tracker.records.cases import Case, StoredObligation
from tracker.records.petitions import Channel
from tracker.records.visibility import Reach
from tracker.web.fields import (
    ChoiceField,
    LongTextField,
    TermField,
    TermTicksField,
    TickField,
    VietnameseDateField,
)
from tracker.web.rule_words import duty_title
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date

C = Circumstance
WAYS: Mapping[EventType, tuple[Circumstance, ...]] = {
    EventType.DECISION_PUBLISHED: (C.POSTED, C.BY_MEETING, C.BY_MEDIA),
    EventType.CONCLUSION_PUBLISHED: (C.POSTED, C.BY_MEETING, C.BY_MEDIA),
    EventType.INTERNALLY_PUBLISHED: (C.POSTED, C.BY_MEETING, C.IN_WRITING),
}
TAKEN_DOWN: Mapping[EventType, EventType] = {
    EventType.DECISION_PUBLISHED: EventType.POSTING_ENDED,
    EventType.CONCLUSION_PUBLISHED: EventType.POSTING_ENDED,
    EventType.INTERNALLY_PUBLISHED: EventType.INTERNAL_POSTING_ENDED,
}
URGENT_PROTECTION = "BV-51"
NOTICE_OF_DIALOGUE = "KN-30.a"
IN_PERSON = "Điều 28 khoản 2 Nghị định 124/2020/NĐ-CP; Điều 53 Luật Khiếu nại"


class TransitionForm(EventForm):
    """Which rule applies to a limit that was running when the law changed."""

    rule = ChoiceField(_l("Thời hạn"), required=True, radio=True, coerce=str)
    passage = TermField(
        _l("Áp dụng"), terms=Passage, among=(Passage.OLD, Passage.NEW), required=True, radio=True,
        description=_l("Luật không nói rõ nên người đứng đầu chọn; hạn được tính lại ngay."),
    )  # fmt: skip

    def prepare(self, case: Case) -> None:
        """Offer the limits in question, each with both dates."""
        super().prepare(case)
        self.note.label.text = _("Lý do, căn cứ chỉ đạo")
        self.note.flags.required = True
        offered = open_transitions(case)
        self.rule.offer([(o.rule, _both_dates(o)) for o in offered])
        if not self.is_submitted() and len(offered) == 1:
            self.rule.data = offered[0].rule

    def particulars(self) -> dict[str, Any]:
        """Give the rule and the passage that was chosen."""
        passage = self.passage.data
        return {"rule": self.rule.data, "passage": passage.value if passage else None}


def _both_dates(limit: StoredObligation) -> str:
    """Name a limit with its last day under the old and under the new rule."""
    started = rules()[limit.rule].in_force(limit.started_on)
    dates = (limit.due_on, limit.transition_on)
    runs_on = started is not None and started.from_ == limit.version_from
    old, new = dates if runs_on else dates[::-1]
    return str(
        _("%(title)s: theo quy định cũ %(old)s, theo quy định mới %(new)s",
          title=duty_title(limit.rule), old=vn_date(old),
          new=vn_date(new))
    )  # fmt: skip


class PublishedForm(EventForm):
    """How a decision or conclusion was made public: at least one of the ways of the law."""

    ways = TermTicksField(_l("Hình thức công khai"), terms=Circumstance)

    def prepare(self, case: Case) -> None:
        """Offer the ways that belong to the step."""
        super().prepare(case)
        self.ways.flags.required = True
        self.ways.offer_terms(WAYS[self.event])
        self.ways.description = _(
            "Đánh dấu mọi hình thức đã dùng; niêm yết, đăng tải thì khi gỡ xuống ghi “%(step)s”.",
            step=term(TAKEN_DOWN[self.event]),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a publication in no way at all."""
        good = bool(super().validate(extra_validators))
        if not self.ways.data:
            self.ways.errors = [_("Hãy chọn ít nhất một hình thức công khai.")]
            return False
        return good

    def particulars(self) -> dict[str, Any]:
        """Give the ways."""
        return {"circumstances": [way.value for way in self.ways.data or ()]}


class ProtectionRequestedForm(EventForm):
    """A request for protection, urgent or not."""

    urgent = TickField(_l("Trường hợp khẩn cấp: áp dụng ngay trong ngày"))

    def prepare(self, case: Case) -> None:
        """Say on which article the same day rests."""
        super().prepare(case)
        self.urgent.description = _("Chỉ đánh dấu khi phải bảo vệ ngay (%(article)s).",
                                    article=rule_article(URGENT_PROTECTION, today()))  # fmt: skip

    def particulars(self) -> dict[str, Any]:
        """Give whether it is urgent."""
        return {"circumstances": [Circumstance.URGENT.value]} if self.urgent.data else {}


class ProtectionDecidedForm(EventForm):
    """What was decided on a request for protection."""

    protection = TermField(
        _l("Quyết định"), terms=Protection, required=True, radio=True,
        description=_l("Không áp dụng thì ghi lý do vào ô Ghi chú (Điều 51 Luật Tố cáo)."),
    )  # fmt: skip

    def particulars(self) -> dict[str, Any]:
        """Give the decision."""
        decided = self.protection.data
        if decided is None:
            return {}
        return {"protection": decided.value, "granted": decided is Protection.GRANTED}


class DialogueForm(EventForm):
    """A notice of dialogue with the day of the dialogue."""

    dialogue_on = VietnameseDateField(_l("Ngày đối thoại"), required=True, nearest="future")

    def prepare(self, case: Case) -> None:
        """Say that the notice may come too late, before it does."""
        super().prepare(case)
        self.dialogue_on.description = _(
            "Thông báo phải đủ sớm (%(article)s); quá sát vẫn ghi được, kèm cảnh báo.",
            article=rule_article(NOTICE_OF_DIALOGUE, today()),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a dialogue before its own notice."""
        good = bool(super().validate(extra_validators))
        noticed, held = self.legal_date.data, self.dialogue_on.data
        if noticed and held and held < noticed:
            self.dialogue_on.errors = [_("Ngày đối thoại trước ngày thông báo.")]
            return False
        return good

    def particulars(self) -> dict[str, Any]:
        """Give the day of the dialogue."""
        on = self.dialogue_on.data
        return {"dialogue_on": on.isoformat() if on else None}

    def warn(self, session: Session, case: Case) -> None:
        """Say where the notice comes later than the law asks."""
        noticed, held = self.legal_date.data, self.dialogue_on.data
        if noticed is None or held is None:
            return
        latest = latest_notice(session, held, case)
        if latest is not None and noticed > latest:
            words = _("Thông báo quá sát ngày đối thoại: chậm nhất là %(day)s (%(cite)s).",
                      day=vn_date(latest), cite=rule_article(NOTICE_OF_DIALOGUE, held))  # fmt: skip
            flash(words, "warning")


def latest_notice(session: Session, held_on: date, case: Case) -> date | None:
    """Give the last day on which a dialogue may be announced; None before the rule was law."""
    rule = rules()[NOTICE_OF_DIALOGUE]
    version = rule.in_force(held_on)
    if version is None:
        return None
    calendar = calendar_in_use(session)
    return reckon(
        version, held_on, frozenset(case.traits), calendar, direction=rule.direction
    ).due_on


class DialogueHeldForm(EventForm):
    """A dialogue: who led it, and whether the complainant came."""

    led_by = TermField(_l("Người chủ trì"), terms=Leader, required=True, radio=True)
    absent = TickField(_l("Người khiếu nại vắng mặt không có lý do chính đáng"))

    def prepare(self, case: Case) -> None:
        """Say at once where the settler has to lead it in person."""
        super().prepare(case)
        if _in_person(case):
            self.led_by.description = _(
                "Vụ việc này người giải quyết phải trực tiếp đối thoại (%(article)s).",
                article=IN_PERSON,
            )

    def particulars(self) -> dict[str, Any]:
        """Give who led it and whether the complainant stayed away."""
        told: dict[str, Any] = {"led_by": self.led_by.data.value} if self.led_by.data else {}
        return told | ({"absent": True} if self.absent.data else {})

    def warn(self, session: Session, case: Case) -> None:  # noqa: ARG002 -- as every step is asked
        """Say where the settler had to lead the dialogue in person."""
        if _in_person(case) and self.led_by.data is not Leader.HEAD:
            flash(_("Người giải quyết khiếu nại phải trực tiếp đối thoại (%(article)s).",
                    article=IN_PERSON), "warning")  # fmt: skip


def _in_person(case: Case) -> bool:
    return case.level is Level.SECOND or case.kind is CaseKind.DISCIPLINE_COMPLAINT


class PasserForm(BodyForm):
    """The body or person to whom the result is told: whoever passed the petition on."""

    def prepare(self, case: Case) -> None:
        """Begin with who passed it on."""
        super().prepare(case)
        if not self.is_submitted():
            self.to.data = first_petition(case).passed_on_by


class NextLevelForm(EventForm):
    """A second-level complaint or a denunciation made again; its case opens where we settle it."""

    body: ClassVar[str] = "cases/fields_next_level.html"

    settles_here = TickField(
        _l("Cơ quan này giải quyết: mở vụ việc của cấp tiếp theo"),
        description=_l("Không đánh dấu thì chỉ ghi nhận; cơ quan khác giải quyết."),
    )
    channel = TermField(
        _l("Nhận đơn qua"), terms=Channel, among=(Channel.POST, Channel.DESK, Channel.LEADERSHIP),
        radio=True, default=Channel.POST,
    )  # fmt: skip
    summary = LongTextField(_l("Nội dung đơn mới"), most=5000, rows=4)

    def prepare(self, case: Case) -> None:
        """Begin with the content of the petition before."""
        super().prepare(case)
        self.legal_date.label.text = _("Ngày nhận đơn")
        for asked in (self.channel, self.summary):
            asked.flags.required = True  # They are shown only where a case is to open.
        if not self.is_submitted():
            self.summary.data = first_petition(case).summary

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the content where a case is to open."""
        good = bool(super().validate(extra_validators))
        if self.settles_here.data and not self.summary.data.strip():
            self.summary.errors = [_("Hãy ghi nội dung đơn mới.")]
            return False
        return good

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Record that the matter goes on, and say which case was opened."""
        petition = None
        if self.settles_here.data:
            petition = NextPetition(self.summary.data, self.channel.data or Channel.POST)
        opened = go_on(
            session, case, petition, act=self.act(), by=by, now=now, version=self.expected_version
        )
        if opened is not None:
            flash(_("Đã mở vụ việc %(code)s.", code=opened.code))
