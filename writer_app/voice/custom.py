"""What a writer would rather write in a place: their own words, pairs and triples, as a model.

A trigram model of nothing but the writer's text, each order drawn toward the one below it
(MacKay and Peto's Dirichlet smoothing). It can tell "looked at" from "gazed at", and "upon the
whole" from "on the floor"; of what a word means it knows nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Protocol

from writer_app.voice.background import Corpus
from writer_app.voice.phrases import Bigram, Trigram


class Counts(Protocol):
    """What of a writer's profile is asked here."""

    @property
    def words(self) -> int: ...
    @property
    def vocabulary(self) -> Mapping[str, int]: ...
    @property
    def bigrams(self) -> Mapping[Bigram, int]: ...
    @property
    def trigrams(self) -> Mapping[Trigram, int]: ...


_PAIRS, _TRIPLES = 20.0, 10.0
"""Occurrences of a word or pair from which what followed it counts more than what is usual."""
LONGEST = 3
"""Words of a phrase that is counted."""
REACH = 2
"""Words on either side that are looked at."""


def rather(
    counts: Counts, before: Sequence[str], old: Sequence[str], new: Sequence[str],
    after: Sequence[str],
) -> float:  # fmt: skip
    """Nats by which the writer would rather write `new` than `old` between these words, folded.

    `before` and `after` reach no further than the next mark; the last and the first `REACH` count.
    """
    head, tail = list(before[-REACH:]), list(after[:REACH])
    return _nats(counts, head, [*new, *tail]) - _nats(counts, head, [*old, *tail])


def drawn(counts: Counts, before: Sequence[str], word: str) -> float:
    """Nats by which the writer writes a word oftener behind these than elsewhere, all folded.

    As in `rather`, `before` reaches no further than the last mark. None: nothing is known, 0.0.
    """
    one, two = ["", "", *before][-REACH:]
    return math.log(_share(counts, one, two, word) / _share(counts, "", "", word))


def _nats(counts: Counts, head: list[str], words: list[str]) -> float:
    """Log probability of the words behind those of the head."""
    line = ["", "", *head, *words]
    start = len(line) - len(words)
    return sum(
        math.log(_share(counts, *line[at - REACH : at + 1])) for at in range(start, len(line))
    )


def _share(counts: Counts, one: str, two: str, word: str) -> float:
    share = (counts.vocabulary.get(word, 0) + 0.5) / (counts.words + 1)
    pair = counts.bigrams.get((two, word), 0)
    share = (pair + _PAIRS * share) / (counts.vocabulary.get(two, 0) + _PAIRS)
    triple = counts.trigrams.get((one, two, word), 0)
    return (triple + _TRIPLES * share) / (counts.bigrams.get((one, two), 0) + _TRIPLES)


def beyond(counts: Counts, machine: Corpus, old: Sequence[str], new: Sequence[str]) -> float:
    """Nats by which the writer leans to `new` more than models do, of at most `LONGEST` words each.

    What a word means besides counts on both sides: that "before" is more frequent than "in front
    of" says nothing of a writer, since it is for everybody.
    """
    theirs = leaning(_count(counts, new), _count(counts, old))
    return theirs - math.log(machine.rate(" ".join(new)) / machine.rate(" ".join(old)))


def _count(counts: Counts, words: Sequence[str]) -> int:
    match words:
        case [word]:
            return counts.vocabulary.get(word, 0)
        case [one, other]:
            return counts.bigrams.get((one, other), 0)
        case [one, two, three]:
            return counts.trigrams.get((one, two, three), 0)
    return 0


def attested(
    counts: Counts, before: Sequence[str], new: Sequence[str], after: Sequence[str]
) -> bool:
    """Whether the writer has the new words beside one of these neighbours, twice at least."""
    return bool(
        (before and counts.bigrams.get((before[-1], new[0])))
        or (after and counts.bigrams.get((new[-1], after[0])))
    )


def leaning(one: int, other: int) -> float:
    """Nats by which the one is done rather than the other, from how often each was."""
    return math.log((one + 0.5) / (other + 0.5))
