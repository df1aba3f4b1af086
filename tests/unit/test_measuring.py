"""The text that is measured with, and the figures that come of it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from writer_app.cli.measuring.letters import LETTERS
from writer_app.cli.measuring.material import Material, Sizes, forbidden, with_slips
from writer_app.cli.measuring.record import Record, figures

SIZES = Sizes.for_context(8192)


@pytest.fixture
def material() -> Material:
    return Material(SIZES, 4.5)


def test_sizes_scale_with_a_short_context() -> None:
    assert Sizes(document=3500, back=400, shared=1000, rewrite=300, passage=150) == SIZES
    assert Sizes.for_context(1 << 20) == SIZES
    short = Sizes.for_context(1024)
    assert short.document + 20 * 20 < 1024
    assert short.back < short.document


def test_the_manuscript_grows_at_its_end_alone(material: Material) -> None:
    texts = [material.document(pauses) for pauses in range(12)]
    for before, after in pairwise(texts):
        assert after.startswith(before)
        assert 70 <= len(after) - len(before) <= 110
    assert abs(len(texts[0]) - 3500 * 4.5) < 30


def test_one_word_is_changed_and_nothing_else(material: Material) -> None:
    whole = material.document(3)
    seen = set()
    for number in range(5):
        before, changed = material.changed_back(3, number)
        assert changed.startswith(before)
        assert len(changed.split()) == len(whole.split())
        differ = [a for a, b in zip(changed.split(), whole.split(), strict=True) if a != b]
        assert len(differ) <= 1
        assert abs(len(whole) - len(before) - 400 * 4.5) < 60
        seen.add(before)
    assert len(seen) == 5


def test_other_manuscripts_differ_from_the_first_word_on(material: Material) -> None:
    first_words = {material.other(number).split()[0] for number in range(5)}
    assert len(first_words | {material.document(0).split()[0]}) == 6


@pytest.mark.parametrize("number", range(7))
def test_a_rewrite_has_slips_in_its_draft_alone(material: Material, number: int) -> None:
    rewriting = material.rewrite(number)
    clean = LETTERS[number % len(LETTERS)].split()
    begun = rewriting.prompt.rpartition("Author: ")[2]
    assert " ".join(clean).startswith(begun)
    draft = f"{begun}{rewriting.source}".split()
    slips = [(a, b) for a, b in zip(draft, clean, strict=True) if a != b]
    assert 3 <= len(slips) <= 7
    assert all(sorted(a) == sorted(b) for a, b in slips)


def test_slips_are_no_words_lost() -> None:
    words = ["a", "quiet", "morning", "beside", "the", "harbour"] * 10
    assert len(with_slips(words)) == len(words)
    assert with_slips(words, 1) != with_slips(words)


def test_a_thousand_phrases_are_a_thousand() -> None:
    bans = forbidden(1000)
    assert len({ban.phrase for ban in bans}) == 1000
    assert any("*" in ban.phrase for ban in bans)


def test_the_table_has_a_line_for_what_was_measured_and_none_for_the_rest() -> None:
    record = Record()
    for value in (0.03, 0.5, 0.04):
        record.add("first_warm", "Writer", value)
    record.add("four_rate", "Writer", 100.0)
    record.add("four_rate", "another", 50.0)
    lines = list(record.table(SIZES, ("Writer",)))
    assert len(lines) == 2
    assert lines[0].endswith("40 ms")
    assert lines[1].endswith("100.0 tokens/s")
    both = list(record.table(SIZES, record.engines()))
    assert both[0].split() == ["Writer", "another"]
    assert both[2].endswith("50.0 tokens/s")


def test_the_data_holds_every_run() -> None:
    record = Record()
    for value in (3.0, 1.0, 2.0):
        record.add("start_cold", "Writer", value)
    (row,) = record.as_data(SIZES)
    assert (row["figure"], row["engine"], row["unit"]) == ("start_cold", "Writer", "s")
    assert (row["median"], row["runs"]) == (2.0, [3.0, 1.0, 2.0])


def test_each_figure_has_one_name() -> None:
    keys = [figure.key for figure in figures(SIZES)]
    assert len(set(keys)) == len(keys)
