"""Where the experiments are measured: never where something was learned."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.arms.places import BEFORE, LENGTH, places
from tests.benchmarks.voices.passages import Author
from tests.benchmarks.voices.words import paragraphs, words
from tests.unit import two_authors


def author(folder: Path) -> Author:
    books = []
    for seed in range(3):
        books.append(folder / f"book-190{seed}.txt")
        books[-1].write_text("\n\n".join(two_authors.winding(seed, 40)), encoding="utf-8")
    return Author("ann", tuple(books[:2]), books[2])


def test_a_passage_goes_on_where_its_context_ends(tmp_path: Path) -> None:
    ann = author(tmp_path)
    book = "\n\n".join(paragraphs(ann.book.read_text(encoding="utf-8")))
    found = places(ann, 3, ())
    assert len(found) == 3
    for place in found:
        assert place.before + place.passage in book
        assert len(words(place.before)) >= BEFORE
        assert len(words(place.passage)) >= LENGTH


def test_what_has_a_draft_is_neither_read_nor_measured(tmp_path: Path) -> None:
    ann = author(tmp_path)
    drafted = places(ann, 2, ())[1].passage.split("\n\n")
    for place in places(ann, 2, drafted):
        assert not any(paragraph in place.before + place.passage for paragraph in drafted)
