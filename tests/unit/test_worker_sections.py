"""Where a text may be cut before it is tokenised, and what is not tokenised twice."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from writer_app.worker.sections import Sections, may_cut, sections

TEXT = "One two three.\n\nFour five\nsix\n\n  Seven eight, nine.\n# Ten\n"


def by_words(text: str) -> list[int]:
    """A tokeniser of the byte-pair kind, whose tokens are the words its pattern finds."""
    words = re.findall(r" ?[^\W\d_]+| ?\d+| ?[^\s\w]+|\s+(?!\S)|\s+", text)
    return [hash(word) for word in words]


def test_a_section_begins_after_the_first_word_of_a_line_with_another() -> None:
    assert sections(TEXT) == [
        "One two three.\n\nFour",
        " five\nsix\n\n  Seven",
        " eight, nine.\n# Ten\n",
    ]


@given(st.text(alphabet="ab é1.\n\t-", max_size=60))
def test_sections_are_the_text_and_fall_into_the_same_tokens(text: str) -> None:
    assert "".join(sections(text)) == text
    assert Sections(by_words).tokens(text) == by_words(text)


def test_only_what_changed_is_tokenised_again() -> None:
    asked: list[str] = []

    def tokenise(text: str) -> list[int]:
        asked.append(text)
        return by_words(text)

    kept = Sections(tokenise)
    kept.tokens(TEXT)
    asked.clear()
    changed = TEXT.replace("six", "sixty") + "Eleven twelve"
    assert kept.tokens(changed) == by_words(changed)
    assert asked == [" five\nsixty\n\n  Seven", " eight, nine.\n# Ten\nEleven", " twelve"]
    asked.clear()
    assert kept.tokens(changed) == by_words(changed)
    assert not asked


def test_a_vocabulary_with_tokens_of_two_words_is_not_cut() -> None:
    assert may_cut([b"of", b" the", b"\n\n"], by_words)
    assert not may_cut([b"of", b"of the"], by_words)
    assert not may_cut([b"of", "été à".encode()], by_words)
    assert not may_cut([b"of", b"\xa9 \xc3"], by_words)
    assert may_cut([b"of", " \xa0 \xa0".encode()], by_words)


def test_nor_one_that_looks_further_back_than_a_space() -> None:
    def joining(text: str) -> list[int]:
        return [hash(word) for word in re.findall(r"\w+ \w+|\W|\w+", text)]

    assert not may_cut([b"of", b" the"], joining)
