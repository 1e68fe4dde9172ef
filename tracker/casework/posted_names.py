"""Keep every sealed identity of an agency out of what everybody may read."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.casework.identity import SECRECY, identity_of, reveals
from tracker.casework.telling import Told
from tracker.law.terms import Refusal
from tracker.records.organisation import User
from tracker.records.petitions import Party, Petition
from tracker.vietnamese import fold

AT_ONCE = 500


def refuse_telling_anybody(session: Session, agency_id: int, texts: Mapping[str, str]) -> None:
    """Refuse a public text that gives a sealed sender of the agency away; texts by their fields.

    People of the agency are named in its rules and schedules: who has the name of one of them
    cannot be told from that person, so their names are let through, not their numbers.
    """
    told = {field: Told(text) for field, text in texts.items() if text.strip()}
    if not told:
        return
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
        is_staff = fold(who.full_name) in known
        for field, words in told.items():
            if reveals(words, who) and (not is_staff or words.numbers(who.phone)):
                raise Refusal(
                    "Nội dung cho mọi người đọc có thông tin của một người mà hồ sơ giữ kín nên"
                    " chưa lưu. Hãy bỏ họ tên, địa chỉ, số điện thoại của cá nhân rồi gửi lại.",
                    article=SECRECY,
                    field=field,
                )
