"""The texts that the invented department has posted."""

import tomllib
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from tracker.access import Role
from tracker.casework import notices as texts
from tracker.casework.notices import NoticeDetails
from tracker.clock import VIETNAM
from tracker.demo.organisation import Department
from tracker.law.postings import NoticeTopic, Spot

POSTED_FROM = date(2025, 1, 6)
RENEWED_ON = date(2026, 7, 1)  # Luật 136/2025/QH15 and Nghị định 154/2026/NĐ-CP come into force.

TEXTS = Path(__file__).with_suffix(".toml")
SPOTS = ((Spot.RECEPTION_PLACE, "bảng tin phòng tiếp công dân"), (Spot.WEBSITE, ""))


def post_notices(session: Session, department: Department, today: date) -> None:
    """Draft and post the texts; some anew when the law changed."""
    by = department.of(Role.ADMINISTRATOR)[0].id
    for text in tomllib.loads(TEXTS.read_text(encoding="utf-8"))["notice"]:
        number = text.get("number", "")
        details = NoticeDetails(
            NoticeTopic(text["topic"]), text["title"], text["body"], number,
            POSTED_FROM if number else None,
        )  # fmt: skip
        _post(session, department.agency_id, details, by, POSTED_FROM)
        if "renewed" in text and today >= RENEWED_ON:
            renewed = replace(
                details, body=text["renewed"], number=text["renewed_number"], issued_on=RENEWED_ON
            )
            _post(session, department.agency_id, renewed, by, RENEWED_ON)


def _post(session: Session, agency_id: int, details: NoticeDetails, by: int, day: date) -> None:
    moment = datetime.combine(day, time(8), VIETNAM)
    notice = texts.draft(session, agency_id, details, by=by, now=moment)
    for spot, place in SPOTS:
        texts.post(session, notice, spot, place=place, posted_on=day, by=by, now=moment)
