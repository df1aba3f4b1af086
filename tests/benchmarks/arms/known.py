"""What is known of an author before the measured passages are read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.arms.model import Model, Rows
from tests.benchmarks.voices.passages import Author
from tests.benchmarks.voices.words import words
from writer_app.voice.background import shipped
from writer_app.voice.exemplars import own_passages
from writer_app.voice.lexicon import STOPWORDS

PAIRS = 6
"""Own passages and their plain drafts, at most."""
OWN = 400
"""Own passages of the first two books among which the nearest are looked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """`own`: passages of the first two books. `pairs`: passages of the third that are not
    measured, and their plain drafts. `bias`: for each token, log(p_author / p_background) where
    it is a function word. `vectors`: own minus plain, after each layer."""

    own: Sequence[str]
    pairs: Sequence[tuple[str, str]]
    bias: Rows
    vectors: Rows


def known(model: Model, author: Author, drafts: Mapping[str, str]) -> Known:
    """`drafts` by passage of the third book; only pairs of these are looked at."""
    texts = author.own_text()
    pairs = list(drafts.items())[:PAIRS]
    return Known(own(texts), pairs, bias(model, texts), vectors(model, pairs))


def own(texts: Sequence[str]) -> list[str]:
    """Passages evenly over the texts."""
    every = own_passages(texts)
    return every[:: max(1, len(every) // OWN)]


def bias(model: Model, texts: Sequence[str]) -> Rows:
    """Shape (vocabulary,). The background is people's and machines' prose in equal parts."""
    counts = Counter(word for text in texts for word in words(text))
    total = counts.total()
    people, machines = shipped().human, shipped().machine
    found = np.zeros(model.vocab.size, dtype=np.float32)
    for token, piece in enumerate(model.vocab.pieces):
        word = piece.decode("utf-8", "replace").removeprefix(" ").lower()
        # A piece without a space may be the middle of any word.
        if word in STOPWORDS and (piece.startswith(b" ") or piece[:1].isupper()):
            rate = (people.rate(word) + machines.rate(word)) / 2e6
            found[token] = math.log((counts[word] + 1) / total / rate)
    return found


def vectors(model: Model, pairs: Sequence[tuple[str, str]]) -> Rows:
    """Shape (layers, width): the mean over pairs, each the mean over its tokens."""
    found = np.zeros((model.layers, model.width), dtype=np.float32)
    for own, plain in pairs:
        found += activations(model, own) - activations(model, plain)
    return found / np.float32(max(1, len(pairs)))


def activations(model: Model, text: str) -> Rows:
    return model.activations(model.vocab.tokenize(text, bos=True))
