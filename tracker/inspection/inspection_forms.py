"""What may be typed about an inspection: its scope, the check list, the minutes."""

from secrets import randbelow

from flask_babel import lazy_gettext as _l

from tracker.casework.inspections import LARGEST_SAMPLE, Marked, MinutesDetails, Scope
from tracker.clock import today
from tracker.law.findings.checklist import LINES, Item, Verdict
from tracker.law.kinds import CaseKind
from tracker.records.inspection import InspectionMark, InspectionMinutes, Sampling
from tracker.web.fields import (
    BaseForm,
    LongTextField,
    NumberField,
    TermField,
    TermTicksField,
    TextField,
    TicksField,
    VietnameseDateField,
)

LARGEST_SEED = 999_999
USUAL_SIZE = 20


class ScopeForm(BaseForm):
    """What an inspection looks into, and how its sample is drawn."""

    title = TextField(_l("Tên cuộc kiểm tra"), required=True, most=200)
    decision = TextField(_l("Quyết định, kế hoạch số"), most=120)
    first_on = VietnameseDateField(_l("Đơn nhận từ ngày"), required=True, not_future=True)
    last_on = VietnameseDateField(_l("Đến hết ngày"), required=True, not_future=True, default=today)
    units = TicksField(_l("Đơn vị"))
    kinds = TermTicksField(_l("Loại vụ việc"), terms=CaseKind)
    sampling = TermField(
        _l("Cách lấy mẫu"), terms=Sampling, required=True, radio=True, default=Sampling.RISK
    )
    size = NumberField(
        _l("Số vụ việc của mẫu"), required=True, least=1, most=LARGEST_SAMPLE, default=USUAL_SIZE
    )
    seed = NumberField(
        _l("Hạt giống ngẫu nhiên"), required=True, most=LARGEST_SEED,
        default=lambda: randbelow(LARGEST_SEED),
    )  # fmt: skip

    def scope(self) -> Scope:
        """Give the scope that was typed."""
        first_on, last_on, size = self.first_on.data, self.last_on.data, self.size.data
        assert first_on is not None  # noqa: S101 - required, so the type checker may know
        assert last_on is not None  # noqa: S101 - required, so the type checker may know
        assert size is not None  # noqa: S101 - required, so the type checker may know
        return Scope(
            self.title.data, self.decision.data, first_on, last_on, tuple(self.units.data or ()),
            tuple(self.kinds.data or ()), self.sampling.data, self.seed.data or 0, size,
        )  # fmt: skip


class MarksForm(BaseForm):
    """The check list: for each item what was seen, and in words where something is wrong."""

    def fill(self, marks: dict[Item, InspectionMark]) -> None:
        """Show what was marked before."""
        for item, mark in marks.items():
            self[f"verdict_{item.value}"].process_data(mark.verdict)
            self[f"words_{item.value}"].process_data(mark.words)

    def marked(self) -> list[Marked]:
        """Give the items that were marked; one without a verdict is not marked."""
        return [
            Marked(item, self[f"verdict_{item.value}"].data, self[f"words_{item.value}"].data)
            for item in Item
            if self[f"verdict_{item.value}"].data is not None
        ]


for each in LINES:
    setattr(MarksForm, f"verdict_{each.value}", TermField(_l("Nhận xét"), terms=Verdict))
    setattr(MarksForm, f"words_{each.value}", TextField(_l("Ghi rõ"), most=500))


class MinutesForm(BaseForm):
    """What the minutes say beside the data."""

    minuted_on = VietnameseDateField(
        _l("Ngày lập biên bản"), required=True, not_future=True, default=today
    )
    place = TextField(_l("Địa điểm"), required=True, most=200)
    present = LongTextField(_l("Thành phần, mỗi dòng một người"), required=True, most=2000, rows=4)
    remarks = LongTextField(_l("Nhận xét chung"), most=5000, rows=5)
    demands = LongTextField(_l("Kiến nghị, thời hạn khắc phục"), most=5000, rows=5)

    def details(self) -> MinutesDetails:
        """Give the minutes that were typed."""
        minuted_on = self.minuted_on.data
        assert minuted_on is not None  # noqa: S101 - required, so the type checker may know
        return MinutesDetails(
            minuted_on, self.place.data, self.present.data, self.remarks.data, self.demands.data
        )


def as_written(minutes: InspectionMinutes | None) -> dict[str, object]:
    """Give what stands in the minutes, to be written anew."""
    if minutes is None:
        return {}
    names = ("minuted_on", "place", "present", "remarks", "demands")
    return {name: getattr(minutes, name) for name in names}
