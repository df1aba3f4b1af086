"""Code points, in which the app counts, and Qt's UTF-16 positions in one large document.

Without a character outside the first plane the two are the same number. With one, a ladder of
known pairs is kept, so that a key costs at most one rung's worth of counting, never the document.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QTextCursor, QTextDocument

from writer_app.text.offsets import to_utf16, utf16_length

RUNG = 32_768
"""UTF-16 units between two known pairs."""


def plain(raw: str) -> str:
    """Qt's raw text as the app holds it; `toPlainText` would lose no-break spaces."""
    if raw.isascii():
        return raw
    # Between and around paragraphs. Three passes in C beat one `translate`, thirty times over.
    return raw.replace("\u2029", "\n").replace("\ufdd0", "\n").replace("\ufdd1", "\n")


class Positions:
    """The two countings of one document; `changed` must hear of every change of its text."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._wide = False
        self._utf16 = [0]
        self._points = [0]

    @property
    def end(self) -> int:
        """Length of the text in UTF-16 units."""
        return self._document.characterCount() - 1

    def slice(self, start: int, end: int) -> str:
        """The text between two UTF-16 positions."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(max(0, min(start, self.end)))
        cursor.setPosition(max(0, min(end, self.end)), QTextCursor.MoveMode.KeepAnchor)
        return plain(cursor.selectedText())

    def changed(self, position: int, added: int) -> None:
        """`added` units stand at `position` that did not stand there before."""
        keep = bisect_right(self._utf16, position)
        del self._utf16[keep:], self._points[keep:]
        if not self._wide and added:
            text = self.slice(position, position + added)
            self._wide = utf16_length(text) != len(text)

    def to_points(self, position: int) -> int:
        """UTF-16 position -> code points before it."""
        position = max(0, min(position, self.end))
        if not self._wide:
            return position
        while self._utf16[-1] + RUNG <= position and self._climb():
            pass
        rung = bisect_right(self._utf16, position) - 1
        return self._points[rung] + len(self.slice(self._utf16[rung], position))

    def to_utf16(self, points: int) -> int:
        """Code points -> UTF-16 position; past the end is the end."""
        points = max(0, points)
        if not self._wide:
            return min(points, self.end)
        while self._points[-1] <= points and self._climb():
            pass
        rung = bisect_right(self._points, points) - 1
        start, left = self._utf16[rung], points - self._points[rung]
        text = self.slice(start, start + 2 * left)
        return start + to_utf16(text, min(left, len(text)))

    def _climb(self) -> bool:
        """One rung more; False at the end of the text."""
        start = self._utf16[-1]
        stop = self.whole(min(start + RUNG, self.end))
        if stop <= start:
            return False
        self._utf16.append(stop)
        self._points.append(self._points[-1] + len(self.slice(start, stop)))
        return True

    def whole(self, position: int) -> int:
        """`position`, or one before it where that would cut a surrogate pair in two."""
        here = self._document.characterAt(position)
        return position - 1 if "\udc00" <= here <= "\udfff" else position
