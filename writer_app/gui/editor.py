"""The text itself, Markdown as plain text, on its `Page`.

The public face counts in code points (`text/offsets.py`); Qt counts in UTF-16 units. Nothing that
runs on a key depends on the length of the document.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from writer_app.gui.origin_tracker import in_units
from writer_app.gui.page import MEASURE, Page
from writer_app.gui.positions import Positions, plain
from writer_app.gui.theme import Theme
from writer_app.text.offsets import utf16_length
from writer_app.text.provenance import Origin, Provenance

LARGE = 500_000
"""Characters from which a document counts as large: nothing is done to the whole of it unasked."""

_START = 200  # where the writing's direction shows
_SLACK = 4  # lines kept free below the caret while typing
_ORIGINS = "application/x-writer-origins"
"""What lies beside copied text on the clipboard: the text it was copied from, and its origins."""
_WORD_BEFORE = re.compile(r"[\w'’\-]+\Z")


class Editor(Page):
    """A document of plain text; `Ghost` and `FindBar` are made around it."""

    edited = Signal()
    """The text has changed (a ghost or an unfinished composition does not count)."""
    caret_moved = Signal()
    files_dropped = Signal(list)
    """Paths of local files dropped or pasted."""

    def __init__(
        self,
        theme: Theme,
        *,
        measure: int = MEASURE,
        zoom: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, measure, zoom, parent)
        self._revision = 0
        self._changed = False
        self._near_start = False
        self._composing = False
        self._positions = Positions(self.document())
        self.setAccessibleName("Manuscript")
        self.document().contentsChange.connect(self._on_contents_change)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self.caret_moved)

    # The document, in code points.

    def text(self) -> str:
        """All of it: O(document), so never on a key."""
        return plain(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Another document: no undo into the old one, not modified, caret at the start."""
        self.origins.rest()
        self.setPlainText(text)
        self.document().setModified(False)
        self.origins.begin()

    @property
    def revision(self) -> int:
        """Rises with every change of the text."""
        return self._revision

    @property
    def is_large(self) -> bool:
        return self.document().characterCount() > LARGE

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets, cut to what there is."""
        return self._positions.slice(self._positions.to_utf16(start), self._positions.to_utf16(end))

    def to_units(self, offset: int) -> int:
        """A code point offset in UTF-16 units, in which `origins` tells of changes."""
        return self._positions.to_utf16(offset)

    def to_points(self, position: int) -> int:
        """And back."""
        return self._positions.to_points(position)

    def slice_units(self, start: int, end: int) -> str:
        """The text between two positions in UTF-16 units."""
        return self._positions.slice(start, end)

    def caret(self) -> int:
        return self._positions.to_points(self.textCursor().position())

    def set_caret(self, offset: int) -> None:
        self.select(offset, offset)

    def selection(self) -> tuple[int, int]:
        """Start and end; equal when nothing is selected."""
        cursor = self.textCursor()
        return (
            self._positions.to_points(cursor.selectionStart()),
            self._positions.to_points(cursor.selectionEnd()),
        )

    def select(self, start: int, end: int) -> None:
        """Select, with the caret at `end`, and bring it into view."""
        self.setTextCursor(self._cursor(start, end))
        self.ensureCursorVisible()

    def replace(self, start: int, end: int, text: str, origins: Provenance | None = None) -> None:
        """Put `text` in place of [start, end) as one undo step; the caret ends up behind it.

        `origins` says whose it is, None for the writer's. Words kept stay whose they were.
        """
        self._put(self._cursor(start, end), text, in_units(origins or Provenance(), text))

    def insert_at_caret(self, text: str, origin: Origin = Origin.WRITER) -> None:
        """Insert as one undo step, apart from what is typed before and after."""
        self._put(self.textCursor(), text, Provenance.of(utf16_length(text), origin))

    def snapshot_window(self, max_chars: int) -> tuple[str, str, int]:
        """Up to `max_chars` before and after the caret, and the caret's offset in the document."""
        position = self.textCursor().position()
        first = self._positions.whole(max(0, position - max_chars))
        last = self._positions.whole(min(self._positions.end, position + max_chars))
        before = self._positions.slice(first, position)
        return before, self._positions.slice(position, last), self._positions.to_points(position)

    def word_before_caret(self) -> str:
        """The beginning of the word at the caret, "" between words."""
        position = self.textCursor().position()
        start = self._positions.whole(max(0, position - 64))
        found = _WORD_BEFORE.search(self._positions.slice(start, position))
        return found.group() if found else ""

    def visible_span(self) -> tuple[int, int]:
        """Start and end of what is on the screen, to whole paragraphs."""
        # Not by the cursor at a corner: behind a ghost Qt finds a place that the text has not.
        first = last = self.firstVisibleBlock()
        room = self.viewport().height() - self.contentOffset().y()
        bottom = self.blockBoundingGeometry(first).bottom()
        while bottom < room and last.next().isValid():
            last = last.next()
            bottom += self.blockBoundingRect(last).height()
        return (
            self._positions.to_points(first.position()),
            self._positions.to_points(last.position() + last.length() - 1),
        )

    def mark_found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tint what a search has found, in place of what was tinted; give visible spans only."""
        self._found = [self._cursor(*span) for span in spans]
        self._show_marks()

    def mark_passage(self, span: tuple[int, int] | None) -> None:
        """Tint the passage that is being rewritten; the tint moves along with its text."""
        self._passage = [] if span is None else [self._cursor(*span)]
        self._show_marks()

    def mark_protected(self, spans: Sequence[tuple[int, int]]) -> None:
        """Set dots under what no rewrite may touch; give visible spans only."""
        if spans or self._protected:
            self._protected = [self._cursor(*span) for span in spans]
            self._show_marks()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_utf16(start))
        cursor.setPosition(self._positions.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _put(self, cursor: QTextCursor, text: str, origins: Provenance) -> None:
        """`origins` in UTF-16 units; where they say nothing, the writer wrote it."""
        self.origins.bring(cursor.selectionStart(), origins)
        cursor.beginEditBlock()
        cursor.insertText(text)
        # Qt joins what is typed next with an insertion that ends a block, but not with a removal.
        cursor.insertText(" ")
        cursor.deletePreviousChar()
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # Typing.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        self._keep_slack()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # A composition is no edit until it is committed, though Qt reports a change.
        self._composing = not (
            event.commitString() or event.replacementLength() or self.textCursor().hasSelection()
        )
        super().inputMethodEvent(event)
        self._composing = False
        self._keep_slack()

    def _keep_slack(self) -> None:
        """The line being written never sits on the lower edge."""
        rect = self.cursorRect()
        line = max(1, rect.height())
        below = self.viewport().height() - rect.bottom()
        slack = min(_SLACK * line, self.viewport().height() // 3)
        if below < slack:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + -(-(slack - below) // line))

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._positions.changed(position, added)
        if not self._composing:
            self._revision += 1
            self._changed = True
            self._near_start |= position < _START

    def _on_contents_changed(self) -> None:
        if self._changed:
            self._changed = False
            if self._near_start:
                self._near_start = False
                self.keep_side()
            self.edited.emit()

    # Clipboard and drops: plain text only.

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
        if files:
            # Whoever listens may open a dialog: not inside the drop.
            QTimer.singleShot(0, self, lambda: self.files_dropped.emit(files))
        elif source.hasText() and not self.isReadOnly():
            text = source.text().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
            self._put(self.textCursor(), text, self._copied_from_here(source, text))

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(plain(cursor.selectedText()))
        origins = self.origins.now.part(cursor.selectionStart(), cursor.selectionEnd())
        data.setData(_ORIGINS, f"{self.origins.text_id} {origins.packed()}".encode("ascii"))
        return data

    def _copied_from_here(self, source: QMimeData, text: str) -> Provenance:
        """The origins of what was copied or cut out of this very text; else it is pasted."""
        noted = bytes(source.data(_ORIGINS).data()).decode("ascii", "replace")
        text_id, _, packed = noted.partition(" ")
        length = utf16_length(text)
        if text_id == self.origins.text_id:
            with contextlib.suppress(ValueError):
                origins = Provenance.unpacked(packed)
                if len(origins) == length:
                    return origins
        return Provenance.of(length, Origin.PASTED)
