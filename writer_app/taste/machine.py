"""How much likelier words and phrases are a model's than people's, by the shipped counts."""

from __future__ import annotations

import math
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from writer_app.voice.background import shipped
from writer_app.voice.grams import folded_prose
from writer_app.voice.likeness import scale_of
from writer_app.voice.phrases import phrases_of

# Per million words, added to both rates: what was seen a few times says little.
_SMOOTHING = (30.0, 60.0, 60.0)


def machine_likeness(text: str) -> tuple[float, float]:
    """Summed log ratios, in nats: of the words, and of the pairs and triples. Names count not."""
    counted = phrases_of([folded_prose(text)])
    words = sum(n * _ratio(word) for word, n in counted.words.items())
    pairs = sum(n * _ratio(" ".join(pair)) for pair, n in counted.bigrams.items())
    triples = sum(n * _ratio(" ".join(three)) for three, n in counted.trigrams.items())
    return words, pairs + triples


def machine_letters(text: str) -> float:
    """The same by char 4-grams: endings, small words and marks at once."""
    return float(_gram_ratios()[scale_of(shipped()).indices(text)].sum())


@cache
def _gram_ratios() -> NDArray[np.float64]:
    background, scale = shipped(), scale_of(shipped())
    machine, human = (
        scale.log_share(scale.counts(half.grams)) for half in (background.machine, background.human)
    )
    return machine - human


@lru_cache(maxsize=32768)
def _ratio(phrase: str) -> float:
    background, smoothing = shipped(), _SMOOTHING[phrase.count(" ")]
    machine = background.machine.phrases.get(phrase, 0.0)
    human = background.human.phrases.get(phrase, 0.0)
    return math.log((machine + smoothing) / (human + smoothing))
