"""Guard of the language: it stays the passage's."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    before, after = source.of(_script), candidate.of(_script)
    if before and after and before != after:
        yield Violation("language", "It is in another script.")
        return
    spoken, answered = source.of(language), candidate.of(language)
    if spoken and answered and spoken != answered:
        yield Violation("language", f"It is in {answered}, the passage in {spoken}.")


def _script(wording: Wording) -> str:
    text = wording.plain
    if text.isascii():
        return "Latin" if sum(map(str.isalpha, text)) >= 4 else ""
    counts = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS}
    name = max(counts, key=lambda key: counts[key])
    return name if counts[name] >= 4 else ""


def language(text: Wording) -> str:
    """The language by its function words; "" where that is not clear."""
    total = len(text.words)
    if total < 8:
        return ""
    shares = sorted(
        ((sum(text.bag[w] for w in known) / total, name) for name, known in LANGUAGES.items()),
        reverse=True,
    )
    (best, name), (second, _) = shares[0], shares[1]
    return name if best >= 0.15 and best >= 1.5 * second else ""
