"""What may be asked: one limit, a typed-in case, the rules of a day; all sent by GET."""

from collections.abc import Callable
from datetime import date
from typing import Self, TypeVar, cast

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, Form, FormField
from wtforms.validators import ValidationError

from tracker.clock import today
from tracker.law.asking import PICKED, Answered, Asked, answer, beside
from tracker.law.calendar import Calendar
from tracker.law.complexity import Criterion
from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.kinds import CaseKind, Level, levels_of
from tracker.law.rulebook import Rulebook
from tracker.law.rules import Passage
from tracker.law.terms import Refusal
from tracker.law.timeline import Timeline, timeline
from tracker.law.typed_case import Typed, TypedFacts, open_passages, steps_of, traits_of
from tracker.lookup.subjects import rule_choices
from tracker.web.fields import (
    BaseForm,
    ChoiceField,
    FilterForm,
    NumberField,
    TermField,
    TermTicksField,
    TextField,
    VietnameseDateField,
)
from tracker.web.words import gettext as _

A = TypeVar("A")
Args = MultiDict[str, str]
PAUSES, STEPS, OBSTACLES = 3, 8, 2
COLUMNS = {
    "pauses": ("starts", "ends"),
    "obstacles": ("starts", "ends"),
    "steps": ("event", "on", "how"),
}
MOST_EXTENSIONS = 9
# What changes the length of some limit, or may extend it.
VARIANTS = (
    Trait.COMPLEX, Trait.ESPECIALLY_COMPLEX, Trait.REMOTE, Trait.SEVERAL_PLACES, Trait.DISMISSAL,
)  # fmt: skip


class QuestionForm(BaseForm):
    """A question that changes nothing; what cannot be answered is said beside its field."""

    def answered(self, work: Callable[[], A]) -> A | None:
        """Work out what was asked, or give None and say why."""
        if not self.validate():
            self.status = 422
            return None
        try:
            return work()
        except Refusal as refusal:
            refusal.field = self.place_of(refusal.field)
            self.refuse(refusal)
            self._gather_errors_of_rows()
            return None

    def place_of(self, name: str) -> str:
        """Give the field beside which a refusal of the law stands."""
        return name

    def _gather_errors_of_rows(self) -> None:
        """Let a list know what was refused in its rows after it was read."""
        for rows in (field for field in self if isinstance(field, FieldList)):
            told = [entry.errors for entry in rows.entries]
            rows.errors = told if any(told) else []


class RowForm(Form):
    """One row of a list within a question."""

    Meta = FilterForm.Meta


class PeriodForm(RowForm):
    """A period: neither day stands without the other."""

    starts = VietnameseDateField(_l("Từ ngày"))
    ends = VietnameseDateField(_l("Đến ngày"))

    def validate_ends(self, field: Field) -> None:
        """A beginning has an end."""
        if self.starts.data and not field.data and not field.errors:
            raise ValidationError(_("Hãy ghi cả ngày kết thúc."))

    def validate_starts(self, field: Field) -> None:
        """An end has a beginning."""
        if self.ends.data and not field.data and not field.errors:
            raise ValidationError(_("Hãy ghi cả ngày bắt đầu."))


def _with_rows(args: Args, name: str, number: int) -> Args:
    """Give what the address says with every row of a list and no other; an untyped one is empty."""
    kept = [(key, value) for key, value in args.items(multi=True) if not key.startswith(name)]
    cells = [f"{name}-{row}-{column}" for row in range(number) for column in COLUMNS[name]]
    return MultiDict([*kept, *((cell, args.get(cell, "")) for cell in cells)])


def _canonical(name: str) -> str:
    """Give the id of the rule that a name stands for; an unknown one stays, to be refused."""
    try:
        return Rulebook.load().alias(name).rule_id
    except Refusal:
        return name


class DeadlineForm(QuestionForm):
    """One limit: the rule, its first day, and what else the counting needs."""

    rule = ChoiceField(_l("Thời hạn, quy tắc"), required=True, coerce=_canonical)
    start = VietnameseDateField(_l("Tính từ ngày"), required=True, name="from")
    variant = TermTicksField(_l("Trường hợp riêng"), terms=Trait, among=VARIANTS)
    extensions = NumberField(_l("Số lần gia hạn"), most=MOST_EXTENSIONS)
    pauses = FieldList(FormField(PeriodForm), min_entries=PAUSES, max_entries=PAUSES)
    chosen = TermField(_l("Chuyển tiếp"), terms=Passage, among=PICKED)

    @classmethod
    def read(cls, args: Args) -> Self:
        """Read what the address asks; without a day only the rule is taken over."""
        given = {"rule": args.get("rule", ""), "start": today(), "extensions": 0}
        form = cls(_with_rows(args, "pauses", PAUSES) if "from" in args else None, **given)
        form.rule.choices = rule_choices(Rulebook.load())
        return form

    def limit(self, calendar: Calendar) -> Answered:
        """Count the limit that was asked for, or refuse."""
        return answer(self._asked(), Rulebook.load(), calendar)

    def place_of(self, name: str) -> str:
        """Find the pause that a refusal is about."""
        what, _dash, place = name.partition("-")
        rows = [n for n, entry in enumerate(self.pauses.entries) if entry.form.starts.data]
        if what == "pause":
            return f"pauses-{rows[int(place)]}-starts"
        return super().place_of(name)

    def _asked(self) -> Asked:
        periods = ((p.form.starts.data, p.form.ends.data) for p in self.pauses.entries)
        return Asked(
            rule=self.rule.data,
            start=cast("date", self.start.data),
            variants=tuple(t.value for t in self.variant.data or ()),
            extensions=self.extensions.data or 0,
            pauses=tuple((starts, ends) for starts, ends in periods if starts and ends),
            chosen=self.chosen.data.value if self.chosen.data else "",
        )


class StepForm(RowForm):
    """One step of a typed-in case."""

    event = TermField(_l("Bước"), terms=EventType)
    on = VietnameseDateField(_l("Ngày"))
    how = TermField(_l("Cách thực hiện"), terms=Circumstance)

    def validate_event(self, field: Field) -> None:
        """A day is the day of something."""
        if (self.on.data or self.how.data) and not field.data and not field.errors:
            raise ValidationError(_("Hãy chọn bước, hoặc bỏ ngày."))

    def validate_on(self, field: Field) -> None:
        """A step has a day."""
        if self.event.data and not field.data and not field.errors:
            raise ValidationError(_("Hãy ghi ngày của bước này."))


class TimelineForm(QuestionForm):
    """A case that is only typed in: its kind, its circumstances, its steps."""

    kind: CaseKind
    level = TermField(_l("Lần"), terms=Level, required=True, radio=True, default=Level.FIRST)
    received = VietnameseDateField(_l("Ngày tiếp nhận đơn"), required=True)
    today = VietnameseDateField(_l("Xem vào ngày"))
    traits = TermTicksField(_l("Tình tiết của vụ việc"), terms=Trait)
    steps = FieldList(FormField(StepForm), min_entries=STEPS, max_entries=STEPS)
    criteria = TermTicksField(_l("Tiêu chí xác định vụ việc phức tạp"), terms=Criterion)
    learnt_on = VietnameseDateField(_l("Ngày nhận được hoặc biết được quyết định, hành vi"))
    obstacles = FieldList(FormField(PeriodForm), min_entries=OBSTACLES, max_entries=OBSTACLES)
    passage = TermField(_l("Chuyển tiếp"), terms=Passage, among=PICKED)

    @classmethod
    def read(cls, args: Args, kind: CaseKind) -> Self:
        """Read what the address asks about a case of a kind."""
        rows = _with_rows(_with_rows(args, "steps", STEPS), "obstacles", OBSTACLES)
        form = cls(rows if "received" in args else None)
        form.kind = kind
        form.level.offer_terms(levels_of(kind))
        form.traits.offer_terms(traits_of(kind, Rulebook.load()))
        offered = [e for e in steps_of(kind) if e is not EventType.RECEIVED]
        for entry in form.steps.entries:
            entry.form.event.offer_terms(offered)
        return form

    @property
    def open_rules(self) -> tuple[str, ...]:
        """Give the rules whose old and new version stand side by side."""
        return open_passages(self.kind, Rulebook.load())

    @property
    def day(self) -> date:
        """Give the day on which the case is looked at."""
        return self.today.data or today()

    def case(self, calendar: Calendar) -> Timeline:
        """Derive the obligations of the case that was typed in, or refuse."""
        with beside("today"):
            calendar.is_working(self.day)  # A day beyond the calendar is refused.
        steps, facts = self._steps(), self._facts()
        return timeline(self.kind, self.level.data, steps, facts, Rulebook.load(), calendar)

    def place_of(self, name: str) -> str:
        """Find the row or the group that a refusal is about."""
        what, _dash, place = name.partition("-")
        if what == "event":
            row = int(place) - 1  # The receipt, which has a field of its own, comes first.
            return f"steps-{self._rows()[row]}-on" if row >= 0 else "received"
        return "obstacles-0-starts" if name == "obstacles" else super().place_of(name)

    def _rows(self) -> list[int]:
        return [n for n, entry in enumerate(self.steps.entries) if entry.form.event.data]

    def _steps(self) -> list[Typed]:
        steps = [Typed(EventType.RECEIVED, cast("date", self.received.data))]
        for place in self._rows():
            row = self.steps.entries[place].form
            how = (row.how.data,) if row.how.data else ()
            steps.append(Typed(row.event.data, cast("date", row.on.data), circumstances=how))
        return steps

    def _facts(self) -> TypedFacts:
        periods = ((o.form.starts.data, o.form.ends.data) for o in self.obstacles.entries)
        passage = self.passage.data
        return TypedFacts(
            traits=frozenset(self.traits.data or ()),
            learnt_on=self.learnt_on.data,
            obstacles=tuple((starts, ends) for starts, ends in periods if starts and ends),
            criteria=tuple(self.criteria.data or ()),
            passages=tuple((rule, passage) for rule in self.open_rules) if passage else (),
        )


class RulesForm(QuestionForm):
    """Which rules to list: those of a day, of a kind, with certain words."""

    on = VietnameseDateField(_l("Có hiệu lực ngày"))
    kind = TermField(_l("Loại vụ việc"), terms=CaseKind)
    words = TextField(_l("Mã, tên hoặc điều khoản"), most=80)
