"""Banned phrases in any text, in any pieces, against the reference."""

from __future__ import annotations

import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.ban_reference import (
    by_reference,
    first_match,
    phrases,
    pieces_of,
)
from writer_app.worker.bans import Match

ALPHABET = ["a", "b", "B", "ß", "İ", " ", " ", "  ", "\n", ".", ",", "-", "'", "’", "—", "–"]
BANNED = st.lists(
    st.lists(
        st.sampled_from(["a", "b", "ab", "ba", "ß", " ", " ", "*", " * ", ",", "'", "-", "—", "."]),
        min_size=1,
        max_size=8,
    ).map("".join),
    min_size=1,
    max_size=6,
)
TEXTS = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join)
# Few letters and every joint: what random text alone would seldom hit.
WORDY = st.lists(
    st.sampled_from(["a ", "b ", "ab ", "c ", "c ", "d-c ", "c", "\n", ". ", ", ", "  "]),
    max_size=25,
).map("".join)
PATTERNS = st.lists(
    st.sampled_from(["a * b", "a b * ab", "a * ab * b", "ab", "a a", "b, * a", "b *, a", "b c"]),
    min_size=1,
    max_size=5,
)
CASES = st.one_of(
    st.tuples(BANNED, st.sampled_from(["", "a", "b ab ", "ab a -", "a  "]), TEXTS),
    st.tuples(PATTERNS, st.sampled_from(["", "a ", "b c a c", "c a b", "b, c c "]), WORDY),
)


def in_pieces(text: str, cuts: list[int]) -> list[str]:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(edges)]


@settings(max_examples=400)
@given(CASES, st.lists(st.integers(0, 60), max_size=8))
@example((["a a"], "", "a  a"), [2])
@example((["a b * c", "b"], "", "a b- c"), [])
def test_the_first_match_is_the_references_whatever_the_pieces(
    case: tuple[list[str], str, str], cuts: list[int]
) -> None:
    banned, before, text = case
    expected = by_reference(banned, before, text)
    scan = phrases(*banned).scan(before)
    read, match = 0, None
    for piece in in_pieces(text, cuts):
        if match := scan.feed(piece):
            break
        read += len(piece)
    match = match or scan.end()
    assert match == (Match(expected[0][2], expected[0][1]) if expected else None)
    # Not before it is certain, and not later than the piece that makes it so.
    assert not expected or read < expected[0][0]


@settings(max_examples=250)
@given(CASES)
def test_what_may_be_taken_back_is_held_and_nothing_else(case: tuple[list[str], str, str]) -> None:
    banned, before, text = case
    scan = phrases(*banned).scan(before)
    shown = 0
    for read, character in enumerate(text, 1):
        match = scan.feed(character)
        if match:
            assert shown <= max(0, match.start)
            return
        assert 0 <= scan.held <= read
        assert read - scan.held >= shown, "what was shown was taken back"
        shown = read - scan.held
        assert not scan.held or could_match(banned, before, text[:read], shown)
    match = scan.end()
    assert match is None or shown <= max(0, match.start)


def could_match(banned: list[str], before: str, text: str, start: int) -> bool:
    """Whether some way to go on completes a phrase that begins at `start` (0: or before)."""
    for phrase in banned:
        pieces = pieces_of(phrase)
        # From within a segment, from the space after it, or with a word for what is between.
        for ending in {" x ".join(pieces), " ".join(pieces), " x x ".join(pieces)}:
            for begin in range(len(ending)):
                for text_and_more in (text + ending[begin:], text + " " + ending[begin:]):
                    for _, found, _ in by_reference([phrase], before, text_and_more):
                        if found == start or (found < 0 and start == 0):
                            return True
    return False


@settings(max_examples=200)
@given(CASES, TEXTS)
def test_a_copy_goes_its_own_way(case: tuple[list[str], str, str], other: str) -> None:
    banned, before, text = case
    compiled = phrases(*banned)
    scan = compiled.scan(before)
    for at, character in enumerate(text):
        copied = scan.copy()
        held = scan.held
        if (match := copied.feed(other)) is not None:
            copied.permit(match)
        assert scan.held == held
        again = compiled.scan(before)
        again.feed(text[:at])
        assert first_match(scan.copy(), [text[at:]]) == first_match(again, [text[at:]])
        if scan.feed(character):
            return


@settings(max_examples=200)
@given(CASES)
def test_permitting_one_after_the_other_meets_them_all(case: tuple[list[str], str, str]) -> None:
    banned, before, text = case
    start = phrases(*banned).scan(before)
    met: list[Match] = []
    while (match := first_match(start.copy(), text)) is not None:
        expected = by_reference(banned, before, text, met)
        assert match == Match(expected[0][2], expected[0][1])
        start.permit(match)
        met.append(match)
    assert not by_reference(banned, before, text, met)
