"""What an arm is worth on held-out words: bits a character, and how often the token is right."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import reduce
from operator import add

import numpy as np

from tests.benchmarks.arms.model import Rows
from tests.benchmarks.voices.recovery import Figure, over_authors


@dataclass(frozen=True, slots=True)
class Tally:
    bits: float
    characters: int
    right: int
    tokens: int

    @classmethod
    def of(cls, logprobs: Rows, tokens: Sequence[int], characters: int) -> Tally:
        chosen = logprobs[np.arange(len(tokens)), list(tokens)]
        right = int((logprobs.argmax(axis=1) == np.array(tokens)).sum())
        return cls(-float(chosen.sum()) / math.log(2), characters, right, len(tokens))

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def bits_per_character(self) -> float:
        return self.bits / self.characters

    @property
    def hits(self) -> float:
        return self.right / self.tokens


Pair = tuple[Tally, Tally]
"""Of one author: by an arm, by the one it is held against."""


def against(arm: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Figure]:
    """By title: the arm's figures, and what it gains, as shares of the other's figures.

    Both by author; intervals are over authors.
    """
    pairs = [(arm[author], other[author]) for author in arm]
    return {
        "bits per character": over_authors(lambda of: _sum(of, 0).bits_per_character, pairs),
        "bits saved": over_authors(_bits_saved, pairs),
        "token right": over_authors(lambda of: _sum(of, 0).hits, pairs),
        "hits gained": over_authors(_hits_gained, pairs),
    }


def _bits_saved(pairs: Sequence[Pair]) -> float:
    return 1 - _sum(pairs, 0).bits_per_character / _sum(pairs, 1).bits_per_character


def _hits_gained(pairs: Sequence[Pair]) -> float:
    return _sum(pairs, 0).hits / _sum(pairs, 1).hits - 1


def _sum(pairs: Sequence[Pair], side: int) -> Tally:
    return reduce(add, (pair[side] for pair in pairs))
