"""Where the arms are measured: passages of each author's third book, with what stands before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tests.benchmarks.voices.passages import Author
from tests.benchmarks.voices.words import paragraphs, words

BEFORE, LENGTH = 200, 80
"""Words read before a passage, and of the passage: whole paragraphs, so somewhat more."""


@dataclass(frozen=True, slots=True)
class Place:
    before: str
    passage: str


def places(author: Author, count: int, without: Collection[str]) -> list[Place]:
    """Evenly over the book, and none with a paragraph of `without` in it."""
    every = paragraphs(author.book.read_text(encoding="utf-8"))
    found = []
    for number in range(count):
        start = len(every) * (2 * number + 1) // (2 * count)
        place = next(
            (
                Place("\n\n".join(before) + "\n\n", "\n\n".join(passage))
                for at in range(start, len(every))
                if (before := list(_before(every, at)))
                and (passage := _until(every[at:], LENGTH))
                and not any(paragraph in without for paragraph in (*before, *passage))
            ),
            None,
        )
        if place is not None:
            found.append(place)
    return found


def _before(every: list[str], at: int) -> Iterator[str]:
    yield from reversed(_until(every[:at][::-1], BEFORE))


def _until(some: list[str], least: int) -> list[str]:
    found: list[str] = []
    for paragraph in some:
        found.append(paragraph)
        if sum(len(words(each)) for each in found) >= least:
            break
    return found
