"""Guards against copies: of the passage itself, and of the writer's other passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from writer_app.voice.shape import tidier
from writer_app.voice.tokens import ngrams, straighten
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_PIECE = re.compile(r"[^\W_]+")
_RUN = 7
"""Pieces of words in a row that are no chance: eight are the bar, counted in many ways."""


def copied(source: Wording, candidate: Wording, samples: Sequence[str]) -> Iterator[Violation]:
    """A run out of a sample passage where the source has it not."""
    if not samples:
        return
    fresh = _runs(candidate.plain) - _runs(source.plain)
    if fresh and any(not fresh.isdisjoint(_sample_runs(sample)) for sample in samples):
        yield Violation("copied", "It copies another passage of yours.")


def _runs(text: str) -> set[tuple[str, ...]]:
    return set(ngrams(_PIECE.findall(text.casefold()), _RUN))


@lru_cache(maxsize=64)
def _sample_runs(sample: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(straighten(sample)))


def unchanged(source: Wording, candidate: Wording, *, mending: bool) -> Iterator[Violation]:
    """The passage itself, passed off as a rewrite.

    A mark is a change where it mends one that was plainly wrong, a comma here or there is not.
    """
    if source.words == candidate.words and not (mending and tidier(source, candidate)):
        but = "" if source.plain.split() == candidate.plain.split() else ", but for a mark"
        yield Violation("unchanged", f"It is the passage as it stands{but}.")
