"""The pages of findings: the inspector asks, the unit answers, nobody sees what is not theirs."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.support import walks
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.walks import DENOUNCER
from tracker.access import GRANTS, Permission, Role
from tracker.casework.inspection import run_checks
from tracker.casework.registration import PartyDetails
from tracker.law.findings.codes import CheckCode
from tracker.law.kinds import CaseKind
from tracker.records.cases import Case, CaseBarrier
from tracker.records.inspection import Finding, FindingState
from tracker.records.petitions import PartyRole
from tracker.web.guard import permission_of

SignIn = Callable[..., InspectingClient]

TODAY = date(2026, 11, 23)
LIST = "/inspection/findings"
WORDS = "Đề nghị nêu rõ lý do chậm và giấy tờ."
# All that the inspector may send: a task of a conclusion only where it is the inspector's own.
INSPECTORS = {
    "accounts.password", "factor.codes", "factor.off", "factor.show", "sign_ins.end",
    "sign_ins.end_others", "findings.ask", "findings.close", "findings.follow_up",
    "inspections.checklist", "inspections.new_inspection", "inspections.new_minutes",
    "inspection.export_csv", "inspection.export_json", "petitions.open_attachment",
    "petitions.unseal", "reminders.acknowledge", "reminders.acknowledge_every",
    "reminders.acknowledge_identities", "sessions.task",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _on_a_monday(at: SetClock) -> None:
    at("2026-11-23")


@pytest.fixture
def late(session: Session) -> Finding:
    """Give a finding about a case of the usual office."""
    return looked_at(session, factories.case(session, received_on=date(2026, 10, 1)))


def test_a_finding_is_listed_with_its_sentence_and_its_case(sign_in: SignIn, late: Finding) -> None:
    page = sign_in(Role.INSPECTOR).get(LIST, max_queries=8)

    assert late.case is not None
    assert page.links[f"/cases/{late.case_id}"] == late.case.code
    assert "KN-27: hết hạn ngày 12/10/2026; ngày thực hiện: chưa có." in page.words
    assert page.links[f"{LIST}/{late.id}"] == "F-07 · Thụ lý hoặc từ chối thụ lý muộn"


def test_the_page_of_a_finding_shows_article_limit_and_what_was_looked_at(
    sign_in: SignIn, late: Finding
) -> None:
    page = sign_in(Role.INSPECTOR).get(f"{LIST}/{late.id}", max_queries=12)

    assert "Điều 27, Điều 36 khoản 1, Điều 50 Luật Khiếu nại" in page.words
    assert "Thụ lý hoặc thông báo không thụ lý khiếu nại" in page.words
    assert "Các bước của vụ việc và thời hạn tính từ đó." in page.words


def test_from_question_to_end_in_the_application(
    sign_in: SignIn, session: Session, late: Finding
) -> None:
    inspector, head = sign_in(Role.INSPECTOR), sign_in(Role.UNIT_HEAD)
    asked = {"words": WORDS, "due_on": "30/11/2026"}

    send(inspector, late, "ask", asked)
    assert late.check_code.value in head.get(LIST).words
    send(head, late, "answer", {"words": "Chờ kết quả kiểm định, đã rút kinh nghiệm."})
    send(inspector, late, "follow-up", {"words": WORDS, "due_on": "15/12/2026"})
    send(head, late, "answer", {"words": "Đã rà lại và báo cáo bằng văn bản."})
    send(inspector, late, "closing", {"words": "Đã khắc phục xong."})

    session.refresh(late)
    history = inspector.get(f"{LIST}/{late.id}").words
    assert late.state is FindingState.CLOSED
    assert "hạn 15/12/2026" in history
    assert history.count("Chờ kết quả kiểm định") == 1
    assert late.check_code.value in inspector.get(f"{LIST}?tab=closed").words


def test_a_unit_sees_nothing_that_was_not_taken_up(sign_in: SignIn, late: Finding) -> None:
    head = sign_in(Role.UNIT_HEAD)

    head.get(f"{LIST}/{late.id}", status=404)
    assert "Không có phát hiện nào" in head.get(f"{LIST}?tab=new").words


def test_a_unit_sees_nothing_of_another_unit(
    sign_in: SignIn, session: Session, late: Finding
) -> None:
    elsewhere = factories.unit(session, "Phòng Kế hoạch")
    stranger = factories.person(session, Role.UNIT_HEAD, at=elsewhere)
    send(sign_in(Role.INSPECTOR), late, "ask", {"words": WORDS, "due_on": "30/11/2026"})

    client = sign_in(stranger)
    client.get(f"{LIST}/{late.id}", status=404)
    client.get(f"{LIST}/{late.id}/answer", status=404)


def test_whom_a_case_is_about_sees_no_finding_about_it(
    sign_in: SignIn, session: Session, late: Finding
) -> None:
    inspector = factories.person_with(session, Role.INSPECTOR)
    assert late.case is not None
    barrier = CaseBarrier(agency_id=late.agency_id, case_id=late.case_id, user_id=inspector.id)
    session.add(barrier)
    session.flush()

    client = sign_in(inspector)
    client.get(f"{LIST}/{late.id}", status=404)
    assert late.case.code not in client.get(LIST).words


def test_the_one_it_is_about_is_told_that_another_must_answer(
    sign_in: SignIn, session: Session
) -> None:
    case = factories.case(session, received_on=date(2026, 10, 1))
    head = factories.person(session, Role.UNIT_HEAD)
    factories.assigned(session, case, head, date(2026, 10, 2))
    late = looked_at(session, case)
    send(sign_in(Role.INSPECTOR), late, "ask", {"words": WORDS, "due_on": "30/11/2026"})

    client = sign_in(head)
    page = client.get(f"{LIST}/{late.id}")
    answer = client.submit(
        client.get(f"{LIST}/{late.id}/answer"), {"words": "Tôi tự giải trình."}, status=422
    )

    assert f"{LIST}/{late.id}/answer" not in page.links
    assert "người khác trong đơn vị" in page.words
    assert "người khác trong đơn vị" in answer.words
    assert "Tôi tự giải trình." in answer.words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "ngắn", "due_on": "30/11/2026"}, "Hãy viết rõ hơn"),
        ({"words": WORDS, "due_on": "20/11/2026"}, "Hạn phải từ hôm nay"),
    ],
)
def test_a_question_that_says_too_little_is_kept_with_the_reason(
    sign_in: SignIn, late: Finding, typed: dict[str, str], sentence: str
) -> None:
    client = sign_in(Role.INSPECTOR)

    answer = client.submit(client.get(f"{LIST}/{late.id}/ask"), typed, status=422)

    assert sentence in answer.words
    assert typed["words"] in answer.words


def test_a_list_is_filtered_by_check_kind_and_unit(
    sign_in: SignIn, session: Session, late: Finding
) -> None:
    client = sign_in(Role.INSPECTOR)

    found = client.get(f"{LIST}?check=F-07&kind=complaint")
    assert f"{LIST}/{late.id}" in found.links
    page = client.get(f"{LIST}?check=F-30&kind=complaint&unit={late.unit_id}")
    assert f"{LIST}/{late.id}" not in page.links
    assert "Không có phát hiện nào khớp" in client.get(f"{LIST}?kind=feedback").words


def test_what_cannot_be_answered_says_why_on_the_page_of_checks(sign_in: SignIn) -> None:
    page = sign_in(Role.INSPECTOR).get("/inspection/checks", max_queries=8)

    assert all(code.value in page.words for code in CheckCode)
    assert "Hệ thống này không nối với cơ sở dữ liệu quốc gia." in page.words


def test_a_reader_of_english_reads_why_in_english(sign_in: SignIn, late: Finding) -> None:
    client = sign_in(Role.INSPECTOR)
    client.post("/account/language", {"language": "en"}, status=303)

    page = client.get(f"{LIST}/{late.id}")

    assert "KN-27: due on 12/10/2026; done on: none yet." in page.words
    assert page.heading == "Late acceptance or refusal"


def test_no_finding_names_a_denouncer(sign_in: SignIn, session: Session) -> None:
    sender = PartyDetails(PartyRole.SENDER, DENOUNCER)
    case = factories.case(
        session, CaseKind.DENUNCIATION, received_on=date(2026, 10, 1), parties=(sender,)
    )
    late = looked_at(session, case)
    client = sign_in(Role.INSPECTOR)

    for url in (LIST, f"{LIST}/{late.id}", f"{LIST}/{late.id}/ask"):
        assert DENOUNCER.full_name not in client.get(url).text
    typed = {"words": f"Bà {DENOUNCER.full_name} nói lại", "due_on": "30/11/2026"}
    refused = client.submit(client.get(f"{LIST}/{late.id}/ask"), typed, status=422)
    assert "viết “người tố cáo”" in refused.words


def test_the_inspector_sends_only_what_is_the_inspectors(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        sent = {
            rule.endpoint
            for rule in walks.rules(sqlite_app, "POST")
            if isinstance(stated := permission_of(rule.endpoint), Permission)
            and Role.INSPECTOR in GRANTS[stated]
        }

    assert sent == INSPECTORS


@pytest.mark.parametrize(
    ("role", "act"),
    [
        (Role.DIRECTOR, "ask"), (Role.UNIT_HEAD, "closing"), (Role.INSPECTOR, "answer"),
        (Role.HANDLER, "answer"), (Role.RECEPTIONIST, "follow-up"),
    ],
)  # fmt: skip
def test_nobody_does_what_is_anothers(sign_in: SignIn, late: Finding, role: Role, act: str) -> None:
    sign_in(role).get(f"{LIST}/{late.id}/{act}", status=403)


def looked_at(session: Session, case: Case) -> Finding:
    run_checks(session, case.agency_id, now=factories.moment(TODAY), full=True)
    code = Finding.check_code == CheckCode.LATE_ACCEPTANCE
    stmt = select(Finding).where(Finding.case_id == case.id)
    found = session.scalars(stmt.where(code)).first()
    return found or session.scalars(stmt).first()  # type: ignore[return-value]  # one is there


def send(client: InspectingClient, found: Finding, act: str, typed: dict[str, str]) -> None:
    client.submit(client.get(f"{LIST}/{found.id}/{act}"), typed, status=303)
