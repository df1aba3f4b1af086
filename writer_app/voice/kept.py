"""Words and phrases that stay as they are, found in a text."""

from __future__ import annotations

import re
from functools import lru_cache

from writer_app.voice.tokens import straighten


def spans_of(phrase: str, text: str) -> list[tuple[int, int]]:
    """Where it stands, in code points: whole, in any case, with any white space, and whatever
    apostrophes and quotation marks either has."""
    pattern = _pattern(phrase)
    return [found.span() for found in pattern.finditer(straighten(text))] if pattern else []


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str] | None:
    """None for a phrase that is blank."""
    words = r"\s+".join(map(re.escape, straighten(phrase).split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", re.I) if words else None
