"""Whole sentences in their own dress, and the page as it was."""

from __future__ import annotations

import pytest

from writer_app.voice.clean import clean
from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE, Limits

PROSE = (
    "The old boats lay along the shore (there were nets on them), and the grey water came in. A "
    "very old man sat on the wall and looked out."
)
VERSE = "The old boats lie\nupon the shore,\nand the grey sea\ncomes in once more."


def codes(source: str, candidate: str, limits: Limits = TIGHTEN) -> set[str]:
    return {violation.code for violation in check(source, candidate, limits)}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("unfinished", "on the wall and looked out.", "on the wall and looked"),
        ("unfinished", "on the wall and looked out.", "on the wall:"),
        ("punctuation", "shore (there", "shore there"),
        ("punctuation", "came in. A very old", 'came "A very old"'),
        ("punctuation", "came in. A very", "came in,. A very"),
        ("punctuation", "on them), and the", "on them) , and the"),
        ("capitals", "A very old man", "very old man"),
        ("capitals", "The old boats", "the boats"),
        ("grammar", "A very old man", "A old man"),
        ("grammar", "on the wall and", "on the and"),
        ("loop", "The old boats", "The the boats"),
        ("structure", "The old boats", "- The boats"),
        ("structure", "The old boats", "# The boats"),
        ("structure", "The old boats", "The *boats*"),
        ("link", "The old boats", "The <b>boats</b>"),
        ("broken", "The old boats", "The boats<|im_end|>"),
    ],
)
def test_form(code: str, old: str, new: str) -> None:
    assert old in PROSE
    assert code in codes(PROSE, PROSE.replace(old, new).replace("grey water", "water"))


def test_lines_of_verse_stay_lines() -> None:
    assert "structure" in codes(VERSE, VERSE.replace("\n", " ").replace("old ", ""))
    assert check(VERSE, VERSE.replace("old ", ""), TIGHTEN) == ()


def test_lines_that_only_wrap_may_wrap_elsewhere() -> None:
    wrapped = PROSE.replace(", and the grey", ", and the\ngrey")
    assert check(wrapped, PROSE.replace("old man", "man"), TIGHTEN) == ()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("The old man went to the sea.", "the old man went to the sea"),
        ("the old man went to the sea", "the old man went to the sea"),
    ],
)
def test_a_piece_of_a_sentence_stays_one(raw: str, text: str) -> None:
    source = "the old man went down to the sea"
    assert clean(raw, source) == text
    assert check(source, text, TIGHTEN) == ()


@pytest.mark.parametrize(
    "candidate",
    ["the old man went down", "the old man went to the sea,", "The old man went to the sea"],
)
def test_a_piece_that_fits_no_more(candidate: str) -> None:
    assert {"unfinished", "capitals"} & codes("the old man went down to the sea", candidate)


def test_dots_are_written_as_the_writer_does() -> None:
    assert clean("He went… home.", "He went... to his home.") == "He went... home."
    assert clean("He went... home.", "He went… to his home.") == "He went… home."


def test_white_space_and_quotes_are_no_rewrite() -> None:
    for limits in (TIGHTEN, FIX, VOICE):
        assert codes("“Go,” he said.", '"Go,"  he\nsaid.', limits) == {"unchanged"}
    assert "punctuation" in codes("It came: the the sea.", "It came; the sea.", FIX)
    assert codes("The sea (grey) lay there.", "The sea, grey, lay there.") == {"unchanged"}
