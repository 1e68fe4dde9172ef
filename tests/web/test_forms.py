"""One press makes one record; a refusal stands by its field; nothing typed is lost."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.support.client import InspectingClient
from tests.support.pages import Page
from tracker.records.organisation import Submission, User

Count = Callable[[str], int]


def values(page: Page) -> dict[str, list[str]]:
    return page.form("/notes").values


def test_a_good_form_makes_one_record_and_leads_to_it(
    notes: InspectingClient, named: Count
) -> None:
    answer = notes.submit(notes.get("/notes"), {"name": "  Ghi  một "})

    assert answer.headers["Location"].startswith("/notes/")
    assert named("Ghi một") == 1


def test_the_same_form_sent_twice_makes_one_record_and_leads_to_the_same_place(
    notes: InspectingClient, named: Count
) -> None:
    page = notes.get("/notes")

    first = notes.submit(page, {"name": "hai lần"})
    second = notes.submit(page, {"name": "hai lần"})

    assert named("hai lần") == 1
    assert second.headers["Location"] == first.headers["Location"]


def test_the_second_press_says_that_the_first_was_taken(notes: InspectingClient) -> None:
    page = notes.get("/notes")
    notes.submit(page, {"name": "hai lần"})
    notes.submit(page, {"name": "hai lần"})

    assert "đã được ghi nhận một lần" in notes.get("/notes").words


def test_other_words_on_a_form_that_was_sent_are_another_record(
    notes: InspectingClient, named: Count
) -> None:
    page = notes.get("/notes")
    notes.submit(page, {"name": "đơn thứ nhất"})
    notes.submit(page, {"name": "đơn thứ hai"})

    assert (named("đơn thứ nhất"), named("đơn thứ hai")) == (1, 1)


def test_two_forms_with_the_same_words_are_two_records(
    notes: InspectingClient, named: Count
) -> None:
    notes.submit(notes.get("/notes"), {"name": "giống nhau"})
    notes.submit(notes.get("/notes"), {"name": "giống nhau"})

    assert named("giống nhau") == 2


def test_the_same_form_sent_eight_times_at_once_makes_one_record(
    notes_app: Flask, notes: InspectingClient, writer: User, named: Count
) -> None:
    sent = {**_flat(values(notes.get("/notes"))), "name": "cùng lúc"}
    cookie = notes.raw.get_cookie("tracker")
    assert cookie is not None

    def press(_: int) -> tuple[int, str]:
        raw = notes_app.test_client()
        raw.set_cookie("tracker", cookie.value)
        answer = raw.post("/notes", data=sent)
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(press, range(8)))

    assert named("cùng lúc") == 1
    assert {status for status, _ in answers} == {303}
    assert len({place for _, place in answers}) == 1


def test_a_form_that_was_refused_may_be_sent_again(notes: InspectingClient, named: Count) -> None:
    refused = notes.submit(notes.get("/notes"), {"name": ""}, status=422)
    notes.submit(refused, {"name": "lần này đủ"})

    assert named("lần này đủ") == 1


def test_a_refused_verb_leaves_no_token_behind(notes: InspectingClient, session: Session) -> None:
    notes.submit(notes.get("/notes"), {"name": "từ chối"}, status=422)

    assert session.scalars(select(Submission)).all() == []


def test_the_place_is_kept_without_the_host(notes: InspectingClient, session: Session) -> None:
    answer = notes.submit(notes.get("/notes"), {"name": "nơi"})

    assert session.scalars(select(Submission.location)).all() == [answer.headers["Location"]]


def test_everything_typed_stays_on_a_refused_form(notes: InspectingClient) -> None:
    typed = {
        "name": "x" * 51,
        "text": "Dòng một\nDòng hai",
        "legal_date": "31/02/2026",
        "kind": "denunciation",
        "tone": "feedback",
        "unit": "2",
        "head_count": "nhiều",
        "urgent": "y",
    }

    page = notes.submit(notes.get("/notes"), typed, status=422)

    assert {name: values(page)[name][0] for name in typed} == typed


def test_a_refusal_stands_by_its_field_with_its_article(
    notes: InspectingClient, named: Count
) -> None:
    page = notes.submit(notes.get("/notes"), {"name": "từ chối"}, status=422)

    assert "Chưa thể lưu ghi chú. (Điều 27)" in "".join(
        "".join(e.itertext()) for e in page.every("p", id="text-error")
    )
    assert named("từ chối") == 0


def test_a_refusal_about_no_field_stands_above_the_form(notes: InspectingClient) -> None:
    page = notes.submit(notes.get("/notes"), {"name": "từ chối chung"}, status=422)

    assert "Hồ sơ đã khóa." in page.words
    assert page.every("div", class_="error-summary")


def test_a_stale_version_shows_both_versions_and_keeps_what_was_typed(
    notes: InspectingClient,
) -> None:
    page = notes.submit(notes.get("/notes"), {"name": "cũ"}, status=409)

    assert "Người khác vừa lưu thay đổi" in page.words
    assert "Tên khác / cũ" in page.words
    assert values(page)["name"] == ["cũ"]


def test_what_the_database_refuses_is_a_sentence_and_nothing_is_saved(
    notes: InspectingClient, named: Count
) -> None:
    page = notes.submit(notes.get("/notes"), {"name": "trùng"}, status=422)

    assert "Tên đăng nhập này đã có người dùng." in page.words
    assert named("trùng") == 0


def test_an_answer_that_is_an_error_saves_nothing(notes: InspectingClient, named: Count) -> None:
    notes.submit(notes.get("/notes"), {"name": "hỏng"}, status=409)

    assert named("hỏng") == 0


def test_files_of_a_refused_form_are_said_to_be_gone(notes: InspectingClient) -> None:
    page = notes.submit(
        notes.get("/notes"), {"name": "", "files": (BytesIO(b"%PDF-"), "a.pdf")}, status=422
    )

    assert "hãy chọn lại các tệp đính kèm" in page.words


def test_files_too_large_together_are_refused_beside_the_field_and_the_text_stays(
    notes: InspectingClient, named: Count
) -> None:
    sent = _flat(values(notes.get("/notes"))) | {"name": "kèm tệp lớn"}
    large = FileStorage(BytesIO(b"x" * (22 * 1024 * 1024)), filename="a.pdf")
    boundary, body = encode_multipart({**sent, "files": large})
    kind = f"multipart/form-data; boundary={boundary}"

    page = notes._fetch("POST", "/notes", 413, 20, False, {"data": body, "content_type": kind})

    assert "tối đa 20 MB" in page.words
    assert values(page)["name"] == ["kèm tệp lớn"]
    assert named("kèm tệp lớn") == 0


def test_a_token_nobody_made_does_no_harm(notes: InspectingClient, named: Count) -> None:
    notes.post("/notes", {"name": "lạ", "form_token": "' OR 1=1 --\0" * 50})

    assert named("lạ") == 1


def test_the_version_of_a_form_is_read_as_a_number_or_not_at_all(notes_app: Flask) -> None:
    from tests.web.conftest import NoteForm

    for sent, expected in {"3": 3, "": None, "x": None, "9" * 12: None, "-1": None}.items():
        with notes_app.test_request_context("/notes", method="POST", data={"version": sent}):
            assert NoteForm(version=1).expected_version == expected


def test_each_form_gets_a_token_of_its_own(notes: InspectingClient) -> None:
    tokens = {values(notes.get("/notes"))["form_token"][0] for _ in range(3)}

    assert len(tokens) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", token) for token in tokens)


def test_a_session_without_a_person_writes_nothing(
    stranger: InspectingClient, named: Count
) -> None:
    stranger.sign_in("999999.ai-do")
    stranger.post("/notes", {"name": "không ai"}, status=401)

    assert named("không ai") == 0


def _flat(sent: dict[str, list[str]]) -> dict[str, str]:
    return {name: found[0] for name, found in sent.items()}
