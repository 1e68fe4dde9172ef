"""A petition on the register: its case, its seals, its barriers."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories as make
from tracker.access import Permission, Role
from tracker.casework import intake, registration
from tracker.casework.identity import Identity, identity_of
from tracker.casework.intake import VisitDetails
from tracker.casework.registration import PartyDetails
from tracker.law.kinds import CaseKind
from tracker.law.terms import Refusal
from tracker.records.cases import Case
from tracker.records.chain import AuditEntry
from tracker.records.petitions import PartyRole, Petition
from tracker.records.reception import VisitOutcome
from tracker.records.search import PetitionSearch
from tracker.records.visibility import visible

DAY = date(2026, 11, 2)
OTHER = Identity("Lê Văn Đạt", "Tổ 5, phường Cầu Gỗ", "0905111222", "")


def register(session: Session, details: registration.PetitionDetails) -> registration.Logged:
    """Register what was typed."""
    return registration.register_petition(
        session, make.desk(session), details, now=make.moment(DAY)
    )


def test_codes_run_on_without_gaps(session: Session) -> None:
    codes = [make.petition(session).petition.code for _ in range(3)]  # type: ignore[union-attr]  # there is one

    assert [code.rpartition("-")[2] for code in codes] == ["0001", "0002", "0003"]


def test_the_clock_runs_from_the_day_of_receipt(session: Session) -> None:
    case = make.case(session, received_on=DAY)

    assert {(o.rule, o.due_on) for o in case.obligations} >= {("KN-27", date(2026, 11, 11))}


def test_an_identity_number_is_stored_encrypted_and_found_by_digest(session: Session) -> None:
    party = make.petition(session).petition.parties[0]  # type: ignore[union-attr]  # there is one

    assert make.HANH.identity_number.encode() not in (party.identity_number or b"")
    assert identity_of(party).identity_number == make.HANH.identity_number
    assert party.identity_digest


def test_a_denouncer_is_a_code_from_the_first_commit_on(session: Session) -> None:
    logged = make.petition(session, CaseKind.DENUNCIATION)
    assert logged.petition is not None
    party = logged.petition.parties[0]

    assert party.label.startswith("NTC-")
    assert (party.full_name, party.name_key, party.phone, party.address) == (None,) * 4
    assert identity_of(party) == make.HANH
    assert logged.petition.sender_label == party.label


def test_no_table_holds_a_denouncers_name_in_the_clear(session: Session) -> None:
    make.petition(session, CaseKind.DENUNCIATION)
    session.flush()

    everything = [
        str(tuple(row))
        for table in Petition.metadata.sorted_tables
        for row in session.execute(select(table))
    ]

    assert len(everything) > 10
    assert not [row for row in everything if "Hạnh" in row or "hanh" in row or "0912345678" in row]


@pytest.mark.parametrize(
    "spelling",
    ["Tôi là Trần Thị Hạnh", "TRAN THI HANH tố cáo", "gọi 0912.345.678", "Trần Thị Hạnh"],
)
def test_a_content_that_names_the_denouncer_is_refused(session: Session, spelling: str) -> None:
    with pytest.raises(Refusal, match="người tố cáo") as no:
        make.petition(session, CaseKind.DENUNCIATION, summary=spelling)

    assert no.value.field == "content"
    assert session.scalars(select(Petition)).all() == []


def test_corruption_keeps_only_the_number_of_the_paper_file(session: Session) -> None:
    typed = make.petition_details(CaseKind.DENUNCIATION, sender=Identity(""), summary="")
    corruption = replace(typed, is_corruption=True, paper_file_number="12/HS-M")

    logged = register(session, corruption)

    assert logged.petition is not None
    assert logged.petition.summary == "Hồ sơ giấy số 12/HS-M"
    assert logged.petition.parties[0].sealed_identity is None


def test_corruption_refuses_an_identity(session: Session) -> None:
    typed = make.petition_details(CaseKind.DENUNCIATION, summary="")

    with pytest.raises(Refusal, match="bí mật nhà nước"):
        register(session, replace(typed, is_corruption=True, paper_file_number="12/HS-M"))


def test_the_trail_of_a_petition_holds_no_personal_value(session: Session) -> None:
    make.petition(session)

    trail = " ".join(str(changes) for changes in session.scalars(select(AuditEntry.changes)))

    assert "case_file" in " ".join(session.scalars(select(AuditEntry.subject)))
    assert "Hạnh" not in trail
    assert "digest" in trail


def test_the_person_complained_of_cannot_see_the_case(session: Session) -> None:
    handler = make.person(session, Role.HANDLER)
    about = PartyDetails(PartyRole.RESPONDENT, OTHER, user_id=handler.id)
    case = make.case(session, CaseKind.DENUNCIATION, parties=(*_sender(), about))
    reach = make.reach(session, handler)
    case.handler_id = handler.id
    session.flush()

    assert session.scalars(select(Case).where(visible(reach, Permission.CASE_READ))).all() == []


def test_the_unit_complained_of_cannot_see_the_case(session: Session) -> None:
    unit = make.unit(session, "Phòng Quản lý Khoa học")
    head = make.reach(session, make.person(session, Role.UNIT_HEAD, at=unit))
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Phòng QLKH"), unit_id=unit.id)
    case = make.case(session, parties=(*_sender(), about))
    case.unit_id = unit.id
    session.flush()

    assert session.scalars(select(Case).where(visible(head, Permission.CASE_READ))).all() == []


def test_a_complaint_about_the_agency_stays_with_its_head(session: Session) -> None:
    agency = make.agency(session)
    director = make.reach(session, make.person(session, Role.DIRECTOR))
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Giám đốc Sở"), unit_id=agency.id)
    case = make.case(session, parties=(*_sender(), about))

    seen = session.scalars(select(Case).where(visible(director, Permission.CASE_READ))).all()

    assert seen == [case]


def test_a_petition_is_indexed_for_search_without_its_marks(session: Session) -> None:
    make.petition(session)

    folded = session.scalars(select(PetitionSearch.folded)).one()

    assert "tran thi hanh" in folded
    assert "thu hoi kinh phi" in folded


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"received_on": date(2026, 11, 3)}, "tương lai"),
        ({"written_on": date(2026, 11, 3)}, "sau ngày nhận đơn"),
        ({"summary": "  "}, "nội dung sự việc"),
        ({"parties": ()}, "người gửi đơn"),
        ({"head_count": 6}, "phải cử người đại diện"),
    ],
    ids=["future", "written later", "no content", "no sender", "no representative"],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    session: Session, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        register(session, replace(make.petition_details(received_on=DAY), **change))  # type: ignore[arg-type]  # a table of changes

    assert session.scalars(select(Petition)).all() == []


def visit(outcome: VisitOutcome = VisitOutcome.PETITION_TAKEN, **more: object) -> VisitDetails:
    """Give what would be typed of a visit."""
    return VisitDetails(DAY, make.HANH, "Hỏi về thủ tục kiểm định", outcome, **more)  # type: ignore[arg-type]  # a table of changes


def test_a_visit_with_a_petition_makes_all_three(session: Session) -> None:
    logged = intake.log_visit(
        session,
        make.desk(session),
        visit(),
        make.petition_details(received_on=DAY),
        now=make.moment(DAY),
    )

    assert logged.visit is not None
    assert logged.case is not None
    assert "at_desk" in logged.case.traits
    assert {o.rule for o in logged.case.obligations} >= {"TCD-28.1", "KN-27"}


def test_a_visit_that_was_guided_makes_no_petition(session: Session) -> None:
    logged = intake.log_visit(
        session, make.desk(session), visit(VisitOutcome.GUIDED), None, now=make.moment(DAY)
    )

    assert logged.petition is None
    assert logged.visit is not None
    assert logged.visit.visitor_name == "Trần Thị Hạnh"


def test_visits_of_one_day_belong_to_one_reception(session: Session) -> None:
    receptions = {
        intake.log_visit(
            session, make.desk(session), visit(VisitOutcome.GUIDED), None, now=make.moment(DAY)
        ).visit.reception_id  # type: ignore[union-attr]  # there is one
        for _ in range(3)
    }

    assert len(receptions) == 1


def test_a_denouncer_leaves_no_name_in_the_visit(session: Session) -> None:
    denunciation = make.petition_details(CaseKind.DENUNCIATION, received_on=DAY)
    desk, now = make.desk(session), make.moment(DAY)

    logged = intake.log_visit(session, desk, visit(), denunciation, now=now)

    assert logged.visit is not None
    assert (logged.visit.visitor_name, logged.visit.name_key) == (None, None)
    naming = replace(visit(), content="Tôi là Trần Thị Hạnh")
    with pytest.raises(Refusal, match="người tố cáo"):
        intake.log_visit(session, desk, naming, denunciation, now=now)


def test_turning_a_visitor_away_needs_a_ground(session: Session) -> None:
    with pytest.raises(Refusal, match="căn cứ từ chối"):
        intake.log_visit(
            session, make.desk(session), visit(VisitOutcome.REFUSED), None, now=make.moment(DAY)
        )


def _sender() -> tuple[PartyDetails, ...]:
    return (PartyDetails(PartyRole.SENDER, make.HANH),)
