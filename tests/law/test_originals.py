"""How many copies a receipt has, on what it rests, and when originals go back."""

from datetime import date

import pytest

from tests.law.test_workflow import history
from tracker.law.events import EventType
from tracker.law.kinds import CaseKind
from tracker.law.originals import copies_on, receipt_article, return_due

E, K = EventType, CaseKind


@pytest.mark.parametrize(
    ("kind", "day", "copies", "words"),
    [
        (K.DENUNCIATION, date(2021, 11, 14), 3, "06/2014"),
        (K.COMPLAINT, date(2021, 11, 14), 2, "06/2014"),
        (K.DENUNCIATION, date(2021, 11, 15), 2, "04/2021"),
        (K.DENUNCIATION, date(2026, 6, 30), 2, "04/2021"),
        (None, date(2026, 7, 1), 2, "154/2026"),
    ],
)
def test_a_receipt_has_its_copies_and_its_article(
    kind: CaseKind | None, day: date, copies: int, words: str
) -> None:
    assert copies_on(kind, day) == copies
    assert words in receipt_article(day)


@pytest.mark.parametrize(
    ("kind", "steps", "step"),
    [
        (K.COMPLAINT, (), None),
        (K.COMPLAINT, (E.CLASSIFIED, E.ACCEPTED), None),
        (K.COMPLAINT, (E.CLASSIFIED, E.REFUSED), E.REFUSED),
        (K.COMPLAINT, (E.CLASSIFIED, E.ACCEPTED, E.DECIDED), E.DECIDED),
        (K.FEEDBACK, (E.CLASSIFIED, E.FORWARDED), None),
    ],
)
def test_originals_of_a_complaint_go_back_when_it_is_not_taken_up_or_decided(
    kind: CaseKind, steps: tuple[EventType, ...], step: EventType | None
) -> None:
    due = return_due(kind, history(*steps, kind=kind))

    assert (due.step if due else None) is step
