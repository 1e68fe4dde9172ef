"""`flask law`, called as a person or a program calls it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli.law import law_cli


def test_a_deadline_is_given_to_programs_with_its_steps() -> None:
    answer = _json("deadline", "KN-28", "--from", "2026-10-25")

    steps = answer.pop("steps")
    assert {k: answer[k] for k in ("rule", "version_from", "from", "due_on", "unrolled_on")} == {
        "rule": "KN-28",
        "version_from": "2012-07-01",
        "from": "2026-10-25",
        "due_on": "2026-11-25",
        "unrolled_on": "2026-11-24",
    }
    assert (answer["unit"], answer["length"], answer["confidence"]) == ("days", 30, "confirmed")
    assert answer["cite"] == "Điều 28 Luật Khiếu nại 02/2011/QH13"
    assert all(set(step) == {"code", "on", "vi", "en"} for step in steps)
    assert any("Ngày Văn hóa Việt Nam" in step["vi"] for step in steps)


def test_a_deadline_is_told_to_people_line_by_line() -> None:
    result = _run("deadline", "KN-28", "--from", "25/10/2026")

    assert result.exit_code == 0
    assert result.output.startswith("KN-28: Giải quyết khiếu nại lần đầu\n- Ngày thụ lý")
    assert result.output.endswith("- Ngày hết hạn: thứ Tư 25/11/2026.\n")


@pytest.mark.parametrize(
    ("words", "due_on"),
    [
        (["KN-28", "--from", "2026-12-01", "--variant", "complex"], "2027-01-15"),
        (["KN-28", "--from", "2026-12-01", "--variant", "phức tạp"], "2027-01-15"),
        (["KN-28", "--from", "2026-12-01", "--variant", "PHUC-TAP"], "2027-01-15"),
        (
            ["KN-28", "--from", "2026-12-01", "--variant", "complex", "--variant", "vung-sau"],
            "2027-02-01",
        ),
        (["KN-28.d", "--from", "2026-12-01"], "2027-02-01"),
        (["TC-30", "--from", "2026-12-02", "--extensions", "1"], "2027-02-01"),
        (["TC-30", "--from", "2026-12-02", "--variant", "especially_complex"], "2027-01-04"),
        (["TC-30.3", "--from", "2026-12-02"], "2027-03-02"),
        (["kn-28", "--from", "2026-09-01", "--pause", "2026-09-15:2026-10-06"], "2026-10-22"),
        (["KN-28", "--from", "01/09/2026", "--pause", "15/09/2026:06/10/2026"], "2026-10-22"),
        (["KN-28", "--from", "2026-06-10", "--pause", "2026-07-05:2026-07-15"], "2026-07-20"),
        (["TCD-24.4a", "--from", "2026-12-15"], "2026-12-08"),
        (["KL-50.b", "--from", "2026-12-01", "--variant", "remote"], "2026-12-31"),
        (["TCD-28.1", "--from", "2026-07-06"], "2026-07-20"),
    ],
)
def test_a_deadline_takes_circumstances_extensions_and_pauses(
    words: list[str], due_on: str
) -> None:
    assert _json("deadline", *words)["due_on"] == due_on


def test_a_limit_in_working_days_says_its_unit() -> None:
    answer = _json("deadline", "KN-27", "--from", "2026-07-01")

    assert (answer["unit"], answer["length"]) == ("working_days", 7)
    assert answer["version_from"] == "2026-07-01"
    assert "Luật sửa đổi" in answer["also"][0]


def test_a_transition_gives_the_second_date_and_the_day_to_warn_on() -> None:
    answer = _json("deadline", "KN-27", "--from", "2026-06-30")

    assert (answer["due_on"], answer["transition_on"]) == ("2026-07-10", "2026-07-09")
    assert answer["warn_on"] == "2026-07-09"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["KN-288", "--from", "2026-10-25"], "Không có quy tắc “KN-288”. Gần giống: KN-28"),
        (["KN-30.a", "--from", "2026-06-30"], "có hiệu lực từ ngày 01/07/2026"),
        (["KN-28", "--from", "2012-06-30"], "có hiệu lực từ ngày 01/07/2012"),
        (["KN-28", "--from", "2013-03-04"], "lịch làm việc chỉ có các năm 2014–2027"),
        (["KN-28", "--from", "2026-02-30"], "Ngày “2026-02-30” không đúng"),
        (["KN-28", "--from", "31/02/2026"], "Ngày “31/02/2026” không đúng"),
        (["KN-28", "--from", "hôm nay"], "Ngày “hôm nay” không đúng"),
        (
            ["KN-28", "--from", "2026-10-25", "--variant", "dismissal"],
            "KN-28 không có trường hợp “dismissal”. Có: complex (vụ việc phức tạp), remote",
        ),
        (["KN-28", "--from", "2026-10-25", "--variant", ""], "không có trường hợp “”"),
        (
            ["KN-32", "--from", "2026-10-26", "--variant", "complex"],
            "KN-32 không phân biệt trường hợp nào",
        ),
        (["TC-30", "--from", "2026-12-02", "--extensions", "3"], "từ 0 đến 2 lần"),
        (["TC-30", "--from", "2026-12-02", "--extensions", "-1"], "từ 0 đến 2 lần"),
        (
            ["TC-30", "--from", "2026-12-02", "--extensions", "2", "--variant", "complex"],
            "từ 0 đến 1 lần",
        ),
        (["KN-28", "--from", "2026-10-25", "--extensions", "1"], "KN-28 không có gia hạn"),
        (
            ["KN-27", "--from", "2026-07-01", "--pause", "2026-07-02:2026-07-05"],
            "KN-27 không có tạm dừng",
        ),
        (
            ["KN-28", "--from", "2026-06-10", "--pause", "2026-06-20:2026-07-05"],
            "KN-28 chỉ được tạm dừng từ ngày 01/07/2026",
        ),
        (
            ["KN-28", "--from", "2026-09-01", "--pause", "2026-09-20:2026-09-10"],
            "Thứ tự ngày không đúng",
        ),
        (
            ["KN-28", "--from", "2026-09-01", "--pause", "2026-08-20:2026-09-10"],
            "Thứ tự ngày không đúng",
        ),
        (["KN-28", "--from", "2026-09-01", "--pause", "2026-09-20"], "Thời gian tạm dừng"),
    ],
)
def test_what_cannot_be_reckoned_is_refused_in_one_sentence(words: list[str], told: str) -> None:
    result = _run("deadline", *words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


def test_the_rules_of_a_day_are_those_in_force_then() -> None:
    before = {row["rule"]: row for row in _json("rules", "--on", "2026-06-30")}
    after = {row["rule"]: row for row in _json("rules", "--on", "2026-07-01")}

    assert before["KN-27"]["lengths"] == [{"length": 10, "unit": "days", "when": []}]
    assert after["KN-27"]["lengths"] == [{"length": 7, "unit": "working_days", "when": []}]
    assert set(after) - set(before) == {
        "KN-28b.a", "KN-30.a", "ND154-4.2", "ND154-4.3", "ND154-23.1a", "ND154-23.1b",
        "ND154-23.1c", "ND154-41.3b",
    }  # fmt: skip


def test_without_a_day_every_version_is_listed() -> None:
    versions = [row["version_from"] for row in _json("rules") if row["rule"] == "KN-27"]

    assert versions == ["2012-07-01", "2026-07-01"]


def test_a_rule_tells_how_often_how_long_at_least_and_when_it_ended() -> None:
    told = _run("rules").output

    assert "Chủ tịch UBND cấp xã tiếp công dân: ít nhất 01 ngày trong một tuần\n" in told
    assert "Thời lượng niêm yết, đăng tải quyết định giải quyết khiếu nại: ít nhất 15 ngày" in told
    assert "TCD-13.5     hết hiệu lực từ 2025-07-01" in told
    assert "Chuyển tiếp ngày 2026-07-01: Không có quy định chuyển tiếp" in told


@pytest.mark.parametrize(("on", "stands"), [("2025-06-30", True), ("2025-07-01", False)])
def test_a_repealed_rule_is_listed_with_its_day_and_no_longer_among_those_in_force(
    on: str, stands: bool
) -> None:
    rows = [row["rule"] for row in _json("rules", "--on", on)]

    assert ("TCD-13.5" in rows) is stands
    assert ("hết hiệu lực từ 2025-07-01" in _run("rules", "--on", on).output) is not stands


@pytest.mark.parametrize(("on", "stale"), [("2027-11-23", False), ("2027-11-24", True)])
def test_rules_not_checked_for_a_year_are_marked(on: str, stale: bool) -> None:
    result = _run("rules", "--on", on)

    assert ("quá một năm chưa đối chiếu" in result.output) is stale
    assert "Điều 28 Luật Khiếu nại 02/2011/QH13" in result.output
    assert "30 ngày, 45 ngày (remote), 45 ngày (complex), 60 ngày" in result.output


def test_working_days_between_two_days_are_counted_with_the_days_off_between() -> None:
    answer = _json("workdays", "--from", "2026-11-20", "--to", "2026-11-27")

    assert answer["working_days"] == 4
    assert [day["on"] for day in answer["marked_days"]] == ["2026-11-24"]
    assert _json("workdays", "--from", "2026-11-27", "--to", "2026-11-20")["working_days"] == -4


def test_working_days_are_told_to_people() -> None:
    result = _run("workdays", "--from", "20/11/2026", "--to", "27/11/2026")

    assert result.output.startswith("4 ngày làm việc sau 20/11/2026, đến hết 27/11/2026.\n")
    assert "Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)" in result.output


def test_the_calendar_of_a_year_gives_reason_and_decision() -> None:
    answer = _json("calendar", "2026")

    days = {day["on"]: day for day in answer["days"]}
    assert days["2026-11-24"]["basis"] == "Nghị quyết 28/2026/QH16"
    assert days["2026-08-22"]["is_working"]
    assert [day["on"] for day in answer["proposed"]] == ["2026-11-23", "2026-11-28"]
    assert (answer["known"], answer["provisional"]) == (True, False)
    assert answer["working_days"] == 249


def test_the_calendar_is_told_to_people_with_what_is_not_decided() -> None:
    assert "Chưa áp dụng: 23/11/2026" in _run("calendar", "2026").output
    assert "Lịch nghỉ chưa được công bố" in _run("calendar", "2028").output


@pytest.mark.parametrize("year", ["2013", "2038", "0", "99999"])
def test_a_year_without_calendar_is_refused(year: str) -> None:
    result = _run("calendar", year)

    assert result.exit_code == 2
    assert "2014–2027" in result.stderr


@pytest.mark.parametrize("command", ["rules", "deadline", "timeline", "workdays", "calendar"])
def test_every_command_explains_its_use(command: str) -> None:
    assert "--json" in _run(command, "--help").output


def _run(*words: str) -> Result:
    return CliRunner().invoke(law_cli, words)


def _json(*words: str) -> Any:
    result = _run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)
