"""Where each character of one document came from, through every edit, undo and redo.

It counts in Qt's UTF-16 units, in which every change comes, and gives code points away. A key
costs the runs and the paragraph it fell in, never the document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextDocument

from writer_app.gui.paragraphs import Paragraphs
from writer_app.gui.positions import plain
from writer_app.gui.undo_log import UndoLog
from writer_app.text.offsets import utf16_length
from writer_app.text.provenance import Change, Provenance, differences

Listener = Callable[[Sequence[Change]], None]
"""Is told what happened, in order, in UTF-16 units; the document is settled by then."""


class OriginTracker(QObject):
    """`listeners` hear of every change of the text; `assumed`: the origins are others, the text
    is not."""

    assumed = Signal()

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._paragraphs = Paragraphs(document)
        self._log = UndoLog()
        self._now = Provenance()
        self._depth = 0
        self._new_command = False
        self._resting = False
        self._bringing: tuple[int, Provenance] | None = None
        self.text_id = ""
        self.listeners: list[Listener] = []
        document.contentsChange.connect(self._changed)
        document.undoCommandAdded.connect(self._command_added)
        self.begin()

    @property
    def now(self) -> Provenance:
        """In UTF-16 units: what is painted and moved needs no other."""
        return self._now

    def points(self) -> Provenance:
        """In code points, as everything outside the window counts. O(document)."""
        return in_points(self._now, self._text())

    def begin(self) -> None:
        """Another text stands in the document: all of it the writer's, no undo into the old one.

        `text_id` names it, so that what is copied out of it is known when it comes back.
        """
        self._resting = False
        self._paragraphs.read()
        self._log.clear()
        self._depth = self._document.availableUndoSteps()
        self._now = Provenance.of(self._end)
        self._bringing = None
        self.text_id = uuid4().hex
        self.assumed.emit()

    def rest(self) -> None:
        """Until `begin` nothing is followed: another text is being put into the document."""
        self._resting = True

    def bring(self, position: int, added: Provenance) -> None:
        """The next change puts this at a position, both in UTF-16 units.

        Words that it puts in place of themselves stay whose they were.
        """
        self._bringing = (position, added) if added else None

    def assume(self, points: Provenance) -> bool:
        """Take these (in code points) for those of the text as it stands, if they fit it.

        A part of the last edit: undoing that brings back the origins that were there before it.
        """
        text = self._text()
        if len(points) != len(text):
            return False
        units = in_units(points, text)
        if units != self._now:
            self._log.add(self._depth, self._depth, [Change(0, self._now, units)])
            self._now = units
            self.assumed.emit()
        return True

    @property
    def _end(self) -> int:
        return max(0, self._document.characterCount() - 1)

    def _text(self) -> str:
        return plain(self._document.toRawText())

    def _command_added(self) -> None:
        self._new_command = True

    def _changed(self, position: int, removed: int, added: int) -> None:
        if self._resting:
            return
        start, old, new = self._paragraphs.changed(position, added)
        depth, before = self._document.availableUndoSteps(), self._depth
        added_command, self._new_command = self._new_command, False
        bringing, self._bringing = self._bringing, None
        self._depth = depth
        changes: Sequence[Change] | None = None
        if depth < before:
            changes = self._log.undone(depth)
        elif depth > before and not added_command:
            changes = self._log.redone(depth)
        now = None if changes is None else self._after(changes)
        if changes is None or now is None:
            if depth < before:
                self._log.clear()  # further back than is remembered
            edits = self._reported(position, added)
            if edits is None:
                edits = _compared(start, old, new)
            changes, now = self._made(edits, bringing)
            if changes or depth != before:
                self._log.add(before, depth, changes)
        self._now = now
        if changes:
            for listener in self.listeners:
                listener(changes)

    def _after(self, changes: Sequence[Change]) -> Provenance | None:
        """The origins after these changes, or None where they cannot be of this text."""
        now = self._now
        try:
            for change in changes:
                now = now.replaced(change.at, len(change.before), change.after)
        except ValueError:
            return None
        return now if len(now) == self._end else None

    def _reported(self, position: int, added: int) -> list[tuple[int, int, int]] | None:
        """Qt's report as an edit, where it is one insertion or deletion and so exact.

        Qt may count the end of the last paragraph as changed too.
        """
        grown = self._end - len(self._now)
        added = min(added, self._end - position)
        removed = added - grown
        if removed == 0 or (added == 0 and removed > 0):
            return [(position, removed, added)]
        return None

    def _made(
        self, edits: Sequence[tuple[int, int, int]], bringing: tuple[int, Provenance] | None
    ) -> tuple[list[Change], Provenance]:
        """Edits (position, removed, added) one after the other, with whose what came is."""
        changes = []
        now = self._now
        for at, removed, added in edits:
            fresh = Provenance.of(added)
            if bringing is not None:
                first, brought = bringing
                inside = brought.part(at - first, at - first + added)
                lead = min(added, max(0, first - at))
                tail = added - lead - len(inside)
                fresh = Provenance.joined((Provenance.of(lead), inside, Provenance.of(tail)))
            if removed or added:
                changes.append(Change(at, now.part(at, at + removed), fresh))
                now = now.replaced(at, removed, fresh)
        return changes, now


def _compared(start: int, old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """The edits that make the new paragraphs of the old ones."""
    edits = []
    at = start
    for before, after in differences("\n".join(old), "\n".join(new)):
        added = utf16_length(after)
        if before != after:
            edits.append((at, utf16_length(before), added))
        at += added
    return edits


def in_units(points: Provenance, text: str) -> Provenance:
    """Origins of `text` from code points to UTF-16 units."""
    if utf16_length(text) == len(text):
        return points
    lengths = [utf16_length(text[start:end]) for start, end, _ in points.spans()]
    return Provenance(tuple(lengths), points.origins)


def in_points(units: Provenance, text: str) -> Provenance:
    """Origins of `text` from UTF-16 units to code points; half a character is whole."""
    if utf16_length(text) == len(text):
        return units
    data = text.encode("utf-16-le", "surrogatepass")

    def points(start: int, end: int) -> int:
        return len(data[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"))

    def whole(at: int) -> int:
        halves = data[2 * at - 1 : 2 * at] + data[2 * at + 1 : 2 * at + 2]
        pair = len(halves) == 2 and 0xD8 <= halves[0] <= 0xDB and 0xDC <= halves[1] <= 0xDF
        return at - 1 if pair else at

    return Provenance.joined(
        Provenance.of(points(whole(start), whole(end)), origin)
        for start, end, origin in units.spans()
    )
