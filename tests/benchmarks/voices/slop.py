"""What language models overdo, and whether it is within what the author does anyway."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Self

import numpy as np

from tests.benchmarks.voices.function_words import FUNCTION_WORDS
from tests.benchmarks.voices.words import sentences, words

_DRAWS = 400
"""How often as many own passages are drawn, to see what is usual."""
_CONTRASTS = re.compile(
    r"\bnot\b[^.!?;]{1,60}?[,;—–-]*\s*\bbut\b"
    r"|\b(?:not|n['’]t)\s+(?:just|only|merely|simply)\b"
    r"|\b(?:is|was|are|were)(?:\s+not|n['’]t)\b[^.!?]{1,60}[.;—]\s*(?:it|he|she|they|that|this)"
    r"\s+(?:is|was|are|were)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one text; `lengths` are its sentences', in words."""

    words: int
    slop: int
    trigrams: int
    contrasts: int
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """Slop words, slop trigrams and contrasts by the 1,000 words; the standard deviation of
    sentence lengths over their mean."""

    words: float
    trigrams: float
    contrasts: float
    spread: float


@dataclass(frozen=True, slots=True)
class SlopLists:
    """Trigrams are of words without those that a list of stop words would drop."""

    words: frozenset[str]
    trigrams: frozenset[tuple[str, ...]]
    stop: frozenset[str]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """From `slop_list.json` and `slop_list_trigrams.json`: lists of lists with one phrase."""
        singles, triples = (
            [item[0] for item in json.loads((folder / name).read_text(encoding="utf-8"))]
            for name in ("slop_list.json", "slop_list_trigrams.json")
        )
        trigrams = frozenset(tuple(phrase.split()) for phrase in triples)
        stop = frozenset(FUNCTION_WORDS) - {word for phrase in trigrams for word in phrase}
        return cls(frozenset(singles), trigrams, stop)

    def count(self, text: str) -> Counts:
        found = words(text)
        content = [word for word in found if word not in self.stop]
        triples = zip(content, content[1:], content[2:], strict=False)
        return Counts(
            len(found),
            sum(word in self.words for word in found),
            sum(triple in self.trigrams for triple in triples),
            len(_CONTRASTS.findall(text)),
            tuple(len(words(sentence)) for sentence in sentences(text)),
        )


def manner(counts: Sequence[Counts]) -> Manner:
    """Of all the texts together."""
    per_thousand = 1000 / max(1, sum(count.words for count in counts))
    lengths = [length for count in counts for length in count.lengths] or [1]
    return Manner(
        sum(count.slop for count in counts) * per_thousand,
        sum(count.trigrams for count in counts) * per_thousand,
        sum(count.contrasts for count in counts) * per_thousand,
        float(np.std(lengths) / np.mean(lengths)),
    )


def own_range(own: Sequence[Counts], count: int) -> tuple[Manner, Manner]:
    """Between which manners 90 % of `count` own passages lie, each measure by itself."""
    draw = random.Random(0)
    rows = [astuple(manner(draw.choices(own, k=count))) for _ in range(_DRAWS)]
    columns = [sorted(column) for column in zip(*rows, strict=True)]
    at = int(0.05 * _DRAWS)
    return Manner(*(c[at] for c in columns)), Manner(*(c[-at - 1] for c in columns))


def inside(found: Manner, low: Manner, high: Manner) -> dict[str, bool]:
    """By the measure's name."""
    return {
        name: getattr(low, name) <= getattr(found, name) <= getattr(high, name)
        for name in ("words", "trigrams", "contrasts", "spread")
    }
