"""Every arm on one place: the distributions it gives for each token of the passage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.benchmarks.arms.known import Known
from tests.benchmarks.arms.model import Model, Rows, normalised
from tests.benchmarks.arms.places import Place
from writer_app.voice.exemplars import nearest

PLAIN = "plain"
PAIR = "own passages of the pairs before"
OTHERS = "3 nearest of another author"
BIASES = (0.25, 0.5, 1.0)
CONTRASTS = (0.1, 0.3, 1.0)
STRENGTHS = (0.25, 0.5, 1.0, 2.0)


def asked(
    model: Model, place: Place, known: Known, foreign: Sequence[str], tokens: Sequence[int]
) -> Iterator[tuple[str, Rows]]:
    """The arm's name, and logprobs of all tokens at each place of `tokens`, the passage's.

    `foreign` are passages of another author.
    """

    def read(*texts: str) -> Rows:
        before = "\n\n".join([*texts, place.before])
        return model.logprobs(model.vocab.tokenize(before, bos=True) or [0], tokens)

    plain = read()
    yield PLAIN, plain
    for weight in BIASES:
        yield f"function words {weight:g}", normalised(plain + weight * known.bias)

    three = nearest(place.before, known.own, 3)
    own = read(*three)
    yield "1 nearest own passage before", read(*three[-1:])
    yield "3 nearest own passages before", own
    yield OTHERS, read(*nearest(place.before, foreign, 3))
    for a in CONTRASTS:
        yield f"contrast, own 3 {a:g}", contrast(own, plain, a)

    if not known.pairs:
        return
    mine, drafts = zip(*known.pairs[:3], strict=True)
    paired, neutral = read(*mine), read(*drafts)
    yield PAIR, paired
    yield "plain drafts before", neutral
    for a in CONTRASTS:
        yield f"contrast, drafts {a:g}", contrast(plain, neutral, a)
        yield f"contrast, pairs {a:g}", contrast(paired, neutral, a)

    for title, kept in (("all", np.ones(model.layers)), ("middle", _middle(model.layers))):
        for strength in STRENGTHS:
            model.steer(strength * kept[:, None].astype(np.float32) * known.vectors)
            try:
                yield f"steering, {title} layers {strength:g}", read()
            finally:
                model.steer(None)


def contrast(wanted: Rows, unwanted: Rows, a: float) -> Rows:
    """(1 + a) log p(wanted) - a log p(unwanted), made to sum to one again."""
    return normalised((1 + a) * wanted - a * unwanted)


def _middle(layers: int) -> Rows:
    at = np.arange(layers)
    return np.asarray((at >= layers // 3) & (at < 2 * layers // 3), dtype=np.float32)
