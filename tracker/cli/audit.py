"""`flask audit`: prove the chain of the log, and hand out its head to be kept elsewhere."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from tracker.cli.refusing import RefusingGroup
from tracker.law.terms import Refusal
from tracker.records.audit import Anchor, AuditHead, Verdict, anchor, verify
from tracker.records.base import current_session

as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")


@click.group(
    "audit", cls=RefusingGroup, help="Nhật ký hệ thống: kiểm tra chuỗi, lấy mốc đối chiếu."
)
def audit_cli() -> None:
    """Gather the commands about the audit log."""


@audit_cli.command("verify", help="Kiểm tra toàn bộ chuỗi; chỉ ra mắt xích hỏng đầu tiên.")
@click.option(
    "--anchor",
    "anchor_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp mốc đã lưu trước đây để đối chiếu.",
)
@as_json
@with_appcontext
def verify_all(*, anchor_file: Path | None, as_json: bool) -> None:
    """Verify every chain; a broken one ends with exit code 1."""
    kept = _kept(anchor_file) if anchor_file else {}
    session = current_session()
    verdicts = {chain: verify(session, chain, anchor=kept.get(chain)) for chain in _chains(kept)}
    if as_json:
        click.echo(json.dumps({c: asdict(v) for c, v in verdicts.items()}, ensure_ascii=False))
    else:
        for chain, verdict in verdicts.items():
            click.echo(_sentence(chain, verdict))
    if not all(v.ok for v in verdicts.values()):
        raise SystemExit(1)


@audit_cli.command("anchor", help="In mốc (mã băm cuối) của mỗi chuỗi để lưu ở nơi khác.")
@with_appcontext
def print_anchor() -> None:
    """Print the heads of all chains as JSON."""
    session = current_session()
    heads = [asdict(anchor(session, chain)) for chain in _chains({})]
    click.echo(json.dumps(heads, default=datetime.isoformat, indent=1))


def _chains(kept: dict[str, Anchor]) -> list[str]:
    found = set(current_session().scalars(select(AuditHead.chain)))
    return sorted(found | set(kept))


def _kept(path: Path) -> dict[str, Anchor]:
    try:
        rows = json.loads(path.read_text("utf-8"))
        anchors = [
            Anchor(r["chain"], r["sequence"], r["hash"], datetime.fromisoformat(r["at"]))
            for r in rows
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise Refusal(
            "Tệp mốc không đọc được: hãy dùng tệp do lệnh audit anchor tạo ra."
        ) from error
    return {a.chain: a for a in anchors}


def _sentence(chain: str, verdict: Verdict) -> str:
    if verdict.ok:
        return (
            f"Chuỗi {chain}: nguyên vẹn, {verdict.checked} mục, "
            f"mắt xích cuối {verdict.head_hash[:12]}…"
        )
    why = verdict.why.vi if verdict.why else ""
    return f"Chuỗi {chain}: HỎNG tại mục {verdict.broken_at}: {why}"
