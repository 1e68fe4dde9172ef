"""Invented links between petitions of one person and matter; now and then one was a mistake."""

from datetime import timedelta
from random import Random

from tracker.demo.office import Office
from tracker.demo.writer import Row
from tracker.records.matters import SameMatterLink
from tracker.records.petitions import Petition

WHY = "trùng số điện thoại; trùng họ tên; cùng địa chỉ"
UNDONE = "Cùng người nhưng là việc khác, gửi kèm hồ sơ riêng"
MOST_KNOWN = 1000  # People who may come again.
LINKED, MISTAKEN = 0.6, 0.15


class Links:
    """Remembers what each known person sent last, and links what comes next of the same kind."""

    def __init__(self, office: Office) -> None:
        """Begin knowing nobody."""
        self.office = office
        self.last: dict[str, Petition] = {}

    def meet(self, petition: Petition) -> None:
        """Link a petition to the last one of the same sender, as the desk does most times."""
        key = petition.parties[0].identity_digest
        if key is None or (key not in self.last and len(self.last) >= MOST_KNOWN):
            return
        earlier, self.last[key] = self.last.get(key), petition
        # A chance of its own, so that the other rows of a seed stay what they were.
        rng = Random(petition.id)  # noqa: S311  # nosec B311 # invented data, no secret
        if earlier is None or earlier.kind is not petition.kind or rng.random() > LINKED:
            return
        both: Row = {
            "agency_id": petition.agency_id,
            "petition_id": petition.id,
            "earlier_id": earlier.id,
            "recorded_by_id": petition.recorded_by_id,
        }
        at = petition.recorded_at
        made = self.office.writer.add(
            SameMatterLink, **both, undoes_id=None, reason=WHY, recorded_at=at
        )
        if rng.random() < MISTAKEN and at.date() < self.office.today:
            later = at + timedelta(hours=1)
            self.office.writer.add(
                SameMatterLink, **both, undoes_id=made, reason=UNDONE, recorded_at=later
            )
