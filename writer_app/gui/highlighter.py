"""Markdown in its colours, on the paragraphs that can be seen.

Not a `QSyntaxHighlighter`: that one visits every paragraph when a document is opened (1.2 s for
5 MB in Python) and paints over the ghost. Here a paragraph is coloured when it is changed or comes
into view. What it must know of those above it, the fence it stands in, is kept as Qt's user state
of each paragraph (`fences.py`), worked out as far down as anyone has looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlock, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit

from writer_app.gui.code_spans import code_marks
from writer_app.gui.fences import Fences
from writer_app.gui.fonts import mono
from writer_app.gui.markdown_spans import Mark, marks
from writer_app.gui.preedit import Range, colour_text, make_range
from writer_app.gui.theme import Theme
from writer_app.text.offsets import to_utf16, utf16_length
from writer_app.text.provenance import Origin

Spans = Callable[[int, int], Iterable[tuple[int, int, Origin]]]
"""Start, end and origin of each run between two UTF-16 positions."""

LONGEST = 20_000
"""Characters of a paragraph that is still coloured."""
FENCE_LINES = 400
"""Lines of one fence that are read to colour its code."""

_HEADINGS = {"heading1": 1.5, "heading2": 1.25, "heading3": 1.1}


class Highlighter(QObject):
    """Colours the visible paragraphs of one editor; `refresh` after they have become others."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._fences = Fences(editor.document())
        self._formats = _formats(theme, editor.font())
        self._code: tuple[object, dict[int, list[Mark]]] = (None, {})
        self._changes = 0
        self._spans: Spans | None = None
        editor.document().contentsChange.connect(self._on_contents_change)
        editor.document().contentsChanged.connect(self.refresh)
        editor.verticalScrollBar().valueChanged.connect(self.refresh)

    def set_theme(self, theme: Theme) -> None:
        """Also after the editor's font has changed."""
        self._formats = _formats(theme, self._editor.font())
        self.recolour()

    def show_origins(self, spans: Spans | None) -> None:
        """Let one see who wrote what, as `spans` says, or no longer."""
        self._spans = spans
        self.recolour()

    def recolour(self) -> None:
        """All of it, as it comes into view."""
        self._fences.forget_colours()
        self.refresh()

    def refresh(self) -> None:
        """Colour what is on the screen and is not coloured yet."""
        editor = self._editor
        line = max(1.0, QFontMetricsF(editor.font()).lineSpacing())
        self._colour(editor.firstVisibleBlock(), int(editor.viewport().height() / line) + 2)

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._changes += 1
        document = self._editor.document()
        first = document.findBlock(position)
        last = document.findBlock(position + added)
        if not last.isValid():
            last = document.lastBlock()
        self._fences.changed(first, last)
        # Within the change, so that the paragraph is laid out once, with its colours.
        if last.blockNumber() - first.blockNumber() < 3:
            self._colour(first, last.blockNumber() - first.blockNumber() + 1)

    def _colour(self, block: QTextBlock, count: int) -> None:
        number = block.blockNumber()
        stop = number + count
        self._fences.know(stop)
        document = self._editor.document()
        while block.isValid() and number < stop:
            if not self._fences.is_coloured(block):
                self._fences.set_coloured(block)
                colour_text(block, [*self._ranges(block), *self._origins(block)])
                document.markContentsDirty(block.position(), block.length())
            block = block.next()
            number += 1

    def _ranges(self, block: QTextBlock) -> list[Range]:
        if block.length() > LONGEST:
            return []
        text = block.text()
        before, after = self._fences.around(block)
        found: Iterable[Mark]
        if before is None and after is None:
            found = marks(text)
        elif before is None or after is None:
            found = [Mark(0, len(text), "fence")]
        else:
            found = [Mark(0, len(text), "code"), *self._code_of(block)]
        wide = utf16_length(text) != len(text)
        return [
            make_range(*(_units(text, mark) if wide else mark[:2]), self._formats[mark.kind])
            for mark in found
            if mark.length and mark.kind in self._formats
        ]

    def _origins(self, block: QTextBlock) -> list[Range]:
        if self._spans is None or block.length() > LONGEST:
            return []
        start = block.position()
        return [
            make_range(first - start, last - first, self._formats[origin.value])
            for first, last, origin in self._spans(start, start + block.length() - 1)
            if origin is not Origin.WRITER
        ]

    def _code_of(self, block: QTextBlock) -> Sequence[Mark]:
        """Pygments' view of one line, read with the whole of its fence."""
        number = block.blockNumber()
        (changes, known) = self._code
        if changes != self._changes:
            known = {}
        if number not in known:
            opening, lines = self._fences.lines_around(block, FENCE_LINES)
            fence = self._fences.around(block)[0]
            found = code_marks(lines, fence.language if fence else "")
            known |= {opening + 1 + row: spans for row, spans in enumerate(found)}
            self._code = (self._changes, known)
        return known.get(number, ())


def _units(text: str, mark: Mark) -> tuple[int, int]:
    start = to_utf16(text, mark.start)
    return start, to_utf16(text, mark.start + mark.length) - start


def _formats(theme: Theme, font: QFont) -> dict[str, QTextCharFormat]:
    """A format for each kind of mark; what a format does not say, those below it do."""
    result: dict[str, QTextCharFormat] = {}
    colours = {
        "mark": theme.mark,
        "quote": theme.quote,
        "list": theme.accent,
        "link": theme.link,
        "url": theme.mark,
        "comment": theme.comment,
        "keyword": theme.keyword,
        "string": theme.string,
        "number": theme.number,
        "definition": theme.definition,
    }
    for kind, colour in colours.items():
        result[kind] = QTextCharFormat()
        result[kind].setForeground(QColor(colour))
    for level in range(1, 7):
        heading = QTextCharFormat()
        heading.setForeground(QColor(theme.heading))
        heading.setFontWeight(QFont.Weight.Bold)
        heading.setFontPointSize(font.pointSizeF() * _HEADINGS.get(f"heading{level}", 1.0))
        result[f"heading{level}"] = heading
    result[Origin.MODEL.value] = QTextCharFormat()
    result[Origin.MODEL.value].setForeground(QColor(theme.muted))
    result[Origin.PASTED.value] = pasted = QTextCharFormat()
    pasted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    pasted.setUnderlineColor(QColor(theme.mark))
    for kind in ("emphasis", "strong", "strike", "code", "fence"):
        result[kind] = QTextCharFormat()
    result["emphasis"].setFontItalic(True)
    result["quote"].setFontItalic(True)
    result["strong"].setFontWeight(QFont.Weight.Bold)
    result["strike"].setFontStrikeOut(True)
    result["strike"].setForeground(QColor(theme.muted))
    for kind, colour in (("code", theme.code), ("fence", theme.mark)):
        result[kind].setFontFamilies(mono().families())
        # Monospaced letters look larger than the serif's at the same size.
        result[kind].setFontPointSize(font.pointSizeF() * 0.86)
        result[kind].setForeground(QColor(colour))
    return result
