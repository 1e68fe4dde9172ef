"""Checks on the papers of a file: their numbers, their kind, and those that are not there."""

import re
from collections.abc import Iterator, Mapping

from tracker.law.events import EventType, Trait
from tracker.law.findings.check import Hit, at_step, on_case
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import CaseRecord
from tracker.law.kinds import CaseKind
from tracker.law.numbered import NUMBERED
from tracker.law.rules import Confidence
from tracker.law.terms import Words

E = EventType
RESULTS = (E.DECIDED, E.CONCLUDED, E.ANSWERED)
# Their numbers are asked for by checks of their own.
ASKED_ELSEWHERE = frozenset({E.FOUND_COMPLEX, E.EXTENDED, *RESULTS})
ENDS = (
    *RESULTS, E.REFUSED, E.GUIDED, E.FORWARDED, E.RETURNED, E.FILED_AWAY, E.DISCONTINUED,
    E.INSPECTED, E.NOT_REOPENED, E.MERGED, E.TAKEN_AS_INFORMATION,
)  # fmt: skip
# What the file of a settled matter must hold beside the papers that other checks ask for.
FILE_OF: Mapping[CaseKind, tuple[EventType, ...]] = {
    CaseKind.DENUNCIATION: (E.CHECKED, E.VERIFICATION_REPORTED, E.EXPLAINED),
}
LETTER = re.compile(r"(?:^|[/\-\s])(?:TB|CV)(?:$|[/\-\s])|công văn|thông báo", re.IGNORECASE)


@on_case(
    CheckCode.WRONG_PAPER,
    "Điều 6 khoản 3, Điều 31 Luật Khiếu nại",
    Confidence.CONFIRMED,
    why=Words("Bước %(step)s ngày %(on)s đứng trên văn bản %(document)s, không phải quyết định."),
    needs=Words("Số, ký hiệu của văn bản giải quyết khiếu nại."),
)
def wrong_paper(record: CaseRecord) -> Iterator[Hit]:
    """Find complaints settled by a letter or notice, as the paper's own number says."""
    for step in record.all_of(E.DECIDED):
        document = record.document(step)
        if LETTER.search(document):
            yield at_step(step, document=document)


@on_case(
    CheckCode.PAPERS_MISSING,
    "Điều 34, Điều 43 Luật Khiếu nại; Điều 39 Luật Tố cáo",
    Confidence.CONFIRMED,
    why=Words("Thiếu: %(steps)s."),
    needs=Words("Số văn bản của từng bước; các bước mà hồ sơ của loại việc phải có."),
    not_judged=Words("Việc đánh số bút lục nằm trên hồ sơ giấy."),
)
def papers_missing(record: CaseRecord) -> Iterator[Hit]:
    """Find steps without the number of their paper, and papers that the file must hold."""
    bare = [
        step.type.value
        for step in record.steps
        if step.type in NUMBERED - ASKED_ELSEWHERE and not record.document(step)
    ]
    if bare:
        yield Hit("numbers", {"steps": bare})
    settled = record.first(E.CONCLUDED) is not None and Trait.SHORT_TRACK not in record.traits
    wanted = FILE_OF.get(record.kind, ()) if settled else ()
    missing = [each.value for each in wanted if record.first(each) is None]
    if missing:
        yield Hit("file", {"steps": missing})


@on_case(
    CheckCode.NO_RESULT_PAPER,
    "Điều 6 khoản 3, Điều 31 Luật Khiếu nại; Điều 35 Luật Tố cáo",
    Confidence.LIKELY,
    why=Words("%(step)s ngày %(on)s mà không có văn bản kết quả."),
    needs=Words("Số văn bản của bước kết thúc."),
)
def no_result_paper(record: CaseRecord) -> Iterator[Hit]:
    """Find cases that ended without the number of a result, or without any result."""
    for step in record.all_of(*RESULTS):
        if not record.document(step):
            yield at_step(step)
    archived = record.first(E.ARCHIVED)
    if archived is not None and record.first(*ENDS) is None:
        yield at_step(archived)
