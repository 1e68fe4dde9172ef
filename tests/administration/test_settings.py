"""The page of settings: what may be changed, what is only shown, what was changed before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import factories
from tests.support.applications import SEALING_KEYS, SECRET_KEY, settings_for_tests
from tests.support.client import InspectingClient
from tests.support.clock import SetClock
from tests.support.pages import words
from tracker.access import Role
from tracker.administration.environment import environment
from tracker.casework import agency_settings
from tracker.records.organisation import User

SignIn = Callable[[Role | User], InspectingClient]
SETTINGS = "/administration/settings"


@pytest.fixture
def admin(sign_in: SignIn) -> InspectingClient:
    return sign_in(Role.ADMINISTRATOR)


def test_the_terms_of_accounts_are_set(admin: InspectingClient, session: Session) -> None:
    form = admin.get(f"{SETTINGS}/accounts")
    admin.submit(form, {"idle_days": 30, "idle_warning_days": 5, "consent_days": 3})

    terms = agency_settings.terms_of(session, factories.agency(session).id)
    assert (terms.idle_days, terms.idle_warning_days, terms.consent_days) == (30, 5, 3)
    assert "30 ngày (TCVN 14423:2026" in admin.get(SETTINGS, max_queries=8).words


@pytest.mark.parametrize(
    ("field", "value"),
    [("idle_days", "46"), ("idle_days", "x"), ("idle_warning_days", "0"), ("consent_days", "99")],
)
def test_a_value_out_of_bounds_is_refused_beside_its_field(
    admin: InspectingClient, session: Session, field: str, value: str
) -> None:
    page = admin.submit(admin.get(f"{SETTINGS}/accounts"), {field: value}, status=422)

    assert page.every("p", id=f"{field}-error")
    terms = agency_settings.terms_of(session, factories.agency(session).id)
    assert terms == agency_settings.AccountTerms()


@pytest.mark.parametrize(
    ("field", "value"),
    [("contact_email", "không phải thư"), ("contact_phone", "gọi anh Ba"),
     ("postal_address", "x" * 301)],
)  # fmt: skip
def test_a_contact_that_cannot_be_is_refused(
    admin: InspectingClient, session: Session, field: str, value: str
) -> None:
    page = admin.submit(admin.get(f"{SETTINGS}/contact"), {field: value}, status=422)

    assert page.every("p", id=f"{field}-error")


def test_the_contact_is_set_and_another_agency_keeps_its_own(
    admin: InspectingClient, sign_in: SignIn, session: Session
) -> None:
    typed = {
        "postal_address": "202 Trần Hưng Đạo", "contact_phone": "0255 3822 000",
        "contact_email": "vanthu@so.example",
    }  # fmt: skip
    admin.submit(admin.get(f"{SETTINGS}/contact"), typed)
    stranger = factories.person(
        session, Role.ADMINISTRATOR, at=factories.agency(session, "Sở Xây dựng")
    )

    assert "202 Trần Hưng Đạo" in admin.get(SETTINGS).words
    theirs = sign_in(stranger)
    assert "202 Trần Hưng Đạo" not in theirs.get(SETTINGS).words
    assert "202 Trần Hưng Đạo" not in theirs.get(f"{SETTINGS}/history").words


def test_the_history_says_old_and_new_and_how_long_it_held(
    sign_in: SignIn, session: Session, at: SetClock
) -> None:
    at("2026-11-02")
    admin = sign_in(Role.ADMINISTRATOR)
    admin.submit(admin.get(f"{SETTINGS}/accounts"), {"idle_days": 40})
    at("2026-11-05")
    admin = sign_in(Role.ADMINISTRATOR)
    admin.submit(admin.get(f"{SETTINGS}/accounts"), {"idle_days": 30})

    rows = cells(admin)

    assert [row[:3] for row in rows] == [
        ["Số ngày không đăng nhập thì khóa", "40", "30"],
        ["Số ngày không đăng nhập thì khóa", "45", "40"],
    ]
    assert rows[0][3].endswith("05/11/2026")
    assert rows[0][4] == "đến nay"
    assert (rows[1][3][-10:], rows[1][4][-10:]) == ("02/11/2026", "05/11/2026")
    assert rows[0][5] == "Nguyễn Văn Mẫu"


def test_ladder_hour_and_name_stand_in_the_history_too(
    admin: InspectingClient, session: Session
) -> None:
    agency = factories.agency(session)
    admin.submit(admin.get("/administration/ladder/hour"), {"digest_at": "08:15"})
    admin.submit(admin.get("/administration/ladder/complaint"), {"handler_before": "5"})
    place = f"/administration/units/{agency.id}/rename"
    admin.submit(admin.get(place), {"head_title": "Giám đốc Sở"})

    rows = [row[:3] for row in cells(admin)]

    assert ["Giờ gửi thư nhắc", "07:30", "08:15"] in rows
    assert ["Chức danh người đứng đầu", "(trống)", "Giám đốc Sở"] in rows
    assert [
        "Nhắc trước hạn (ngày làm việc): Khiếu nại, Người xử lý", "3, 1", "5",
    ] in rows  # fmt: skip


def test_a_setting_sent_unchanged_is_no_change(admin: InspectingClient, session: Session) -> None:
    admin.submit(admin.get(f"{SETTINGS}/accounts"))

    assert cells(admin) == []


def test_no_secret_is_shown(admin: InspectingClient, app: Flask) -> None:
    page = admin.get(SETTINGS)

    for secret in (SECRET_KEY, SEALING_KEYS, app.config["SQLALCHEMY_DATABASE_URI"]):
        assert secret not in page.text
    assert "SEALING_KEYS" in page.words


def test_every_secret_is_only_said_to_be_set(sqlite_app: Flask, tmp_path: Path) -> None:
    given = {
        "smtp_url": "smtp://nhac:mat-khau-thu@mail.so.example", "mail_from": "nhac@so.example",
        "metrics_token": "ma-so-lieu-" + "abcdefgh" * 4, "oidc_issuer": "https://id.so.example",
        "oidc_client_id": "tracker", "oidc_client_secret": "bi-mat-oidc",
        "jobs_url": "redis://:mat-khau-redis@localhost/0",
    }  # fmt: skip
    settings = settings_for_tests("postgresql://u:mat-khau-csdl@localhost/x", tmp_path, **given)

    with sqlite_app.test_request_context():
        lines = {line.name: line.state for line in environment(settings)}

    said = " ".join(lines.values())
    for secret in ("mat-khau", "ma-so-lieu", "bi-mat", SECRET_KEY, SEALING_KEYS, "k1:"):
        assert secret not in said
    assert lines["SMTP_URL"] == lines["OIDC_CLIENT_SECRET"] == "đã đặt"
    assert lines["OIDC_ISSUER"] == "https://id.so.example"
    assert set(lines) == {name.upper() for name in type(settings).model_fields}


def test_every_setting_says_what_it_is_for(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context():
        silent = [
            line.name for line in environment(sqlite_app.config["TRACKER"]) if not line.purpose
        ]

    assert silent == []


def cells(admin: InspectingClient) -> list[list[str]]:
    """Give the history as it is printed."""
    page = admin.get(f"{SETTINGS}/history", max_queries=8)
    bodies = page.every("tbody")
    return [[words(td) for td in tr.findall("td")] for tr in bodies[0]] if bodies else []
