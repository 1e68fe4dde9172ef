"""`flask audit`: prove the chain of the log, hand out its anchors, check a signed export."""

import json
from collections import defaultdict
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.casework.anchors import anchors, as_line, read_anchors
from tracker.cli.answering import as_json
from tracker.cli.refusing import RefusingGroup
from tracker.law.terms import Refusal
from tracker.outside.journal import append_lines
from tracker.records.audit import Anchor, AuditHead, Verdict, verify
from tracker.records.base import current_session
from tracker.records.sealing import keyring
from tracker.records.signed_files import Trust, trust_in
from tracker.records.signing import public_keys

KeptAnchors = dict[str, list[Anchor]]


@click.group(
    "audit",
    cls=RefusingGroup,
    help="Nhật ký hệ thống: kiểm tra chuỗi, lấy mốc đối chiếu, kiểm tra tệp đã xuất.",
)
def audit_cli() -> None:
    """Gather the commands about the audit log."""


@audit_cli.command("verify", help="Kiểm tra toàn bộ chuỗi; chỉ ra mắt xích hỏng đầu tiên.")
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp mốc đã lưu trước đây để đối chiếu: của lệnh audit anchor, ANCHOR_FILE, thư mốc.",
)
@as_json
@with_appcontext
def verify_all(*, anchor_file: Path | None, as_json: bool) -> None:
    """Verify every chain; a broken one ends with exit code 1."""
    kept = _kept(anchor_file) if anchor_file else {}
    session = current_session()
    verdicts = {chain: verify(session, chain, *kept.get(chain, ())) for chain in _chains(kept)}
    if as_json:
        click.echo(json.dumps({c: asdict(v) for c, v in verdicts.items()}, ensure_ascii=False))
    else:
        for chain, verdict in verdicts.items():
            click.echo(_sentence(chain, verdict))
    if not all(v.ok for v in verdicts.values()):
        raise SystemExit(1)


@audit_cli.command("anchor", help="In mốc (mã băm cuối) của mỗi chuỗi để lưu ở nơi khác.")
@click.option(
    "--append",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi thêm mốc vào cuối tệp này thay vì in ra.",
)
@with_appcontext
def print_anchor(*, file: Path | None) -> None:
    """Print the heads of all chains as JSON, or add them to a file, one a line."""
    found = anchors(current_session())
    if file is None:
        heads = [asdict(each) for each in found]
        click.echo(json.dumps(heads, default=datetime.isoformat, indent=1))
        return
    append_lines(file, [as_line(each) for each in found])
    click.echo(f"Đã ghi thêm {len(found)} mốc vào {file}.")


@audit_cli.command("export-key", help="In khóa công khai (Ed25519) để người khác kiểm tra tệp.")
@with_appcontext
def print_export_keys() -> None:
    """Print the half of each key that checks signatures of exports."""
    for name, public_key in public_keys(keyring()).items():
        click.echo(f"{name}:{public_key}")


@audit_cli.command("check-export", help="Kiểm tra chữ ký của tệp nhật ký đã xuất (CSV, JSON).")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "key", help="tên:khóa công khai, khi khóa đã rời khỏi SEALING_KEYS.")
@with_appcontext
def check_export(*, file: Path, key: str | None) -> None:
    """Say whether a file is what was exported; one that is not ends with exit code 1."""
    trusted = public_keys(keyring())
    if key is not None:
        name, _, public_key = key.partition(":")
        trusted[name] = public_key
    found = trust_in(file.read_bytes(), trusted)
    click.echo(f"{file.name}: {found.vi}.")
    if found is not Trust.WHOLE:
        raise SystemExit(1)


def _chains(kept: KeptAnchors) -> list[str]:
    found = set(current_session().scalars(select(AuditHead.chain)))
    return sorted(found | set(kept))


def _kept(path: Path) -> KeptAnchors:
    try:
        read = read_anchors(path.read_text("utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(
            "Tệp mốc không đọc được: hãy dùng tệp do lệnh audit anchor tạo ra."
        ) from error
    kept: KeptAnchors = defaultdict(list)
    for each in read:
        kept[each.chain].append(each)
    return kept


def _sentence(chain: str, verdict: Verdict) -> str:
    if verdict.ok:
        return (
            f"Chuỗi {chain}: nguyên vẹn, {verdict.checked} mục, "
            f"mắt xích cuối {verdict.head_hash[:12]}…"
        )
    why = verdict.why.vi if verdict.why else ""
    return f"Chuỗi {chain}: HỎNG tại mục {verdict.broken_at}: {why}"
