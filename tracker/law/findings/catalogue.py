"""All checks in one list, and what they find in a case or an agency."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.law.findings import agency, intake, papers, secrecy, settling, traces, unjudged
from tracker.law.findings.check import Check, Fact, Hit
from tracker.law.findings.codes import CheckCode
from tracker.law.findings.record import AgencyRecord, CaseRecord

_ROOMS = (intake, settling, papers, secrecy, traces, agency, unjudged)
_FOUND = {
    each.code: each for room in _ROOMS for each in vars(room).values() if isinstance(each, Check)
}
CHECKS: Mapping[CheckCode, Check] = {code: _FOUND[code] for code in CheckCode}
OF_CASES = tuple(c for c in CHECKS.values() if c.of_case is not None)
OF_AGENCIES = tuple(c for c in CHECKS.values() if c.of_agency is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the check that made it."""

    code: CheckCode
    place: str
    facts: Mapping[str, Fact]


def examine_case(record: CaseRecord, checks: Iterable[Check] = OF_CASES) -> Iterator[Found]:
    """Give all that the checks find in a case."""
    for check in checks:
        if check.of_case is not None:
            yield from _named(check, check.of_case(record))


def examine_agency(record: AgencyRecord, checks: Iterable[Check] = OF_AGENCIES) -> Iterator[Found]:
    """Give all that the checks find in an agency as a whole."""
    for check in checks:
        if check.of_agency is not None:
            yield from _named(check, check.of_agency(record))


def _named(check: Check, hits: Iterable[Hit]) -> Iterator[Found]:
    return (Found(check.code, hit.place, hit.facts) for hit in hits)
