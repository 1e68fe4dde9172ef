"""From a night's run of the checks to a finding put right, at two desks in a real browser."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from tests import factories
from tracker.access import Role

if TYPE_CHECKING:
    from tests.journeys.conftest import Office

LATE = "Thụ lý hoặc từ chối thụ lý muộn"


def test_the_inspector_asks_the_unit_answers_and_it_ends(
    office: "Office", session: Session, command: Callable[..., str]
) -> None:
    factories.case(session, received_on=date(2026, 10, 1))
    session.commit()
    command("check", "run", "--today", "2026-11-22")

    inspector = office.on("2026-11-23", Role.INSPECTOR).go("/inspection/findings")
    inspector.page.get_by_role("link", name=LATE).click()
    finding = inspector.page.url
    inspector.page.get_by_role("link", name="Yêu cầu giải trình").click()
    inspector.fill(words="Đề nghị nêu rõ lý do chậm thụ lý.", due_on="30/11").send()
    assert "hạn 30/11/2026" in inspector.words

    head = office.on("2026-11-24", Role.UNIT_HEAD).go("/inspection/findings")
    head.page.get_by_role("link", name=LATE).click()
    head.page.get_by_role("link", name="Giải trình", exact=True).click()
    head.fill(words="Hồ sơ chuyển chậm, đã phân công lại và nhắc nhở.").send()

    inspector = office.on("2026-11-25", Role.INSPECTOR).go(finding)
    assert "Hồ sơ chuyển chậm" in inspector.words
    inspector.page.get_by_role("link", name="Kết thúc phát hiện").click()
    inspector.fill(words="Đã khắc phục, giải trình có căn cứ.").send()

    assert "Đã kết thúc" in inspector.words
    assert LATE in inspector.go("/inspection/findings?tab=closed").words
