"""Edits put together: versions of a passage at different strengths, each change worth its price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from writer_app.services.weighing import Weighed
from writer_app.text.segments import word_count
from writer_app.voice.edits.edit import Kind, edited

# Nats that the words after a change may be harder, by how sure the rule behind it is. What a
# rule takes out of a sentence by its form alone must leave it as easy to read as it was.
_PATIENCE: dict[Kind, float] = {
    "wordy": 3.0,
    "pointer": 2.0,
    "filler": 1.5,
    "double": 1.0,
    "aside": 1.5,
    "adjective": 1.0,
    "trail": 0.5,
}
# Nats that a change costs by its kind: craft first, what is said last.
_PRICE: dict[Kind, float] = {
    "wordy": -2.0,
    "pointer": 0.0,
    "filler": 0.5,
    "double": 1.0,
    "aside": 1.0,
    "adjective": 2.0,
    "trail": 3.0,
}
FRICTION = 8.0
"""Nats a word from which a phrase is the writer's own, and stays."""
APART = 2
"""Code points at least between two edits: those that touch were not read together."""


@dataclass(frozen=True, slots=True)
class Version:
    """A passage with some edits, and what share of its words they remove."""

    text: str
    chosen: tuple[Weighed, ...]
    removed: float


def worth(weighed: Iterable[Weighed]) -> list[Weighed]:
    """Those that leave the sentence whole, the cheapest for a word first."""
    fit = [
        each
        for each in weighed
        if each.loss <= _PATIENCE.get(each.edit.kind, 1.0)
        and (each.edit.kind == "wordy" or each.surprise <= FRICTION)
    ]
    return sorted(fit, key=price)


def price(weighed: Weighed) -> float:
    """Nats for each word that goes."""
    saved = max(1, weighed.removed - weighed.added)
    lost = weighed.surprise * (weighed.removed - weighed.added) / 3
    return (max(-1.0, weighed.loss) + lost + _PRICE.get(weighed.edit.kind, 1.0)) / saved


def version(passage: str, ranked: Sequence[Weighed], most: float) -> Version:
    """The best edits that remove at most this share of the words."""
    words = max(1, word_count(passage))
    chosen: list[Weighed] = []
    spent = 0
    for each in ranked:
        cost = max(each.removed, each.added)
        if spent + cost > most * words:
            continue
        if all(each.edit.clear_of(other.edit, APART) for other in chosen):
            chosen.append(each)
            spent += cost
    text = edited(passage, (each.edit for each in chosen))
    removed = 1 - word_count(text) / words
    return Version(text, tuple(chosen), removed)
