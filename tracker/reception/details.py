"""Turn what was typed at the desk into what the verbs take."""

from typing import Any

from tracker.casework.attachments import Upload
from tracker.casework.identity import Identity
from tracker.casework.intake import VisitDetails
from tracker.casework.registration import PartyDetails, PetitionDetails
from tracker.law.kinds import COMPLAINTS, Level
from tracker.reception.forms import PERSON, UNIT, DeskForm, IntakeForm, PostForm
from tracker.reception.people_forms import LONGEST_NAME
from tracker.records.petitions import PartyRole
from tracker.records.reception import VisitOutcome


def visit_of(form: DeskForm) -> VisitDetails:
    """Give the visit, as typed."""
    content = form.content.data
    if form.is_on_paper_only and form.paper_file_number.data:
        content = f"Hồ sơ giấy số {form.paper_file_number.data}"
    refused = form.outcome.data is VisitOutcome.REFUSED
    return VisitDetails(
        visited_on=form.day,
        visitor=form.sender(),
        content=content,
        outcome=form.outcome.data,
        mode=form.mode.data,
        head_count=form.head_count.data or 1,
        outcome_note="" if form.takes_petition else form.outcome_note.data,
        refusal_ground=form.refusal_ground.data if refused else None,
        ground_complete_on=form.ground_complete_on.data if refused else None,
        is_sealed=form.is_sealed,
        kind=form.kind.data,
        visitors=form.visitors(),
    )


def petition_at_desk(form: DeskForm, why: str) -> PetitionDetails | None:
    """Give the petition or statement taken at the desk, if one was, and why it is linked."""
    return _petition(form, same_matter_why=why) if form.takes_petition else None


def petition_by_post(form: PostForm, why: str) -> PetitionDetails:
    """Give a petition that came in without a visit, and why it is linked."""
    return _petition(form, same_matter_why=why, channel=form.channel.data)


def uploads_of(form: IntakeForm) -> list[Upload]:
    """Give the files that came along."""
    return [Upload(f.filename or "", f.stream) for f in form.files.data]  # type: ignore[arg-type]  # werkzeug types the stream as IO[bytes]


def _petition(form: IntakeForm, **particulars: Any) -> PetitionDetails:
    return PetitionDetails(
        kind=form.kind.data,
        summary=form.content.data,
        received_on=form.day,
        parties=tuple(_parties(form)),
        level=(form.kind.data in COMPLAINTS and form.level.data) or Level.FIRST,
        head_count=form.head_count.data or 1,
        written_on=form.written_on.data,
        passed_on_by=form.passed_on_by.data,
        same_matter_id=form.linked_id,
        is_corruption=form.is_on_paper_only,
        paper_file_number=form.paper_file_number.data if form.is_on_paper_only else "",
        **particulars,
    )


def _parties(form: IntakeForm) -> list[PartyDetails]:
    named = [PartyDetails(PartyRole.SENDER, form.sender())]
    named += [PartyDetails(PartyRole.REPRESENTATIVE, who) for who in form.named_representatives()]
    if form.capacity is not None:
        named.append(
            PartyDetails(
                PartyRole.AUTHORISED,
                form.acting_person(),
                authorisation=form.authorisation.data,
                acting_as=form.capacity,
            )
        )
    if form.respondent_name.data or form.respondent.data:
        named.append(_respondent(form))
    return named


def _respondent(form: IntakeForm) -> PartyDetails:
    """Give who the matter is about; a person or unit of the agency is kept away from it."""
    sort, _colon, number = (form.respondent.data or "").partition(":")
    name = form.respondent_name.data
    if number and not name and not form.is_on_paper_only:
        name = _label(form, form.respondent.data)
    return PartyDetails(
        PartyRole.RESPONDENT,
        Identity(name[:LONGEST_NAME]),
        user_id=int(number) if sort == PERSON else None,
        unit_id=int(number) if sort == UNIT else None,
    )


def _label(form: IntakeForm, chosen: str) -> str:
    offered = form.respondent.iter_choices()
    return next(str(label) for value, label, *_rest in offered if value == chosen)
