"""Carry the last link of each chain out of the database, where nobody who owns it can reach."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.digest import Post
from tracker.outside.journal import append_lines
from tracker.outside.post import Letter
from tracker.records.audit import Anchor, AuditHead, anchor

Compose = Callable[[str, Sequence[Anchor], datetime], Letter]


@dataclass(frozen=True, slots=True)
class AnchorWays:
    """Where anchors go, as far as it is set: a file that only grows, a mail address."""

    file: Path | None = None
    mail: str = ""
    compose: Compose | None = None


NOWHERE = AnchorWays()


def anchors(session: Session) -> list[Anchor]:
    """Give the last link of every chain."""
    chains = session.scalars(select(AuditHead.chain).order_by(AuditHead.chain)).all()
    return [anchor(session, chain) for chain in chains]


def keep_anchors(
    session: Session, ways: AnchorWays, post: Post | None, *, at: datetime
) -> Iterator[dict[str, int]]:
    """Write the anchors to the file and mail them; once more does no harm."""
    found = anchors(session)
    if ways.file is not None:
        append_lines(ways.file, [as_line(each) for each in found])
        yield {"written": len(found)}
    if ways.mail and ways.compose is not None and post is not None:
        post.send(ways.compose(ways.mail, found, at))
        yield {"mailed": len(found)}


def as_line(each: Anchor) -> str:
    """Write one anchor on one line, as it is read again."""
    return json.dumps(asdict(each), default=datetime.isoformat)


def read_anchors(text: str) -> list[Anchor]:
    """Read anchors out of a list, or out of lines among others: a file or a mail of ours.

    Text without any raises ValueError, KeyError or TypeError.
    """
    if text.lstrip().startswith("["):
        rows = json.loads(text)
    else:
        rows = [json.loads(line) for line in text.splitlines() if line.lstrip().startswith("{")]
    if not rows:
        raise ValueError(text[:40])
    return [
        Anchor(r["chain"], r["sequence"], r["hash"], datetime.fromisoformat(r["at"])) for r in rows
    ]
