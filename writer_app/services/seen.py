"""Which paragraphs of a writer's came last: by when each was first seen, once a voice is known.

Of a paragraph no more is kept than a hash of its words and how many they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from writer_app.text.segments import paragraphs
from writer_app.voice.tokens import folded

LATELY = 3_000
"""Words: of what came after the learning so many are what was written last."""


@dataclass(frozen=True, slots=True)
class Seen:
    """`before`: paragraphs by their hashes. `lately`: those that came after them, each with its
    words, in the order in which they were first seen."""

    before: frozenset[str] = frozenset()
    lately: tuple[tuple[str, int], ...] = ()

    @classmethod
    def at_once(cls, texts: Iterable[str]) -> Seen:
        """When a voice is learned nobody knows what of its texts came last."""
        return cls(frozenset(key for text in texts for key, _, _ in _paragraphs(text)))

    def and_now(self, texts: Iterable[str]) -> Seen:
        """The texts as they are now: what is new in them came last, what is gone is forgotten."""
        if not self.before:
            return Seen.at_once(texts)
        now = {key: words for text in texts for key, words, _ in _paragraphs(text)}
        order = [key for key, _ in self.lately if key in now]
        order += [key for key in now if key not in self.before and key not in order]
        lately: list[tuple[str, int]] = []
        for key in reversed(order):
            if sum(words for _, words in lately) >= LATELY:
                break
            lately.insert(0, (key, now[key]))
        return Seen(frozenset(now) - {key for key, _ in lately}, tuple(lately))

    def apart(self, text: str) -> tuple[list[str], list[str]]:
        """The paragraphs of a text that came last or are not known yet, and those from before."""
        newer: list[str] = []
        older: list[str] = []
        for key, _, paragraph in _paragraphs(text):
            (older if key in self.before else newer).append(paragraph)
        return newer, older


def _paragraphs(text: str) -> Iterator[tuple[str, int, str]]:
    """The hash of each, its words, and the paragraph itself; those without a word are left out."""
    for span in paragraphs(text):
        paragraph = span.of(text)
        if words := folded(paragraph):
            key = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
            yield key.hexdigest(), len(words), paragraph
