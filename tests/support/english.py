"""What is still Vietnamese on a page that is read in English."""

from tests.support.client import InspectingClient
from tests.support.pages import Page, words
from tracker.law.terms import Term

BY_ITSELF = ("label", "legend", "option", "span", "strong", "button", "a", "summary", "h1", "td")


def read_in_english(client: InspectingClient) -> None:
    """Let a person read in English from now on."""
    client.post("/account/language", {"language": "en"}, status=(302, 303))


def left_in_vietnamese(page: Page) -> set[str]:
    """Give the Vietnamese names of terms that stand on a page by themselves."""
    names = {m.vi for kind in Term.__subclasses__() for m in kind if m.vi != m.en}
    return names & {words(e) for tag in BY_ITSELF for e in page.root.iter(tag)}
