"""How many words the document has, kept paragraph by paragraph.

Counting a novel on each key would cost more than the key: only the paragraphs that changed are
counted again, and after opening a large document the counting goes on in slices of a few
milliseconds between the writer's keys.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextDocument

from writer_app.text.segments import word_count

SLICE = 400  # paragraphs counted at a time when there are many
UNKNOWN = -1


class WordTally(QObject):
    """`changed` carries the number of words; while a large document is counted, so far."""

    changed = Signal(int)

    def __init__(self, document: QTextDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._counts: list[int] = [0]
        self._total = 0
        self._uncounted = 0
        self._next = 0
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._count_slice)
        document.contentsChange.connect(self._changed)
        self._changed(0, 0, max(0, document.characterCount() - 1))

    @property
    def words(self) -> int:
        return self._total

    @property
    def complete(self) -> bool:
        return self._uncounted == 0

    def _changed(self, position: int, _removed: int, added: int) -> None:
        document = self._document
        first = document.findBlock(position).blockNumber()
        end_block = document.findBlock(min(position + added, document.characterCount() - 1))
        last = end_block.blockNumber() if end_block.isValid() else document.blockCount() - 1
        now = last - first + 1
        before = now - (document.blockCount() - len(self._counts))
        old = self._counts[first : first + before]
        self._total -= sum(count for count in old if count != UNKNOWN)
        self._uncounted -= old.count(UNKNOWN)
        if now <= SLICE:
            block = document.findBlockByNumber(first)
            new = []
            for _ in range(now):
                new.append(word_count(block.text()))
                block = block.next()
            self._total += sum(new)
        else:
            new = [UNKNOWN] * now
            self._uncounted += now
            self._next = 0
            self._more.start()
        self._counts[first : first + before] = new
        self.changed.emit(self._total)

    def _count_slice(self) -> None:
        counted = 0
        block = self._document.findBlockByNumber(self._next)
        while block.isValid() and counted < SLICE and self._uncounted:
            if self._counts[self._next] == UNKNOWN:
                self._counts[self._next] = word_count(block.text())
                self._total += self._counts[self._next]
                self._uncounted -= 1
                counted += 1
            self._next += 1
            block = block.next()
        if self._uncounted and not block.isValid():
            self._next = 0
        if not self._uncounted:
            self._more.stop()
        self.changed.emit(self._total)
