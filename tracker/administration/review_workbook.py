"""A review of the accounts as a workbook: text that stays text, ready for A4 landscape."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from tracker.records.administration import AccountReview, AccountReviewLine
from tracker.web.words import gettext as _
from tracker.web.words import term, vn_date, vn_datetime

FORMULA = ("=", "+", "-", "@")
A4 = 9
WIDTHS = {"A": 5, "B": 14, "C": 18, "D": 24, "E": 12, "F": 24, "G": 48, "H": 18, "I": 18, "J": 14,
          "K": 30, "L": 18}  # fmt: skip


def written(review: AccountReview, lines: Sequence[AccountReviewLine], agency: str) -> bytes:
    """Write a review out as the bytes of a workbook."""
    file = Workbook(write_only=True)
    sheet: Any = file.create_sheet(_("Rà soát tài khoản"))
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for words in _head(review, agency):
        sheet.append([_text(sheet, words)])
    sheet.append([_text(sheet, words, bold=True) for words in headings()])
    for number, line in enumerate(lines, 1):
        sheet.append([_text(sheet, words) for words in cells(number, line)])
    kept = BytesIO()
    file.save(kept)
    return kept.getvalue()


def headings() -> tuple[str, ...]:
    """Give what each column says."""
    return (
        _("Số"), _("Loại tài khoản"), _("Tên đăng nhập"), _("Người dùng"), _("Tình trạng"),
        _("Đơn vị"), _("Vai trò"), _("Mở, khóa từ lúc"), _("Đăng nhập gần nhất"), _("Kết quả"),
        _("Ghi chú"), _("Ghi lúc"),
    )  # fmt: skip


def cells(number: int, line: AccountReviewLine) -> tuple[str, ...]:
    """Give one line in words."""
    return (
        str(number),
        _("Quản trị") if line.is_administrator else _("Nghiệp vụ"),
        line.login,
        line.full_name,
        _("Đang dùng") if line.was_active else _("Đã khóa"),
        line.department,
        line.roles_held,
        vn_datetime(line.standing_since),
        vn_datetime(line.last_signed_in_at),
        term(line.verdict),
        line.remark,
        vn_datetime(line.judged_at),
    )


def _head(review: AccountReview, agency: str) -> Iterator[str]:
    yield agency
    yield _("Rà soát tài khoản, bắt đầu %(at)s, người lập %(name)s",
            at=vn_datetime(review.started_at), name=review.started_by.full_name)  # fmt: skip
    if review.signed_by is not None:
        yield _("Ký ngày %(day)s: %(name)s", day=vn_date(review.signed_on),
                name=review.signed_by.full_name)  # fmt: skip
    yield review.remark


def _text(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """Write text as text: what looks like a formula is none, whoever opens the file."""
    plain = str(ILLEGAL_CHARACTERS_RE.sub("", words))
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    if plain.startswith(FORMULA):
        cell.quotePrefix = True
    return cell
