"""Authors, a folder of books each: the first two are known, the third is asked about."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.voices.words import paragraphs, words

SHORTEST, LONGEST = 60, 120
"""Words of a passage."""
KNOWN = 2
"""Books that the product is given."""


@dataclass(frozen=True, slots=True)
class Author:
    """`known` are the books the product learns from, `book` is the one it never saw."""

    name: str
    known: tuple[Path, ...]
    book: Path

    def passages(self, count: int) -> list[str]:
        """Whole paragraphs of the unseen book; the first of many are those of few."""
        found = [p for p in self._paragraphs() if SHORTEST <= len(words(p)) <= LONGEST]
        random.Random(self.name).shuffle(found)
        return found[:count]

    def stretch(self, length: int) -> str:
        """Paragraphs in a row from the middle of the unseen book, `length` words or more."""
        found: list[str] = []
        every = self._paragraphs()
        for paragraph in every[len(every) // 2 :]:
            found.append(paragraph)
            if sum(len(words(p)) for p in found) >= length:
                break
        return "\n\n".join(found)

    def own_text(self) -> list[str]:
        """The known books."""
        return [book.read_text(encoding="utf-8") for book in self.known]

    def _paragraphs(self) -> list[str]:
        return list(dict.fromkeys(paragraphs(self.book.read_text(encoding="utf-8"))))


def authors(folder: Path) -> list[Author]:
    """Of every sub-folder with three books or more: by the year their names end with, then by name.

    Raises ValueError when there are fewer than two, since a voice is judged against others.
    """
    found = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        books = sorted(place.glob("*.txt"), key=lambda book: (_year(book), book.name))
        if len(books) > KNOWN:
            found.append(Author(place.name, tuple(books[:KNOWN]), books[KNOWN]))
    if len(found) < 2:
        raise ValueError(f"there are no two authors with three books (*.txt) each in {folder}")
    return found


def _year(book: Path) -> int:
    digits = re.search(r"\d+$", book.stem)
    return int(digits.group()) if digits else 0
