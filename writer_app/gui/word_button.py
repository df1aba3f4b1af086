"""A button that is only a word, with the key that does the same beside it; and a row that wraps."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QLayout,
    QLayoutItem,
    QSizePolicy,
    QWidget,
)

from writer_app.gui.fonts import UI_POINTS, sans
from writer_app.gui.theme import Theme

PAD_X = 7
PAD_Y = 3
KEY_GAP = 5
NARROWEST = 160  # pixels: a line of words has at least so many


class WordButton(QAbstractButton):
    """Quiet until the pointer or the focus is on it. `key` is shown, not bound.

    `strong` is filled; `inviting` is what the writer is asked to press, and no aside.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        key: str = "",
        strong: bool = False,
        inviting: bool = False,
        focusable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._key = key
        self._theme = theme
        self._strong = strong
        self._inviting = inviting
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # Words inside a review are for the pointer: the keys work wherever the focus is.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._named()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_words(self, text: str) -> None:
        self.setText(text)
        self._named()

    def set_key(self, key: str) -> None:
        self._key = key
        self._named()

    def _named(self) -> None:
        self.setAccessibleName(f"{self.text()} ({self._key})" if self._key else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * PAD_X + self._key_room()
        return QSize(width, metrics.height() + 2 * PAD_Y)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        resting = theme.accent if self._inviting else theme.muted
        ink = QColor(theme.ink if hot or self.isChecked() else resting)
        if self._strong and self.isEnabled():
            ink = QColor(theme.on_accent)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_strong if hot else theme.accent))
            painter.drawRoundedRect(shape, 4, 4)
        elif hot or self.isChecked():
            tint = QColor(theme.ink)
            tint.setAlpha(26 if self.isDown() or self.isChecked() else 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint)
            painter.drawRoundedRect(shape, 4, 4)
        if not self.isEnabled():
            ink.setAlpha(110)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(shape, 4, 4)
        painter.setPen(ink)
        inner = self.rect().adjusted(PAD_X, 0, -PAD_X, 0)
        room = inner.adjusted(0, 0, -self._key_room(), 0)
        text = self.text()
        if self.width() < self.sizeHint().width():
            text = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        if self._key:
            key_ink = QColor(ink)
            key_ink.setAlpha(min(key_ink.alpha(), 150))
            painter.setPen(key_ink)
            painter.setFont(self._key_font())
            painter.drawText(
                inner,
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                self._key,
            )

    def _key_font(self) -> QFont:
        return sans(UI_POINTS - 1.5)

    def _key_room(self) -> int:
        """Pixels for the key and the gap before it."""
        if not self._key:
            return 0
        return KEY_GAP + QFontMetrics(self._key_font()).horizontalAdvance(self._key)


def plain_word(text: str, role: str = "muted") -> QLabel:
    """Words beside word buttons that are no button, in line with theirs."""
    label = QLabel(text)
    label.setContentsMargins(PAD_X, PAD_Y, 8, PAD_Y)
    label.setProperty("role", role)
    return label


class WrapLayout(QLayout):
    """Items in a row, on to the next line where the width ends; none is wider than a line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 2) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def widgets(self) -> list[QWidget]:
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def empty(self) -> None:
        """Let all its widgets go; a word just pressed is still inside its own click."""
        widgets = self.widgets()
        self._items.clear()
        for widget in widgets:
            widget.hide()
            widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        size.setWidth(min(size.width(), NARROWEST))
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inner.x(), inner.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            hint.setWidth(min(hint.width(), max(NARROWEST, inner.width())))
            if x > inner.x() and x + hint.width() > inner.right() + 1:
                x, y, line = inner.x(), y + line + self._gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            line = max(line, hint.height())
        margins = self.contentsMargins()
        return y + line - rect.y() + margins.bottom()
