"""Keep every sealed identity of an agency out of what is posted for all to read."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.identity import SECRECY, identity_of, reveals
from tracker.casework.telling import Told
from tracker.law.terms import Refusal
from tracker.records.organisation import User
from tracker.records.petitions import Party, Petition
from tracker.vietnamese import fold

AT_ONCE = 500


def refuse_telling_anybody(session: Session, agency_id: int, *texts: str) -> None:
    """Refuse to post a text that gives a sealed sender of the agency away.

    People of the agency are named in its rules and schedules: who has the name of one of them
    cannot be told from that person, so their names are let through, not their numbers.
    """
    told = Told("\n".join(texts))
    staff = select(User.full_name).where(User.agency_id == agency_id)
    known = {fold(name) for name in session.scalars(staff)}
    sealed = (
        select(Party)
        .join(Petition)
        .where(Petition.agency_id == agency_id, Party.sealed_identity.is_not(None))
        .execution_options(yield_per=AT_ONCE)
    )
    for party in session.scalars(sealed):
        who = identity_of(party)
        named = reveals(told, who)
        if named and (fold(who.full_name) not in known or told.numbers(who.phone)):
            raise Refusal(
                "Chưa niêm yết được: nội dung có thông tin của một người mà hồ sơ giữ kín. "
                "Hãy bỏ họ tên, địa chỉ, số điện thoại của cá nhân, soạn lại rồi niêm yết.",
                article=SECRECY,
                field="posted_on",
            )
