"""Where a passage stands while the text around it and in it is edited.

What is typed beside a passage is no part of it, but what is put in place of its first or last
words is. So a place remembers whether its ends were cut into. And it remembers what it was before
a larger stretch went, so that it is there again when that comes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Place:
    """From `start` to `end`. `head`, `tail`: its first or last characters were taken away.

    `gone`: it went with a larger stretch; where that was, `start` says.
    """

    start: int
    end: int
    head: bool = False
    tail: bool = False
    gone: Gone | None = None

    def moved(self, at: int, removed: int, added: int) -> Place:
        """After `added` characters took the place of `removed` ones at `at`. Constant time."""
        start, end, last = self.start, self.end, at + removed
        if self.gone is not None and self.gone.comes_back(start, at, removed, added):
            return self.gone.place.shifted(start)
        mends = (self.head and at == start) or (self.tail and at == end)
        if removed == 0 and mends:
            return replace(self, end=end + added)
        if last <= start:
            return self.shifted(added - removed)
        if at >= end:
            return self
        if at <= start and last >= end and removed > end - start:
            return Place(at, at, gone=Gone(removed, added, self.shifted(-at)))
        return Place(
            min(start, at),
            max(end, last) + added - removed,
            self.head or (removed > 0 and at <= start),
            self.tail or (removed > 0 and last >= end),
        )

    def shifted(self, by: int) -> Place:
        return Place(self.start + by, self.end + by, self.head, self.tail, self.gone)

    def overlaps(self, other: Place) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Gone:
    """`removed` characters went and `added` came; `place` counts from where they stood."""

    removed: int
    added: int
    place: Place

    def comes_back(self, start: int, at: int, removed: int, added: int) -> bool:
        return (at, removed, added) == (start, self.added, self.removed)
