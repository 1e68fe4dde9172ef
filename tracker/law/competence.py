"""Say who settles a matter, from who is complained of or denounced, and how that is to us."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Generic, TypeVar

from tracker.law.kinds import CaseKind, Level
from tracker.law.rulefile import Row, read_rows
from tracker.law.rules import Citation, Confidence
from tracker.law.ruletables import Instruments, citation_from, instrument_from
from tracker.law.settlers import DIRECT_UPPER, HEAD, Profile, Settler, Target
from tracker.law.terms import Refusal, Term

__all__ = [
    "Guidance",
    "Placing",
    "Profile",
    "Settler",
    "Target",
    "guide",
    "must_keep_away",
    "placing",
    "target_choices",
]

DATA = Path(__file__).parent / "data"
SORTS = ("settled", "outgoing")  # Who settles; what is sent out where we do not.


class Placing(Term):
    """Where the settler stands, seen from the agency that reads the matter."""

    OURS = "ours", "Thuộc thẩm quyền của cơ quan này", "Within our powers"
    BELOW = "below", "Thuộc thẩm quyền của cấp dưới", "Within the powers of a subordinate"
    ABOVE = "above", "Thuộc thẩm quyền của cấp trên", "Within the powers of an upper level"
    ELSEWHERE = "elsewhere", "Thuộc thẩm quyền của nơi khác", "Within the powers of another body"
    UNDETERMINED = "undetermined", "Phải xác định theo từng việc", "To be determined case by case"


WHOEVER_READS: Mapping[Settler, Placing] = {
    Settler.FIELD_MINISTER: Placing.ABOVE,
    Settler.INTERIOR_MINISTER: Placing.ABOVE,
    Settler.THIS_AGENCY: Placing.OURS,
    Settler.FIELD_AGENCY: Placing.ELSEWHERE,
    Settler.BY_PRESENT_POST: Placing.UNDETERMINED,
    Settler.PARTY_BODY: Placing.ELSEWHERE,
    Settler.OTHER_BODY: Placing.ELSEWHERE,
}


@dataclass(frozen=True, slots=True)
class Provision:
    """A dated row of the file; `until` is the first day on which it no longer holds."""

    id: str
    from_: date
    until: date | None
    cite: Citation
    also: tuple[Citation, ...]
    confidence: Confidence
    checked_on: date

    def holds_on(self, day: date) -> bool:
        """Say whether the row holds on a day."""
        return self.from_ <= day < (self.until or date.max)

    def overlaps(self, other: "Provision") -> bool:
        """Say whether some day falls under both rows."""
        return self.from_ < (other.until or date.max) and other.from_ < (self.until or date.max)


@dataclass(frozen=True, slots=True)
class Guidance(Provision):
    """Who settles, the first and the second time, with the articles that say so."""

    first: Settler
    second: Settler | None
    kept_away: frozenset[Profile]
    note: str
    note_en: str

    @property
    def keep_away(self) -> bool:
        """Say whether the denounced lead an agency, which then must not look into the matter."""
        return bool(self.kept_away)

    def settler(self, level: Level) -> Settler | None:
        """Give who settles at a level; a denunciation made again goes one level up."""
        match level:
            case Level.FIRST:
                return self.first
            case Level.SECOND:
                return self.second
            case _:
                return DIRECT_UPPER.get(self.first)


P = TypeVar("P", bound=Provision)
Question = tuple[CaseKind, Term]
Dated = tuple[str, date, date | None, Citation, tuple[Citation, ...], Confidence, date]


class Timeline(Generic[P]):
    """Dated rows by the question that they answer: on no day two for one question."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._rows: dict[Question, list[P]] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Give the questions in the order of the file."""
        return tuple(self._rows)

    def add(self, questions: Iterable[Question], provision: P, row: Row) -> None:
        """Take a row in, or refuse one that holds at the same time as another."""
        for question in questions:
            rows = self._rows.setdefault(question, [])
            for other in rows:
                if provision.overlaps(other):
                    said = ", ".join(question)
                    raise row.error(f"trùng thời gian với {other.id} cho {said}", "from")
            rows.append(provision)

    def of(self, question: Question) -> tuple[P, ...]:
        """Give the rows of a question, in the order of the file."""
        return tuple(self._rows.get(question, ()))

    def on(self, question: Question, day: date) -> P | None:
        """Give the row that holds on a day."""
        return next((row for row in self.of(question) if row.holds_on(day)), None)


def guide(kind: CaseKind, target: Target, on: date) -> Guidance:
    """Say who settles a matter of a kind against a target, as the law stands on a day."""
    rows = settled(DATA).of((kind, target))
    if not rows:
        raise Refusal(
            "“%(target)s” không phải là đối tượng của loại việc “%(kind)s”.",
            field="target",
            target=target,
            kind=kind,
        )
    guidance = settled(DATA).on((kind, target), on)
    if guidance is None:
        raise Refusal(
            "Bảng thẩm quyền về “%(target)s” có từ ngày %(first)s, không trả lời cho ngày %(day)s.",
            article=str(rows[0].cite),
            field="target",
            target=target,
            first=f"{rows[0].from_:%d/%m/%Y}",
            day=f"{on:%d/%m/%Y}",
        )
    return guidance


def target_choices(kind: CaseKind, on: date | None = None) -> tuple[Target, ...]:
    """Give the targets to offer for a kind as the file orders them; on a day, those known then."""
    table = settled(DATA)
    return tuple(
        Target(target)
        for of_kind, target in table.questions
        if of_kind is kind and (on is None or table.on((of_kind, target), on))
    )


def placing(
    guidance: Guidance, level: Level, profile: Profile, *, of_another: bool = False
) -> Placing:
    """Say where the settler stands, seen from us; a target `of_another` is in no line of ours."""
    settler = guidance.settler(level)
    if settler is None:
        raise Refusal(
            "Bảng thẩm quyền (%(rule)s) không nêu người giải quyết %(level)s.",
            article=str(guidance.cite),
            field="level",
            rule=guidance.id,
            level=level,
        )
    if settler in WHOEVER_READS:
        return WHOEVER_READS[settler]
    ours = HEAD[profile]
    if settler in _over(ours):
        return Placing.ABOVE
    if of_another:
        return Placing.ELSEWHERE
    if settler is ours:
        return Placing.OURS
    return Placing.BELOW if ours in _over(settler) else Placing.ELSEWHERE


def must_keep_away(guidance: Guidance, profile: Profile, *, of_another: bool = False) -> bool:
    """Say whether the denounced lead this agency, so that it must pass the matter on unread."""
    return profile in guidance.kept_away and not of_another


def _over(settler: Settler) -> Iterator[Settler]:
    while (upper := DIRECT_UPPER.get(settler)) is not None:
        yield upper
        settler = upper


@cache
def settled(folder: Path) -> Timeline[Guidance]:
    """Read who settles what, once."""
    table: Timeline[Guidance] = Timeline()
    for id_, row, instruments in rows_of(folder, "settled"):
        questions = questions_of(row, "targets", Target)
        guidance = Guidance(
            *dated(id_, row, instruments),
            first=row.term("first", Settler),
            second=row.term("second", Settler) if row.has("second") else None,
            kept_away=row.terms("keep_away", Profile),
            note=row.text("note", ""),
            note_en=row.text("note_en", ""),
        )
        row.finish()
        if not guidance.cite.article:
            raise row.error("căn cứ pháp luật phải nêu điều khoản", "cite")
        if bool(guidance.note) != bool(guidance.note_en):
            raise row.error("“note” và “note_en” phải đi cùng nhau", "note")
        table.add(questions, guidance, row)
    return table


def rows_of(folder: Path, sort: str) -> Iterator[tuple[str, Row, Instruments]]:
    """Go through the rows of one sort, and refuse a table without rows or with other keys."""
    instruments = {k: instrument_from(k, row) for k, row in read_rows(folder / "instruments.toml")}
    for id_, table in read_rows(folder / "competence.toml"):
        rows = {each: tuple(table.rows(each)) for each in SORTS}
        table.finish()
        if not any(rows.values()):
            raise table.error("không có dòng nào")
        for row in rows[sort]:
            yield id_, row, instruments


def questions_of(row: Row, key: str, vocabulary: type[Term]) -> list[Question]:
    """Read which questions a row answers: each of its kinds with each of its members."""
    kinds = [row.member("kinds", each, CaseKind) for each in row.items("kinds")]
    members = [row.member(key, each, vocabulary) for each in row.items(key)]
    if not kinds or not members:
        raise row.error(f"thiếu “kinds” hoặc “{key}”")
    return list(product(kinds, members))


def dated(id_: str, row: Row, instruments: Instruments) -> Dated:
    """Read what every row states: since when, until when, by which article, how surely."""
    from_, until = row.day("from"), row.day_if_any("until")
    if until is not None and until <= from_:
        raise row.error("“until” phải sau “from”", "until")
    cite = citation_from(row, row.items("cite"), instruments)
    also = tuple(citation_from(row, pair, instruments) for pair in row.items("also"))
    return id_, from_, until, cite, also, row.term("confidence", Confidence), row.day("checked_on")
