"""A text with all that the guards ask of it, each thing worked out once and when first asked.

One source is compared with many candidates, most of a candidate's sentences are the source's,
and a dozen guards look at each: so what is known of a sentence is kept, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, TypeVar

from writer_app.text.align import matches
from writer_app.text.segments import WORD, sentences
from writer_app.voice.tokens import content_words, quotations, straighten, without_quotations

T = TypeVar("T")


class Wording:
    """`text` as it came; everything else is of `plain`, the text with straight quotes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[Callable[[Wording], Any], Any] = {}

    def of(self, ask: Callable[[Wording], T]) -> T:
        """What `ask`, a pure function, says of this text."""
        if ask not in self._known:
            self._known[ask] = ask(self)
        answer: T = self._known[ask]
        return answer

    def each(self, ask: Callable[[Wording], Iterable[T]]) -> list[T]:
        """What `ask` finds in each sentence, all in a row."""
        return list(chain.from_iterable(sentence.of(ask) for sentence in self.sentences))

    @cached_property
    def plain(self) -> str:
        return straighten(self.text)

    @cached_property
    def sentences(self) -> tuple[Wording, ...]:
        return tuple(_sentence(span.of(self.plain)) for span in sentences(self.plain))

    @cached_property
    def cased(self) -> list[str]:
        """The words as they are written, in order."""
        return self.each(_cased)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, in order."""
        return self.each(_words)

    @cached_property
    def bag(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def content(self) -> list[str]:
        """The stems of the words that carry the meaning, in order."""
        return self.each(_content)

    @cached_property
    def says(self) -> frozenset[str]:
        return frozenset(self.content)

    @cached_property
    def quotations(self) -> list[str]:
        return quotations(self.plain)

    @cached_property
    def told(self) -> list[str]:
        """The words outside of quotation marks: what the one who tells it says."""
        if not self.quotations:
            return self.words
        return [word.casefold() for word in WORD.findall(without_quotations(self.plain))]


class _Sentence(Wording):
    """A piece that is not cut any further."""

    @cached_property
    def sentences(self) -> tuple[Wording, ...]:
        return (self,)


@lru_cache(maxsize=2048)
def _sentence(plain: str) -> Wording:
    return _Sentence(plain)


def _cased(text: Wording) -> list[str]:
    return WORD.findall(text.plain)


def _words(text: Wording) -> list[str]:
    return [word.casefold() for word in text.of(_cased)]


def _content(text: Wording) -> list[str]:
    return content_words(text.of(_words))


Change = tuple[list[str], list[str]]
"""A stretch of folded words that differ: what was there, and what is now; one may be empty."""


def replaced(source: Wording, candidate: Wording) -> list[Change]:
    """Where the two differ, in order."""
    before, after = source.words, candidate.words
    found: list[Change] = []
    i = j = 0
    for next_i, next_j in [*matches(before, after), (len(before), len(after))]:
        if next_i > i or next_j > j:
            found.append((before[i:next_i], after[j:next_j]))
        i, j = next_i + 1, next_j + 1
    return found
