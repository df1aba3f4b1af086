"""Guard of the language: it stays the passage's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from writer_app.voice.lexicon import LANGUAGES
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_SCRIPTS = (
    ("Latin", re.compile(r"[A-Za-zÀ-ɏ]")),
    ("Cyrillic", re.compile(r"[Ѐ-ӿ]")),
    ("Greek", re.compile(r"[Ͱ-Ͽ]")),
    ("Hebrew", re.compile(r"[֐-׿]")),
    ("Arabic", re.compile(r"[؀-ۿ]")),
    ("CJK", re.compile(r"[぀-ヿ㐀-鿿가-힯]")),
)


def same_language(source: Wording, candidate: Wording) -> Iterator[Violation]:
    before, after = _script(source.text), _script(candidate.text)
    if before and after and before != after:
        yield Violation("language", "It is in another script.")
        return
    spoken, answered = language(source.words), language(candidate.words)
    if spoken and answered and spoken != answered:
        yield Violation("language", f"It is in {answered}, the passage in {spoken}.")


def _script(text: str) -> str:
    if text.isascii():
        return "Latin" if sum(map(str.isalpha, text)) >= 4 else ""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] >= 4 else ""


def language(words: Sequence[str]) -> str:
    """The language of folded words by its function words; "" where that is not clear."""
    if len(words) < 8:
        return ""
    shares = sorted(
        ((sum(w in known for w in words) / len(words), name) for name, known in LANGUAGES.items()),
        reverse=True,
    )
    (best, name), (second, _) = shares[0], shares[1]
    return name if best >= 0.15 and best >= 1.5 * second else ""
