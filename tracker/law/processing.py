"""What is said of each activity with personal data: purpose, basis, recipients, keeping, measures.

The texts of `data/processing.toml` are what every agency begins with; its own stand before them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.law.terms import Term

DATA = Path(__file__).parent / "data" / "processing.toml"


class Activity(Term):
    """An activity in which personal data are processed."""

    RECEPTION = "reception", "Tiếp công dân", "Reception of citizens"
    PETITIONS = "petitions", "Tiếp nhận, xử lý đơn", "Taking in and processing petitions"
    CASES = "cases", "Giải quyết khiếu nại, tố cáo, kiến nghị", "Settling complaints and the like"
    INSPECTION = "inspection", "Kiểm tra, giám sát", "Inspection"
    RIGHTS = (
        "rights",
        "Thực hiện quyền của chủ thể dữ liệu, xử lý sự cố",
        "Rights of data subjects, breaches",
    )
    STAFF = "staff", "Quản lý tài khoản cán bộ", "Accounts of staff"


class TextPart(Term):
    """One part of what is said of an activity."""

    PURPOSE = "purpose", "Mục đích", "Purpose"
    BASIS = "basis", "Căn cứ pháp lý", "Legal basis"
    RECIPIENTS = "recipients", "Bên nhận dữ liệu", "Recipients"
    RETENTION = "retention", "Thời gian lưu", "Retention"
    MEASURES = "measures", "Biện pháp bảo vệ", "Protective measures"


class DataClass(Term):
    """How strongly data are protected."""

    BASIC = "basic", "Cơ bản", "Basic"
    SENSITIVE = "sensitive", "Nhạy cảm", "Sensitive"
    SEALED = "sealed", "Niêm phong, mã hóa", "Sealed, encrypted"


class DataKind(Term):
    """A kind of personal data (Điều 3, Điều 4 Nghị định 356/2025/NĐ-CP)."""

    NAME = "name", "Họ tên", "Name"
    ADDRESS = "address", "Địa chỉ, nơi ở", "Address"
    CONTACT = "contact", "Điện thoại, thư điện tử", "Telephone, e-mail"
    IDENTITY = "identity", "Số định danh, số giấy tờ", "Identity number"
    DENOUNCER = "denouncer", "Danh tính người tố cáo", "Identity of a denouncer"
    CONTENT = (
        "content",
        "Nội dung trình bày, đơn, hồ sơ (có thể nói về đời sống riêng, vi phạm pháp luật)",
        "Content of statements, petitions and files (may tell of private life, offences)",
    )
    PAPER = "paper", "Giấy tờ, tài liệu kèm theo", "Papers handed in"
    PROXY = "proxy", "Giấy ủy quyền, văn bản cử đại diện", "Authorisations"
    ACCOUNT = "account", "Tài khoản, mật khẩu, thông tin đăng nhập", "Accounts, passwords, sign-ins"


# Petitions and statements may tell of offences and private life (Điều 4): kept as sensitive.
SENSITIVE_KINDS = frozenset({DataKind.CONTENT, DataKind.PAPER, DataKind.DENOUNCER})


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages."""

    vi: str
    en: str


@cache
def first_texts() -> Mapping[tuple[Activity, TextPart], Bilingual]:
    """Give the texts that every agency begins with."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["activity"]
    return {
        (Activity(name), part): Bilingual(row[part.value], row[f"{part.value}_en"])
        for name, row in rows.items()
        for part in TextPart
    }


@cache
def first_notice() -> Mapping[str, Bilingual]:
    """Give the purpose notice that stands where an agency has posted none of its own."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["notice"]
    return {name: Bilingual(row["vi"], row["en"]) for name, row in rows.items()}
