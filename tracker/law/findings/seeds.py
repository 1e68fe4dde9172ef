"""Cases seeded with one fault each in their papers, hands and dates, and their neighbours."""

from collections.abc import Mapping

from tracker.law.events import EventType
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import Given, Opening
from tracker.law.findings.seeds_settled import (
    LYING,
    TAKEN_UP_AND_SETTLED,
    Seeded,
)
from tracker.law.findings.tales import (
    ANSWERED,
    COMPLAINT,
    DENUNCIATION,
    EXTENDED,
    FORWARDED,
    HANDLER,
    HEAD,
    OTHER_UNIT,
    REFUSED,
    UNIT,
    Tale,
    day,
)

E, C = EventType, CheckCode


OUTSIDER = Opening(2, 99, day("11/09"), is_entitled=False)


def _corrected(tale: Tale, type_: EventType, wrong: str, right: str) -> Tale:
    """Let a step first carry a wrong day, put right by a correction."""
    place = next(n for n, s in enumerate(tale.steps, start=1) if s.type is type_)
    moved = tale.with_step(type_, on=day(wrong), recorded_on=day(wrong))
    return moved.then(E.CORRECTED, "25/11", corrects=place, corrected_date=day(right))


def _hands(*days: str) -> tuple[Given, ...]:
    """Let a case lie with one person after the other, from day to day."""
    return tuple(
        Given(UNIT if n % 2 else OTHER_UNIT, HANDLER + n, day(each)) for n, each in enumerate(days)
    )


SEEDS: Mapping[CheckCode, Seeded] = {
    **TAKEN_UP_AND_SETTLED,
    C.PAPERS_MISSING: Seeded(
        (COMPLAINT.with_step(E.ACCEPTED, document=""), DENUNCIATION.without(E.EXPLAINED)),
        (COMPLAINT.with_step(E.DIALOGUE_HELD, document=""), DENUNCIATION),
    ),
    C.UNENTITLED_OPENING: Seeded(
        (
            DENUNCIATION.also(openings=(Opening(1, HANDLER, day("10/09"), is_entitled=False),)),
            DENUNCIATION.also(
                openings=(Opening(1, HEAD, day("10/09")), OUTSIDER)
            ),
        ),
        (DENUNCIATION.also(openings=(Opening(1, HANDLER, day("10/09")),)), DENUNCIATION),
    ),
    C.CONFLICT: Seeded(
        (
            COMPLAINT.also(barred_people=frozenset({HANDLER})),
            COMPLAINT.also(barred_units=frozenset({UNIT})),
            DENUNCIATION.also(
                barred_people=frozenset({77}), openings=(Opening(1, 77, day("10/09")),)
            ),
        ),
        (
            COMPLAINT.also(barred_people=frozenset({77})),
            COMPLAINT.also(barred_units=frozenset({OTHER_UNIT})),
        ),
    ),
    C.RECORDED_LATE: Seeded(
        (
            COMPLAINT.with_step(E.ACCEPTED, recorded_on=day("16/09")),
            REFUSED.with_step(E.REFUSED, recorded_on=day("30/10")),
        ),
        (COMPLAINT.with_step(E.ACCEPTED, recorded_on=day("15/09")), COMPLAINT),
    ),
    C.DATE_MOVED: Seeded(
        (
            _corrected(COMPLAINT, E.DECIDED, "12/10", "08/10"),
            _corrected(REFUSED, E.REFUSED, "15/09", "11/09"),
        ),
        (
            _corrected(COMPLAINT, E.DECIDED, "12/10", "09/10"),
            _corrected(COMPLAINT, E.DECIDED, "07/10", "06/10"),
        ),
    ),
    C.EXTENDED_AFTER_END: Seeded(
        (
            EXTENDED.with_step(E.EXTENDED, recorded_on=day("09/10")),
            EXTENDED.with_step(E.EXTENDED, recorded_on=day("12/10")),
        ),
        (EXTENDED.with_step(E.EXTENDED, recorded_on=day("08/10")), EXTENDED),
    ),
    C.NO_RESULT_PAPER: Seeded(
        (
            COMPLAINT.with_step(E.DECIDED, document=""),
            ANSWERED.with_step(E.ANSWERED, document=""),
            ANSWERED.without(E.ANSWERED),
        ),
        (COMPLAINT, FORWARDED),
    ),
    C.LONGER_KIND: Seeded(
        (
            COMPLAINT.telling(E.CLASSIFIED, kind="feedback"),
            COMPLAINT.until(E.ACCEPTED).then(
                E.CLASSIFIED, "20/09", told={"kind": "complaint", "level": "second"}
            ),
            COMPLAINT.until(E.ACCEPTED).then(E.CLASSIFIED, "20/09", told={"traits": ["remote"]}),
        ),
        (
            ANSWERED.telling(E.CLASSIFIED, kind="complaint"),
            COMPLAINT.until(E.ACCEPTED).then(E.CLASSIFIED, "20/09", told={"kind": "complaint"}),
            FORWARDED.telling(E.RECEIVED, kind="complaint"),
        ),
    ),
    C.PASSED_TOO_OFTEN: Seeded(
        (
            COMPLAINT.also(given=_hands("01/09", "05/09", "09/09", "12/09", "15/09")),
            FORWARDED.also(given=_hands("01/09", "02/09", "03/09", "04/09")),
        ),
        (
            COMPLAINT.also(given=_hands("01/09", "05/09", "09/09", "12/09")),
            FORWARDED.also(given=_hands("01/09", "02/09", "03/09")),
        ),
    ),
    C.REASSIGNED_LATE: Seeded(
        (
            LYING.also(given=_hands("01/09", "08/09")),
            COMPLAINT.with_step(E.DECIDED, on=day("08/10")).also(given=_hands("01/09", "06/10")),
        ),
        (
            LYING.also(given=_hands("01/09", "07/09")),
            COMPLAINT.also(given=_hands("01/09", "06/10")),
            LYING.also(given=_hands("10/09")),
        ),
    ),
    C.NEEDLESS_OPENING: Seeded(
        (
            DENUNCIATION.also(openings=(Opening(1, HEAD, day("21/11")),)),
            DENUNCIATION.also(
                openings=tuple(Opening(n, HANDLER, day(f"{10 + n}/09")) for n in (1, 2, 3))
            ),
        ),
        (
            DENUNCIATION.also(openings=(Opening(1, HEAD, day("20/11")),)),
            DENUNCIATION.also(
                openings=(*(Opening(n, HANDLER, day(f"{10 + n}/09")) for n in (1, 2)),
                          Opening(3, HEAD, day("15/09")))
            ),
        ),
    ),
}  # fmt: skip
