"""Which changes of several candidates concern the same words of the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.text.hunks import Hunk


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of the source; `hunks[c]` are the indices of candidate c's hunks inside it.

    A row in which no candidate changes anything has only empty tuples.
    """

    start: int
    end: int
    hunks: tuple[tuple[int, ...], ...]

    @property
    def changed(self) -> bool:
        return any(self.hunks)


def rows(source: str, candidates: Sequence[Sequence[Hunk]]) -> tuple[Row, ...]:
    """The source in order, cut where changes begin and end; overlapping changes share a row."""
    spans = sorted(
        (hunk.start, hunk.end, c, hunk.index)
        for c, hunks in enumerate(candidates)
        for hunk in hunks
    )
    made: list[Row] = []
    unchanged = tuple(() for _ in candidates)
    done = at = 0
    while at < len(spans):
        start, end = spans[at][:2]
        group: list[list[int]] = [[] for _ in candidates]
        while at < len(spans) and (spans[at][0] < end or spans[at][0] == start):
            end = max(end, spans[at][1])
            group[spans[at][2]].append(spans[at][3])
            at += 1
        if start > done:
            made.append(Row(done, start, unchanged))
        made.append(Row(start, end, tuple(tuple(indices) for indices in group)))
        done = end
    if done < len(source):
        made.append(Row(done, len(source), unchanged))
    return tuple(made)


def elided(text: str, keep: int = 180) -> str:
    """A long unchanged stretch, shortened in its middle at word borders."""
    text = text.strip()
    if len(text) <= 2 * keep + 40:
        return text
    head = text[:keep].rsplit(None, 1)[0]
    tail = text[-keep:].split(None, 1)[-1]
    return f"{head} […] {tail}"
