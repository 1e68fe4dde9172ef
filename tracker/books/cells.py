"""What stands in each column of a line, in words; what was struck out stays to be seen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from tracker.books import outcomes
from tracker.books.entries import Entry
from tracker.law.identity_number import IdentityPaper
from tracker.law.registers import Column, Shows
from tracker.records.books import EntryCorrection, EntryField, as_written
from tracker.records.petitions import Channel
from tracker.records.reception import PETITION_OUTCOMES, VisitOutcome
from tracker.web.words import term, vn_date, vn_datetime

F = EntryField
MASK = "•••••••••"
USUAL = frozenset({None, IdentityPaper.CITIZEN_CARD})  # The head of the column names these.


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a cell: what stands, and what was struck out before it."""

    text: str
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a book, one line a part."""

    column: Column
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Give what stands in the cell, without what was struck out."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def has_content(self) -> bool:
        """Say whether anything stands in the cell, struck out or not."""
        return any(part.text or part.was for part in self.parts)


def cells(entry: Entry) -> list[Cell]:
    """Give the cells of a line in the order of its book's columns."""
    return [Cell(c, tuple(_PARTS[c.shows](entry))) for c in entry.volume.form.columns]


Parts = Iterator[Part]


def _number(entry: Entry) -> Parts:
    yield Part(str(entry.number))


def _day(entry: Entry) -> Parts:
    yield Part(vn_date(entry.day), _was(entry, F.VISITED_ON))


def _channel(entry: Entry) -> Parts:
    yield Part(term(entry.channel))
    if entry.channel is Channel.PASSED_ON:
        yield Part(entry.passed_on_by)


def _person(entry: Entry) -> Parts:
    yield Part(entry.name, _was(entry, F.VISITOR_NAME))
    if entry.is_sealed and not entry.name:
        yield Part(_("người tố cáo, không lưu họ tên"))
    yield Part(entry.address, _was(entry, F.VISITOR_ADDRESS))
    if entry.acting_as:
        yield Part(
            ": ".join(words for words in (term(entry.acting_as), entry.acting_name) if words)
        )


def _identity_number(entry: Entry) -> Parts:
    if entry.has_number:
        yield Part(entry.identity_number or MASK)
        if entry.identity_paper not in USUAL:
            yield Part(term(entry.identity_paper))


def _content(entry: Entry) -> Parts:
    yield Part(entry.content, _was(entry, F.CONTENT))


def _kind(entry: Entry) -> Parts:
    yield from (Part(term(kind)) for kind in entry.kinds)


def _heads(entry: Entry) -> Parts:
    yield Part(str(entry.heads), _was(entry, F.HEAD_COUNT))


def _kind_and_heads(entry: Entry) -> Parts:
    yield from _kind(entry)
    yield Part(
        _people(entry.heads), tuple(_people(int(n)) for n in entry.was.get(F.HEAD_COUNT, ()))
    )


def _people(heads: int) -> str:
    return str(_("%(heads)s người", heads=heads))


def _same_content(entry: Entry) -> Parts:
    """Count who came and who else sent petitions that now belong to the same case."""
    if not entry.matters and entry.outcome in {VisitOutcome.GUIDED, VisitOutcome.REFUSED}:
        return
    others = sum(matter.others for matter in entry.matters)
    was = tuple(str(int(n) + others) for n in entry.was.get(F.HEAD_COUNT, ()))
    yield Part(str(entry.heads + others), was)


def _nothing(_entry: Entry) -> Parts:
    """Leave the cell to the pen: no step of a case says which body settled it before."""
    yield from ()


def _competent(entry: Entry) -> Parts:
    if any(outcomes.is_competent(matter) for matter in entry.matters):
        yield Part("x")


def _guided(entry: Entry) -> Parts:
    yield from map(Part, outcomes.guided(entry.matters))
    if entry.outcome is VisitOutcome.GUIDED:
        yield Part(entry.outcome_note, _was(entry, F.OUTCOME_NOTE))


def _forwarded(entry: Entry) -> Parts:
    yield from map(Part, outcomes.forwarded(entry.matters))


def _accepted(entry: Entry) -> Parts:
    yield from map(Part, outcomes.accepted(entry.matters))


def _accepted_or_forwarded(entry: Entry) -> Parts:
    yield from _accepted(entry)
    yield from _forwarded(entry)


def _passed_on(entry: Entry) -> Parts:
    yield from map(Part, outcomes.passed_on(entry.matters))


def _result(entry: Entry) -> Parts:
    yield from map(Part, outcomes.results(entry.matters))
    if entry.outcome is VisitOutcome.REFUSED:
        yield Part(term(entry.outcome))
    elif entry.outcome in PETITION_OUTCOMES and not entry.matters:
        yield Part(entry.outcome_note, _was(entry, F.OUTCOME_NOTE))


def _remarks(entry: Entry) -> Parts:
    if entry.refusal_ground:
        yield Part(_("Từ chối tiếp: %(ground)s", ground=term(entry.refusal_ground)))
    if entry.petition_codes:
        yield Part(_("Đơn %(codes)s", codes=", ".join(entry.petition_codes)))
    if vn_date(entry.recorded_at) != _first_day(entry):
        yield Part(_("Ghi sổ ngày %(day)s", day=vn_date(entry.recorded_at)))
    yield from (Part(_correction(entry, made)) for made in entry.corrections)


def _first_day(entry: Entry) -> str:
    """Give the day under which the line was first written."""
    return next(iter(_was(entry, F.VISITED_ON)), vn_date(entry.day))


def _correction(entry: Entry, made: EntryCorrection) -> str:
    """Tell a correction as the book does in its remarks."""
    told = {
        "column": _place(entry, made.entry_field),
        "field": term(made.entry_field),
        "who": made.corrected_by.full_name,
        "when": vn_datetime(made.corrected_at),
        "reason": made.reason,
    }
    if made.after_closing:
        return str(
            _("Đính chính cột %(column)s (%(field)s), sửa sau khi khóa sổ: %(who)s, %(when)s;"
              " lý do: %(reason)s", **told)
        )  # fmt: skip
    return str(
        _("Đính chính cột %(column)s (%(field)s): %(who)s, %(when)s; lý do: %(reason)s", **told)
    )


def _place(entry: Entry, field: EntryField) -> str:
    """Give the number of the column in which a field stands."""
    columns = (c.place for c in entry.volume.form.columns if c.shows in STANDS_IN[field])
    return ", ".join(map(str, columns))


def _was(entry: Entry, field: EntryField) -> tuple[str, ...]:
    return tuple(as_written(field, text) for text in entry.was.get(field, ()))


STANDS_IN: Mapping[EntryField, frozenset[Shows]] = {
    F.VISITED_ON: frozenset({Shows.DAY}),
    F.VISITOR_NAME: frozenset({Shows.PERSON}),
    F.VISITOR_ADDRESS: frozenset({Shows.PERSON}),
    F.HEAD_COUNT: frozenset({Shows.HEADS, Shows.KIND_AND_HEADS, Shows.SAME_CONTENT}),
    F.CONTENT: frozenset({Shows.CONTENT}),
    F.OUTCOME_NOTE: frozenset({Shows.GUIDED, Shows.RESULT}),
}

_PARTS: Mapping[Shows, Callable[[Entry], Parts]] = {
    Shows.NUMBER: _number,
    Shows.DAY: _day,
    Shows.CHANNEL: _channel,
    Shows.PERSON: _person,
    Shows.IDENTITY_NUMBER: _identity_number,
    Shows.CONTENT: _content,
    Shows.KIND: _kind,
    Shows.KIND_AND_HEADS: _kind_and_heads,
    Shows.HEADS: _heads,
    Shows.SAME_CONTENT: _same_content,
    Shows.SETTLED_BY: _nothing,
    Shows.COMPETENT: _competent,
    Shows.GUIDED: _guided,
    Shows.FORWARDED: _forwarded,
    Shows.ACCEPTED: _accepted,
    Shows.ACCEPTED_OR_FORWARDED: _accepted_or_forwarded,
    Shows.PASSED_ON: _passed_on,
    Shows.RESULT: _result,
    Shows.REMARKS: _remarks,
}
