"""How well each check tells the seeded faults from their lawful neighbours."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.law.findings.catalogue import CHECKS
from tracker.law.findings.check import Check
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.seeds import SEEDS
from tracker.law.findings.seeds_agency import AGENCY_SEEDS, QUIET
from tracker.law.findings.tales import CLEAN


@dataclass(frozen=True, slots=True)
class Score:
    """Of one check: faults seeded and found, lawful subjects shown and wrongly found."""

    code: CheckCode
    seeded: int
    found: int
    lawful: int
    false_alarms: int

    @property
    def recall(self) -> float:
        """Give the share of the seeded faults that were found."""
        return self.found / self.seeded

    @property
    def false_alarm_rate(self) -> float:
        """Give the share of the lawful subjects in which something was found."""
        return self.false_alarms / self.lawful

    @property
    def is_perfect(self) -> bool:
        """Say whether every fault was found and nothing else."""
        return self.found == self.seeded and not self.false_alarms


def scores() -> Iterator[Score]:
    """Run every check over its own seeds and over all cases or agencies without a fault."""
    for check in CHECKS.values():
        if check.is_judged:
            yield _score(check)


def _score(check: Check) -> Score:
    true, false = _seeds(check)
    return Score(check.code, len(true), sum(true), len(false), sum(false))


def _seeds(check: Check) -> tuple[list[bool], list[bool]]:
    """Say of each true seed and each lawful subject whether the check finds something there."""
    if check.of_case is not None:
        told = SEEDS[check.code]
        lawful = (*told.false, *CLEAN.values())
        look = check.of_case
        return (
            [any(look(tale.record())) for tale in told.true],
            [any(look(tale.record())) for tale in lawful],
        )
    assert check.of_agency is not None  # noqa: S101 - so the type checker may know
    seeded, see = AGENCY_SEEDS[check.code], check.of_agency
    agencies = (*seeded.false, QUIET)
    return [any(see(a)) for a in seeded.true], [any(see(a)) for a in agencies]
