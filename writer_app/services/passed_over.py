"""Words that were on show while the writer typed on: those are probably not what they are writing.

Who sees the word they mean takes it, for one key; who types on mostly means another. Word
prediction for people who type slowly has used this for long: a word that was offered and not
chosen makes room for the next.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Self

from writer_app.voice.tokens import folded

READING = 0.3
"""Seconds on show that it takes to be seen: who types quicker has passed over nothing."""

_BEGUN = re.compile(r"[\w'’-]*\Z")
_IN_WORD = "'’-"
_BEHIND = 60  # characters that tell one place from another


@dataclass(frozen=True, slots=True)
class Place:
    """A word at the caret: where it begins, what stands before it, what is written of it.

    `begun` may be a whole word, which the next one stands behind.
    """

    start: int
    behind: str
    begun: str

    @classmethod
    def of(cls, before: str, offset: int | None = None) -> Self:
        """Behind `before`, which may be cut from the left: then `offset` is where it ends."""
        begun = _BEGUN.findall(before[-_BEHIND:])[0]
        start = len(before) - len(begun)
        behind = before[max(0, start - _BEHIND) : start]
        return cls((len(before) if offset is None else offset) - len(begun), behind, begun)

    def goes_on(self, text: str) -> bool:
        """Whether `text` at the caret finishes the word that was begun, or stands behind it."""
        return (bool(self.begun) and text[:1] in _IN_WORD) or text[:1].isalnum()

    def word(self, text: str) -> str:
        """The first word of `text` with its letters before the caret, folded; "" if it has none."""
        return next(iter(folded(self.begun + text if self.goes_on(text) else text)), "")

    def later(self, other: Place) -> bool:
        """Whether `other` is this word with more letters of it typed."""
        here = (self.start, self.behind) == (other.start, other.behind)
        return here and other.begun != self.begun and other.begun.startswith(self.begun)


class PassedOver:
    """What was seen while the word at the caret was typed, in memory alone."""

    def __init__(self) -> None:
        self._seen: set[tuple[Place, str]] = set()
        self._on_show: tuple[Place, str, float] | None = None

    def show(self, place: Place, text: str, now: float) -> None:
        """`text` is on show from `now` on, in monotonic seconds, or has been for longer."""
        word = place.word(text)
        if self._on_show is None or self._on_show[:2] != (place, word):
            self._on_show = (place, word, now)

    def end(self, now: float) -> None:
        """A letter was typed, or nothing is on show any more: was there time to see what was?"""
        if self._on_show is not None:
            place, word, since = self._on_show
            if now - since >= READING:
                self.seen(place, word)
        self._on_show = None

    def seen(self, place: Place, word: str) -> None:
        """A folded word was looked at there."""
        self._seen.add((place, word))

    def at(self, place: Place) -> Counter[str]:
        """Each word that was on show for this one, and for how many of its letters.

        Anything else is forgotten: another word is typed now, or letters were taken back.
        """
        self._seen = {(then, word) for then, word in self._seen if then.later(place)}
        return Counter(word for _, word in self._seen)
