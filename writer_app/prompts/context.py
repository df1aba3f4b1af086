"""Which part of the manuscript the model reads.

The worker keeps the prompt it has read and reads only what is new, so the window must begin
at the same place from one key to the next: it moves on in strides of half its size, and then
to the next beginning of a paragraph.
"""

from __future__ import annotations

import re

BUDGET = 12_000
"""Characters; some 3,000 tokens of English."""

_PARAGRAPH = re.compile(r"\n\s*\n")


def manuscript_window(before: str, budget_chars: int = BUDGET, offset: int | None = None) -> str:
    """The end of `before`, at most `budget_chars` long, beginning with a paragraph where it can.

    `offset` is the place of the end of `before` in the document, which matters when `before`
    was cut from the left already: strides are counted from the document's start.
    """
    if budget_chars < 2:
        raise ValueError("the window needs room for two characters")
    end = len(before) if offset is None else max(offset, len(before))
    cut = end - len(before)
    if end <= budget_chars:
        return before
    stride = budget_chars // 2
    start = -(-(end - budget_chars) // stride) * stride - cut
    if start <= 0:
        return before
    # A paragraph that begins soon is worth a little less text; a huge one is cut at a word.
    paragraph = _PARAGRAPH.search(before, start - 1, min(len(before), start + stride // 2))
    if paragraph and paragraph.end() < len(before):
        return before[paragraph.end() :]
    space = re.compile(r"\s").search(before, start, min(len(before), start + 200))
    return before[space.end() if space and space.end() < len(before) else start :]


def surroundings(before: str, after: str, budget_chars: int = 1_500) -> tuple[str, str]:
    """What stands next to a passage, for a model that is to rewrite it: whole paragraphs or words.

    Two thirds of the budget go to what comes before.
    """
    room = budget_chars * 2 // 3
    head = before if len(before) <= room else _from_word(before[-room:])
    room = budget_chars - len(head)
    tail = after if len(after) <= room else after[:room].rsplit(None, 1)[0] if room else ""
    return head.strip(), tail.strip()


def _from_word(text: str) -> str:
    paragraph = _PARAGRAPH.search(text, 0, len(text) // 2)
    if paragraph:
        return text[paragraph.end() :]
    parts = text.split(None, 1)
    return parts[1] if len(parts) == 2 else text
