"""A text with all that the guards ask of it, each thing worked out once and when first asked.

The same source is compared with many candidates, and a dozen guards look at both.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from writer_app.text.segments import WORD, sentences
from writer_app.voice.tokens import content_words, quotations, straighten, without_quotations


class Wording:
    """`text` as it came; everything else is of `plain`, the text with straight quotes."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def plain(self) -> str:
        return straighten(self.text)

    @cached_property
    def cased(self) -> list[str]:
        """The words as they are written, in order."""
        return WORD.findall(self.plain)

    @cached_property
    def words(self) -> list[str]:
        """The words in lower case, in order."""
        return [word.casefold() for word in self.cased]

    @cached_property
    def bag(self) -> Counter[str]:
        return Counter(self.words)

    @cached_property
    def sentences(self) -> tuple[Wording, ...]:
        return tuple(Wording(span.of(self.plain)) for span in sentences(self.plain))

    @cached_property
    def quotations(self) -> list[str]:
        return quotations(self.plain)

    @cached_property
    def told(self) -> list[str]:
        """The words outside of quotation marks: what the one who tells it says."""
        return [w.casefold() for w in WORD.findall(without_quotations(self.plain))]

    @cached_property
    def content(self) -> list[str]:
        """The stems of the words that carry the meaning, in order."""
        return content_words(self.words)

    @cached_property
    def says(self) -> frozenset[str]:
        return frozenset(self.content)
