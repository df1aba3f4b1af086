"""Where a passage stands in what was around the caret, and those contexts without it.

Contexts share their pieces, so each piece is looked at once, from afar toward the caret: what
is open at its end is all that the next one needs to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_app.ledger.texts import link, store_passage
from writer_app.text.traces import Trail

if TYPE_CHECKING:
    from sqlite_utils import Database

    from writer_app.text.traces import Traces


class Side:
    """The contexts on one side of the caret; `after` it they are read backward."""

    def __init__(self, db: Database, traces: Traces, *, after: bool) -> None:
        self._db = db
        self._after = after
        self._trail = Trail(traces, backward=after)
        self._open: dict[int, str] = {}
        self._cut: dict[int, int] = {}  # characters of the piece's far end that go
        self._held: set[int] = set()  # with a trace in it, or beyond it
        self._shortened: dict[int, int | None] = {}
        for number, beyond, text in db.execute(
            "SELECT contexts.id, beyond, text FROM contexts"
            " JOIN passages ON passages.id = contexts.nearest ORDER BY contexts.id"
        ):
            self._look_at(number, beyond, text)

    def _look_at(self, number: int, beyond: int | None, text: str) -> None:
        known = None if beyond is None else self._open.get(beyond, "")
        open_, gone = self._trail.step(known, text)
        if open_:
            self._open[number] = open_
        if gone:
            self._cut[number] = gone
        if gone or beyond in self._held:
            self._held.add(number)

    def open(self, context: int | None) -> str:
        """The key of what stands at the caret and may be a part of the passage."""
        return self._trail.shown(self._open.get(context or 0, ""))

    def holds(self, context: int | None) -> bool:
        """Whether a trace of the passage is somewhere in this context."""
        return context in self._held

    def shortened(self, context: int) -> int | None:
        """The context up to the trace nearest to the caret; needs an open write transaction."""
        path: list[int] = []
        at: int | None = context
        while at is not None and at not in self._shortened:
            path.append(at)
            at = None if at in self._cut else self._piece(at)[1]
        known = None if at is None else self._shortened[at]
        for number in reversed(path):
            nearest, _ = self._piece(number)
            if gone := self._cut.get(number):
                rest = self._without(nearest, gone)
                known = link(self._db, rest, None) if rest is not None else None
            else:
                known = link(self._db, nearest, known)
            self._shortened[number] = known
        return known

    def _piece(self, number: int) -> tuple[int, int | None]:
        row = self._db.execute("SELECT nearest, beyond FROM contexts WHERE id = ?", [number])
        nearest, beyond = row.fetchone()
        return int(nearest), beyond

    def _without(self, passage: int, gone: int) -> int | None:
        row = self._db.execute("SELECT text FROM passages WHERE id = ?", [passage]).fetchone()
        text = str(row[0])
        rest = text[: len(text) - gone] if self._after else text[gone:]
        return store_passage(self._db, rest) if rest.strip() else None
