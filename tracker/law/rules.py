"""What a rule is made of: versions, lengths, citations, and the codes that they use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.law.events import EventType, Trait
from tracker.law.kinds import CaseKind, Level
from tracker.law.terms import Refusal, Term


class Nature(Term):
    """What a rule puts on the case."""

    DUTY = "duty", "Nghĩa vụ", "Duty"
    RIGHT = "right", "Quyền", "Right"
    EFFECT = "effect", "Hiệu lực", "Effect"
    LINE = "line", "Mốc trách nhiệm", "Liability line"


class Basis(Term):
    """Whether the law or the agency itself sets the limit."""

    LAW = "law", "Quy định của pháp luật", "Law"
    INTERNAL = "internal", "Mục tiêu nội bộ, không phải quy định của pháp luật", "Internal, not law"


class Unit(Term):
    """In what a limit is counted."""

    DAYS = "days", "ngày", "days"
    WORKING_DAYS = "working_days", "ngày làm việc", "working days"


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
    in_force_on: date
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


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days or of working days, and the traits under which it holds."""

    days: int | None
    working_days: int | None
    when: frozenset[Trait] = frozenset()

    @property
    def number(self) -> int:
        """Give the number, whatever it counts."""
        return self.working_days or self.days or 0

    @property
    def unit(self) -> Unit:
        """Say what the number counts."""
        return Unit.WORKING_DAYS if self.working_days else Unit.DAYS


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


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it stands from one day on; `successor` follows where a transition is open."""

    from_: date
    cite: Citation
    also: tuple[Citation, ...]
    lengths: tuple[Length, ...]
    roll: Roll
    confidence: Confidence
    checked_on: date
    extensions: Extensions | None = None
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
    starts_on_expiry_of: str
    ends: frozenset[EventType]
    ends_except: Mapping[CaseKind, frozenset[EventType]] = field(hash=False)
    voids: frozenset[EventType]
    direction: Direction
    pauses: bool
    pauses_since: date | None
    pause_cite: Citation | None
    no_effect: frozenset[Trait]
    aliases: tuple[Alias, ...]
    versions: tuple[Version, ...]

    @property
    def extends(self) -> bool:
        """Say whether a decision may extend the limit."""
        return any(v.extensions for v in self.versions)

    def in_force(self, day: date) -> Version | None:
        """Give the version in force on a day, None before the first."""
        for version in reversed(self.versions):
            if version.from_ <= day:
                return version
        return None

    def on(self, day: date) -> Version:
        """Give the version in force on a day, or refuse before the first."""
        version = self.in_force(day)
        if version is None:
            raise Refusal(
                "%(rule)s có hiệu lực từ ngày %(first)s, không áp dụng cho ngày %(day)s.",
                article=str(self.versions[0].cite),
                rule=self.id,
                first=f"{self.versions[0].from_:%d/%m/%Y}",
                day=f"{day:%d/%m/%Y}",
            )
        return version
