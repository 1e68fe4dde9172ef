"""`flask law deadline` and `flask law timeline`, called as a person or a program calls them."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli.law import law_cli

OF_2022 = (
    "--kind", "complaint", "--event", "received=2022-12-08", "--event", "accepted=2022-12-16",
    "--event", "decided=2023-03-02", "--today", "2023-03-10",
)  # fmt: skip
RECEIVED = ("--kind", "complaint", "--event", "received=2026-07-01")


def test_the_case_of_2022_is_told_to_programs() -> None:
    answer = _json("timeline", *OF_2022)

    limits = {o["rule"]: o for o in answer["obligations"]}
    assert limits["KN-27"]["due_on"] == "2022-12-19"
    assert limits["KN-27"]["status"] == "met"
    assert limits["KN-28"]["due_on"] == "2023-01-16"
    assert (limits["KN-28"]["status"], limits["KN-28"]["days_late"]) == ("met_late", 45)
    assert set(answer) == {
        "kind", "level", "today", "state", "traits", "events", "obligations", "notes",
    }  # fmt: skip


def test_the_case_of_2022_is_told_to_people_line_by_line() -> None:
    lines = _run("timeline", *OF_2022).output.splitlines()

    assert lines[0] == "Khiếu nại, lần đầu: đã có quyết định."
    assert lines[2].startswith("KN-28        hạn 16/01/2023  Trễ hạn 45 ngày")
    assert lines[2].endswith("(Điều 28 Luật Khiếu nại 02/2011/QH13)")
    assert lines[-2] == "Lưu ý:"
    assert lines[-1].startswith("- 16/12/2022: Chưa thể ghi “Thụ lý”")


def test_notes_without_a_day_or_an_article_stand_alone() -> None:
    told = _run("timeline", "--kind", "feedback", "--event", "received=2026-07-01",
                "--fact", "remote=yes").output  # fmt: skip

    assert told.endswith("không ảnh hưởng đến thời hạn nào của loại vụ việc “Phản ánh”.\n")


def test_an_estimate_is_called_one_and_no_note_needs_no_heading() -> None:
    # Accepted on 10/07 at the latest, settled by 10/08 (09/08 is a Sunday), 30 days from there.
    told = _run("timeline", *RECEIVED).output

    assert "KN-33        hạn 09/09/2026 (ước tính)" in told
    assert "Lưu ý" not in told


@pytest.mark.parametrize(
    ("words", "rule", "due_on"),
    [
        (("--event", "found_complex=2026-07-20", "--fact", "criteria=1,4"), "KN-28", "2026-08-20"),
        (("--fact", "at_desk=yes"), "TCD-28.1", "2026-07-15"),
        (("--fact", "learnt_on=2026-05-02"), "KN-9", "2026-07-31"),
        (
            ("--fact", "learnt_on=2026-05-02", "--fact", "obstacle=2026-05-10:2026-05-20"),
            "KN-9",
            "2026-08-10",
        ),
        (("--fact", "level=second"), "KN-37", "2026-08-20"),
    ],
)
def test_facts_are_taken_as_they_are_spelt(words: tuple[str, ...], rule: str, due_on: str) -> None:
    # Accepted on 06/07: 45 days end on 20/08. Ten working days after 01/07 end on 15/07.
    answer = _json("timeline", *RECEIVED, "--event", "accepted=2026-07-06", *words)

    assert [o["due_on"] for o in answer["obligations"] if o["rule"] == rule] == [due_on]


def test_the_choice_across_the_change_of_law_is_a_fact() -> None:
    case = ("--kind", "complaint", "--event", "received=2026-06-30")

    answer = _json("timeline", *case, "--fact", "passage=KN-27:new")

    accept = next(o for o in answer["obligations"] if o["rule"] == "KN-27")
    assert (accept["due_on"], accept["chosen"]) == ("2026-07-09", "new")


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        (("KN-27", "--from", "2026-06-30", "--chosen", "new"), "2026-07-09"),
        (("KN-27", "--from", "2026-06-30", "--chosen", "old"), "2026-07-10"),
        (("TCD-15.2c", "--from", "2026-06-30"), "2026-07-05"),
        (("TC-27.1", "--from", "2026-07-03"), "2026-07-03"),
    ],
)
def test_one_limit_takes_the_choice_the_frequency_and_the_act_at_once(
    words: tuple[str, ...], due_on: str
) -> None:
    answer = _json("deadline", *words)

    assert answer["due_on"] == due_on
    assert answer["days"][0]["on"] == answer["from"]


def test_a_circumstance_without_effect_is_taken_and_says_so() -> None:
    told = _run("deadline", "KL-50.b", "--from", "2026-07-10", "--variant", "remote").output

    assert "“Vùng sâu, vùng xa, đi lại khó khăn” không làm thay đổi thời hạn này." in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("deadline",), "Thiếu RULE; xem --help."),
        (("deadline", "KN-28"), "Thiếu --from; xem --help."),
        (("deadline", "KN-28", "--frm", "x"), "Không có lựa chọn --frm; xem --help."),
        (("deadline", "KN-28", "x", "--from", "2026-07-01"), "Lệnh không đúng; xem --help."),
        (
            ("deadline", "KN-28", "--from", "2026-07-01", "--extensions", "hai"),
            "“hai” không phải là số nguyên.",
        ),
        (
            ("deadline", "KN-28", "--from", "2026-09-01", "--pause", "2026-09-05:2026-09-20",
             "--pause", "2026-09-10:2026-09-30"),
            "Hai lần tạm dừng chồng lên nhau: 05/09/2026–20/09/2026 và 10/09/2026–30/09/2026.",
        ),
        (
            ("deadline", "KN-27", "--from", "2026-06-30", "--chosen", "soon"),
            "Không có lựa chọn “soon”",
        ),
        (("deadline", "KN-28", "--from", "2026-07-01", "--chosen", "new"), "không có gì để lựa"),
        (("timeline",), "Thiếu --kind; xem --help."),
        (("timeline", "--kind", "complaint"), "Hãy nêu ngày tiếp nhận (received)."),
        (("timeline", "--kind", "appeal"), "Không có loại vụ việc “appeal”"),
        (("timeline", *RECEIVED, "--event", "resumed=2026-07-10"), "cần có bước “Tạm đình chỉ"),
        (("timeline", *RECEIVED, "--fact", "complex=yes"), "phải được xác định bằng văn bản"),
        (("timeline", *RECEIVED, "--today", "hôm nay"), "Ngày “hôm nay” không đúng"),
        (("calendar", "nay"), "“nay” không phải là số nguyên."),
    ],
)  # fmt: skip
def test_a_slip_is_answered_with_one_sentence_and_exit_code_2(
    words: tuple[str, ...], told: str
) -> None:
    result = _run(*words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_alone_the_group_explains_itself() -> None:
    assert "timeline" in _run().output


def _run(*words: str) -> Result:
    return CliRunner().invoke(law_cli, words)


def _json(*words: str) -> Any:
    result = _run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
