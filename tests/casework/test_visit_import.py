"""Visits from a file: all or none, faults by line, numbers without gaps, secrets kept out."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories as make
from tests.casework.test_books import MONDAY, close
from tracker.casework.visit_import import Imported, import_visits
from tracker.casework.visit_rows import VisitColumn as C
from tracker.law.terms import Refusal
from tracker.outside.tables import Line
from tracker.records.audit import AuditEntry
from tracker.records.cases import Case
from tracker.records.reception import Visit, VisitOutcome

HEADS = (C.VISITED_ON, C.FULL_NAME, C.ADDRESS, C.IDENTITY_NUMBER, C.PHONE, C.HEAD_COUNT,
         C.KIND,
         C.CONTENT, C.OUTCOME, C.OUTCOME_NOTE, C.REFUSAL_GROUND, C.SETTLED)  # fmt: skip
GOOD = {
    C.VISITED_ON: "20/11/2026", C.FULL_NAME: "Trần Thị Hạnh", C.ADDRESS: "Thôn 3, xã Ba Vì",
    C.CONTENT: "Hỏi thủ tục", C.OUTCOME: "huong dan, giai thich", C.OUTCOME_NOTE: "Đã rõ",
}  # fmt: skip
TAKEN = {C.OUTCOME: "Nhận đơn", C.KIND: "Kiến nghị", C.OUTCOME_NOTE: ""}


def table(*changes: dict[C, str]) -> list[Line]:
    """Give a table with a line for each set of changes to a good line."""
    rows = [tuple((GOOD | change).get(c, "") for c in HEADS) for change in changes]
    return [Line(1, tuple(c.vi for c in HEADS)), *(Line(n, r) for n, r in enumerate(rows, 2))]


def bring_in(session: Session, *changes: dict[C, str], content: bytes = b"1") -> Imported:
    """Import a table into the desk's book."""
    return import_visits(
        session, make.desk(session), table(*changes), content=content, now=make.moment(MONDAY)
    )


def visits(session: Session) -> list[Visit]:
    return list(session.scalars(select(Visit).order_by(Visit.id)))


def test_good_lines_become_entries_numbered_without_a_gap(session: Session) -> None:
    done = bring_in(session, {}, TAKEN, {C.VISITED_ON: "2026-11-19", C.HEAD_COUNT: "3"})

    assert (done.visits, done.petitions, done.faults) == (3, 1, ())
    assert [v.code for v in visits(session)] == ["LT-2026-0001", "LT-2026-0002", "LT-2026-0003"]
    assert visits(session)[2].head_count == 3
    assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_a_petition_that_the_paper_book_settled_opens_no_case(session: Session) -> None:
    bring_in(session, TAKEN | {C.SETTLED: "Đã trả lời, công văn 12 ngày 03/02/2025"})

    (visit,) = visits(session)
    assert visit.outcome is VisitOutcome.PETITION_TAKEN
    assert visit.outcome_note == "Đã trả lời, công văn 12 ngày 03/02/2025"
    assert session.scalar(select(func.count()).select_from(Case)) == 0


@pytest.mark.parametrize(
    ("change", "column", "words"),
    [
        ({C.VISITED_ON: "31/02/2026"}, C.VISITED_ON, "không đúng"),
        ({C.VISITED_ON: "24/11/2026"}, C.VISITED_ON, "tương lai"),
        ({C.VISITED_ON: ""}, C.VISITED_ON, "Chưa nhập"),
        ({C.FULL_NAME: ""}, C.FULL_NAME, "Chưa ghi họ tên"),
        ({C.FULL_NAME: "ă" * 201}, C.FULL_NAME, "Tối đa 200"),
        ({C.CONTENT: ""}, C.CONTENT, "Chưa nhập"),
        ({C.OUTCOME: "Đuổi về"}, C.OUTCOME, "ghi một trong"),
        ({C.OUTCOME: ""}, C.OUTCOME, "Chưa nhập"),
        ({C.OUTCOME_NOTE: ""}, C.OUTCOME_NOTE, "hướng dẫn"),
        ({C.HEAD_COUNT: "0"}, C.HEAD_COUNT, "từ 1"),
        ({C.HEAD_COUNT: "vài"}, C.HEAD_COUNT, "số nguyên"),
        ({C.PHONE: "12"}, C.PHONE, "8 đến 15"),
        ({C.IDENTITY_NUMBER: "51185001234"}, C.IDENTITY_NUMBER, "mất số 0"),
        ({C.KIND: "Tố cáo"}, C.KIND, "niêm phong"),
        (TAKEN | {C.KIND: ""}, C.KIND, "Chưa ghi loại việc"),
        ({C.OUTCOME: "Từ chối tiếp"}, C.REFUSAL_GROUND, "căn cứ"),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, str) else "",
)
def test_a_fault_is_told_by_line_and_column(
    session: Session, change: dict[C, str], column: C, words: str
) -> None:
    done = bring_in(session, {}, change)

    (fault,) = done.faults
    assert (fault.line, fault.column) == (3, column.vi)
    assert words in str(fault.refusal)
    assert str(fault).startswith(f"Dòng 3, cột “{column.vi}”")


def test_a_group_with_a_petition_is_left_to_the_desk(session: Session) -> None:
    """The desk asks who speaks for the group and by which paper; a line of a file cannot."""
    done = bring_in(session, {}, TAKEN | {C.HEAD_COUNT: "6"})

    assert [fault.line for fault in done.faults] == [3]
    assert "đại diện" in str(done.faults[0])


def test_a_group_of_the_paper_book_is_taken_over_as_it_stands(session: Session) -> None:
    done = bring_in(session, TAKEN | {C.HEAD_COUNT: "6", C.SETTLED: "Đã trả lời năm 2025"})

    assert (done.visits, done.petitions, done.faults) == (1, 0, ())


def test_a_doubtful_number_warns_and_does_not_stop(session: Session) -> None:
    done = bring_in(session, {}, {C.IDENTITY_NUMBER: "003185001234"})

    ((line, doubt),) = done.doubts
    assert (line, doubt.code, done.visits) == (3, "province", 2)


def test_all_faults_are_told_at_once_and_nothing_is_numbered(session: Session) -> None:
    done = bring_in(session, {C.CONTENT: ""}, {}, {C.HEAD_COUNT: "0"})

    assert [fault.line for fault in done.faults] == [2, 4]
    assert visits(session) == []


def test_a_line_dated_in_a_closed_book_is_refused_by_its_number(session: Session) -> None:
    close(session, date(2026, 11, 20))

    done = bring_in(session, {C.VISITED_ON: "19/11/2026"}, {})

    assert [(f.line, f.column) for f in done.faults] == [(3, C.VISITED_ON.vi)]
    assert "đã khóa" in str(done.faults[0])


def test_the_same_file_is_not_imported_twice(session: Session) -> None:
    bring_in(session, {}, content=b"file")

    with pytest.raises(Refusal, match="đã được nhập"):
        bring_in(session, {}, content=b"file")
    bring_in(session, {}, content=b"another")
    assert len(visits(session)) == 2


def test_an_import_is_on_the_trail_as_one_act_and_line_by_line(session: Session) -> None:
    bring_in(session, {}, {})

    rows = session.execute(
        select(AuditEntry.action, func.count())
        .where(AuditEntry.subject.in_(["visit", "org_unit"]), AuditEntry.action != "change")
        .group_by(AuditEntry.action)
    ).all()

    found = dict(rows)  # type: ignore[arg-type]  # as named, of two columns
    assert found["import"] == 1
    assert session.scalar(select(func.count()).where(AuditEntry.subject == "visit")) == 2


@pytest.mark.parametrize(
    ("heads", "words"),
    [
        (("Ngày tiếp", "Màu"), "cột không biết: Màu"),
        (("Ngày tiếp", "Họ tên"), "thiếu cột: Nội dung, Kết quả tiếp"),
        (("Ngày tiếp *", "ngay tiep", "Nội dung", "Kết quả tiếp"), "trùng tên"),
    ],
)
def test_heads_that_are_not_understood_are_named(
    session: Session, heads: tuple[str, ...], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        import_visits(
            session, make.desk(session), [Line(1, heads)], content=b"", now=make.moment(MONDAY)
        )


@pytest.mark.parametrize("lines", [[], table()], ids=["nothing", "heads only"])
def test_a_table_without_visits_is_refused(session: Session, lines: list[Line]) -> None:
    with pytest.raises(Refusal, match="Tệp"):
        import_visits(session, make.desk(session), lines, content=b"", now=make.moment(MONDAY))


def test_the_trail_keeps_what_was_imported_by_its_fingerprint(session: Session) -> None:
    bring_in(session, {})

    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "import")).one()
    assert set(noted.changes) == {"entries", "first_code", "last_code", "file"}
