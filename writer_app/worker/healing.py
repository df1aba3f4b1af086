"""The first token after a prompt whose last word may be unfinished.

A tokeniser cuts "The capital of France is Par" so that its last token is " Par", and a model that
was trained on " Paris" as one token finds every continuation of " Par" odd. So the last word's
tokens r1..rk are not taken as settled. One pass over the prompt gives the distributions before,
between and after them, and these are joined into one over all ways on:

    after r1..rj (j < k)   a token that begins with the rest of the word and goes beyond it
    after r1..rk           any token

each weighted with what the model gives r1..rj and then the token. It is the distribution of the
next letters as if the whole had been tokenised at once, up to tokenisations the model has never
seen. Pure arithmetic: rows of logits in, choices out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt

from writer_app.engine.work import Sampling
from writer_app.worker.vocab import Vocab

Floats = npt.NDArray[np.float64]
MAX_TAIL = 8
"""Tokens of the last word that are reconsidered."""
TOP_POOL = 16
"""Ways on that are looked at for each alternative, before those that read the same are joined."""


@dataclass(frozen=True, slots=True)
class First:
    """The first token of a candidate, put after `kept` tokens of the last word.

    `visible` are its bytes beyond what was typed; `logprob` is given what was typed.
    """

    kept: int
    token: int
    visible: bytes
    logprob: float


def tail_length(pieces: Sequence[bytes]) -> int:
    """How many of the last tokens make up the last word (or space, or sign). Never all of them."""
    longest = min(MAX_TAIL, len(pieces) - 1)
    if longest < 1:
        return 0
    length = 1
    while length < longest and _joined(pieces[-length - 1], pieces[-length]):
        length += 1
    return length


def _joined(before: bytes, after: bytes) -> bool:
    return bool(before and after) and _in_word(before[-1]) and _in_word(after[0])


def _in_word(byte: int) -> bool:
    return byte >= 0x80 or chr(byte).isalnum() or byte in b"'-_"


class Beginning:
    """All ways on from a prompt. `rows`: k+1 rows of logits, for after r1..rj, j = 0..k."""

    def __init__(self, vocab: Vocab, tail: Sequence[int], rows: npt.NDArray[np.float32]) -> None:
        self._vocab = vocab
        kept: list[npt.NDArray[np.int64]] = []
        tokens: list[npt.NDArray[np.int32]] = []
        logits: list[npt.NDArray[np.float32]] = []
        joint: list[Floats] = []
        self._rests = [vocab.spell(tail[j:]) for j in range(len(tail) + 1)]
        typed = 0.0
        """The logprob of r1..rj."""
        for j, row in enumerate(rows):
            whole = log_sum(row)
            if j < len(tail):
                found = vocab.beginning_with(self._rests[j])
                here = row[found]
            else:
                found, here = vocab.all, row
            kept.append(np.full(len(found), j))
            tokens.append(found)
            logits.append(here)
            joint.append(here.astype(np.float64) + (typed - whole))
            if j < len(tail):
                typed += float(row[tail[j]]) - whole
        # After the last row everything is a way on: its share is what was typed, no less.
        shares = [typed, *(float(np.logaddexp.reduce(part)) for part in joint[:-1] if len(part))]
        self._kept = np.concatenate(kept)
        self._tokens = np.concatenate(tokens)
        self._logprobs = np.concatenate(joint) - float(np.logaddexp.reduce(shares))
        self._logits = np.concatenate(logits)

    def sampled(
        self,
        sampling: Sampling,
        recent: Sequence[int],
        seed: int,
        without: Mapping[tuple[int, int], float | None] | None = None,
    ) -> First:
        """One way on, drawn as the sampler chain draws the tokens after it.

        `without`: ways as (kept, token) that are forbidden (None), or lose so much of their logit.
        """
        scores = self._logprobs.copy()
        for (kept, token), penalty in (without or {}).items():
            way = (self._kept == kept) & (self._tokens == token)
            scores[way] -= np.inf if penalty is None else penalty
        if sampling.repeat_penalty != 1.0 and recent:
            hit = np.isin(self._tokens, np.array(recent, dtype=np.int32))
            raw = self._logits[hit].astype(np.float64)
            penalty = sampling.repeat_penalty
            scores[hit] += np.where(raw > 0, raw / penalty, raw * penalty) - raw
        if sampling.temperature <= 0:
            return self._first(int(np.argmax(scores)))
        if sampling.min_p > 0:
            scores[scores < scores.max() + np.log(sampling.min_p)] = -np.inf
        scores -= scores.max()
        mass = np.cumsum(np.exp(scores / sampling.temperature))
        # Python's own dice: NumPy's would bring ten more libraries into the process.
        return self._first(int(np.searchsorted(mass, Random(seed).random() * mass[-1], "right")))

    def top(self, n: int) -> list[First]:
        """The `n` most likely ways on that read differently and do write something."""
        return [first for first, _ in self.ways(n)]

    def ways(self, n: int, *, within: bool = False) -> list[tuple[First, float]]:
        """The same, each with the logprob of all ways that read so; `within` the last word."""
        usable = np.where(self._vocab.ends[self._tokens], -np.inf, self._logprobs)
        if within:
            after = self._kept == len(self._rests) - 1
            usable[after & ~self._vocab.continues[self._tokens]] = -np.inf
        pool = min(len(usable), n * TOP_POOL)
        best = np.argpartition(-usable, pool - 1)[:pool]
        best = best[np.argsort(-usable[best], kind="stable")]
        firsts: dict[bytes, First] = {}
        shares: dict[bytes, float] = {}
        for index in best:
            if not np.isfinite(usable[index]):
                break
            first = self._first(int(index))
            if first.visible:
                firsts.setdefault(first.visible, first)
                share = shares.get(first.visible, -np.inf)
                shares[first.visible] = float(np.logaddexp(share, usable[index]))
        ranked = sorted(firsts, key=lambda visible: -shares[visible])
        return [(firsts[visible], shares[visible]) for visible in ranked[:n]]

    def towards(self, text: bytes) -> First | None:
        """The way on that writes most of the beginning of `text`, the likeliest of these."""
        for length in range(len(text), 0, -1):
            found = [
                int(np.flatnonzero((self._kept == kept) & (self._tokens == token))[0])
                for kept, rest in enumerate(self._rests)
                for token in self._vocab.exactly(rest + text[:length])
            ]
            if found:
                return self._first(max(found, key=lambda index: self._logprobs[index]))
        return None

    def _first(self, index: int) -> First:
        kept, token = int(self._kept[index]), int(self._tokens[index])
        visible = self._vocab.pieces[token][len(self._rests[kept]) :]
        return First(kept, token, visible, float(self._logprobs[index]))


def log_sum(row: npt.NDArray[np.float32]) -> float:
    """The logarithm of the sum of exponentials; in single precision, as the logits are."""
    peak = row.max()
    shares = row - peak
    return float(peak) + math.log(float(np.exp(shares, out=shares).sum()))


def logprob_of(row: npt.NDArray[np.float32], token: int) -> float:
    """A token's under the model's own distribution, nothing cut."""
    return float(row[token]) - log_sum(row)
