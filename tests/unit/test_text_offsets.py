"""Code points and UTF-16: the positions around every emoji, mark and direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.offsets import from_utf16, to_utf16, utf16_length

# Whole planes, lone surrogates included: Qt can hand them over.
TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(codec=None),
        st.sampled_from("aé\u0301אب👍🏽👨‍👩‍👧𠮷漢\n\ud83d\ude00"),
    ),
    max_size=60,
)


def units(text: str) -> int:
    """The definition itself, one character at a time."""
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


@pytest.mark.parametrize(
    ("text", "length"),
    [("", 0), ("plain", 5), ("e\u0301", 2), ("👍🏽", 4), ("漢字", 2), ("𠮷", 2), ("שלום", 4)],
)
def test_length_of_known_texts(text: str, length: int) -> None:
    assert utf16_length(text) == length


@given(TEXTS)
def test_every_offset_comes_back(text: str) -> None:
    assert utf16_length(text) == units(text)
    for offset in range(len(text) + 1):
        position = to_utf16(text, offset)
        assert position == units(text[:offset])
        assert from_utf16(text, position) == offset


@given(TEXTS)
def test_a_position_inside_a_pair_is_its_start(text: str) -> None:
    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert from_utf16(text, to_utf16(text, offset) + 1) == offset


def test_positions_outside_are_clamped() -> None:
    for text in ("abc", "a👍c"):
        assert to_utf16(text, -5) == 0
        assert to_utf16(text, 99) == utf16_length(text)
        assert from_utf16(text, -5) == 0
        assert from_utf16(text, 99) == len(text)


def test_a_large_text_of_emoji() -> None:
    text = "👍a" * 1_500_000
    assert from_utf16(text, to_utf16(text, 2_999_999)) == 2_999_999
    assert from_utf16(text, 3 * 1_000_000 + 1) == 2 * 1_000_000
