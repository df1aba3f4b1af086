"""Which word comes next: a search over whole words, where a token may be a part of one.

A token says little about its word: " un" begins many, and " the" may still become " there". So
the likeliest beginnings are decoded side by side, and what the model gives to the tokens that
end a word there is the word's own share. Best first, a few batches; ways that read the same are
one word.
"""

from __future__ import annotations

import math
from collections.abc import Generator as Turns
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from writer_app.engine.messages import WordGuess
from writer_app.text.segments import WORD
from writer_app.worker.backend import Job, Refused, Turn
from writer_app.worker.healing import Beginning, Floats, log_sum
from writer_app.worker.memory import Interrupted
from writer_app.worker.prefixes import Prefix, Rows
from writer_app.worker.vocab import JOINERS
from writer_app.worker.writing import Tools

WIDTH = 8
"""Beginnings that are decoded in one batch."""
ROUNDS = 3
LONGEST = 8
"""Tokens of a word, with the marks before it."""
CHILDREN = 8
"""Ways on from one beginning that are looked at."""


@dataclass(frozen=True, slots=True)
class Way:
    """`tokens` written after `kept` of the prompt's last word; `text` are their bytes."""

    kept: int
    tokens: tuple[int, ...]
    text: bytes
    logprob: float


def word_of(text: str) -> str | None:
    """The beginning of `text` up to the end of its first word; None while that may go on."""
    found = WORD.search(text)
    if found is None or found.end() == len(text) or text[found.end() :] in JOINERS:
        return None
    return text[: found.end()]


class Search:
    """The words after one prompt, which has been read."""

    def __init__(
        self,
        tools: Tools,
        job: Job,
        beginning: Beginning,
        prompt: Sequence[int],
        tail: int,
        prefix: Prefix,
    ) -> None:
        self._tools = tools
        self._memory = tools.memory
        self._job = job
        self._beginning = beginning
        self._prompt = prompt
        self._settled = len(prompt) - tail
        self._prefix = prefix
        self._words: dict[str, float] = {}
        self._rows: list[Floats] = []

    def run(self, n: int, unfinished: bool) -> Turns[Turn, None, tuple[WordGuess, ...]]:
        """Raises Refused."""
        reservation = self._memory.reserve(self._prefix.tokens, WIDTH * LONGEST)
        epoch = self._memory.epoch
        anchor = self._memory.branch(self._prefix, len(self._prompt))
        try:
            ways = self._first(n, unfinished)
            for _ in range(ROUNDS):
                ways.sort(key=lambda way: -way.logprob)
                best = self._batch(ways)
                if not best or best[0].logprob <= self._least(n):
                    break
                while not self._decoded(anchor, best):
                    yield Turn.BATCH
                    if self._memory.epoch != epoch:
                        raise Refused("decode_failed", "the cache was lost over another request")
                    if self._job.cancelled:
                        return ()
                ways = [way for way in ways if way not in best]
                for row, way in enumerate(best):
                    ways += self._onward(way, self._rows[row])
                yield Turn.BATCH
        finally:
            self._memory.drop(anchor)
            self._memory.release(reservation)
        for way in ways:
            self._unfinished(way)
        found = sorted(self._words.items(), key=lambda item: -item[1])
        return tuple(WordGuess(text, logprob) for text, logprob in found[:n])

    def _first(self, n: int, unfinished: bool) -> list[Way]:
        ways = []
        for first, logprob in self._beginning.ways(2 * n, within=unfinished):
            way = Way(first.kept, (first.token,), first.visible, logprob)
            ways += self._sorted_in(way)
        return ways

    def _batch(self, ways: list[Way]) -> list[Way]:
        """The likeliest, as many as are decoded together."""
        best: list[Way] = []
        room = self._memory.batch.capacity
        for way in ways:
            room -= len(way.tokens)
            if len(best) == WIDTH or room < 0:
                break
            if len(way.tokens) < LONGEST:
                best.append(way)
        return best

    def _least(self, n: int) -> float:
        """What a word must have to be among those asked for."""
        known = sorted(self._words.values(), reverse=True)
        return known[n - 1] if len(known) >= n else -math.inf

    def _decoded(self, anchor: int, ways: list[Way]) -> bool:
        """The rows that follow these ways; False if that was interrupted."""
        memory, sequences, rows = self._memory, [], []
        memory.batch.clear()
        try:
            for way in ways:
                start = self._settled + way.kept
                sequences.append(memory.copy(anchor, start))
                for at, token in enumerate(way.tokens, start):
                    last = at == start + len(way.tokens) - 1
                    row = memory.batch.add(token, at, sequences[-1], logits=last)
                rows.append(row)
            memory.decode()
            self._rows = [_logprobs(memory.row(row)) for row in rows]
        except Interrupted:
            return False
        finally:
            for sequence in sequences:
                memory.drop(sequence)
        return True

    def _onward(self, way: Way, logprobs: Floats) -> list[Way]:
        """The word may end here, which settles its share, or go on in several ways."""
        vocab = self._tools.vocab
        text = way.text.decode("utf-8", "replace")
        found = WORD.search(text)
        goes_on = ~vocab.ends
        if found is not None:
            goes_on &= vocab.continues
            ends = float(np.logaddexp.reduce(logprobs[~goes_on]))
            self._add(text[: found.end()], way.logprob + ends)
        onward = np.where(goes_on, logprobs, -np.inf)
        best = np.argpartition(-onward, CHILDREN)[:CHILDREN]
        ways = []
        for token in best[np.isfinite(onward[best])].tolist():
            longer = way.text + vocab.pieces[token]
            share = way.logprob + float(onward[token])
            ways += self._sorted_in(Way(way.kept, (*way.tokens, token), longer, share))
        return ways

    def _sorted_in(self, way: Way) -> list[Way]:
        """A way whose word is whole already counts for it; any other is still open."""
        word = word_of(way.text.decode("utf-8", "replace"))
        if word is None:
            return [way]
        self._add(word, way.logprob)
        return []

    def _unfinished(self, way: Way) -> None:
        """What was too unlikely to be looked at counts for the word it looks like."""
        text = way.text.decode("utf-8", "replace")
        found = WORD.search(text)
        if found is not None and "\ufffd" not in text:
            self._add(text[: found.end()], way.logprob)

    def _add(self, word: str, logprob: float) -> None:
        known = self._words.get(word, -math.inf)
        self._words[word] = float(np.logaddexp(known, logprob))


def _logprobs(row: Rows) -> Floats:
    return row.astype(np.float64) - log_sum(row)
