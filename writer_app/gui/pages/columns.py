"""Parts of a page in one column or in two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

TWO_COLUMNS = 1040  # pixels of the page
GAP = 40  # pixels between sections


class Columns(QWidget):
    """What stands left with room for two stands above the rest with room for one."""

    def __init__(self) -> None:
        super().__init__()
        self._left: tuple[QWidget, ...] = ()
        self._right: tuple[QWidget, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(64)
        self._columns = 0

    def fill(self, left: Sequence[QWidget], right: Sequence[QWidget]) -> None:
        """Once, with all there is."""
        self._left, self._right = tuple(left), tuple(right)
        self.arrange(self.width())

    def arrange(self, width: int) -> None:
        """For a page of so many pixels."""
        columns = 2 if width >= TWO_COLUMNS else 1
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        both = [self._left, self._right] if columns == 2 else [self._left + self._right]
        for place, parts in enumerate(both):
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._grid.addLayout(column, 0, place)
            self._grid.setColumnStretch(place, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
