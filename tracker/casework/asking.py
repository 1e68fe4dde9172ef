"""Ask before saving: what may be meant, yet had better be confirmed by an explicit yes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tracker.law.terms import Refusal, Words

CONFIRM = Words("Cần xác nhận trước khi lưu.")


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt; the key names exactly what was asked, so that a yes fits nothing else."""

    key: str
    words: Refusal


class UnansweredError(Refusal):
    """Questions to which nobody has said yes; nothing is saved until somebody does."""

    def __init__(self, questions: Collection[Question]) -> None:
        """Keep the questions; the sentence stands for all of them."""
        super().__init__(CONFIRM)
        self.questions = tuple(questions)


def ask(questions: Iterable[Question], agreed: Collection[str]) -> None:
    """Raise with all questions as long as one of them has not been answered with yes."""
    asked = tuple(questions)
    if any(question.key not in agreed for question in asked):
        raise UnansweredError(asked)
