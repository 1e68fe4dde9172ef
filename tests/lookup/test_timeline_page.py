"""A typed-in case on the page: all its obligations, each with its steps, and the notes."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import Page, words
from tracker.access import Role

DAY = "2026-11-23"


@pytest.fixture
def clerk(at: SetClock, sign_in: Callable[[Role], InspectingClient]) -> InspectingClient:
    at(DAY)
    return sign_in(Role.RECEPTIONIST)


def ask(
    clerk: InspectingClient, kind: str, *steps: str, status: int = 200, **typed: object
) -> Page:
    """Ask for a case; a step is written accepted=03/07/2026, the receipt is a field."""
    rows = [step.split("=") for step in steps]
    fields: list[tuple[str, object]] = [("kind", kind), ("level", typed.pop("level", "first"))]
    for place, row in enumerate(rows):
        fields += [(f"steps-{place}-{name}", value) for name, value in _cells(row)]
    fields += [(name.replace("__", "-"), value) for name, value in typed.items()]
    return clerk.get(f"/law/timeline?{urlencode(fields, doseq=True)}", status=status, max_queries=8)


def _cells(row: list[str]) -> list[tuple[str, str]]:
    return list(zip(("event", "on", "how"), row, strict=False))


def lines(page: Page) -> dict[str, list[str]]:
    """Give the table by rule: from, due, how it stands."""
    rows = [r for r in page.every("tr") if r.find("td/details") is not None]
    cells = [[words(cell) for cell in row.iter("td")] for row in rows]
    return {first.split(" · ")[0]: rest for first, *rest in cells}


def beside(page: Page, field: str) -> str:
    """Give the sentence beside a field."""
    return " ".join(words(p) for p in page.every("p", id=f"{field}-error"))


def test_the_empty_page_offers_the_steps_of_its_kind(clerk: InspectingClient) -> None:
    complaint = clerk.get("/law/timeline", max_queries=8)
    denunciation = clerk.get("/law/timeline?kind=denunciation")

    assert complaint.heading == "Tính cả vụ việc"
    assert len(complaint.every("select", name="steps-7-event")) == 1
    assert "Kết luận nội dung tố cáo" not in complaint.words
    assert "Kết luận nội dung tố cáo" in denunciation.words
    assert not lines(complaint)


def test_every_obligation_stands_in_the_table_with_its_steps(clerk: InspectingClient) -> None:
    page = ask(
        clerk, "complaint", "classified=29/06/2026", "accepted=03/07/2026",
        "found_complex=10/07/2026", "suspended=20/07/2026", "resumed=10/08/2026",
        "decided=30/09/2026", received="26/06/2026", criteria="1",
    )  # fmt: skip

    shown = lines(page)
    assert shown["KN-27"] == ["26/06/2026", "06/07/2026", "xong 03/07/2026 · đúng hạn"]
    # 45 days from 03/07 end on 17/08; 21 days of suspension move the end to 07/09.
    assert shown["KN-28"] == ["03/07/2026", "07/09/2026", "xong 30/09/2026 · trễ hạn 23 ngày"]
    assert shown["KN-32"][2] == "quá hạn 49 ngày"
    assert shown["KN-44"][2] == "đã có hiệu lực"
    assert "Áp dụng mức của trường hợp “Vụ việc phức tạp”." in page.words
    assert "Lưu ý" not in page.words


def test_a_line_leads_to_the_same_limit_alone(clerk: InspectingClient) -> None:
    page = ask(
        clerk, "denunciation", "accepted=03/07/2026", "found_complex=10/07/2026",
        "suspended=20/07/2026", "resumed=10/08/2026", "extended=20/08/2026",
        received="24/06/2026", criteria="1",
    )  # fmt: skip

    href = next(h for h in page.links if "rule=TC-30" in h)
    alone = clerk.get(href)

    # 60 days from 03/07 end on 01/09; 21 days of suspension move the end to 22/09.
    assert lines(page)["TC-30"][1] == "22/09/2026"
    assert words(alone.every("p", class_="dates-day")[0]) == "22/09/2026"


def test_what_is_owed_says_how_near_it_is_on_the_day_asked_for(clerk: InspectingClient) -> None:
    typed = {"received": "26/10/2026", "traits": "at_desk"}

    early = lines(ask(clerk, "complaint", "accepted=30/10/2026", **typed, today="30/10/2026"))
    last = lines(ask(clerk, "complaint", "accepted=30/10/2026", **typed, today="30/11/2026"))
    stopped = lines(ask(clerk, "complaint", "accepted=30/10/2026", "suspended=02/11/2026", **typed))

    assert early["KN-28"][2] == "Còn hạn còn 20 ngày làm việc"
    assert last["KN-28"][2] == "Khẩn hết hạn hôm nay"
    assert stopped["KN-28"][2] == "Tạm dừng tạm dừng"


@pytest.mark.parametrize(
    ("today", "told"), [("2026-08-31", "còn thời hạn"), ("2026-09-11", "hết thời hạn")]
)
def test_a_right_runs_out_and_is_never_overdue(
    clerk: InspectingClient, at: SetClock, today: str, told: str
) -> None:
    # The decision came on 10/08: the second complaint may come until 09/09.
    page = ask(
        clerk, "complaint", "accepted=06/07/2026", "decided=03/08/2026",
        "decision_sent=05/08/2026", "decision_received=10/08/2026", received="01/07/2026",
        today=f"{today[8:]}/{today[5:7]}/{today[:4]}",
    )  # fmt: skip

    assert lines(page)["KN-33"][1:] == ["09/09/2026", told]


def test_an_estimated_day_says_so_and_a_decision_not_yet_in_force_too(
    clerk: InspectingClient,
) -> None:
    page = ask(clerk, "complaint", received="02/11/2026")
    decided = ask(clerk, "complaint", "decided=20/11/2026", received="02/11/2026")

    assert lines(page)["KN-33"][1].endswith("ước tính")
    assert lines(decided)["KN-44"][2] == "chưa có hiệu lực"


def test_a_posting_that_was_too_short_says_so(clerk: InspectingClient) -> None:
    page = ask(
        clerk, "complaint", "accepted=06/07/2026", "decided=03/08/2026",
        "decision_published=05/08/2026=posted", "posting_ended=10/08/2026", received="01/07/2026",
    )  # fmt: skip

    assert lines(page)["KN-41.c"][2] == "xong 10/08/2026 · chưa đủ thời lượng"


def test_a_skipped_step_is_noted_with_its_article(clerk: InspectingClient) -> None:
    page = ask(
        clerk, "discipline_complaint", "accepted=30/10/2026", received="26/10/2026",
        traits="remote",
    )  # fmt: skip

    notes = [words(li) for li in page.every("section", aria_labelledby="notes-title")[0].iter("li")]
    assert notes == [
        (
            "30/10/2026: Chưa thể ghi “Thụ lý” khi vụ việc ở trạng thái “Mới tiếp nhận”. "
            "Điều 27, Điều 36, Điều 50 Luật Khiếu nại"
        ),
        (
            "“Vùng sâu, vùng xa, đi lại khó khăn” không làm thay đổi thời hạn KL-50.b. "
            "Điều 50 Luật Khiếu nại 02/2011/QH13"
        ),
    ]


def test_a_case_to_which_no_limit_applies_says_so(clerk: InspectingClient) -> None:
    page = ask(clerk, "feedback", received="30/06/2026")

    assert "Không có nghĩa vụ nào có thời hạn." in page.words


def test_the_time_bar_and_the_choice_across_the_change_of_law_are_taken(
    clerk: InspectingClient,
) -> None:
    # 90 days from 02/05 end on 31/07; 10 days of obstacle move the end to 10/08.
    page = ask(
        clerk, "complaint", received="30/06/2026", learnt_on="02/05/2026", passage="new",
        obstacles__0__starts="10/05/2026", obstacles__0__ends="20/05/2026",
    )  # fmt: skip

    shown = lines(page)
    assert shown["KN-9"][1] == "10/08/2026"
    assert shown["KN-27"][1] == "09/07/2026"


@pytest.mark.parametrize(
    ("steps", "typed", "field", "told"),
    [
        ([], {"received": ""}, "received", "Chưa nhập mục này."),
        ([], {"received": "31/06/2026"}, "received", "Không có ngày 31/06/2026"),
        ([], {"today": "01/01/1950"}, "today", "lịch làm việc chỉ có các năm"),
        ([], {"level": "third"}, "level", "Hãy chọn một mục trong danh sách."),
        ([], {"traits": "complex"}, "traits", "không còn trong danh sách"),
        ([], {"criteria": "1"}, "criteria", "Có tiêu chí mà chưa có bước"),
        (["found_complex=10/07/2026"], {}, "criteria", "Hãy chọn ít nhất một tiêu chí."),
        (["accepted"], {}, "steps-0-on", "Hãy ghi ngày của bước này."),
        (["=03/07/2026"], {}, "steps-0-event", "Hãy chọn bước, hoặc bỏ ngày."),
        (["concluded=03/07/2026"], {}, "steps-0-event", "Hãy chọn một mục trong danh sách."),
        (["accepted=30/06/2026"], {}, "steps-0-on", "trước ngày tiếp nhận 01/07/2026"),
        (["accepted=nay"], {}, "steps-0-on", "Không đọc được ngày “nay”"),
        (
            ["accepted=03/07/2026", "resumed=10/07/2026"], {}, "steps-1-on",
            "cần có bước “Tạm đình chỉ giải quyết” trước đó",
        ),
        (
            ["suspended=03/07/2026", "=", "suspended=10/07/2026"], {}, "steps-2-on",
            "Hai lần tạm dừng chồng lên nhau",
        ),
        ([], {"learnt_on": "02/07/2026"}, "learnt_on", "không thể sau ngày nhận đơn"),
        (
            [], {"obstacles-0-starts": "10/05/2026", "obstacles-0-ends": "20/05/2026"},
            "learnt_on", "hãy nêu ngày nhận được",
        ),
        (
            [], {"learnt_on": "02/05/2026", "obstacles-0-starts": "20/05/2026",
                 "obstacles-0-ends": "10/05/2026"},
            "obstacles-0-starts", "phải kết thúc sau ngày bắt đầu",
        ),
    ],
)  # fmt: skip
def test_bad_input_is_answered_beside_its_field_and_kept(
    clerk: InspectingClient, steps: list[str], typed: dict[str, str], field: str, told: str
) -> None:
    page = ask(clerk, "complaint", *steps, status=422, **{"received": "01/07/2026", **typed})

    assert told in beside(page, field)
    assert "Chưa tính được. Xin xem lại:" in page.words
    assert all(value in page.text for value in typed.values())


def test_a_kind_that_does_not_exist_is_not_there(clerk: InspectingClient) -> None:
    clerk.get("/law/timeline?kind=appeal", status=404)


def test_a_kind_with_one_level_asks_for_none(clerk: InspectingClient) -> None:
    assert not clerk.get("/law/timeline?kind=feedback").every("input", type="radio")
