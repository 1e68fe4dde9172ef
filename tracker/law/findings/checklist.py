"""The check list of an inspection of responsibility: what is looked at, article by article."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.law.findings.codes import CheckCode as C
from tracker.law.terms import Term


class Heading(Term):
    """The parts of the check list."""

    RECEPTION = "reception", "Tiếp công dân", "Reception of citizens"
    PETITIONS = "petitions", "Xử lý đơn", "Processing of petitions"
    COMPLAINTS = "complaints", "Giải quyết khiếu nại", "Settling complaints"
    DENUNCIATIONS = "denunciations", "Giải quyết tố cáo", "Settling denunciations"
    RECORDS = "records", "Sổ sách, báo cáo", "Books and reports"


class Item(Term):
    """One thing that an inspection of responsibility looks at."""

    PLACE = "place", "Nơi tiếp, nội quy, văn bản niêm yết", "Place, house rules, posted texts"
    PEOPLE = "people", "Phân công người tiếp công dân", "Who is named to receive"
    HEAD = "head", "Số ngày tiếp của người đứng đầu", "The head's reception days"
    SCHEDULE = "schedule", "Lập, công khai lịch tiếp", "Schedule made and published"
    ANSWERS = "answers", "Trả lời công dân và nơi chuyển đơn", "Answers to citizens and bodies"
    SORTING = "sorting", "Phân loại, thẩm quyền", "Classification and competence"
    PASSING = "passing", "Hướng dẫn, chuyển, trả, lưu đơn", "Guiding, forwarding, returning, filing"
    COMPLAINT_ACCEPTANCE = "kn_accept", "Thụ lý khiếu nại", "Acceptance of complaints"
    COMPLAINT_LIMIT = "kn_limit", "Thời hạn giải quyết khiếu nại", "Limit of complaints"
    DIALOGUE = "dialogue", "Xác minh, đối thoại", "Verification and dialogue"
    DECISION = "decision", "Ban hành, gửi, công khai quyết định", "Decision issued, sent, published"
    ENFORCEMENT = "enforcement", "Thi hành quyết định có hiệu lực", "Execution of decisions"
    DENUNCIATION_ACCEPTANCE = "tc_accept", "Thụ lý tố cáo", "Acceptance of denunciations"
    DENUNCIATION_LIMIT = "tc_limit", "Thời hạn, gia hạn giải quyết tố cáo", "Limit, extensions"
    CONCLUSION = "conclusion", "Kết luận, công khai, xử lý kết luận", "Conclusion and what follows"
    SECRECY = "secrecy", "Giữ bí mật, bảo vệ người tố cáo", "Secrecy of denouncers"
    IMPARTIAL = "impartial", "Người có liên quan không tham gia", "Nobody concerned takes part"
    FILES = "files", "Hồ sơ vụ việc", "Case files"
    BOOKS = "books", "Sổ tiếp công dân, số thứ tự", "Books and numbers"
    TRUTH = "truth", "Ngày ghi, đính chính, số liệu báo cáo", "Dates, corrections, figures"


class Verdict(Term):
    """What was seen under one item."""

    KEPT = "kept", "Đúng quy định", "As the law asks"
    PARTLY = "partly", "Còn thiếu sót", "Shortcomings"
    BROKEN = "broken", "Vi phạm", "Broken"
    NOT_SEEN = "not_seen", "Không có việc phát sinh", "Nothing to look at"


@dataclass(frozen=True, slots=True)
class Line:
    """An item with its part, its articles, and the checks that tell something about it."""

    heading: Heading
    article: str
    checks: tuple[C, ...]


LINES: Mapping[Item, Line] = {
    Item.PLACE: Line(Heading.RECEPTION, "Điều 18, Điều 19 Luật Tiếp công dân", (C.POSTED_TEXTS,)),
    Item.PEOPLE: Line(Heading.RECEPTION, "Điều 42 Nghị định 154/2026/NĐ-CP", (C.NOBODY_RECEIVES,)),
    Item.HEAD: Line(Heading.RECEPTION, "Điều 18 Luật Tiếp công dân", (C.HEAD_DAYS,)),
    Item.SCHEDULE: Line(Heading.RECEPTION, "Điều 24 Luật Tiếp công dân", (C.SCHEDULE,)),
    Item.ANSWERS: Line(
        Heading.RECEPTION,
        "Điều 27, Điều 28 Luật Tiếp công dân",
        (C.CITIZEN_NOT_ANSWERED, C.PASSER_NOT_ANSWERED, C.COMMITTEE_NOT_ANSWERED),
    ),
    Item.SORTING: Line(
        Heading.PETITIONS,
        "Điều 2 Luật Khiếu nại; Điều 2 Luật Tố cáo",
        (C.WRONG_KIND, C.LONGER_KIND, C.OUTSIDE_COMPETENCE),
    ),
    Item.PASSING: Line(
        Heading.PETITIONS,
        "Điều 41 Nghị định 154/2026/NĐ-CP",
        (C.LEFT_LYING, C.PASSED_TOO_OFTEN, C.REASSIGNED_LATE, C.SAME_TEXT),
    ),
    Item.COMPLAINT_ACCEPTANCE: Line(
        Heading.COMPLAINTS,
        "Điều 11, Điều 27, Điều 36 Luật Khiếu nại",
        (C.LATE_ACCEPTANCE, C.ACCEPTED_THEN_NOT, C.NO_GROUND),
    ),
    Item.COMPLAINT_LIMIT: Line(
        Heading.COMPLAINTS,
        "Điều 28, Điều 37, Điều 50 Luật Khiếu nại",
        (C.SETTLED_LATE, C.LONGER_WITHOUT_PAPER, C.SUSPENDED),
    ),
    Item.DIALOGUE: Line(
        Heading.COMPLAINTS,
        "Điều 29, Điều 30, Điều 39 Luật Khiếu nại",
        (C.NO_DIALOGUE, C.DIALOGUE_NOTICE, C.NOT_VERIFIED),
    ),
    Item.DECISION: Line(
        Heading.COMPLAINTS,
        "Điều 31, Điều 32, Điều 41 Luật Khiếu nại",
        (C.WRONG_PAPER, C.NO_WAY_ON, C.SENT_LATE, C.NOT_PUBLISHED, C.NO_RESULT_PAPER),
    ),
    Item.ENFORCEMENT: Line(Heading.COMPLAINTS, "Điều 46 Luật Khiếu nại", (C.NOT_ENFORCED,)),
    Item.DENUNCIATION_ACCEPTANCE: Line(
        Heading.DENUNCIATIONS,
        "Điều 24, Điều 29 Luật Tố cáo",
        (C.LATE_ACCEPTANCE, C.NOT_NOTIFIED, C.NO_GROUND),
    ),
    Item.DENUNCIATION_LIMIT: Line(
        Heading.DENUNCIATIONS,
        "Điều 30 Luật Tố cáo",
        (C.SETTLED_LATE, C.TOO_MANY_EXTENSIONS, C.EXTENDED_AFTER_END, C.MANY_EXTENSIONS),
    ),
    Item.CONCLUSION: Line(
        Heading.DENUNCIATIONS,
        "Điều 35, Điều 36, Điều 40 Luật Tố cáo",
        (C.SENT_LATE, C.NOT_PUBLISHED, C.NOT_ACTED_ON),
    ),
    Item.SECRECY: Line(
        Heading.DENUNCIATIONS,
        "Điều 8 khoản 3, Điều 47, Điều 56 Luật Tố cáo",
        (C.IDENTITY_LEAKED, C.UNENTITLED_OPENING, C.NEEDLESS_OPENING),
    ),
    Item.IMPARTIAL: Line(
        Heading.DENUNCIATIONS, "Điều 9, Điều 31 Luật Tố cáo; Điều 6 Luật Khiếu nại", (C.CONFLICT,)
    ),
    Item.FILES: Line(
        Heading.RECORDS, "Điều 34 Luật Khiếu nại; Điều 39 Luật Tố cáo", (C.PAPERS_MISSING,)
    ),
    Item.BOOKS: Line(
        Heading.RECORDS,
        "Điều 27, Điều 41 Nghị định 154/2026/NĐ-CP",
        (C.BOOK_INCOMPLETE, C.NUMBER_GAPS, C.NUMBERS_DIFFER, C.NOT_SENT_ON),
    ),
    Item.TRUTH: Line(
        Heading.RECORDS,
        "Điều 7 Thông tư 06/2025/TT-TTCP",
        (C.RECORDED_LATE, C.DATE_MOVED, C.CLOSING_BURST),
    ),
}
