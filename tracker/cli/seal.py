"""`flask seal`: a new key, where sealed values stand, and the move of all of them under it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from tracker.casework.rotation import BATCH, rotate, standing_everywhere
from tracker.cli.answering import as_json, print_json
from tracker.cli.refusing import RefusingGroup
from tracker.law.terms import Refusal
from tracker.records.base import current_session
from tracker.records.sealed_columns import Standing
from tracker.records.sealing import KEY_ID, keyring, new_key
from tracker.records.transactions import writing
from tracker.web.stored_files import file_store


@click.group("seal", cls=RefusingGroup, help="Khóa niêm phong: tạo khóa mới, xem, đổi khóa.")
def seal_cli() -> None:
    """Gather the commands about sealing keys."""


@seal_cli.command("new-key", help="Tạo một khóa mới để đặt lên đầu SEALING_KEYS; không ghi gì.")
@click.argument("name", required=False)
@with_appcontext
def make_key(*, name: str | None) -> None:
    """Print a fresh key, named after none that is in the ring."""
    taken = {key.name for key in keyring().keys}
    chosen = name or next(f"k{n}" for n in range(1, 1000) if f"k{n}" not in taken)
    if not KEY_ID.fullmatch(chosen):
        raise Refusal("Tên khóa chỉ gồm chữ thường không dấu, chữ số, gạch nối, gạch dưới.")
    if chosen in taken:
        raise Refusal("Đã có khóa tên này trong SEALING_KEYS: hãy đặt tên khác.")
    click.echo(new_key(chosen))


@seal_cli.command("status", help="Đếm giá trị niêm phong theo từng khóa; nói khóa nào bỏ được.")
@as_json
@with_appcontext
def show_status(*, as_json: bool) -> None:
    """Count sealed values by key, without opening any."""
    found = standing_everywhere(current_session(), keyring(), file_store())
    if as_json:
        print_json([asdict(each) | {"foreign": each.foreign} for each in found])
        return
    for each in found:
        keys = ", ".join(f"{name}: {number}" for name, number in each.by_key.items())
        foreign = f"; {each.foreign} dưới khóa không có trong SEALING_KEYS" if each.foreign else ""
        click.echo(f"{each.name}: {each.total} giá trị ({keys}){foreign}")
    _say_what_may_go(found)


@seal_cli.command("rotate", help="Chuyển mọi giá trị niêm phong sang khóa đầu của SEALING_KEYS.")
@click.option("--dry-run", is_flag=True, help="Chỉ đếm những giá trị sẽ chuyển, không ghi.")
@click.option(
    "--batch", type=click.IntRange(1, 10_000), default=BATCH, show_default=True,
    help="Số giá trị mỗi lần ghi.",
)  # fmt: skip
@as_json
@with_appcontext
def rotate_all(*, dry_run: bool, batch: int, as_json: bool) -> None:
    """Move every value under the current key; what does not open is named, the rest goes on."""
    ring, store, session = keyring(), file_store(), current_session()
    moved, broken = Counter[str](), list[str]()
    if dry_run:
        for each in standing_everywhere(session, ring, store):
            moved[each.name] = each.waiting
    else:
        with writing():
            session.rollback()
            for done in rotate(session, ring, store, batch=batch):
                session.commit()
                moved[done.place] += done.moved
                broken += done.broken
    _tell(moved, broken, key=ring.current.name, is_dry=dry_run, as_json=as_json)
    if broken:
        raise SystemExit(1)


def _tell(moved: Counter[str], broken: list[str], *, key: str, is_dry: bool, as_json: bool) -> None:
    if as_json:
        print_json({"key": key, "dry_run": is_dry, "moved": dict(moved), "broken": broken})
        return
    verb = "Sẽ chuyển" if is_dry else "Đã chuyển"
    for place, number in moved.items():
        click.echo(f"{place}: {number}")
    click.echo(f"{verb} {moved.total()} giá trị sang khóa {key}.")
    for place in broken:
        click.echo(f"Không mở được: {place}. Khóa của giá trị này thiếu hoặc sai.", err=True)


def _say_what_may_go(found: Sequence[Standing]) -> None:
    """Name the older keys under which nothing stands any more."""
    left = Counter[str]()
    for each in found:
        left.update(each.by_key)
    for key in keyring().keys[1:]:
        if left[key.name]:
            click.echo(f"Khóa {key.name}: còn {left[key.name]} giá trị, chạy seal rotate.")
        else:
            click.echo(f"Khóa {key.name}: không còn giá trị nào, có thể bỏ khỏi SEALING_KEYS.")
