"""What a password must be, pure: long enough, of several sorts, not easily guessed, not old."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from tracker.law.terms import Refusal
from tracker.vietnamese import fold

# TCVN 14423:2026, item 5.6.2.2 (row 4 of the checklist), suggested values.
SHORTEST = 14
SHORTEST_WITH_SECOND_FACTOR = 8
KEPT_BEFORE = 10  # Row 6: none of the last ten.
MONTHS_OF_ADMINISTRATOR = 2  # Row 6: administrators change it every two months.
MONTHS = 12  # Row 5 wants an end without naming one; this one is ours.
LONGEST = 200
FEWEST_LETTERS = 5
FEWEST_OF_A_NAME = 5  # Shorter names are parts of too many words.

# The letters of what is tried first, without marks, figures and signs; the password of the demo,
# which everybody can read, is among them (row 5: no default passwords).
COMMON = frozenset(
    """
    abc abcd abcde abcdef abcdefg abcdefgh abcdefghi admin administrator anhyeuem asdf asdfgh
    asdfghjkl batkhaxampham changeme chinhphu cohongcogang congchuc congdan coquan emyeuanh
    football hanoi iloveyou khongbiet khongco letmein maihanhphuc master matkhau matkhaucuatoi
    matkhaumoi matkhaumanh minhyeuem monkey nopassword one pass passw passwd password passwordadmin
    passwordpassword princess qazwsx qazwsxedc quangngai quantri quantrihethong qwe qweasd
    qweasdzxc qwer qwert qwerty qwertyui qwertyuiop root saigon secret secretpassword
    sieunhan sunshine test tester thanhtra thaydoi tiepcongdan toiyeuvietnam user vietnam
    vietnamvodich welcome xinchao yeuem zaq zxc zxcv zxcvbn zxcvbnm
    """.split()  # noqa: SIM905 - easier to read and to add to
)


def shortest(*, has_second_factor: bool) -> int:
    """Give the least number of signs."""
    return SHORTEST_WITH_SECOND_FACTOR if has_second_factor else SHORTEST


def refuse_weak(
    password: str, login: str, full_name: str = "", *, has_second_factor: bool = False
) -> None:
    """Refuse a password that is short, of too few sorts or easily guessed."""
    least = shortest(has_second_factor=has_second_factor)
    if len(password) < least:
        raise Refusal(
            "Mật khẩu cần ít nhất %(least)s ký tự, đang có %(now)s.",
            field="new",
            least=least,
            now=len(password),
        )
    if len(password) > LONGEST:
        raise Refusal("Mật khẩu tối đa %(most)s ký tự.", field="new", most=LONGEST)
    if not has_second_factor and not _has_all_sorts(password):
        raise Refusal(
            "Mật khẩu cần đủ bốn loại: chữ hoa, chữ thường, chữ số và dấu (như - . , hoặc"
            " khoảng trắng).",
            field="new",
        )
    if is_guessable(password, login, full_name):
        raise Refusal(
            "Mật khẩu dễ đoán: không chứa tên đăng nhập hay họ tên, không là từ hay dùng, không"
            " lặp một vài ký tự.",
            field="new",
        )


def is_guessable(password: str, login: str, full_name: str) -> bool:
    """Say whether a password is a name, a common word or a few letters over and over."""
    letters = "".join(sign for sign in fold(password) if sign.isalpha())
    figures = "".join(sign for sign in fold(password) if sign.isalnum())
    names = [fold(login), "".join(sign for sign in fold(login) if sign.isalnum())]
    words = fold(full_name).split()
    names += ["".join(words), "".join(words[-2:])]
    return (
        len(set(password)) < FEWEST_LETTERS
        or not letters
        or letters in COMMON
        or any(len(name) >= FEWEST_OF_A_NAME and name in figures for name in names)
        or fold(login) in fold(password)
    )


def _has_all_sorts(password: str) -> bool:
    return (
        any(sign.isupper() for sign in password)
        and any(sign.islower() for sign in password)
        and any(sign.isdigit() for sign in password)
        and any(not sign.isalnum() for sign in password)
    )


def expires_on(set_at: datetime | None, *, is_administrator: bool) -> date | None:
    """Give the day on which a password must be changed; None where nobody set it."""
    if set_at is None:
        return None
    months = MONTHS_OF_ADMINISTRATOR if is_administrator else MONTHS
    year, month = divmod(set_at.year * 12 + set_at.month - 1 + months, 12)
    day = min(set_at.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def expired_before(
    started_at: datetime, set_at: datetime | None, *, is_administrator: bool
) -> bool:
    """Say whether a password was too old when a session began: no one is stopped in between."""
    last = expires_on(set_at, is_administrator=is_administrator)
    return last is not None and started_at.date() >= last


def soon(day: date | None, today: date, within: timedelta = timedelta(days=14)) -> bool:
    """Say whether a day is near enough to be told."""
    return day is not None and day - today <= within
