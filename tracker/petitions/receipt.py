"""The receipt that a citizen takes home: a code, what was handed in, what happens next and when."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.law.rulebook import Rulebook
from tracker.law.rules import Nature, Rule
from tracker.records.cases import PetitionLink, StoredObligation
from tracker.records.organisation import User
from tracker.records.petitions import Petition
from tracker.web.qr_code import qr_code


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the agency owes the citizen next, until when, and by which article."""

    rule: Rule
    due_on: date
    article: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that the receipt prints beside the petition itself."""

    qr: Markup
    received_by: str
    next_steps: tuple[NextStep, ...]


def receipt_of(session: Session, petition: Petition) -> Receipt:
    """Put together the receipt of a petition."""
    received_by = session.scalars(
        select(User.full_name).where(User.id == petition.recorded_by_id)
    ).one()
    return Receipt(qr_code(petition.receipt_code), received_by, _next_steps(session, petition))


def _next_steps(session: Session, petition: Petition) -> tuple[NextStep, ...]:
    rows = session.execute(
        select(StoredObligation.rule, StoredObligation.version_from, StoredObligation.due_on)
        .join(PetitionLink, PetitionLink.case_id == StoredObligation.case_id)
        .where(
            PetitionLink.petition_id == petition.id,
            PetitionLink.ended_on.is_(None),
            StoredObligation.is_running,
            StoredObligation.nature == Nature.DUTY,
        )
        .order_by(StoredObligation.due_on, StoredObligation.rule)
    )
    rulebook = Rulebook.load()
    steps = {(row.rule, row.due_on): row.version_from for row in rows}
    return tuple(
        _step(rulebook.rule(rule_id), version_from, due_on)
        for (rule_id, due_on), version_from in steps.items()
    )


def _step(rule: Rule, version_from: date, due_on: date) -> NextStep:
    version = next(v for v in rule.versions if v.from_ == version_from)
    return NextStep(rule, due_on, str(version.cite))
