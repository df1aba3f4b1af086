"""Small repairs where words were taken out: "a old house", a sentence without its capital."""

from __future__ import annotations

import re

from writer_app.voice.tokens import straighten

_ARTICLE = re.compile(r"\b(an?)(\s+)(?=([^\W\d_]+))", re.I)
_VOWEL = re.compile(r"(?!uni|use|usu|eu|ewe|one|once|u\b)[aeiou]|hour|hono|honest|heir", re.I)
_CONSONANT = re.compile(
    r"(?!hour|hono|honest|heir)[bcdfghjklmnpqrstvwyz]|uni|use|usu|eu|ewe|one|once", re.I
)


def agreed(source: str, text: str) -> str:
    """`text`, made from `source`, with "a" and "an" as the words behind them want them.

    Only where the two meet in the text alone: how the writer puts them elsewhere is a habit.
    It begins with a capital where the source does.
    """
    known = {(m[1].casefold(), m[3].casefold()) for m in _ARTICLE.finditer(source)}

    def right(found: re.Match[str]) -> str:
        article, space, word = found[1], found[2], found[3]
        if (article.casefold(), word.casefold()) in known:
            return found[0]
        if len(article) == 1 and _VOWEL.match(word):
            return f"{article}n{space}"
        if len(article) == 2 and _CONSONANT.match(word):
            return f"{article[0]}{space}"
        return found[0]

    text = _ARTICLE.sub(right, text)
    first, other = _first(source), _first(text)
    if first is not None and other is not None and source[first].isupper():
        text = text[:other] + text[other].upper() + text[other + 1 :]
    return text


def _first(text: str) -> int | None:
    """Where its first letter is, if nothing but a quotation mark or white space precedes it."""
    found = re.match(r"[\s\"'(*_]*(?=[^\W\d_])", straighten(text))
    return found.end() if found else None
