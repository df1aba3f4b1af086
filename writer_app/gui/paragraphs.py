"""The text as it stood before the latest change, so that one can say what a change replaced.

Qt tells where a document changed and how much, never what stood there; and where several edits
make one undo step, it tells of all that lies between them as changed.
"""

from __future__ import annotations

from PySide6.QtGui import QTextDocument


class Paragraphs:
    """A list of the paragraphs of one document; `changed` must hear of every change of its text."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._texts: list[str] = []
        self.read()

    def read(self) -> None:
        """All of it anew: another text stands in the document."""
        self._texts = self._document.toRawText().split("\u2029")

    def changed(self, position: int, added: int) -> tuple[int, list[str], list[str]]:
        """Where the paragraphs begin that a change touched, those before it and those after.

        All as `contentsChange` gives it, in UTF-16 units. Costs the paragraphs touched.
        """
        document = self._document
        block = document.findBlock(position)
        first, start = block.blockNumber(), block.position()
        end_block = document.findBlock(min(position + added, document.characterCount() - 1))
        last = end_block.blockNumber() if end_block.isValid() else document.blockCount() - 1
        now = last - first + 1
        before = now - (document.blockCount() - len(self._texts))
        new = []
        for _ in range(now):
            new.append(block.text())
            block = block.next()
        old = self._texts[first : first + before]
        self._texts[first : first + before] = new
        return start, old, new
