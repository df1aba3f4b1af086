"""Which word this writer puts next, by what they wrote before: counts of words, pairs, triples.

Absolute discounting, each order backing off to the one below. The profile knows the writer and
the text before the caret knows the names and the matter of this document; both are asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from writer_app.voice.grams import folded_prose
from writer_app.voice.phrases import phrases_of, stretches
from writer_app.voice.profile import Profile

DISCOUNT = 0.5
"""Off every count, for what was never seen."""
BELIEF = 2.0
"""Occurrences that the order below is worth."""

_LOOK_BACK = 120  # characters; three long words

History = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followers:
    """What was seen after one history."""

    counts: Mapping[str, int]
    total: int


def history_of(text: str) -> History:
    """The last two folded words of it, or fewer: none reaches over punctuation or a name."""
    *_, last = stretches(folded_prose(text[-_LOOK_BACK:]))
    return tuple(last[-2:])


class OwnWords:
    """Made once from the counts; then microseconds a word."""

    def __init__(
        self,
        words: Mapping[str, int],
        bigrams: Mapping[tuple[str, str], int],
        trigrams: Mapping[tuple[str, str, str], int],
    ) -> None:
        self._words = words
        self._total = sum(words.values())
        after: defaultdict[History, dict[str, int]] = defaultdict(dict)
        for (first, second), count in bigrams.items():
            after[first,][second] = count
        for (first, second, third), count in trigrams.items():
            after[first, second][third] = count
        self._after = {
            history: Followers(counts, sum(counts.values())) for history, counts in after.items()
        }

    @classmethod
    def of_profile(cls, profile: Profile) -> OwnWords:
        return cls(profile.vocabulary, profile.bigrams, profile.trigrams)

    @classmethod
    def of_text(cls, text: str) -> OwnWords:
        counted = phrases_of([folded_prose(text)])
        return cls(counted.words, counted.bigrams, counted.trigrams)

    def share(self, word: str, history: History) -> float:
        """The probability of a folded word behind the last (at most two) folded words."""
        if not history:
            return self._words.get(word, 0) / (self._total + 1)
        below = self.share(word, history[1:])
        seen = self._after.get(history)
        if seen is None:
            return below
        spared = DISCOUNT * len(seen.counts) + BELIEF
        own = max(0.0, seen.counts.get(word, 0) - DISCOUNT)
        return (own + spared * below) / (seen.total + BELIEF)
