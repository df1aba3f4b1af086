"""Where each character of a text came from, as a value: runs of one origin, one behind the other.

Every edit gives a new value and costs the runs, not the text. Offsets are code points; the window
counts in Qt's UTF-16 units while it follows an editor, and these functions do not care which.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import Self

from writer_app.text.align import gaps
from writer_app.text.edits import word_edits


class Origin(StrEnum):
    WRITER = "writer"  # typed, or there before anybody kept account
    MODEL = "model"
    PASTED = "pasted"


_COMPARED = 100_000
"""Characters without one line in common that are still compared word by word: more is another
text, and a key that was struck over a whole manuscript would wait."""
_LETTERS = {origin.value[0]: origin for origin in Origin}
_PACKED = re.compile(rf"([{''.join(_LETTERS)}])([1-9][0-9]{{0,11}})")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Run i is `lengths[i]` characters from `origins[i]`; none is empty, neighbours differ."""

    lengths: tuple[int, ...] = ()
    origins: tuple[Origin, ...] = ()

    @classmethod
    def of(cls, length: int, origin: Origin = Origin.WRITER) -> Self:
        """A text of one origin."""
        return cls((length,), (origin,)) if length > 0 else cls()

    @classmethod
    def joined(cls, parts: Iterable[Provenance]) -> Self:
        """The texts one behind the other."""
        lengths: list[int] = []
        origins: list[Origin] = []
        for part in parts:
            first = 0
            if origins and part.origins and origins[-1] is part.origins[0]:
                lengths[-1] += part.lengths[0]
                first = 1
            lengths += part.lengths[first:]
            origins += part.origins[first:]
        return cls(tuple(lengths), tuple(origins))

    def __len__(self) -> int:
        return sum(self.lengths)

    def part(self, start: int, end: int) -> Provenance:
        """That of the text between two offsets, cut to what there is."""
        ends = list(accumulate(self.lengths))
        return self._cut(ends, max(0, start), min(end, ends[-1] if ends else 0))

    def inserted(self, at: int, added: Provenance) -> Provenance:
        return self.replaced(at, 0, added)

    def deleted(self, at: int, removed: int) -> Provenance:
        return self.replaced(at, removed, Provenance())

    def replaced(self, at: int, removed: int, added: Provenance) -> Provenance:
        """After `added` took the place of `removed` characters. ValueError outside the text."""
        ends = list(accumulate(self.lengths))
        total = ends[-1] if ends else 0
        if not 0 <= at <= at + removed <= total:
            raise ValueError(f"{removed} at {at} of {total}")
        parts = (self._cut(ends, 0, at), added, self._cut(ends, at + removed, total))
        return Provenance.joined(parts)

    def _cut(self, ends: list[int], start: int, end: int) -> Provenance:
        if start >= end:
            return Provenance()
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        lengths = list(self.lengths[first : last + 1])
        lengths[-1] -= ends[last] - end
        lengths[0] -= start - (ends[first - 1] if first else 0)
        return Provenance(tuple(lengths), self.origins[first : last + 1])

    def spans(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Origin]]:
        """Start, end and origin of each run, or of what lies of it between two offsets."""
        here = self if end is None else self.part(start, end)
        at = start
        for length, origin in zip(here.lengths, here.origins, strict=True):
            yield at, at + length, origin
            at += length

    def share(self, origin: Origin) -> float:
        """Of all characters, 0 to 1; 0 of an empty text."""
        runs = zip(self.lengths, self.origins, strict=True)
        whole = len(self)
        return sum(length for length, of in runs if of is origin) / whole if whole else 0.0

    def packed(self) -> str:
        """As a line: the initial of each origin with its length, such as "w120m31"."""
        runs = zip(self.origins, self.lengths, strict=True)
        return "".join(f"{origin.value[0]}{length}" for origin, length in runs)

    @classmethod
    def unpacked(cls, line: str) -> Self:
        """ValueError where `packed` cannot have made it."""
        runs = _PACKED.findall(line)
        if "".join(map("".join, runs)) != line:
            raise ValueError("no line of origins")
        return cls.joined(cls.of(int(length), _LETTERS[letter]) for letter, length in runs)


@dataclass(frozen=True, slots=True)
class Change:
    """At `at` stood a stretch of the origins `before`, and one of the origins `after` since."""

    at: int
    before: Provenance
    after: Provenance

    @property
    def inverse(self) -> Change:
        return Change(self.at, self.after, self.before)

    def then(self, later: Change) -> Change | None:
        """Both as one where the later goes on where this one ended: typing, or rubbing out."""
        if not later.before and later.at == self.at + len(self.after):
            return Change(self.at, self.before, Provenance.joined((self.after, later.after)))
        if not (later.after or self.after) and later.at + len(later.before) == self.at:
            return Change(later.at, Provenance.joined((later.before, self.before)), self.after)
        return None


def differences(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Stretches that make up both texts, in order; what was kept is the same on both sides.

    Where an insertion or a deletion explains it all, it is found to the letter; else whole words
    are kept or not, as in `word_edits`. About linear in long texts.
    """
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    if len(before) - tail > head < len(after) - tail:
        head, tail = _at_words(before, after, head, tail)
    if head:
        yield before[:head], after[:head]
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if old and new:
        yield from _by_lines(old.splitlines(keepends=True), new.splitlines(keepends=True))
    elif old or new:
        yield old, new
    if tail:
        yield before[-tail:], after[-tail:]


def _by_lines(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for (a0, a1), (b0, b1), (e0, e1) in gaps(old, new):
        before, after = "".join(old[a0:a1]), "".join(new[b0:b1])
        pairs = [(before, after)]
        if len(before) + len(after) > _COMPARED and a1 - a0 == b1 - b0:
            # A word replaced throughout leaves no line as it was, and as many lines.
            pairs = list(zip(old[a0:a1], new[b0:b1], strict=True))
        for pair in pairs:
            yield from _by_words(*pair)
        if kept := "".join(old[e0:e1]):
            yield kept, kept


def _by_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    if len(before) + len(after) > _COMPARED:
        yield before, after
    else:
        for edit in word_edits(before, after):
            yield edit.before, edit.after


def _at_words(before: str, after: str, head: int, tail: int) -> tuple[int, int]:
    """`head` and `tail` without the part of a word that is another one now."""

    def split(text: str, at: int) -> bool:
        return text[at - 1].isalnum() and text[at : at + 1].isalnum()

    while head and (split(before, head) or split(after, head)):
        head -= 1
    while tail and (split(before, len(before) - tail) or split(after, len(after) - tail)):
        tail -= 1
    return head, tail


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
