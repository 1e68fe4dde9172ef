"""Which conclusions exist for whom: none about a matter that is about the reader."""

from sqlalchemy import ColumnElement, Select, and_, or_, select

from tracker.records.cases import PetitionLink
from tracker.records.petitions import Petition
from tracker.records.reception import Visit
from tracker.records.sessions import Conclusion
from tracker.records.visibility import Reach, barred


def conclusion_not_about(reach: Reach) -> ColumnElement[bool]:
    """Give the condition that a conclusion is not about a case against this person.

    One about a whole session is hidden where any visit of the session led to such a case.
    """
    visits = _visits_about(reach)
    receptions = select(Visit.reception_id).where(Visit.id.in_(visits))
    return or_(
        and_(Conclusion.visit_id.is_not(None), Conclusion.visit_id.not_in(visits)),
        and_(Conclusion.visit_id.is_(None), Conclusion.reception_id.not_in(receptions)),
    )


def _visits_about(reach: Reach) -> Select[int | None]:
    return (
        select(Petition.visit_id)
        .join(PetitionLink, PetitionLink.petition_id == Petition.id)
        .where(PetitionLink.case_id.in_(barred(reach)), Petition.visit_id.is_not(None))
    )
