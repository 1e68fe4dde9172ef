"""Tell whether a text gives somebody away, in whatever way the name or number is written."""

from collections.abc import Iterator
from functools import cached_property

from tracker import vietnamese
from tracker.vietnamese import keys_lost

LEAST_FOR_ANY_ORDER = 3  # Of two words the other order is often a word of its own: An Bình.
LEAST_JOINED = 9  # letters of a name written as one word
LEAST_ADDRESS = 4  # words; fewer are a place where many live
LEAST_FIGURES = 6


class Told:
    """One text, taken apart once for any number of people."""

    def __init__(self, text: str) -> None:
        """Split the text into its words; marks, case and order of marks fall away."""
        self.plain = vietnamese.tokens(text)
        self.words = vietnamese.name_words(text)
        self.figures = vietnamese.digits(text)

    def names(self, name: str) -> bool:
        """Say whether a name stands there: as written, in another order, in one word, by keys."""
        wanted = vietnamese.name_words(name)
        if not wanted:
            return False
        size, joined = len(wanted), "".join(vietnamese.tokens(name))
        if _lost(wanted) in self._runs(size):
            return True
        if size >= LEAST_FOR_ANY_ORDER and tuple(sorted(_lost(wanted))) in self._sorted_runs(size):
            return True
        return len(joined) >= LEAST_JOINED and any(joined in word for word in self._long_words)

    def numbers(self, *stated: str) -> bool:
        """Say whether one of these numbers stands there, whatever is between its figures."""
        plain = (vietnamese.digits(number) for number in stated if number)
        # Without the leading 0, so that the same number with 84 in front is found as well.
        return any(
            figure.lstrip("0") in self.figures for figure in plain if len(figure) >= LEAST_FIGURES
        )

    def places(self, address: str) -> bool:
        """Say whether an address stands there in full."""
        wanted = vietnamese.name_words(address)
        return len(wanted) >= LEAST_ADDRESS and _lost(wanted) in self._runs(len(wanted))

    @cached_property
    def _long_words(self) -> tuple[str, ...]:
        return tuple(word for word in self.plain if len(word) >= LEAST_JOINED)

    @cached_property
    def _kept(self) -> dict[tuple[int, bool], frozenset[tuple[str, ...]]]:
        return {}

    def _runs(self, size: int) -> frozenset[tuple[str, ...]]:
        if (size, False) not in self._kept:
            self._kept[size, False] = frozenset(map(_lost, self._windows(size)))
        return self._kept[size, False]

    def _sorted_runs(self, size: int) -> frozenset[tuple[str, ...]]:
        if (size, True) not in self._kept:
            self._kept[size, True] = frozenset(tuple(sorted(_lost(w))) for w in self._windows(size))
        return self._kept[size, True]

    def _windows(self, size: int) -> Iterator[list[str]]:
        return (self.words[at : at + size] for at in range(len(self.words) - size + 1))


def _lost(words: list[str]) -> tuple[str, ...]:
    """Write words without what the keys of Telex and VNI leave behind."""
    return tuple(map(keys_lost, words))
