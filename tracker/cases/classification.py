"""The form by which a case is classified: what it is, who settles it, what sets it apart."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from flask import flash
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from wtforms import Field as FormField

from tracker.cases.forms import EventForm
from tracker.cases.standing import last_of
from tracker.cases.vocabulary import Competent, Passer
from tracker.casework.reclassification import Classification, classify
from tracker.law.competence import target_choices
from tracker.law.events import EventType, Trait
from tracker.law.kinds import FIELDS, SEALED_KINDS, CaseKind, Field, Level, levels_of
from tracker.law.settlers import Target
from tracker.law.terms import Term
from tracker.records.cases import Case
from tracker.records.visibility import Reach
from tracker.web.fields import TermField, TextField, TickField
from tracker.web.stored_files import file_store
from tracker.web.words import gettext as _
from tracker.web.words import term

OF_A_TICK = {
    "several_places": Trait.SEVERAL_PLACES,
    "remote": Trait.REMOTE,
    "dismissal": Trait.DISMISSAL,
    "unnamed": Trait.UNNAMED,
    "limit_expired": Trait.LIMIT_EXPIRED,
    "internal": Trait.INTERNAL,
    "peoples_inspection": Trait.PEOPLES_INSPECTION,
}
OF_A_PASSER = {Passer.FRONT: Trait.PASSED_BY_FRONT, Passer.PRESS: Trait.PASSED_BY_PRESS}
SPECIAL = (*OF_A_TICK, "remote_reason", "passer", "paper_file_number")
# Which kinds a choice suits: the page shows those of the kind that is ticked.
SUITED: Mapping[str, Mapping[Term, frozenset[CaseKind]]] = {
    "level": {v: frozenset(k for k in CaseKind if v in levels_of(k)) for v in Level},
    "field": {v: frozenset(k for k in CaseKind if v in FIELDS[k]) for v in Field},
    "target": {v: frozenset(k for k in CaseKind if v in target_choices(k)) for v in Target},
}


class ClassifiedForm(EventForm):
    """What the matter is by its content, and whether the agency may settle it."""

    body: ClassVar[str] = "cases/fields_classified.html"
    is_wide: ClassVar[bool] = True

    kind = TermField(_l("Loại vụ việc"), terms=CaseKind, required=True, radio=True)
    level = TermField(_l("Lần"), terms=Level, required=True, radio=True, default=Level.FIRST)
    field = TermField(_l("Lĩnh vực"), terms=Field, required=True, radio=True)
    target = TermField(
        _l("Đối tượng bị khiếu nại, tố cáo, phản ánh"), terms=Target, radio=True,
        description=_l("Chọn để hệ thống nói ai giải quyết, ngay trên trang vụ việc."),
    )  # fmt: skip
    competence = TermField(
        _l("Thẩm quyền"), terms=Competent, required=True, radio=True, default=Competent.WITHIN
    )
    several_places = TickField(_l("Tố cáo: phải xác minh tại nhiều địa điểm"))
    unnamed = TickField(_l("Tố cáo: không rõ họ tên, địa chỉ hoặc mạo danh"))
    limit_expired = TickField(_l("Tố cáo tiếp: lần trước quá hạn mà chưa có kết luận"))
    dismissal = TickField(_l("Khiếu nại kỷ luật: buộc thôi việc"))
    internal = TickField(_l("Việc nội bộ: của công chức, viên chức, người lao động cơ quan"))
    peoples_inspection = TickField(_l("Kiến nghị của Ban Thanh tra nhân dân"))
    remote = TickField(_l("Khiếu nại: vùng sâu, vùng xa, đi lại khó khăn"))
    remote_reason = TextField(_l("Vì sao là vùng sâu, vùng xa"), most=300)
    passer = TermField(_l("Nơi chuyển đơn đến"), terms=Passer, radio=True)
    paper_file_number = TextField(
        _l("Số hồ sơ giấy (tố cáo tham nhũng)"), most=80,
        description=_l(
            "Chỉ ghi khi lĩnh vực là tham nhũng: danh tính và nội dung đã nhập sẽ bị xóa."
        ),
    )  # fmt: skip

    @property
    def ticks(self) -> list[FormField]:
        """Give the ticks that stand together; the one that asks for a reason stands by it."""
        return [self[name] for name in OF_A_TICK if name != "remote"]

    @property
    def is_special(self) -> bool:
        """Say whether the folded part must be seen: something in it is told, asked or wrong."""
        told = (self[name] for name in SPECIAL if name in self)
        return "passer" in self or any(f.data or f.errors for f in told)

    def suits(self, name: str, value: Term | None) -> str:
        """Name the kinds that a choice suits, as classes; no choice at all suits every kind."""
        if not value:
            return ""
        suited = sorted(f"kind-{kind}" for kind in SUITED[name][value])
        return " ".join(("of-kind", *suited))

    def prepare(self, case: Case) -> None:
        """Begin with what is known of the case."""
        super().prepare(case)
        if Trait.PASSED_ON not in case.traits:
            del self.passer
        targets = ((t, term(t)) for t in _own_first(case.kind))
        self.target.offer([("", _("Chưa xác định")), *targets])
        if self.is_submitted():
            return
        outside = Trait.OUTSIDE_COMPETENCE in case.traits
        self.kind.data, self.level.data, self.field.data = case.kind, case.level, case.field
        self.competence.data = Competent.OUTSIDE if outside else Competent.WITHIN
        self.target.data = last_target(case)
        self.remote_reason.data = str(_last_told(case).get("remote_reason", ""))
        for name, trait in OF_A_TICK.items():
            self[name].data = trait in case.traits
        if "passer" in self:
            told = (p for p, trait in OF_A_PASSER.items() if trait in case.traits)
            self.passer.data = next(told, None)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a field or a target that the law does not know for the kind."""
        good = bool(super().validate(extra_validators))
        kind, field = self.kind.data, self.field.data
        if kind and field and field not in FIELDS[kind]:
            known = ", ".join(term(f) for f in FIELDS[kind])
            self.field.errors = [_("Loại này chỉ có các lĩnh vực: %(known)s.", known=known)]
            return False
        target = self.target.data
        if kind and target and target not in target_choices(kind):
            self.target.errors = [_("Đối tượng này không thuộc loại vụ việc đã chọn.")]
            return False
        return good

    def take(self, session: Session, case: Case, *, by: Reach, now: datetime) -> None:
        """Classify, and seal the sender where the matter now is a denunciation."""
        left = case.kind in SEALED_KINDS and self.kind.data not in SEALED_KINDS
        sealed = case.kind not in SEALED_KINDS and self.kind.data in SEALED_KINDS
        classify(
            session, case, self._classification(), act=self.act(), by=by, now=now,
            store=file_store(), version=self.expected_version,
        )  # fmt: skip
        if sealed:
            flash(_("Vụ việc nay là tố cáo: danh tính người gửi đơn đã được niêm phong."))
        if left:
            flash(_("Vụ việc không còn là tố cáo, nhưng danh tính người gửi đơn vẫn được giữ kín."))

    def _classification(self) -> Classification:
        traits = {trait for name, trait in OF_A_TICK.items() if self[name].data}
        if self.competence.data is Competent.OUTSIDE:
            traits.add(Trait.OUTSIDE_COMPETENCE)
        if "passer" in self and self.passer.data in OF_A_PASSER:
            traits.add(OF_A_PASSER[self.passer.data])
        return Classification(
            kind=self.kind.data,
            level=self.level.data,
            field=self.field.data,
            traits=frozenset(traits),
            remote_reason=self.remote_reason.data or "",
            target=self.target.data,
            paper_file_number=self.paper_file_number.data or "",
        )


def _own_first(kind: CaseKind) -> list[Target]:
    """Give the targets of a kind, then those of others, then what several kinds share."""
    kinds = SUITED["target"]
    return sorted(Target, key=lambda t: (len(kinds[t]) > 1, kind not in kinds[t]))


def last_target(case: Case) -> Target | None:
    """Give who or what the matter is about, as it was classified last."""
    told = _last_told(case).get("target")
    return Target(told) if isinstance(told, str) else None


def _last_told(case: Case) -> Mapping[str, Any]:
    """Give what the last classification that still stands said."""
    last = last_of(case, EventType.CLASSIFIED)
    return last.particulars if last else {}
