"""The register, one petition's page, the receipt and the search."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role
from tracker.casework.identity import Identity
from tracker.casework.registration import PartyDetails
from tracker.law.kinds import CaseKind
from tracker.records.petitions import PartyRole

AN = Identity("Lê Văn An", "Thôn Tây", "0987654321", "051190004321")


@pytest.fixture(autouse=True)
def _monday(at: Any) -> None:
    at("2026-11-23")


def codes(page: Any) -> list[str]:
    """Give the codes of the petitions listed."""
    return [cell.text for cell in _links(page)]


def _links(page: Any) -> list[Any]:
    return [cell.find("a") for cell in page.every("td", class_="cell-code")]


def test_the_register_shows_the_newest_first_in_few_statements(
    sign_in: Any, session: Session
) -> None:
    for day in (2, 4, 3):
        factories.petition(session, received_on=date(2026, 11, day))

    page = sign_in(Role.RECEPTIONIST).get("/petitions", max_queries=8)

    assert codes(page) == ["DT-2026-0002", "DT-2026-0003", "DT-2026-0001"]
    assert "KN-2026-0001" in page.words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=feedback", ["DT-2026-0002"]),
        ("state=classified", ["DT-2026-0001"]),
        ("received_from=03/11/2026", ["DT-2026-0002"]),
        ("received_to=2/11", ["DT-2026-0001"]),
        ("kind=nonsense&unit=x&after=x", ["DT-2026-0002", "DT-2026-0001"]),
        ("unit=999999", ["DT-2026-0002", "DT-2026-0001"]),
    ],
)
def test_filters_narrow_the_register(
    sign_in: Any, session: Session, query: str, found: list[str]
) -> None:
    complaint = factories.case(session, received_on=date(2026, 11, 2))
    factories.classified(session, complaint, date(2026, 11, 3))
    factories.case(session, CaseKind.FEEDBACK, received_on=date(2026, 11, 4))

    assert codes(sign_in(Role.RECEPTIONIST).get(f"/petitions?{query}")) == found


def test_pages_follow_each_other_and_keep_the_filter(sign_in: Any, session: Session) -> None:
    for _ in range(27):
        factories.petition(session)
    reader = sign_in(Role.RECEPTIONIST)

    first = reader.get("/petitions?kind=complaint")
    (onward,) = first.every("a", rel="next")
    second = reader.get(onward.get("href"), max_queries=8)

    assert "kind=complaint" in onward.get("href")
    assert codes(second) == ["DT-2026-0002", "DT-2026-0001"]


def test_a_petition_shows_who_is_on_it_and_where_it_stands(sign_in: Any, session: Session) -> None:
    respondent = PartyDetails(PartyRole.RESPONDENT, Identity("Trạm giống"))
    logged = factories.petition(
        session, parties=(*factories.petition_details().parties, respondent)
    )

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{logged.petition.id}")

    for words in ("Trần Thị Hạnh", "Trạm giống", "KN-2026-0001", "Mới tiếp nhận", "0912345678"):
        assert words in page.words
    assert "051185001234" not in page.text
    assert "•••••••••234" in page.words


def test_petitions_of_the_same_matter_name_each_other(sign_in: Any, session: Session) -> None:
    first = factories.petition(session).petition
    second = factories.petition(session, same_matter_id=first.id).petition
    reader = sign_in(Role.RECEPTIONIST)

    assert second.code in reader.get(f"/petitions/{first.id}").words
    assert first.code in reader.get(f"/petitions/{second.id}").words


def test_what_one_may_not_see_does_not_exist(sign_in: Any, session: Session) -> None:
    petition = factories.petition(session).petition
    elsewhere = factories.unit(session, "Chi cục khác")
    stranger = sign_in(factories.person(session, Role.RECEPTIONIST, at=elsewhere))

    for page in ("", "/receipt", "/files", "/split", "/merge", "/unmerge"):
        stranger.get(f"/petitions/{petition.id}{page}", status=404)
    assert codes(stranger.get("/petitions")) == []


def test_the_respondents_own_unit_does_not_see_it(sign_in: Any, session: Session) -> None:
    handler = factories.person_with(session, Role.HANDLER)
    about = PartyDetails(PartyRole.RESPONDENT, Identity("Cán bộ"), user_id=handler.id)
    petition = factories.petition(
        session, parties=(*factories.petition_details().parties, about)
    ).petition

    sign_in(handler).get(f"/petitions/{petition.id}", status=404)
    sign_in(Role.DIRECTOR).get(f"/petitions/{petition.id}")


def test_the_receipt_prints_its_code_in_groups_of_four(sign_in: Any, session: Session) -> None:
    petition = factories.petition(session).petition

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{petition.id}/receipt")

    (code,) = page.every("span", class_="receipt-code")
    assert [group.text for group in code] == petition.receipt_code.split("-")
    assert 'class="qr"' in page.text
    assert "style=" not in page.text
    assert "Trần Thị Hạnh" in page.words


def test_the_receipt_of_a_denunciation_names_nobody(sign_in: Any, session: Session) -> None:
    petition = factories.petition(session, CaseKind.DENUNCIATION).petition

    page = sign_in(Role.RECEPTIONIST).get(f"/petitions/{petition.id}/receipt")

    assert "NTC-2026-0001" in page.words
    assert "Hạnh" not in page.text
    assert petition.summary not in page.text


@pytest.mark.parametrize("words", ["thu hồi kinh phí", "THU HOI KINH PHI", "đề tài giống lúa"])
def test_marks_make_no_difference_to_the_search(sign_in: Any, session: Session, words: str) -> None:
    first = factories.petition(session).petition
    second = factories.petition(session).petition
    factories.petition(session, summary="Nhạc to quá nửa đêm")

    page = sign_in(Role.RECEPTIONIST).get(f"/search?q={words}", max_queries=8)

    assert codes(page) == [second.code, first.code]


def test_the_search_does_not_find_a_denouncer(sign_in: Any, session: Session) -> None:
    factories.petition(session, CaseKind.DENUNCIATION)
    reader = sign_in(Role.DIRECTOR)

    for words in ("Trần Thị Hạnh", "0912345678", "051185001234", "Ba Vì"):
        assert codes(reader.get(f"/search?q={words}")) == []


@pytest.mark.parametrize("spelling", ["{}", " {} ", "lower"])
def test_a_code_leads_straight_to_what_it_names(
    sign_in: Any, session: Session, spelling: str
) -> None:
    logged = factories.petition(session)
    reader = sign_in(Role.RECEPTIONIST)
    named = {
        logged.petition.code: f"/petitions/{logged.petition.id}",
        logged.petition.receipt_code: f"/petitions/{logged.petition.id}",
        logged.case.code: f"/cases/{logged.case.id}",
    }

    for code, place in named.items():
        words = code.lower() if spelling == "lower" else spelling.format(code)
        answer = reader.get(f"/search?q={words}", status=302)
        assert answer.headers["Location"] == place


def test_a_pseudonym_leads_to_its_petition_and_a_short_number_is_filled_up(
    sign_in: Any, session: Session
) -> None:
    petition = factories.petition(session, CaseKind.DENUNCIATION).petition
    reader = sign_in(Role.RECEPTIONIST)

    for words in ("NTC-2026-0001", "ntc 2026 1"):
        answer = reader.get(f"/search?q={words}", status=302)
        assert answer.headers["Location"] == f"/petitions/{petition.id}"


@pytest.mark.parametrize("words", ["nguyen van hoa", "tran thuy hanh"])
def test_a_name_as_long_as_a_receipt_code_is_searched_as_a_name(
    sign_in: Any, session: Session, words: str
) -> None:
    factories.petition(session)

    sign_in(Role.RECEPTIONIST).get(f"/search?q={words}", status=200)


@pytest.mark.parametrize("words", ["", "   ", '"a AND (', "DT-2026-9999", "%00", "-*:^", "x" * 300])
def test_any_words_get_a_page(sign_in: Any, words: str) -> None:
    sign_in(Role.RECEPTIONIST).get(f"/search?q={words}")
