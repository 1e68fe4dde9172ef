"""How much must be written where something has to be explained."""

from tracker.law.terms import Refusal

LEAST_LETTERS = 10  # A value of the house.


def says_little(words: str) -> bool:
    """Say whether words are too few to explain anything."""
    return len(words.strip()) < LEAST_LETTERS


def refuse_few_words(words: str) -> None:
    """Refuse an account of what was done that explains nothing."""
    if says_little(words):
        raise Refusal("Hãy viết rõ hơn, ít nhất một câu.", field="words")
