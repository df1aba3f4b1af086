"""What the taste makes of each feature: a sentence, how sure it is, and a slider to overrule it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from writer_app.gui.fonts import sans, serif
from writer_app.gui.pages.plot import LEFT, RIGHT, SMALL
from writer_app.gui.pages.rows import Rows
from writer_app.gui.prose import washed
from writer_app.gui.theme import Theme
from writer_app.services.voice_telling import signed
from writer_app.taste.sayings import SET_BY_YOU, TOO_EARLY, Told

HEAD, ROW = 26, 52  # pixels
TRACK = 38.0  # pixels from the top of a row
HOW = 110  # pixels at the right of a row that let a weight be learned again
MOST, STEP = 3.0, 0.25  # logits: the ends of a slider, and what a key moves
SURE = 1.96  # deviations on either side: 95 of 100


class Weights(Rows):
    """One feature a row. Up and down choose a row; left and right, or the pointer, set its weight;
    `Del` lets it be learned again. `overruled`: the feature and its weight, or None.

    `moved`: where the row is that the keys have come to.
    """

    overruled = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, HEAD, tall=ROW, head=HEAD)
        self._rows: tuple[Told, ...] = ()
        self.setToolTip("← and → set a weight yourself, Del lets it be learned again")

    @property
    def shown(self) -> tuple[Told, ...]:
        return self._rows

    def show_rows(self, rows: Sequence[Told]) -> None:
        """Those that stand here already keep their place: none goes from under the hand."""
        by_name = {row.name: row for row in rows}
        kept = [by_name.pop(row.name) for row in self._rows if row.name in by_name]
        self._rows = (*kept, *by_name.values())
        self._row = max(0, min(self._row, len(self._rows) - 1))
        self.set_height(HEAD + ROW * len(self._rows) + 4)
        self.say_row()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        muted = self._theme.muted
        self.label(painter, QPointF(area.left() + 8, 10), "less of it", muted, LEFT)
        self.label(painter, QPointF(area.right() - 8, 10), "more of it", muted, RIGHT)
        for at, row in enumerate(self._rows):
            line, here = self.line_of(painter, area, at)
            self._draw_words(painter, line, row, here)
            self._draw_slider(painter, line.top() + TRACK, row)

    def _draw_words(self, painter: QPainter, line: QRectF, row: Told, here: bool) -> None:
        theme, y = self._theme, line.top() + 16
        own = row.how == SET_BY_YOU
        how = "learn it again" if own and here else row.how
        ink = theme.accent if own else theme.muted
        self.label(painter, QPointF(line.right() - 8, y), how, ink, RIGHT)
        ink = theme.muted if row.how == TOO_EARLY else theme.ink
        taken = QFontMetricsF(sans(SMALL)).horizontalAdvance(how) + 8
        at, room = QPointF(line.left() + 8, y), line.width() - 16 - taken
        self.label(painter, at, row.words, ink, LEFT, serif(12.5), room)

    def _draw_slider(self, painter: QPainter, y: float, row: Told) -> None:
        theme, (left, right) = self._theme, self._ends()
        painter.setPen(QColor(theme.rule))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(QPen(QColor(theme.muted), 1.0))
        painter.drawLine(QPointF(self._x(0), y - 5), QPointF(self._x(0), y + 5))
        known = row.how != TOO_EARLY
        colour = theme.accent if known else theme.muted
        painter.setPen(QPen(washed(colour, 90), 3.0))
        spread = SURE * row.deviation
        if spread:
            low, high = self._x(row.weight - spread), self._x(row.weight + spread)
            painter.drawLine(QPointF(low, y), QPointF(high, y))
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(QColor(colour if known else theme.paper))
        at = QPointF(self._x(row.weight), y)
        if row.how == SET_BY_YOU:
            painter.drawRoundedRect(QRectF(at.x() - 4, y - 7, 8, 14), 2, 2)
        else:
            painter.drawEllipse(at, 4.5, 4.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Down if self._row + 1 < len(self._rows):
                self._move(self._row + 1)
            case Qt.Key.Key_Up if self._row > 0:
                self._move(self._row - 1)
            case Qt.Key.Key_Left if self._rows:
                self._set(self._row, round(self._rows[self._row].weight / STEP - 1) * STEP)
            case Qt.Key.Key_Right if self._rows:
                self._set(self._row, round(self._rows[self._row].weight / STEP + 1) * STEP)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self._rows:
                self._let_go(self._row)
            case _:
                event.ignore()
                return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, within = self._at(event)
        if row is None:
            return
        self._row = row
        if within < TRACK - 12:
            if event.position().x() > self.width() - HOW:
                self._let_go(row)
            self.say_row()
        else:
            self._slide(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._rows:
            self._slide(event)
            return
        self._under, within = self._at(event)
        over = self._under is not None and within >= TRACK - 12
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.update()

    def _slide(self, event: QMouseEvent) -> None:
        left, right = self._ends()
        share = (event.position().x() - left) / max(1.0, right - left)
        self._set(self._row, round((2 * share - 1) * MOST / STEP) * STEP)

    def _set(self, row: int, weight: float) -> None:
        """Shown at once; what it comes to in words is told by whoever hears of it."""
        weight = max(-MOST, min(weight, MOST)) + 0.0  # no −0
        old = self._rows[row]
        if old.how == SET_BY_YOU and old.weight == weight:
            return
        new = Told(old.name, old.words, SET_BY_YOU, weight, 0.0)
        self._rows = (*self._rows[:row], new, *self._rows[row + 1 :])
        self.say_row()
        self.overruled.emit(new.name, weight)

    def _let_go(self, row: int) -> None:
        if self._rows[row].how == SET_BY_YOU:
            self.overruled.emit(self._rows[row].name, None)

    def say_row(self) -> None:
        if not self._rows:
            self.say("Nothing yet")
            return
        row = self._rows[self._row]
        place = f"{self._row + 1} of {len(self._rows)}"
        self.say(f"{place}: {row.words}, {row.how}, weight {signed(row.weight)}")

    def _at(self, event: QMouseEvent) -> tuple[int | None, float]:
        row, within = divmod(event.position().y() - HEAD, ROW)
        return (int(row), within) if 0 <= row < len(self._rows) else (None, 0.0)

    def _ends(self) -> tuple[float, float]:
        return 14.0, self.width() - 14.0

    def _x(self, weight: float) -> float:
        left, right = self._ends()
        return left + (right - left) * (max(-MOST, min(weight, MOST)) / MOST + 1) / 2
