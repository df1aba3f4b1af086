"""Which word a document would put next, by what stands in it already: a cache language model.

After Kuhn and De Mori (1990), over words, pairs and triples with absolute discounting, each
backing off to the shorter history. A small model forgets the names and the turns of phrase of
two pages ago, which their counts remember. The same counts of the writer's other texts added
nothing to it (`tests/benchmarks/next_word.py`), so they are not asked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

from writer_app.voice.tokens import folded

DISCOUNT = 0.5
"""Off every count, for what was never seen."""
BELIEF = 2.0
"""Occurrences that the shorter history is worth."""

History = tuple[str, ...]


class WordCache:
    """The counts of one text: a millisecond or two for 2,000 words, then microseconds a word."""

    def __init__(self, text: str) -> None:
        words = folded(text)
        self.history: History = tuple(words[-2:])
        """The last two of its words, folded."""
        self._after: defaultdict[History, Counter[str]] = defaultdict(Counter)
        self._after[()] = Counter(words)
        for first, second in pairwise(words):
            self._after[first,][second] += 1
        for first, second, third in zip(words, words[1:], words[2:], strict=False):
            self._after[first, second][third] += 1
        self._totals = {history: seen.total() for history, seen in self._after.items()}

    def share(self, word: str, history: History) -> float:
        """The probability of a folded word behind at most two others."""
        seen = self._after.get(history, Counter())
        total = self._totals.get(history, 0)
        if not history:
            return seen[word] / (total + 1)
        spared = DISCOUNT * len(seen) + BELIEF
        own = max(0.0, seen[word] - DISCOUNT)
        return (own + spared * self.share(word, history[1:])) / (total + BELIEF)
