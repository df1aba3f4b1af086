"""How likely the model finds a text: each token given those before it."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import numpy as np
import numpy.typing as npt

from writer_app.engine.messages import Scoring, TextScore
from writer_app.worker.scratch import Scratch
from writer_app.worker.vocab import Vocab

ROWS = 64
"""Tokens in one decode: each has logits for the whole vocabulary, and llama.cpp keeps the room."""


def score(
    scratch: Scratch, vocab: Vocab, work: Scoring
) -> Generator[float, None, tuple[TextScore, ...]]:
    """One score for each text; yields the fraction done between decodes, where it may be closed.

    A text that exceeds the context is scored as far as there is room, and `tokens` says so.
    """
    scores: list[TextScore] = []
    try:
        for index, text in enumerate(work.texts):
            tokens = beginning(vocab) + vocab.tokenize(text)
            for done in _read(scratch, tokens[: scratch.room + 1], scores):
                yield (index + done) / len(work.texts)
            scratch.clear()
    finally:
        scratch.clear()
    return tuple(scores)


def beginning(vocab: Vocab) -> list[int]:
    """What stands before a text: the model's own mark, a new line where it wants none."""
    if vocab.add_bos and vocab.bos is not None:
        return [vocab.bos]
    return vocab.tokenize("\n")[-1:] or [0]


def _read(scratch: Scratch, tokens: list[int], scores: list[TextScore]) -> Iterator[float]:
    """Every token but the last is read; every one but the first is scored."""
    logprobs = np.zeros(len(tokens) - 1)
    rows = min(ROWS, scratch.chunk)
    while (start := scratch.held) < len(logprobs):
        end = min(start + rows, len(logprobs))
        if scratch.decode(tokens[start:end], every=True):
            for position in range(start, end):
                row = scratch.row(position - start)
                logprobs[position] = logprob(row, tokens[position + 1])
        yield end / len(logprobs)
    scores.append(TextScore(float(logprobs.sum()), len(logprobs)))


def logprob(logits: npt.NDArray[np.float32], token: int) -> float:
    """Of one token, under the distribution that the logits make."""
    highest = logits.max()
    total = np.exp(logits - highest).sum(dtype=np.float64)
    return float(logits[token] - highest) - float(np.log(total))
