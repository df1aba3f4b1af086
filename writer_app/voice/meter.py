"""How much a text sounds like one writer: against the writer's own range, others and models.

The score is a log-likelihood ratio of char 4-grams (`likeness`) per word. It is cheap, and easily
fooled by invention in the writer's words: good for choosing among texts that say the same, and
never the figure to report of what was chosen by it.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from writer_app.text.segments import sentences, word_count
from writer_app.voice.background import Background, Corpus, shipped
from writer_app.voice.heldout import PASSAGE
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.likeness import scale_of
from writer_app.voice.profile import LEAST, Profile
from writer_app.voice.prose import prose
from writer_app.voice.tokens import folded

_NORMAL = 1.96
SHORTEST = 50
"""Words below which nothing is said, however the text reads."""
_ENGLISH = 0.25
"""Of English words about half are function words; of other languages' next to none."""
_PRIOR_SENTENCES = 8
"""The spread between a writer's own passages counts as much as so many sentences' own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`score` per word, with its 95 % interval. `percentile`: the place of the score among the
    writer's own passages, 0 to 1. `enough`: whether the interval is narrower than the way from
    the writer's own to other people's; where it is not, the score says nothing."""

    score: float
    low: float
    high: float
    words: int
    enough: bool
    percentile: float


class Meter:
    """Built once from a profile; `own` is the median of the writer's own passages, `others` and
    `machine` what the background's people and models read, each per word."""

    def __init__(self, profile: Profile, background: Background | None = None) -> None:
        background = background or shipped()
        self._scale = scale_of(background)
        self._ratios = self._scale.ratios(self._scale.counts(profile.grams))
        self._own = sorted(profile.own_range)
        self.speaks_english = sum(profile.function_words.values()) > _ENGLISH
        """The background is English: of other languages the meter knows nothing."""
        self._usable = self.speaks_english and profile.words >= LEAST and len(self._own) > 1
        self.own = float(np.median(self._own)) if self._own else 0.0
        self.others = self._reference(background.human)
        self.machine = self._reference(background.machine)
        self._spread = float(np.std(self._own)) if self._own else 0.0

    def per_word(self, text: str) -> float:
        """The log-likelihood ratio per word of one passage; 0 for one without words."""
        words = word_count(text)
        return self._sum(text) / words if words else 0.0

    def read(self, texts: Sequence[str]) -> Reading:
        """All prose in these texts, pooled."""
        passages = [passage for text in texts for passage in prose(text)]
        words = sum(map(word_count, passages))
        if not words:
            return Reading(0.0, 0.0, 0.0, 0, enough=False, percentile=0.5)
        score = sum(map(self._sum, passages)) / words
        margin = _NORMAL * math.sqrt(sum(map(self._variance, texts))) / words
        return Reading(
            score=score,
            low=score - margin,
            high=score + margin,
            words=words,
            enough=self._usable
            and words >= SHORTEST
            and 2 * margin < self.own - max(self.others, self.machine)
            and in_english(passages),
            percentile=self._place(score),
        )

    def _sum(self, text: str) -> float:
        return float(self._ratios[self._scale.indices(text)].sum())

    def _variance(self, text: str) -> float:
        """Of the sum over one text, as a stretch of what its writer might have written there.

        Spread between sentences, steadied by what passages of the writer's own spread: two or
        three sentences may be alike by chance. Sentences that stand together are about the same
        thing, so the spread of a stretch is more than theirs added up (`_together`).
        """
        passages = prose(text)
        parts = [span.of(passage) for passage in passages for span in sentences(passage)]
        lengths = [word_count(part) for part in parts]
        words = sum(lengths)
        if not words:
            return 0.0
        sums = [self._sum(part) for part in parts]
        score = sum(sums) / words
        misses = [(part - score * length) ** 2 for part, length in zip(sums, lengths, strict=True)]
        seen = sum(misses) * len(parts) / max(1, len(parts) - 1)
        usual = self._spread**2 * PASSAGE * words
        weight = len(parts) / (len(parts) + _PRIOR_SENTENCES)
        return (weight * seen + (1 - weight) * usual) * _together(words)

    def _place(self, score: float) -> float:
        if not self._own:
            return 0.5
        below = bisect_left(self._own, score) + bisect_right(self._own, score)
        return below / (2 * len(self._own))

    def _reference(self, corpus: Corpus) -> float:
        return float(self._ratios @ self._scale.counts(corpus.grams)) / max(1, corpus.words)


def _together(words: int) -> float:
    """How much more stretches of so many words spread than if sentences were independent.

    Fitted to the third books of 8 novelists: intervals without it held the book's own score in
    90, 76, 61 and 55 of 100 stretches of 100, 300, 1,000 and 4,000 words, with it in 96, 95, 93
    and 85 (`python -m tests.benchmarks.meter`).
    """
    return 1 + 6 * (1 - math.exp(-words / 1000))


def in_english(passages: Sequence[str]) -> bool:
    """Whether most of it is: the background knows no other language."""
    words = [word for passage in passages for word in folded(passage)]
    return sum(word in STOPWORDS for word in words) > _ENGLISH * len(words)
