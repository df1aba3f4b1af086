"""Words, pairs and triples of words as they follow each other, names masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from writer_app.text.segments import WORD
from writer_app.voice.grams import MASK

_BREAK = re.compile(rf"[{MASK}.,;:!?()\[\]\"“”]+| - ")

Bigram = tuple[str, str]
Trigram = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """How often each occurs; pairs and triples do not reach over punctuation."""

    words: Counter[str] = field(default_factory=Counter)
    bigrams: Counter[Bigram] = field(default_factory=Counter)
    trigrams: Counter[Trigram] = field(default_factory=Counter)

    def add(self, line: str) -> None:
        """Count one passage as `folded_prose` gives it."""
        for piece in _BREAK.split(line):
            words = WORD.findall(piece)
            self.words.update(words)
            self.bigrams.update(pairwise(words))
            self.trigrams.update(zip(words, words[1:], words[2:], strict=False))

    def spelled(self) -> tuple[Counter[str], Counter[str], Counter[str]]:
        """Words, pairs and triples, each with spaces between its words."""
        pairs = Counter({" ".join(pair): n for pair, n in self.bigrams.items()})
        triples = Counter({" ".join(triple): n for triple, n in self.trigrams.items()})
        return self.words, pairs, triples


def phrases_of(lines: Iterable[str]) -> Phrases:
    counted = Phrases()
    for line in lines:
        counted.add(line)
    return counted
