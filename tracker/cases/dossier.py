"""Gather all that the page of one case shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.access import Permission
from tracker.cases import queries
from tracker.cases.duties import Dated, DutyLine, SecondWay, Seen, dates, lines, second_way
from tracker.cases.guidance import Advice, counsel
from tracker.cases.history import FilePaper, HistoryItem, history, papers
from tracker.cases.levels import phrases
from tracker.cases.lists import level_of
from tracker.cases.moves import NextSteps, next_steps
from tracker.cases.reminded import Reminded, reminded
from tracker.casework.numbering import is_pseudonym
from tracker.casework.offer import offer
from tracker.law.calendar import Calendar
from tracker.law.events import Trait
from tracker.law.levels import Alarm
from tracker.law.workflow import Situation
from tracker.records.cases import Case
from tracker.records.petitions import Attachment, Petition
from tracker.records.visibility import Reach, reaches


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case as its page shows it to one person on one day."""

    case: Case
    situation: Situation
    alarm: Alarm | None
    is_sealed: bool
    traits: tuple[Trait, ...]
    dates: list[Dated]
    duties: list[DutyLine]
    second_way: SecondWay | None
    next_steps: NextSteps
    advice: tuple[Advice, ...]
    history: list[HistoryItem]
    papers: list[FilePaper]
    missing: list[str]
    petitions: list[Petition]
    attachments: list[Attachment]
    assignments: list[Any]
    related: list[Any]
    may_assign: bool
    reminded: Reminded
    unseen_reminders: int


def dossier(session: Session, case: Case, reach: Reach, today: date, calendar: Calendar) -> Dossier:
    """Put together what one person may see and do on a case today."""
    offered = offer(case, by=reach, today=today)
    outlook = queries.outlook(session, case)
    seen = Seen(today, calendar, phrases(outlook.leads))
    advised = counsel(session, case, reach, today)
    there, missing = papers(case)
    told = reminded(session, case.id)
    may_correct = reaches(reach, Permission.CASE_CLASSIFY, case)
    return Dossier(
        case=case,
        situation=offered.situation,
        alarm=level_of(case, today),
        is_sealed=is_pseudonym(case.sender_label),
        traits=tuple(t for t in Trait if t.value in case.traits),
        dates=dates(case, seen),
        duties=lines(case, seen, outlook.forecasts),
        second_way=second_way(case, today),
        next_steps=next_steps(case, offered, reach, today, advised.proposed),
        advice=advised.advice,
        history=history(case, may_correct=may_correct),
        papers=there,
        missing=missing,
        petitions=[link.petition for link in case.links if link.ended_on is None],
        attachments=queries.attachments(case),
        assignments=queries.assignments(session, case),
        related=queries.related(session, case, reach),
        may_assign=reaches(reach, Permission.CASE_ASSIGN, case),
        reminded=told,
        unseen_reminders=told.unseen if reaches(reach, Permission.CASE_WORK, case) else 0,
    )
