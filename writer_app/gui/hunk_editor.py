"""The small field in which a change is put in the writer's own words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from writer_app.gui.fonts import serif
from writer_app.gui.prose import POINTS
from writer_app.gui.theme import Theme


class HunkEditor(QPlainTextEdit):
    """As high as its text; Return keeps, Shift+Return breaks the line, Esc leaves."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, text: str, theme: Theme, zoom: float) -> None:
        super().__init__(text)
        self.setFont(serif(POINTS * zoom))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Your wording")
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {QColor(theme.paper).name()};"
            f" color: {QColor(theme.ink).name()}; border: 1px solid {QColor(theme.rule).name()};"
            f" border-radius: 4px; padding: 2px; }}"
        )
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        QTimer.singleShot(0, self, self._fit)

    def keep(self) -> None:
        self.kept.emit(self.toPlainText())

    def leave(self) -> None:
        self.left.emit()

    def to_end(self) -> None:
        cursor = self.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        # A window-wide shortcut on these keys must not take them from the field.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                event.accept()
                return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # a narrower field has more lines, of which the document does not tell

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.keep()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        lines = max(1, round(self.document().size().height()))
        self.setFixedHeight(min(12, lines) * metrics.lineSpacing() + 16)
