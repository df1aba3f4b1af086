"""Which texts the cache holds, and how much room they take. Values and arithmetic, no llama.cpp.

Sequences that begin alike share the cells of what they have in common, because each is made by
copying from the one that it agrees with for longest. So the cells in use are the nodes of a trie.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Tokens = npt.NDArray[np.int32]
Rows = npt.NDArray[np.float32]


@dataclass(slots=True, eq=False)
class Prefix:
    """A kept sequence: the tokens in it, and the logits of the last ones if they are at hand."""

    sequence: int
    tokens: Tokens
    used: int
    """When it was last wanted, in turns of a counter."""
    written: bool = False
    """It is a candidate's, wanted only if the writer takes that one."""
    keep: bool = False
    rows: Rows | None = None
    saved: Tokens | None = None
    """What of it lies on the disk."""


def as_tokens(tokens: Sequence[int]) -> Tokens:
    return np.array(tokens, dtype=np.int32)


def common_length(one: Tokens, other: Tokens) -> int:
    """How many tokens two texts begin with alike."""
    shorter = min(len(one), len(other))
    differ = one[:shorter] != other[:shorter]
    first = int(differ.argmax()) if shorter else 0
    return first if shorter and differ[first] else shorter


def closest(kept: Iterable[Prefix], prompt: Tokens) -> tuple[Prefix | None, int]:
    """The prefix that agrees with the prompt for longest, the one used last among equals."""
    best, length = None, 0
    for prefix in kept:
        common = common_length(prefix.tokens, prompt)
        if common > length or (best is not None and common == length and prefix.used > best.used):
            best, length = prefix, common
    return best, length


def cells(texts: Sequence[Tokens]) -> int:
    """Cells that all of them take together."""
    ordered = sorted(texts, key=lambda text: text.astype(">i4").tobytes())
    shared = sum(common_length(one, two) for one, two in pairwise(ordered))
    return sum(len(text) for text in ordered) - shared


def least_wanted(kept: Iterable[Prefix]) -> Prefix | None:
    """Whose turn it is to go: what a candidate left first, then the least recently used."""
    return min(kept, key=lambda prefix: (not prefix.written, prefix.used), default=None)
