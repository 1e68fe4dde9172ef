"""What administrators have under way in the demo that every walk is taken through."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.support.walks import Demo


def administer(session: "Session", demo: "Demo") -> None:
    """Add what administrators have under way: a role that waits for consent, a review."""
    from tracker.access import Role
    from tracker.casework import account_reviews, people
    from tracker.casework.posts import Post
    from tracker.clock import now, today

    by, handler = demo.people[Role.ADMINISTRATOR], demo.people[Role.HANDLER]
    post = Post(Role.INSPECTOR, demo.agency_id, today())
    people.give_role(session, handler, post, by=by.id, now=now(), reason="Đoàn kiểm tra quý IV")
    account_reviews.start(session, demo.agency_id, by=by.id, now=now())
