"""Words, sentences and paragraphs, by rules of the benchmark's own."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TITLES = r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)"
_SENTENCE_END = re.compile(_TITLES + r"[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-z])")
_BLANK_LINE = re.compile(r"\n\s*\n")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def words(text: str) -> list[str]:
    """In lower case, with a straight apostrophe."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def sentences(text: str) -> list[str]:
    found = []
    for paragraph in paragraphs(text):
        start = 0
        for end in _SENTENCE_END.finditer(paragraph):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
        found.append(paragraph[start:].strip())
    return [sentence for sentence in found if words(sentence)]


def paragraphs(text: str) -> list[str]:
    """Without their line breaks, which in old texts are those of a page."""
    return [" ".join(part.split()) for part in _BLANK_LINE.split(text) if part.strip()]


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every `length` words running."""
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}
