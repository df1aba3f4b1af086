"""Passages of the writer's own that are most like one, to show a model how they write."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from writer_app.text.segments import word_count
from writer_app.voice.prose import prose
from writer_app.voice.tokens import content, folded, ngrams

_SHORTEST, _LONGEST = 15, 160  # words


def own_passages(texts: Iterable[str]) -> list[str]:
    """The paragraphs of a writer's texts that can serve as examples, in order, without doubles.

    Headings, lists, code and quotation blocks are somebody's, but not a voice.
    """
    found: dict[str, None] = {}
    for text in texts:
        for passage in prose(text):
            if _SHORTEST <= word_count(passage) <= _LONGEST:
                found[passage] = None
    return list(found)


def nearest(passage: str, candidates: Sequence[str], n: int = 3) -> list[str]:
    """At most `n` of `candidates`, the nearest last, where a model heeds them most.

    Near by shared content words, rare ones counting more (tf-idf cosine). The passage itself,
    what contains it and what shares eight words running with it are left out.
    """
    shown = set(ngrams(folded(passage), 8))
    own = [c for c in candidates if _apart(passage, shown, c)]
    if not own:
        return []
    bags = [Counter(content(c)) for c in own]
    frequency = Counter(word for bag in bags for word in bag)
    rare = {word: math.log(1 + len(own) / count) for word, count in frequency.items()}
    wanted = _weighted(Counter(content(passage)), rare)
    order = sorted(range(len(own)), key=lambda i: (-_cosine(wanted, _weighted(bags[i], rare)), i))
    return [own[i] for i in reversed(order[:n])]


def _apart(passage: str, shown: set[tuple[str, ...]], candidate: str) -> bool:
    if passage.strip() in candidate or candidate in passage:
        return False
    return shown.isdisjoint(ngrams(folded(candidate), 8))


def _weighted(bag: Counter[str], rare: dict[str, float]) -> dict[str, float]:
    return {word: count * rare[word] for word, count in bag.items() if word in rare}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    dot = sum(value * b.get(word, 0.0) for word, value in a.items())
    size = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    return dot / size if size else 0.0
