"""What each step on Qt's undo stack did to the origins, so that undo and redo bring them back.

Qt says how many commands lie on its stack (`availableUndoSteps`). A state of the text is named by
that depth: undo goes to a smaller one, redo to a larger one without a new command, and typing that
joins the last command stays at the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.text.provenance import Change

REMEMBERED = 20_000
"""Steps. A year of days of writing would not come to it without closing the document."""


@dataclass(slots=True)
class _Step:
    """From one depth of Qt's stack to another, and the changes in the order they were made."""

    start: int
    end: int
    changes: list[Change]


class UndoLog:
    """Steps that were done, and behind them those that were undone and can be done again."""

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._done = 0

    def clear(self) -> None:
        self._steps.clear()
        self._done = 0

    def add(self, start: int, end: int, changes: Sequence[Change]) -> None:
        """An edit took the stack from `start` to `end`; nothing can be redone after it."""
        del self._steps[self._done :]
        if start == end and self._steps and self._steps[-1].end == end:
            _append(self._steps[-1].changes, changes)
        else:
            self._steps.append(_Step(start, end, list(changes)))
        if len(self._steps) > REMEMBERED:
            del self._steps[0]
        self._done = len(self._steps)

    def undone(self, depth: int) -> list[Change] | None:
        """What takes the origins back to `depth`; None where that is not remembered."""
        changes: list[Change] = []
        at = self._done
        while at and self._steps[at - 1].end > depth:
            at -= 1
            changes += [change.inverse for change in reversed(self._steps[at].changes)]
        floor = self._steps[at].start if at < len(self._steps) else None
        if (at and self._steps[at - 1].end != depth) or (not at and floor != depth):
            return None
        self._done = at
        return changes

    def redone(self, depth: int) -> list[Change] | None:
        """What takes the origins forward to `depth` again; None where that is not remembered."""
        changes: list[Change] = []
        at = self._done
        while at < len(self._steps) and self._steps[at].end <= depth:
            changes += self._steps[at].changes
            at += 1
        if not at or self._steps[at - 1].end != depth:
            return None
        self._done = at
        return changes


def _append(changes: list[Change], more: Sequence[Change]) -> None:
    for change in more:
        joined = changes[-1].then(change) if changes else None
        if joined is None:
            changes.append(change)
        else:
            changes[-1] = joined
