"""What a rule is made of: versions, lengths, citations, and the codes that they use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.law.events import Circumstance, EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.terms import Refusal, Term


class Nature(Term):
    """What a rule puts on the case."""

    DUTY = "duty", "Nghĩa vụ", "Duty"
    RIGHT = "right", "Quyền", "Right"
    EFFECT = "effect", "Hiệu lực", "Effect"
    LINE = "line", "Mốc trách nhiệm", "Liability line"
    KEEP = "keep", "Thời lượng tối thiểu", "Minimum duration"
    FREQUENCY = "frequency", "Tần suất tối thiểu", "Minimum frequency"


class Basis(Term):
    """Whether the law or the agency itself sets the limit."""

    LAW = "law", "Quy định của pháp luật", "Law"
    INTERNAL = "internal", "Mục tiêu nội bộ, không phải quy định của pháp luật", "Internal, not law"


class Unit(Term):
    """In what a limit is counted; the last three say how often within a span of time."""

    HOURS = "hours", "giờ", "hours"
    DAYS = "days", "ngày", "days"
    WORKING_DAYS = "working_days", "ngày làm việc", "working days"
    MONTHS = "months", "tháng", "months"
    YEARS = "years", "năm", "years"
    PER_WEEK = "per_week", "ngày trong một tuần", "days a week"
    PER_MONTH = "per_month", "ngày trong một tháng", "days a month"
    PER_YEAR = "per_year", "lần trong một năm", "times a year"


class Direction(Term):
    """Whether a limit runs from a day or up to it."""

    AFTER = "after", "kể từ", "after"
    BEFORE = "before", "trước", "before"


class Roll(Term):
    """Where a last day goes that falls on a day off."""

    NEXT_WORKING_DAY = "next_working_day", "ngày làm việc tiếp theo", "next working day"
    NONE = "none", "giữ nguyên", "stays"


class Confidence(Term):
    """How well a version was compared with the official text."""

    CONFIRMED = "confirmed", "Đã đối chiếu", "Confirmed"
    LIKELY = "likely", "Nhiều khả năng, cần đối chiếu Công báo", "Likely"
    UNCERTAIN = "uncertain", "Chưa chắc chắn", "Uncertain"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal text."""

    key: str
    title: str
    number: str
    in_force_on: date | None = None
    issued_on: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """An article of an instrument."""

    instrument: Instrument
    article: str

    def __str__(self) -> str:
        """Give the citation as it stands on paper."""
        return f"{self.article} {self.instrument.title} {self.instrument.number}".strip()


FREQUENCIES = frozenset({Unit.PER_WEEK, Unit.PER_MONTH, Unit.PER_YEAR})


@dataclass(frozen=True, slots=True)
class Length:
    """A number of a unit, and the traits under which it holds; 0 days is "ngay", the same day."""

    number: int
    unit: Unit
    when: frozenset[Trait] = frozenset()

    @property
    def is_at_once(self) -> bool:
        """Say whether the act is due on the very day."""
        return self.number == 0


@dataclass(frozen=True, slots=True)
class Extensions:
    """By how many days a decision extends the limit; the n-th ground allows n decisions."""

    days: int
    grounds: tuple[Trait, ...]
    cite: Citation

    @property
    def most(self) -> int:
        """Give the number of extensions that the gravest ground allows."""
        return len(self.grounds)


class Passage(Term):
    """What becomes of a limit that was running on the day on which its number changed."""

    SILENT = "silent", "Không có quy định chuyển tiếp", "No transitional provision"
    OLD = "old", "Theo quy định cũ", "The old rule goes on"
    NEW = "new", "Theo quy định mới", "The new rule applies"


@dataclass(frozen=True, slots=True)
class Transition:
    """How one version passes into the next, and the provision that says so, if any does."""

    passage: Passage
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class PauseRule:
    """What stops a clock and what lets it run on; without events the periods are stated facts."""

    starts: EventType | None
    ends: EventType | None
    since: date
    cite: Citation
    also: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it stands from one day on; `successor` follows where a transition is stated."""

    from_: date
    cite: Citation
    also: tuple[Citation, ...]
    lengths: tuple[Length, ...]
    roll: Roll
    confidence: Confidence
    checked_on: date
    extensions: Extensions | None = None
    transition: Transition | None = None
    successor: "Version | None" = None

    @property
    def conditions(self) -> frozenset[Trait]:
        """Give the traits that change the length."""
        return frozenset(trait for length in self.lengths for trait in length.when)

    def length_for(self, traits: frozenset[str]) -> Length:
        """Give the length with the most traits among those that hold."""
        return next(length for length in self.lengths if length.when <= traits)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another id of a rule, which may stand for the rule in certain circumstances."""

    id: str
    rule_id: str
    variants: frozenset[Trait] = frozenset()
    extensions: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One duty, right, effect or line with one clock."""

    id: str
    title: str
    title_en: str
    nature: Nature
    basis: Basis
    kinds: frozenset[CaseKind]
    levels: frozenset[Level]
    needs: frozenset[Trait]
    unless: frozenset[Trait]
    counted_from: str
    counted_from_en: str
    starts: frozenset[EventType]
    starts_when: frozenset[Circumstance]
    starts_unless: frozenset[Circumstance]
    starts_on_expiry_of: str
    starts_on_fact: str
    ends: frozenset[EventType]
    ends_except: Mapping[CaseKind, frozenset[EventType]] = field(hash=False)
    voids: frozenset[EventType]
    direction: Direction
    pauses: tuple[PauseRule, ...]
    no_effect: frozenset[Trait]
    aliases: tuple[Alias, ...]
    versions: tuple[Version, ...]
    repealed_on: date | None = None
    repealed_by: Citation | None = None

    @property
    def extends(self) -> bool:
        """Say whether a decision may extend the limit."""
        return any(v.extensions for v in self.versions)

    @property
    def is_frequency(self) -> bool:
        """Say whether the rule asks how often, not until when."""
        return self.nature is Nature.FREQUENCY

    def in_force(self, day: date) -> Version | None:
        """Give the version in force on a day, None before the first and after the repeal."""
        if self.repealed_on is not None and day >= self.repealed_on:
            return None
        for version in reversed(self.versions):
            if version.from_ <= day:
                return version
        return None

    def on(self, day: date) -> Version:
        """Give the version in force on a day, or refuse before the first and after the repeal."""
        version = self.in_force(day)
        if version is not None:
            return version
        if self.repealed_on is not None and day >= self.repealed_on:
            raise Refusal(
                "%(rule)s đã hết hiệu lực từ ngày %(repealed)s, không áp dụng cho ngày %(day)s.",
                article=str(self.repealed_by),
                rule=self.id,
                repealed=f"{self.repealed_on:%d/%m/%Y}",
                day=f"{day:%d/%m/%Y}",
            )
        raise Refusal(
            "%(rule)s có hiệu lực từ ngày %(first)s, không áp dụng cho ngày %(day)s.",
            article=str(self.versions[0].cite),
            rule=self.id,
            first=f"{self.versions[0].from_:%d/%m/%Y}",
            day=f"{day:%d/%m/%Y}",
        )
