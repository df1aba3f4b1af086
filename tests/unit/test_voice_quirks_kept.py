"""A writer's quirks are found in a passage, so that no rewrite takes them."""

from __future__ import annotations

import pytest

from writer_app.voice.kept import spans_of
from writer_app.voice.quirks import BRITISH, kept_of, literal


def test_the_words_of_a_quirk() -> None:
    assert literal("“&c.” for “etc.”") == "&c."
    assert literal("“betimes”") == "betimes"
    assert literal("sentences that open with “And”, “But”") == ""
    assert literal("“?!” and “!?”") == ""
    assert literal("“i” in lower case") == ""


def test_what_of_a_passage_is_a_quirk() -> None:
    passage = "But he had no colour. And the neighbours, &c., and so on. Yet nobody minded."
    quirks = ("“&c.” for “etc.”", BRITISH, "sentences that open with “And”, “But”")
    assert kept_of(quirks, passage) == ("&c.", "colour", "neighbours", "But he", "And the")
    assert kept_of(("words in capitals",), passage) == ()


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("ain't", "He ain’t here, it Ain't so.", ["ain’t", "Ain't"]),
        ("old bell", "The old\n  bell; an old bellow.", ["old\n  bell"]),
        ("&c.", "Pots, pans, &c. were sold.", ["&c."]),
        ("“no”", 'She said "no" twice.', ['"no"']),
        ("&", "Dombey & Son", ["&"]),
        ("  ", "nothing   at all", []),
    ],
)
def test_a_phrase_is_found_whole_and_however_it_is_typed(
    phrase: str, text: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in spans_of(phrase, text)] == found
