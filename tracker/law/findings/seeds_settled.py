"""Cases seeded with one fault each in how they were taken up and settled, and their neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from tracker.law.events import EventType
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import Given
from tracker.law.findings.tales import (
    ANSWERED,
    COMPLAINT,
    DENUNCIATION,
    EXTENDED,
    FORWARDED,
    HANDLER,
    OF_COMMITTEE,
    PASSED_TO_US,
    REFUSED,
    SECOND_LEVEL,
    SUSPENDED,
    UNIT,
    Tale,
    day,
)
from tracker.law.history import Outcome
from tracker.law.kinds import CaseKind

E, C = EventType, CheckCode
LYING = COMPLAINT.until(E.RECEIVED)
RIGHT, PARTLY = Outcome.RIGHT.value, Outcome.PARTLY_RIGHT.value
GRANTED = COMPLAINT.telling(E.DECIDED, outcome=RIGHT)
DISCIPLINE = replace(COMPLAINT, kind=CaseKind.DISCIPLINE_COMPLAINT)
DISCIPLINE = DISCIPLINE.telling(E.RECEIVED, kind=DISCIPLINE.kind.value)
DISCIPLINE = DISCIPLINE.telling(E.CLASSIFIED, kind=DISCIPLINE.kind.value)
UNFINISHED = GRANTED.without(E.ENFORCED, E.ARCHIVED)
IN_FORCE_ON = day("02/11")  # Of the decision of 01/10.


@dataclass(frozen=True, slots=True)
class Seeded:
    """Tales in which a check must find something, and tales in which it must not."""

    true: tuple[Tale, ...]
    false: tuple[Tale, ...]


TAKEN_UP_AND_SETTLED: Mapping[CheckCode, Seeded] = {
    C.LATE_ACCEPTANCE: Seeded(
        (
            COMPLAINT.with_step(E.ACCEPTED, on=day("14/09")), LYING,
            DENUNCIATION.with_step(E.ACCEPTED, on=day("14/09")),
        ),
        (COMPLAINT.with_step(E.ACCEPTED, on=day("11/09")), LYING.also(today=day("11/09"))),
    ),
    C.NOT_NOTIFIED: Seeded(
        (DENUNCIATION.without(E.NOTIFIED), DENUNCIATION.with_step(E.NOTIFIED, on=day("16/09"))),
        (DENUNCIATION.with_step(E.NOTIFIED, on=day("15/09")), COMPLAINT),
    ),
    C.ACCEPTED_THEN_NOT: Seeded(
        (
            COMPLAINT.until(E.ACCEPTED).then(E.REFUSED, "20/10", told={"ground": "KN-11.2"}),
            ANSWERED.until(E.ACCEPTED).then(E.FORWARDED, "20/09"),
        ),
        (
            REFUSED,
            COMPLAINT.until(E.ACCEPTED).then(E.DISCONTINUED, "20/09", told={"ground": "dc-a"}),
        ),
    ),
    C.NO_GROUND: Seeded(
        (REFUSED.telling(E.REFUSED, ground=""), REFUSED.telling(E.REFUSED, ground="TC-29.a")),
        (REFUSED, REFUSED.telling(E.REFUSED, ground="KN-11.9")),
    ),
    C.WRONG_KIND: Seeded(
        (
            COMPLAINT.telling(E.CLASSIFIED, kind="recommendation"),
            DENUNCIATION.telling(E.CLASSIFIED, kind="complaint"),
            COMPLAINT.until(E.ACCEPTED).then(E.CLASSIFIED, "20/09", told={"kind": "feedback"}),
        ),
        (
            ANSWERED.telling(E.CLASSIFIED, kind="complaint"),
            ANSWERED.telling(E.CLASSIFIED, kind="recommendation"),
        ),
    ),
    C.OUTSIDE_COMPETENCE: Seeded(
        (
            COMPLAINT.telling(E.CLASSIFIED, traits=["outside_competence"]),
            FORWARDED.without(E.FORWARDED, E.ARCHIVED).then(E.ANSWERED, "08/09"),
        ),
        (FORWARDED, COMPLAINT),
    ),
    C.SETTLED_LATE: Seeded(
        (
            COMPLAINT.with_step(E.DECIDED, on=day("09/10")),
            DENUNCIATION.until(E.VERIFICATION_REPORTED),
            SECOND_LEVEL.with_step(E.DECIDED, on=day("24/10")),
        ),
        (
            COMPLAINT.with_step(E.DECIDED, on=day("08/10")),
            SECOND_LEVEL.with_step(E.DECIDED, on=day("23/10")), SUSPENDED, EXTENDED,
        ),
    ),
    C.LONGER_WITHOUT_PAPER: Seeded(
        (
            EXTENDED.with_step(E.EXTENDED, document=""),
            EXTENDED.with_step(E.FOUND_COMPLEX, document="  "),
            EXTENDED.with_step(E.EXTENDED, on=day("09/10")),
        ),
        (EXTENDED, EXTENDED.with_step(E.EXTENDED, on=day("08/10"))),
    ),
    C.TOO_MANY_EXTENSIONS: Seeded(
        (
            EXTENDED.without(E.FOUND_COMPLEX),
            EXTENDED.until(E.VERIFICATION_REPORTED).then(E.EXTENDED, "28/10"),
        ),
        (
            EXTENDED,
            EXTENDED.telling(E.FOUND_COMPLEX, criteria=["1", "7"])
            .until(E.VERIFICATION_REPORTED).then(E.EXTENDED, "28/10"),
        ),
    ),
    C.SUSPENDED: Seeded(
        (
            SUSPENDED.telling(E.SUSPENDED, ground=""),
            SUSPENDED.also(today=day("15/09") + timedelta(91)),
        ),
        (
            SUSPENDED.also(today=day("15/09") + timedelta(90)),
            SUSPENDED.then(E.RESUMED, "01/10").also(today=day("15/09") + timedelta(200)),
        ),
    ),
    C.NOT_VERIFIED: Seeded(
        (DENUNCIATION.without(E.VERIFICATION_ORDERED), COMPLAINT.without(E.VERIFICATION_ORDERED)),
        (DENUNCIATION, GRANTED.without(E.VERIFICATION_ORDERED)),
    ),
    C.NO_DIALOGUE: Seeded(
        (
            COMPLAINT.without(E.DIALOGUE_HELD), SECOND_LEVEL.without(E.DIALOGUE_HELD),
            COMPLAINT.with_step(E.DIALOGUE_HELD, on=day("02/10")),
            DISCIPLINE.telling(E.DECIDED, outcome=RIGHT).without(E.DIALOGUE_HELD),
        ),
        (COMPLAINT.with_step(E.DIALOGUE_HELD, on=day("01/10")), GRANTED.without(E.DIALOGUE_HELD)),
    ),
    C.DIALOGUE_NOTICE: Seeded(
        (
            COMPLAINT.with_step(E.DIALOGUE_ANNOUNCED, on=day("25/09")),
            COMPLAINT.without(E.DIALOGUE_ANNOUNCED),
        ),
        (
            COMPLAINT.with_step(E.DIALOGUE_ANNOUNCED, on=day("24/09")),
            GRANTED.without(E.DIALOGUE_HELD, E.DIALOGUE_ANNOUNCED),
        ),
    ),
    C.WRONG_PAPER: Seeded(
        (
            COMPLAINT.with_step(E.DECIDED, document="12/TB-SKHCN"),
            COMPLAINT.with_step(E.DECIDED, document="Công văn số 12/SKHCN"),
        ),
        (
            COMPLAINT.with_step(E.DECIDED, document="12/QĐ-TBXH"),
            ANSWERED.with_step(E.ANSWERED, document="12/TB-SKHCN"),
        ),
    ),
    C.SENT_LATE: Seeded(
        (COMPLAINT.with_step(E.DECISION_SENT, on=day("07/10")),
         DENUNCIATION.without(E.CONCLUSION_SENT)),
        (COMPLAINT.with_step(E.DECISION_SENT, on=day("06/10")),
         DENUNCIATION.with_step(E.CONCLUSION_SENT, on=day("09/10"))),
    ),
    C.NOT_PUBLISHED: Seeded(
        (
            COMPLAINT.without(E.DECISION_PUBLISHED),
            DENUNCIATION.with_step(E.CONCLUSION_PUBLISHED, on=day("14/10")),
            COMPLAINT.telling(E.DECISION_PUBLISHED, circumstances=["posted"])
            .then(E.POSTING_ENDED, "12/10"),
        ),
        (
            COMPLAINT.with_step(E.DECISION_PUBLISHED, on=day("16/10")),
            COMPLAINT.telling(E.DECISION_PUBLISHED, circumstances=["posted"])
            .then(E.POSTING_ENDED, "24/10"),
        ),
    ),
    C.NOT_ACTED_ON: Seeded(
        (
            DENUNCIATION.without(E.CONCLUSION_HANDLED),
            DENUNCIATION.with_step(E.CONCLUSION_HANDLED, on=day("14/10")),
        ),
        (DENUNCIATION.with_step(E.CONCLUSION_HANDLED, on=day("13/10")), COMPLAINT),
    ),
    C.NOT_ENFORCED: Seeded(
        (
            UNFINISHED.also(today=IN_FORCE_ON + timedelta(61)),
            UNFINISHED.telling(E.DECIDED, outcome=PARTLY).also(today=IN_FORCE_ON + timedelta(90)),
        ),
        (
            UNFINISHED.also(today=IN_FORCE_ON + timedelta(60)),
            COMPLAINT.without(E.ENFORCED).also(today=IN_FORCE_ON + timedelta(90)),
            UNFINISHED.then(E.SUED, "20/10").also(today=IN_FORCE_ON + timedelta(90)),
        ),
    ),
    C.LEFT_LYING: Seeded(
        (
            LYING, COMPLAINT.until(E.ACCEPTED),
            LYING.also(
                given=(Given(UNIT, HANDLER, day("01/09"), day("02/09")),), today=day("12/09")
            ),
        ),
        (
            LYING.also(today=day("01/10")), COMPLAINT.until(E.ACCEPTED).also(today=day("08/10")),
            LYING.also(
                given=(Given(UNIT, HANDLER, day("01/09"), day("02/09")),), today=day("11/09")
            ),
        ),
    ),
    C.CITIZEN_NOT_ANSWERED: Seeded(
        (
            LYING,
            ANSWERED.with_step(E.ACCEPTED, on=day("17/09")).with_step(E.ANSWERED, on=day("18/09")),
        ),
        (ANSWERED.with_step(E.ACCEPTED, on=day("16/09")), LYING.also(today=day("16/09"))),
    ),
    C.PASSER_NOT_ANSWERED: Seeded(
        (
            PASSED_TO_US.without(E.PASSER_INFORMED),
            PASSED_TO_US.with_step(E.PASSER_INFORMED, on=day("24/09")),
        ),
        (PASSED_TO_US.with_step(E.PASSER_INFORMED, on=day("23/09")), ANSWERED),
    ),
    C.COMMITTEE_NOT_ANSWERED: Seeded(
        (
            OF_COMMITTEE.with_step(E.ANSWERED, on=day("17/09")),
            OF_COMMITTEE.until(E.ACCEPTED),
        ),
        (OF_COMMITTEE.with_step(E.ANSWERED, on=day("16/09")), ANSWERED),
    ),
}  # fmt: skip
