"""What somebody must do before all else: change a password, set up the second factor."""

from flask import current_app, url_for

from tracker.casework import password_rules
from tracker.records.accounts import Way
from tracker.web.person import Person


def owed(person: Person) -> str | None:
    """Give the page on which something must be done first; None where nothing is owed.

    Who came in through the shared account of a province or ministry has the password there, and
    the second factor where the provider says that it asked for one.
    """
    if person.session is None or person.session.way is Way.PROVIDER_BOTH:
        return None
    if person.session.way is not Way.PROVIDER and must_change_password(person):
        return url_for("accounts.password")
    if not person.has_second_factor and needs_second_factor(person):
        return url_for("factor.show")
    return None


def must_change_password(person: Person) -> bool:
    """Say whether the password was handed over by somebody, or was too old at the sign-in."""
    if person.must_change_password:
        return True
    return person.session is not None and password_rules.expired_before(
        person.session.started_at,
        person.password_set_at,
        is_administrator=person.is_administrator,
    )


def needs_second_factor(person: Person) -> bool:
    """Say whether the settings ask this person for a second factor."""
    wanted = current_app.config["TRACKER"].second_factor
    return wanted == "all" or (wanted == "administrators" and person.is_administrator)
