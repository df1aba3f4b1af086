"""Which fence of code each paragraph stands in, kept as Qt's user state and only as far as asked.

The state of a paragraph says what fence the *next* one stands in (lower bits, an index into the
fences seen so far, 0 for none) and whether the paragraph has its colours (upper bits, a stamp that
`forget_colours` makes stale). Qt moves it along with the paragraph when others come and go.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextDocument

from writer_app.gui.markdown_spans import Fence, fence_after

_UNKNOWN = -1
_WHICH = 0xFFFF
_STAMP = 16  # bits to the left
_STAMPS = 0x7FFF
MANY = 2_000
"""Paragraphs in one change from which they are looked at when seen, not at once."""
FURTHER = 300
"""Paragraphs below a change that are looked at, at once, for what it meant to them."""


class Fences:
    """The fences of one document; `changed` must hear of every change of its text."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._seen: list[Fence | None] = [None]
        self._stamp = 1
        self._blocks = document.blockCount()
        self._known = 0
        """Paragraphs, from the first, whose states are right."""

    def changed(self, first: QTextBlock, last: QTextBlock) -> None:
        """These paragraphs are new or have another text than before."""
        count = self._document.blockCount()
        more, self._blocks = count - self._blocks, count
        start, end = first.blockNumber(), last.blockNumber()
        if start >= self._known:
            return
        known, self._known = self._known + more, start
        if end - start > MANY:
            return
        block = first
        for _ in range(start, end + 1):
            # Lines that went took with them what the next one was told.
            block.setUserState(_UNKNOWN if more else max(_UNKNOWN, block.userState()) & _WHICH)
            block = block.next()
        settled = self._walk(end + 1) or self._walk(min(known, end + FURTHER), until_settled=True)
        if settled:
            self._known = max(known, self._known)

    def know(self, stop: int) -> None:
        """Work out every paragraph above number `stop`."""
        if self._known < stop:
            self._walk(stop)

    def _walk(self, stop: int, *, until_settled: bool = False) -> bool:
        """Go on to `stop`; True when the last one walked tells the next what it told it before."""
        block = self._document.findBlockByNumber(self._known)
        before = self._which(block.previous())
        # True as long as the paragraph above says something else than it did.
        moved = True
        while block.isValid() and self._known < stop:
            old = block.userState()
            now = self._index(fence_after(block.text(), self._seen[before]))
            if old == _UNKNOWN or moved or now != old & _WHICH:
                block.setUserState(now)
            moved = old == _UNKNOWN or now != old & _WHICH
            before = now
            self._known += 1
            if until_settled and not moved:
                return True
            block = block.next()
        return not moved

    def around(self, block: QTextBlock) -> tuple[Fence | None, Fence | None]:
        """The fence before and after a known paragraph."""
        return self._seen[self._which(block.previous())], self._seen[self._which(block)]

    def lines_around(self, block: QTextBlock, most: int) -> tuple[int, list[str]]:
        """Number of the opening line of the fence, and at most `most` lines of code after it.

        In a longer fence, the lines around the paragraph, and the number of the one before them.
        """
        top = block
        for _ in range(most):
            above = top.previous()
            if not above.isValid() or self._which(above.previous()) == 0:
                break
            top = above
        # `top` is now the first line of code: the one above it is the fence itself.
        lines: list[str] = []
        line = top
        while line.isValid() and self._which(line) and len(lines) < 2 * most:
            lines.append(line.text())
            line = line.next()
        return top.blockNumber() - 1, lines

    def is_coloured(self, block: QTextBlock) -> bool:
        state = block.userState()
        return state != _UNKNOWN and state >> _STAMP == self._stamp

    def set_coloured(self, block: QTextBlock) -> None:
        block.setUserState((block.userState() & _WHICH) | self._stamp << _STAMP)

    def forget_colours(self) -> None:
        """No paragraph has its colours any more."""
        self._stamp = self._stamp % _STAMPS + 1

    def _which(self, block: QTextBlock) -> int:
        state = block.userState() if block.isValid() else _UNKNOWN
        return 0 if state == _UNKNOWN else state & _WHICH

    def _index(self, fence: Fence | None) -> int:
        if fence is None:
            return 0
        if fence not in self._seen:
            if len(self._seen) > _WHICH:
                return 0
            self._seen.append(fence)
        return self._seen.index(fence)
