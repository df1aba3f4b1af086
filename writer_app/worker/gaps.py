"""What is between two segments of a phrase: one to six words of the same sentence.

All places are code points of the candidate's text. A word is in a gap if it begins there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

MOST_WORDS: Final = 6


class Gap(NamedTuple):
    """Text from `start` matched the segments up to `prefix`; the next may begin after `since`.

    `until`: where the sentence or the sixth word was over, the last place for it to begin.
    """

    prefix: int
    start: int
    since: int
    until: int | None = None


class Gaps(NamedTuple):
    """The gaps that the text's end may be in.

    `words`: where words began, as far back as it matters. `closing`: some gap has its `until`,
    and is there only because the next segment had begun.
    """

    gaps: tuple[Gap, ...] = ()
    words: tuple[int, ...] = ()
    closing: bool = False

    def and_also(self, gaps: Iterable[Gap]) -> Gaps:
        return self._replace(gaps=self.gaps + tuple(gaps))

    def word(self, at: int) -> Gaps:
        """A word begins."""
        full = [gap for gap in self.gaps if self._words_in(gap, at) == MOST_WORDS]
        closed = self._closed(full, at) if full else self
        return closed._replace(words=(*self.words, at))

    def stop(self, at: int) -> Gaps:
        """The sentence ends."""
        return self._closed(self.gaps, at)

    def only(self, wanted: Callable[[Gap], bool]) -> Gaps:
        gaps = tuple(gap for gap in self.gaps if wanted(gap))
        if not gaps:
            return NO_GAPS
        since = min(gap.since for gap in gaps)
        words = tuple(word for word in self.words if word >= since)
        return Gaps(gaps, words, any(gap.until is not None for gap in gaps))

    def may_end(self, gap: Gap, at: int) -> bool:
        """Whether the next segment may begin at `at`."""
        return (gap.until is None or at <= gap.until) and self._words_in(gap, at) > 0

    def _words_in(self, gap: Gap, end: int) -> int:
        return sum(gap.since <= word < end for word in self.words)

    def _closed(self, closing: Iterable[Gap], at: int) -> Gaps:
        gaps = tuple(
            gap._replace(until=at) if gap.until is None and gap in closing else gap
            for gap in self.gaps
        )
        return Gaps(gaps, self.words, closing=True)


NO_GAPS: Final = Gaps()
