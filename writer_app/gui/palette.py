"""Every command by name, with its keys: type a few letters, press Return."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import inf

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from writer_app.gui.theme import Theme

WIDTH = 520
ROWS = 10
ROW = 32
ACTION = Qt.ItemDataRole.UserRole
TOP = 0.12  # of the window's height: near the eye, above the text's middle


def score(query: str, name: str) -> float | None:
    """How well the letters of `query` stand in `name`, in order; None where they do not.

    Beginnings of words count most, then letters side by side; early is better than late.
    """
    wanted = "".join(query.casefold().split())
    text = name.casefold()

    @cache
    def best(letter: int, after: int) -> float:
        """The most that the letters from `letter` on are worth in the text from `after` on."""
        if letter == len(wanted):
            return 0.0
        found = -inf
        for at in range(after, len(text)):
            if text[at] != wanted[letter]:
                continue
            points = 3.0 if at == 0 or not text[at - 1].isalnum() else 1.0
            points += 2.0 if letter and at == after else 0.0
            found = max(found, points - 0.02 * at + best(letter + 1, at + 1))
        return found

    points = best(0, 0)
    return None if points == -inf else points


class Palette(QFrame):
    """Lies over the top of its window while it is open; closes on Esc and on losing the focus."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._actions: tuple[QAction, ...] = ()
        self._back: QWidget | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText("What do you want to do?")
        self.field.setAccessibleName("Command")
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setStyleSheet("QListView { background: transparent; border: none; padding: 0; }")
        self.list.clicked.connect(self._run_index)
        self._none = QLabel("No command is called that.")
        self._none.setProperty("role", "muted")
        self._none.setContentsMargins(8, 6, 8, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 9, 9, 9)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self.hide()

    def open(self, actions: Iterable[QAction]) -> None:
        """Show the actions that can be done now."""
        self._actions = tuple(a for a in actions if a.isEnabled() and _name(a))
        self._back = QApplication.focusWidget()
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def names(self) -> list[str]:
        """What is listed, best first."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def theme(self) -> Theme:
        return self._theme

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        elif isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.rule))
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: ROWS,
            Qt.Key.Key_PageUp: -ROWS,
        }
        key = Qt.Key(event.key())
        ours = key in steps or key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.ShortcutOverride and ours:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress or not ours:
            return False
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in steps:
            self._step(steps[key])
        else:
            self._run_index(self.list.currentIndex())
        return True

    def _step(self, by: int) -> None:
        count = self._model.rowCount()
        if count:
            here = self.list.currentIndex().row() + by
            # One step past an end comes in at the other; a page stops there.
            row = here % count if abs(by) == 1 else min(max(here, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(row, 0))

    def _filter(self, query: str) -> None:
        ranked = []
        for place, action in enumerate(self._actions):
            points = score(query, _name(action))
            if points is not None:
                ranked.append((-points if query.strip() else 0.0, place, action))
        self._model.clear()
        for _, _, action in sorted(ranked, key=lambda entry: entry[:2]):
            item = QStandardItem(_name(action))
            item.setData(action, ACTION)
            item.setEditable(False)
            keys = keys_of(action)
            item.setAccessibleText(f"{_name(action)} {keys}".strip())
            self._model.appendRow(item)
        self.list.setVisible(bool(ranked))
        self._none.setVisible(not ranked)
        if ranked:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._place()

    def _place(self) -> None:
        window = self._over
        width = min(WIDTH, window.width() - 24)
        self.setFixedWidth(max(160, width))
        top = round(window.height() * TOP)
        # As many whole rows as there is room for above the window's foot.
        room = (window.height() - 2 * top - self.field.sizeHint().height()) // ROW
        rows = min(ROWS, max(1, room), max(1, self._model.rowCount()))
        self.list.setFixedHeight(rows * ROW + 2)
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, top)

    def _run_index(self, index: QModelIndex) -> None:
        action = index.data(ACTION) if index.isValid() else None
        self._leave()
        if isinstance(action, QAction) and action.isEnabled():
            action.trigger()

    def _leave(self) -> None:
        back, self._back = self._back, None
        self.hide()
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)


class _Row(QStyledItemDelegate):
    """Name on the left, its keys on the right in a quieter ink."""

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette)
        self._palette = palette

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._palette.theme
        area: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 5, 5)
        inner = area.adjusted(9, 0, -9, 0)
        painter.setPen(QColor(theme.ink))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), str(index.data()))
        action = index.data(ACTION)
        if isinstance(action, QAction):
            painter.setPen(QColor(theme.muted))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(inner, right, keys_of(action))
        painter.restore()


def keys_of(action: QAction) -> str:
    """The first of its shortcuts, as this system writes it."""
    keys = action.shortcuts()
    return keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def _name(action: QAction) -> str:
    return action.text().replace("&", "").strip()
