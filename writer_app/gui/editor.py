"""The text itself: a centred measure on paper, Markdown as plain text.

The public face counts in code points (`text/offsets.py`); Qt counts in UTF-16 units. Nothing that
runs on a key depends on the length of the document.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from writer_app.gui.fonts import TEXT_POINTS, serif
from writer_app.gui.highlighter import Highlighter
from writer_app.gui.positions import Positions, plain
from writer_app.gui.theme import Theme

MEASURE = 68
"""Characters in a line."""
ZOOM_STEP = 1.1
ZOOM_MIN, ZOOM_MAX = 0.5, 4.0
LARGE = 500_000
"""Characters from which a document counts as large: nothing is done to the whole of it unasked."""

_SIDE, _TOP = 28, 36  # least room around the text, in pixels
_SLACK = 4  # lines kept free below the caret while typing
_ALPHABET = "the quick brown fox jumps over the lazy dog, and then sits down again. "
_WORD_BEFORE = re.compile(r"[\w'’\-]+\Z")


class Editor(QPlainTextEdit):
    """A document of plain text; `Ghost` and `FindBar` are made around it."""

    edited = Signal()
    """The text has changed (a ghost or an unfinished composition does not count)."""
    caret_moved = Signal()
    files_dropped = Signal(list)
    """Paths of local files dropped or pasted."""
    zoomed = Signal(float)
    themed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        measure: int = MEASURE,
        zoom: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._measure = measure
        self._zoom = 0.0
        self._revision = 0
        self._changed = False
        self._composing = False
        self._positions = Positions(self.document())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCenterOnScroll(True)
        self.setCursorWidth(2)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(2)
        self.setAccessibleName("Manuscript")

        self.document().contentsChange.connect(self._on_contents_change)
        self.highlighter = Highlighter(self, theme)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.set_zoom(zoom)

    # The document, in code points.

    def text(self) -> str:
        """All of it: O(document), so never on a key."""
        return plain(self.document().toRawText())

    def set_text(self, text: str) -> None:
        """Another document: no undo into the old one, not modified, caret at the start."""
        self.setPlainText(text)
        self.document().setModified(False)

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
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_utf16(start))
        cursor.setPosition(self._positions.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put `text` in place of [start, end) as one undo step; the caret ends up behind it."""
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_utf16(start))
        cursor.setPosition(self._positions.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        self._put(cursor, text)

    def insert_at_caret(self, text: str) -> None:
        """Insert as one undo step, apart from what is typed before and after."""
        self._put(self.textCursor(), text)

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

    def _put(self, cursor: QTextCursor, text: str) -> None:
        cursor.beginEditBlock()
        cursor.insertText(text)
        # Qt joins what is typed next with an insertion that ends a block, but not with a removal.
        cursor.insertText(" ")
        cursor.deletePreviousChar()
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # How it looks.

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.highlighter.set_theme(theme)
        self.themed.emit()

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        zoom = max(ZOOM_MIN, min(ZOOM_MAX, zoom))
        if zoom == self._zoom:
            return
        self._zoom = zoom
        self.setFont(serif(TEXT_POINTS * zoom))
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.highlighter.set_theme(self._theme)
        self._keep_measure()
        self.zoomed.emit(zoom)

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / ZOOM_STEP)

    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    def set_measure(self, characters: int) -> None:
        self._measure = characters
        self._keep_measure()

    def _keep_measure(self) -> None:
        """The text in the middle, its lines no longer than the measure."""
        letter = QFontMetricsF(self.font()).horizontalAdvance(_ALPHABET) / len(_ALPHABET)
        column = round(letter * self._measure + 2 * self.document().documentMargin())
        bar = self.verticalScrollBar()
        bar_width = bar.sizeHint().width() if bar.isVisible() else 0
        side = max(_SIDE, (self.width() - column) // 2)
        wanted = (side, _TOP, max(_SIDE, side) - bar_width, 0)
        margins = self.viewportMargins()
        if wanted != (margins.left(), margins.top(), margins.right(), margins.bottom()):
            self.setViewportMargins(*wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_measure()
        self.highlighter.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

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

    def _on_contents_changed(self) -> None:
        if self._changed:
            self._changed = False
            self.edited.emit()

    # The margins belong to the text: a press beside a line is a press at its end.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() in _MOUSE:
            return self.viewportEvent(self._moved_inside(event))
        return super().event(event)

    def _moved_inside(self, event: QMouseEvent) -> QMouseEvent:
        viewport = self.viewport()
        point = viewport.mapFrom(self, event.position().toPoint())
        inside = QPoint(
            max(0, min(point.x(), viewport.width() - 1)),
            max(0, min(point.y(), viewport.height() - 1)),
        )
        return QMouseEvent(
            event.type(),
            inside.toPointF(),
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
        )

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
            self.insert_at_caret(text)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(plain(self.textCursor().selectedText()))
        return data


_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)
