"""A gap in a paragraph's layout: text that is on show but not in the document.

Qt's layout has one such gap per paragraph, made for input methods; the ghost lives in it. Format
ranges count the gap's characters, so they are split around it and moved behind it. Everything
here is in UTF-16 units from the start of the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextLayout

from writer_app.text.offsets import utf16_length

Range = QTextLayout.FormatRange


def make_range(start: int, length: int, style: QTextCharFormat) -> Range:
    result = Range()
    result.start = start
    result.length = length
    result.format = style
    return result


def gap(layout: QTextLayout) -> tuple[int, int]:
    """Where the gap begins and how long it is; length 0 when there is none."""
    return layout.preeditAreaPosition(), utf16_length(layout.preeditAreaText())


def with_gap(ranges: Sequence[Range], at: int, length: int) -> list[Range]:
    """Ranges of the text alone -> ranges around a gap, none of which colours it."""
    if not length:
        return list(ranges)
    result = []
    for item in ranges:
        end = item.start + item.length
        if item.start < at:
            result.append(make_range(item.start, min(end, at) - item.start, item.format))
        if end > at:
            start = max(item.start, at)
            result.append(make_range(start + length, end - start, item.format))
    return result


def without_gap(ranges: Sequence[Range], at: int, length: int) -> list[Range]:
    """The other way: ranges inside the gap fall away."""
    if not length:
        return list(ranges)
    result = []
    for item in ranges:
        start, end = item.start, item.start + item.length
        start = start if start <= at else max(at, start - length)
        end = end if end <= at else max(at, end - length)
        if end > start:
            result.append(make_range(start, end - start, item.format))
    return result


def colour_text(block: QTextBlock, ranges: Sequence[Range]) -> None:
    """Give a paragraph its ranges (of the text alone) and leave the gap's own as they are."""
    layout = block.layout()
    at, length = gap(layout)
    own = []
    if length:
        own = [r for r in layout.formats() if at <= r.start and r.start + r.length <= at + length]
    layout.setFormats([*with_gap(ranges, at, length), *own])


def fill_gap(block: QTextBlock, at: int, text: str, style: QTextCharFormat) -> None:
    """Show `text` at `at`, or nothing when it is empty; the caller marks the paragraph dirty."""
    layout = block.layout()
    ranges = without_gap(layout.formats(), *gap(layout))
    length = utf16_length(text)
    layout.setPreeditArea(at if length else -1, text)
    ranges = with_gap(ranges, at, length)
    if length:
        ranges.append(make_range(at, length, style))
    layout.setFormats(ranges)
