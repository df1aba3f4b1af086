"""The sheet the text is written on: a centred column on paper, zoom, tints. Nothing of its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from writer_app.gui.fonts import TEXT_POINTS, serif
from writer_app.gui.highlighter import Highlighter
from writer_app.gui.origin_tracker import OriginTracker
from writer_app.gui.theme import Theme

MEASURE = 68
"""Characters in a line."""
ZOOM_STEP = 1.1
ZOOM_MIN, ZOOM_MAX = 0.5, 4.0

_SIDE, _TOP = 28, 36  # least room around the text, in pixels
_ALPHABET = "the quick brown fox jumps over the lazy dog, and then sits down again. "


class Page(QPlainTextEdit):
    """A plain text edit whose lines stay near `measure` characters at any width and zoom."""

    zoomed = Signal(float)
    themed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, measure: int, zoom: float, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._measure = measure
        self._zoom = 0.0
        self._found: list[QTextCursor] = []
        self._passage: list[QTextCursor] = []
        self._protected: list[QTextCursor] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCenterOnScroll(True)
        self.setCursorWidth(2)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(2)
        # Before the highlighter, which asks it within each change.
        self.origins = OriginTracker(self.document())
        self.highlighter = Highlighter(self, theme)
        self.origins.assumed.connect(self.highlighter.recolour)
        # `centerOnScroll` leaves room to scroll even where all of the text is in view.
        # Not at once: this comes in the midst of a layout, and a new width would empty it.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._keep_bar)
        self.document().documentLayout().documentSizeChanged.connect(self._ask_for_bar)
        self.set_zoom(zoom)

    @property
    def theme(self) -> Theme:
        return self._theme

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.highlighter.set_theme(theme)
        self._show_marks()
        self.themed.emit()

    def _show_marks(self) -> None:
        shown = []
        for cursors, colour in (
            (self._passage, self._theme.hover),
            (self._found, self._theme.found),
        ):
            for cursor in cursors:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(QColor(colour))
                shown.append(mark)
        for cursor in self._protected:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            mark.format.setUnderlineColor(QColor(self._theme.accent))
            shown.append(mark)
        self.setExtraSelections(shown)

    def show_origins(self, shown: bool) -> None:
        """Dim what the model wrote, and mark what was pasted; or no longer."""
        self.highlighter.show_origins(
            (lambda start, end: self.origins.now.spans(start, end)) if shown else None
        )

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        zoom = max(ZOOM_MIN, min(ZOOM_MAX, zoom))
        if zoom == self._zoom:
            return
        self._zoom = zoom
        with self._same_place():
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

    def keep_side(self) -> None:
        """Stand on the right where the text begins from right to left.

        Qt orders every paragraph by its own letters, but puts all of them on one side here.
        """
        block = self.document().firstBlock()
        for _ in range(5):
            if block.length() > 1 or not block.next().isValid():
                break
            block = block.next()
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft and block.length() > 1
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    def _ask_for_bar(self) -> None:
        if not self._later.isActive():
            self._later.start(0)

    def _keep_bar(self) -> None:
        line = QFontMetricsF(self.font()).lineSpacing()
        lines = self.document().documentLayout().documentSize().height()
        fits = lines * line < self.viewport().height() - line
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if (policy := off if fits else needed) != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        self._keep_measure()  # the bar may have come or gone

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._same_place():
            # First, for Qt lays out at the width it finds; as the window opens it would not come
            # back.
            self._keep_measure()
            super().resizeEvent(event)
        self._ask_for_bar()
        self.highlighter.refresh()
        self.resized.emit()

    @contextmanager
    def _same_place(self) -> Iterator[None]:
        """Keep the line at the top, and the caret in view if it was, through a new layout.

        Qt then counts each paragraph as one line until it is laid out again, and a scroll bar
        that stood beyond that count takes the text along to its end.
        """
        top = self.firstVisibleBlock()
        line = self.verticalScrollBar().value() - top.firstLineNumber()
        lines = max(1, top.lineCount())
        seen = self.viewport().rect().intersects(self.cursorRect())
        yield
        if top.isValid():
            self.document().documentLayout().blockBoundingRect(top)  # lays it out
            within = line * top.lineCount() // lines if 0 < line < lines else 0
            self.verticalScrollBar().setValue(top.firstLineNumber() + within)
        if seen and self.isVisible():
            QTimer.singleShot(0, self, self.ensureCursorVisible)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.set_zoom(self._zoom * ZOOM_STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A caret that was set before there was a size may be out of view now.
        QTimer.singleShot(0, self, self.ensureCursorVisible)

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


_MOUSE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseMove,
)
