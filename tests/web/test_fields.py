"""What is typed into a field is cleaned, measured and answered with a sentence."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from tests.web.conftest import NoteForm
from tracker.clock import today
from tracker.law.kinds import CaseKind
from tracker.web.fields import BaseForm, TermField, VietnameseDateField

Filled = Callable[..., NoteForm]

BIDI = "\u202e"
ZERO_WIDTH = "\u200b"


@pytest.mark.parametrize(
    ("typed", "kept"),
    {
        "  Trần   Thị\tHạnh \n": "Trần Thị Hạnh",
        "Tra\u0302\u0300n": "Trần",
        f"Tra{ZERO_WIDTH}n\ufeff": "Tran",
    }.items(),
    ids=["spaces", "decomposed letters", "marks without width"],
)
def test_a_line_of_text_is_brought_into_one_spelling(filled: Filled, typed: str, kept: str) -> None:
    form = filled(name=typed)

    assert form.validate()
    assert form.name.data == kept


@pytest.mark.parametrize("sign", ["\0", BIDI, "\u2066", "\u200f", "\x1b", "\ufffd"], ids=ascii)
def test_a_hidden_character_is_told_and_taken_out(filled: Filled, sign: str) -> None:
    form = filled(name=f"Trần Thị{sign} Hạnh")

    assert not form.validate()
    assert form.name.errors == [
        "Đã bỏ ký tự ẩn hoặc hỏng sau “Trần Thị”. Xem lại nội dung rồi gửi lại."
    ]
    assert form.name._value() == "Trần Thị Hạnh"


def test_a_hidden_character_at_the_beginning_is_told_too(filled: Filled) -> None:
    form = filled(text=f"{BIDI}Nội dung", name="x")

    assert not form.validate()
    assert form.text.errors == ["Đã bỏ ký tự ẩn hoặc hỏng ở đầu. Xem lại nội dung rồi gửi lại."]


def test_a_name_of_ten_thousand_letters_is_refused_with_both_numbers(filled: Filled) -> None:
    form = filled(name="ă" * 10_000)

    assert not form.validate()
    assert form.name.errors == ["Tối đa 50 ký tự, đang có 10000. Hãy rút gọn."]
    assert form.name._value() == "ă" * 10_000


def test_length_is_measured_after_composing_letters(filled: Filled) -> None:
    assert filled(name="a\u0302\u0300" * 50).validate()


@pytest.mark.parametrize("typed", ["", "   ", "\u200b"], ids=ascii)
def test_an_empty_name_is_asked_for(filled: Filled, typed: str) -> None:
    form = filled(name=typed)

    assert not form.validate()
    assert form.name.errors == ["Chưa nhập mục này."]


def test_long_text_keeps_its_lines(filled: Filled) -> None:
    form = filled(name="x", text="  Một \r\n\r\nHai  \n")

    assert form.validate()
    assert form.text.data == "Một\n\nHai"


def test_a_day_to_come_is_refused_where_it_must_be_past(
    filled: Filled, at: Callable[[str], None]
) -> None:
    at("2026-11-23")
    form = filled(name="x", legal_date="24/11/2026")

    assert not form.validate()
    assert form.legal_date.errors == ["Ngày 24/11/2026 chưa đến; hôm nay là 23/11/2026."]


def test_a_day_too_early_is_refused(request_context: None) -> None:
    class Dated(BaseForm):
        day = VietnameseDateField("Ngày", not_before=date(2026, 11, 2))

    form = Dated(formdata=_sent(day="01/11/2026"))

    assert not form.validate()
    assert form.day.errors == ["Ngày 01/11/2026 sớm quá: phải từ 02/11/2026 trở đi."]


def test_a_date_that_cannot_be_read_says_only_that(request_context: None) -> None:
    class Dated(BaseForm):
        day = VietnameseDateField("Ngày", required=True)

    form = Dated(formdata=_sent(day="31/02/2026"))

    assert not form.validate()
    assert form.day.errors == ["Không có ngày 31/02/2026 trong lịch. Xem lại ngày và tháng."]
    assert form.day._value() == "31/02/2026"


def test_a_date_is_shown_as_it_is_typed_here(request_context: None) -> None:
    class Dated(BaseForm):
        day = VietnameseDateField("Ngày")

    assert Dated(day=date(2026, 2, 1)).day._value() == "01/02/2026"
    assert Dated().day._value() == ""


def test_a_term_is_read_as_its_member(filled: Filled) -> None:
    form = filled(name="x", kind="denunciation", tone="feedback")

    assert form.validate()
    assert (form.kind.data, form.tone.data) == (CaseKind.DENUNCIATION, CaseKind.FEEDBACK)


@pytest.mark.parametrize("field", ["kind", "tone", "unit"])
def test_a_choice_that_was_not_offered_is_refused(filled: Filled, field: str) -> None:
    form = filled(**{"name": "x", field: "99"})

    assert not form.validate()
    assert list(form[field].errors) == ["Hãy chọn một mục trong danh sách."]


@pytest.mark.parametrize("field", ["kind", "tone", "unit"])
def test_a_choice_may_be_left_open(filled: Filled, field: str) -> None:
    form = filled(**{"name": "x", field: ""})

    assert form.validate()
    assert form[field].data is None


def test_a_choice_that_is_needed_is_asked_for(request_context: None) -> None:
    class Kinded(BaseForm):
        kind = TermField("Loại", terms=CaseKind, radio=True, required=True)

    form = Kinded(formdata=_sent(x="y"))

    assert not form.validate()
    assert form.kind.errors == ["Chưa nhập mục này."]


def test_only_the_members_that_make_sense_are_offered(request_context: None) -> None:
    class Kinded(BaseForm):
        kind = TermField("Loại", terms=CaseKind, among=[CaseKind.FEEDBACK])

    form = Kinded(formdata=_sent(kind="complaint"))

    assert not form.validate()
    assert [value for value, *_ in form.kind.choices] == ["", CaseKind.FEEDBACK]


@pytest.mark.parametrize(
    ("typed", "number"), {"12": 12, " 12 ": 12, "1 2": None, "1.2": None, "": None}.items()
)
def test_a_number_is_read(filled: Filled, typed: str, number: int | None) -> None:
    form = filled(name="x", head_count=typed)
    form.validate()

    assert form.head_count.data == number


@pytest.mark.parametrize(
    ("typed", "words"),
    {
        "nhiều": "Hãy ghi một số nguyên, ví dụ 12.",
        "1e3": "Hãy ghi một số nguyên, ví dụ 12.",
        "9" * 5000: "Hãy ghi một số nguyên, ví dụ 12.",
        "0": "Số phải từ 1 đến 500.",
        "-3": "Số phải từ 1 đến 500.",
        "1.000": "Số phải từ 1 đến 500.",
    }.items(),
    ids=["words", "exponent", "endless", "zero", "negative", "thousand"],
)
def test_a_wrong_number_is_refused_and_stays(filled: Filled, typed: str, words: str) -> None:
    form = filled(name="x", head_count=typed)

    assert not form.validate()
    assert form.head_count.errors == [words]
    assert form.head_count._value() == typed


def test_files_that_were_not_chosen_are_none(filled: Filled) -> None:
    assert filled(name="x", files=(BytesIO(b""), "")).files.data == []


def test_several_files_come_in_order(filled: Filled) -> None:
    form = filled(name="x", files=[(BytesIO(b"1"), "a.pdf"), (BytesIO(b"2"), "b.pdf")])

    assert [file.filename for file in form.files.data] == ["a.pdf", "b.pdf"]


def test_a_form_that_was_not_sent_has_nothing_wrong(filled: Filled, notes_app: Flask) -> None:
    with notes_app.test_request_context("/notes"):
        form = NoteForm()

        assert not form.carry_out(lambda: None)
        assert (form.status, form.errors) == (200, {})


@pytest.fixture
def filled(notes_app: Flask) -> Iterator[Filled]:
    contexts: list[Any] = []

    def fill(**typed: object) -> NoteForm:
        context = notes_app.test_request_context("/notes", method="POST", data=typed)
        context.push()
        contexts.append(context)
        return NoteForm()

    yield fill
    for context in reversed(contexts):
        context.pop()


@pytest.fixture
def request_context(notes_app: Flask, sqlite_app: Flask) -> Iterator[None]:
    with notes_app.test_request_context("/notes"):
        assert today()
        yield


def _sent(**typed: str) -> Any:
    from werkzeug.datastructures import MultiDict

    return MultiDict(typed)
