"""An entry is put right beside what was written; what is sealed is never put right in the book."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests import factories as make
from tests.casework.test_books import MONDAY, came, close
from tracker.access import Role
from tracker.casework.corrections import (
    correct_entry,
    correctable,
    corrections_of,
    standing_values,
)
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails, log_visit
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal, Stale
from tracker.records.books import EntryCorrection, EntryField
from tracker.records.petitions import Petition
from tracker.records.reception import Visit, VisitOutcome

REASON = "Đối chiếu lại với căn cước"
F = EntryField


def correct(
    session: Session, visit: Visit, field: EntryField, value: str, **told: object
) -> EntryCorrection:
    """Put an entry right as the receptionist of the desk."""
    by = make.reach(session, make.person_with(session, Role.RECEPTIONIST))
    asked = {"reason": REASON, "seen": len(corrections_of(session, [visit.id])), "by": by}
    return correct_entry(
        session,
        visit,
        field,
        value,
        now=make.moment(MONDAY),
        **(asked | told),  # type: ignore[arg-type]  # as the verb names them
    )


def denounced(session: Session) -> tuple[Visit, Petition]:
    """Let Trần Thị Hạnh denounce at the desk."""
    details = make.petition_details(CaseKind.DENUNCIATION, received_on=MONDAY)
    visit = VisitDetails(MONDAY, make.HANH, "", VisitOutcome.PETITION_TAKEN)
    logged = log_visit(session, make.desk(session), visit, details, now=make.moment(MONDAY))
    assert logged.visit is not None
    assert logged.petition is not None
    return logged.visit, logged.petition


def test_what_was_written_stays_and_what_is_right_stands_beside_it(session: Session) -> None:
    visit = came(session, MONDAY)

    made = correct(session, visit, F.VISITOR_NAME, "Trần Thị Hạnh Nguyên")

    assert visit.visitor_name == "Trần Thị Hạnh"
    assert (made.old_value, made.new_value) == ("Trần Thị Hạnh", "Trần Thị Hạnh Nguyên")
    assert not made.after_closing


def test_a_second_correction_begins_where_the_first_ended(session: Session) -> None:
    visit = came(session, MONDAY)
    correct(session, visit, F.HEAD_COUNT, "2")

    made = correct(session, visit, F.HEAD_COUNT, "3")

    assert made.old_value == "2"
    assert standing_values(visit, corrections_of(session, [visit.id]))[F.HEAD_COUNT] == "3"


def test_a_correction_after_the_book_was_closed_says_so(session: Session) -> None:
    visit = came(session, MONDAY)
    close(session, MONDAY)

    assert correct(session, visit, F.VISITED_ON, "2026-11-20").after_closing


@pytest.mark.parametrize(
    ("field", "value", "told", "where"),
    [
        (F.CONTENT, "  ", {}, "new_value"),
        (F.CONTENT, "Hỏi thủ tục", {}, "new_value"),
        (F.VISITED_ON, "2026-11-24", {}, "new_value"),
        (F.HEAD_COUNT, "0", {}, "new_value"),
        (F.HEAD_COUNT, "nhiều", {}, "new_value"),
        (F.VISITOR_NAME, "ă" * 201, {}, "new_value"),
        (F.VISITOR_NAME, "Trần Hạnh", {"reason": "nhầm"}, "reason"),
    ],
    ids=["empty", "the same", "a day to come", "nobody", "no number", "too long", "no reason"],
)
def test_a_wrong_correction_is_refused_beside_its_field(
    session: Session, field: EntryField, value: str, told: dict[str, str], where: str
) -> None:
    visit = came(session, MONDAY)

    with pytest.raises(Refusal) as refused:
        correct(session, visit, field, value, **told)

    assert refused.value.field == where


def test_two_who_correct_at_once_do_not_overwrite_each_other(session: Session) -> None:
    visit = came(session, MONDAY)
    correct(session, visit, F.HEAD_COUNT, "2")

    with pytest.raises(Stale):
        correct(session, visit, F.HEAD_COUNT, "4", seen=0)


def test_only_the_desk_that_logged_it_corrects_an_entry(session: Session) -> None:
    visit = came(session, MONDAY)
    elsewhere = make.person(session, Role.RECEPTIONIST, at=make.unit(session, "Chi cục khác"))

    with pytest.raises(Refusal, match="đơn vị đã ghi"):
        correct(session, visit, F.HEAD_COUNT, "2", by=make.reach(session, elsewhere))


@pytest.mark.parametrize("field", [F.VISITOR_NAME, F.VISITOR_ADDRESS])
def test_a_sealed_field_is_not_corrected(session: Session, field: EntryField) -> None:
    visit, petition = denounced(session)

    assert field not in correctable(visit, [petition])
    with pytest.raises(Refusal, match="niêm phong"):
        correct(session, visit, field, "Trần Thị Hạnh")


@pytest.mark.parametrize(
    ("value", "reason", "where"),
    [
        ("Bà tran thi hanh nói lại", REASON, "new_value"),
        ("Nói lại nội dung", "Theo lời TRẦN THỊ HẠNH", "reason"),
        ("Gọi 0912 345 678", REASON, "new_value"),
    ],
)
def test_no_correction_names_the_denouncer(
    session: Session, value: str, reason: str, where: str
) -> None:
    visit, _petition = denounced(session)

    with pytest.raises(Refusal, match="người tố cáo") as refused:
        correct(session, visit, F.CONTENT, value, reason=reason)

    assert refused.value.field == where


def test_what_is_on_paper_only_keeps_its_content_there(session: Session) -> None:
    paper = Petition(is_sealed=True, paper_file_number="12/2026")
    visit = Visit(visitor_name=None)

    assert correctable(visit, [paper]) == (F.VISITED_ON, F.HEAD_COUNT)


@pytest.mark.parametrize("statement", ["UPDATE entry_correction SET new_value = 'x'",
                                       "DELETE FROM entry_correction"])  # fmt: skip
def test_the_database_itself_keeps_every_correction(session: Session, statement: str) -> None:
    correct(session, came(session, MONDAY), F.HEAD_COUNT, "2")

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


def test_a_day_is_shown_as_people_write_it(session: Session) -> None:
    made = correct(session, came(session, date(2026, 11, 20)), F.VISITED_ON, "2026-11-19")

    assert (made.old_written, made.new_written) == ("20/11/2026", "19/11/2026")


def test_a_name_left_out_for_secrecy_cannot_be_put_in_later(session: Session) -> None:
    details = VisitDetails(
        MONDAY, Identity(""), "Bị từ chối", VisitOutcome.GUIDED, outcome_note="x", is_sealed=True
    )
    logged = log_visit(session, make.desk(session), details, None, now=make.moment(MONDAY))
    assert logged.visit is not None

    assert F.VISITOR_NAME not in correctable(logged.visit, [])
