"""A passage of prose on show: serif, wrapped, marked word by word, never a text field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from writer_app.gui.fonts import serif
from writer_app.gui.theme import Theme
from writer_app.text.offsets import from_utf16

POINTS = 12.0
WASH = 28  # alpha of the tint behind a word that was added, 0 to 255


class Ink(Enum):
    """How a run of text is set."""

    PLAIN = auto()
    MUTED = auto()  # unchanged, or beside the point
    ADDED = auto()
    REMOVED = auto()  # struck: colour alone would not reach every reader
    MARKED = auto()  # the part that would be taken


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    ink: Ink = Ink.PLAIN


class Prose(QWidget):
    """Shows runs of text at any width; as high as the text needs.

    `pressed` and `hovered` give a code-point offset into `text()`; `hovered` gives -1 on leaving.
    """

    pressed = Signal(int)
    hovered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs: tuple[Run, ...] = ()
        self._zoom = 1.0
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        self._document.setUndoRedoEnabled(False)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._document.setDefaultTextOption(wrap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._set_text()

    def text(self) -> str:
        return "".join(run.text for run in self._runs)

    def runs(self) -> tuple[Run, ...]:
        return self._runs

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Replace what is shown. A longer version of the same text only repaints what is new."""
        new = tuple(run for run in runs if run.text)
        if new == self._runs:
            return
        self._runs = new
        self._set_text()

    def show_text(self, text: str, ink: Ink = Ink.PLAIN) -> None:
        self.show_runs([Run(text, ink)])

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._set_text()

    def set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom:
            self._zoom = zoom
            self._set_text()

    def offset_at(self, point: QPointF) -> int:
        """The code-point offset of the character under `point`; -1 where there is none."""
        point = point - QPointF(self.contentsRect().topLeft())
        position = self._document.documentLayout().hitTest(point, Qt.HitTestAccuracy.ExactHit)
        return -1 if position < 0 else from_utf16(self.text(), position)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        self._document.setTextWidth(max(1, width - margins.left() - margins.right()))
        height = round(self._document.size().height())
        self._document.setTextWidth(max(1, self.contentsRect().width()))
        return height + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 320
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, QFontMetrics(self._document.defaultFont()).height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._document.setTextWidth(max(1, self.contentsRect().width()))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(self.contentsRect().topLeft())
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, QColor(self._theme.ink))
        self._document.documentLayout().draw(painter, context)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit(self.offset_at(event.position()))
        event.ignore()  # whoever holds the passage wants to know as well

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self.offset_at(event.position()))
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1)
        super().leaveEvent(event)

    def _set_text(self) -> None:
        self._document.setDefaultFont(serif(POINTS * self._zoom))
        self._document.clear()
        cursor = QTextCursor(self._document)
        for run in self._runs:
            for text, ink in _without_edges(run):
                cursor.insertText(text, self._format(ink))
        self.setAccessibleName(self.text())
        self.updateGeometry()
        self.update()

    def _format(self, ink: Ink) -> QTextCharFormat:
        theme = self._theme
        made = QTextCharFormat()
        made.setForeground(QColor(theme.ink))
        if ink is Ink.MUTED:
            made.setForeground(QColor(theme.muted))
        elif ink is Ink.ADDED:
            made.setForeground(QColor(theme.added))
            made.setBackground(washed(theme.added))
        elif ink is Ink.REMOVED:
            made.setForeground(QColor(theme.removed))
            made.setFontStrikeOut(True)
        elif ink is Ink.MARKED:
            made.setBackground(washed(theme.accent))
        return made


def _without_edges(run: Run) -> Iterator[tuple[str, Ink]]:
    """White space at the ends of a run is nobody's: a struck or tinted blank looks like dirt."""
    core = run.text.strip()
    if not core:
        yield run.text, Ink.PLAIN
        return
    start = run.text.index(core)
    yield run.text[:start], Ink.PLAIN
    yield core, run.ink
    yield run.text[start + len(core) :], Ink.PLAIN


def washed(colour: str, alpha: int = WASH) -> QColor:
    """A colour thinned to a tint."""
    tint = QColor(colour)
    tint.setAlpha(alpha)
    return tint
