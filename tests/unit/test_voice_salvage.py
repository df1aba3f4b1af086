"""The good sentences of a bad candidate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.hunks import changed_words
from writer_app.voice.articles import agreed
from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE
from writer_app.voice.salvage import salvage

NAMES = [
    f"{first}{last}"
    for first in ("Bar", "Fen", "Ham", "Kil", "Lin", "Mor")
    for last in ("by", "dale", "ford", "ham", "ley", "mere", "ton", "wick")
]
SOURCE = (
    "It was really very cold in the kitchen that morning. Anna took the old kettle from the "
    "shelf in order to fill it. Nobody else was awake."
)


def test_a_good_sentence_is_kept_and_a_bad_one_put_back() -> None:
    candidate = (
        "It was cold in the kitchen that morning. The dragon circled the burning castle twice. "
        "Nobody else was awake."
    )
    assert check(SOURCE, candidate, TIGHTEN)
    assert salvage(SOURCE, candidate, TIGHTEN) == SOURCE.replace("really very cold", "cold")


def test_nothing_good_is_nothing() -> None:
    assert salvage(SOURCE, "The dragon circled the castle. It burned.", TIGHTEN) is None
    assert salvage(SOURCE, SOURCE, TIGHTEN) is None


def test_sentences_that_are_only_new_or_only_gone_are_not_kept() -> None:
    shortened = "Nobody else was awake."
    assert salvage(SOURCE, shortened, TIGHTEN) is None


def test_mending_one_sentence_beside_a_ruined_one() -> None:
    source = "She dont know him. The drpolets fell on the old stone floor."
    candidate = "She doesn't know him. The princess danced on the marble."
    assert (
        salvage(source, candidate, FIX)
        == "She doesn't know him. The drpolets fell on the old stone floor."
    )


@pytest.mark.parametrize(
    ("before", "after", "saved"),
    [
        # The "not" and the name are put back, the shorter words are kept.
        (
            "She did not, as it were by chance, look up to where old Kester was standing below.",
            "She looked up, as it were by chance, to where old Kester stood below.",
            "She did not, as it were by chance, look up to where old Kester stood below.",
        ),
        (
            "In order to reach the boats, Daniel went down by the steep path that led to the sea.",
            "To reach the boats, he went down by the steep path to the sea.",
            "To reach the boats, Daniel went down by the steep path to the sea.",
        ),
        (
            "There were seven old boats that lay on the shore, and all of them were very rotten.",
            "Old boats lay on the shore, and all of them were rotten.",
            "There were seven old boats that lay on the shore, and all of them were rotten.",
        ),
    ],
)
def test_only_what_breaks_is_put_back(before: str, after: str, saved: str) -> None:
    assert check(before, after, TIGHTEN)
    assert salvage(before, after, TIGHTEN) == saved


def test_what_the_starter_made_of_treasure_island() -> None:
    source = (
        "I was standing on the dock, when, by the merest accident, I fell in talk with him. I "
        "found he was an old sailor, kept a public-house, knew all the seafaring men in Bristol, "
        "had lost his health ashore, and wanted a good berth as cook to get to sea again. He had "
        "hobbled down there that morning, he said, to get a smell of the salt."
    )
    raw = (
        "I was walking on the dock, accidentally fell in with a sailor, lost his health, and "
        "wanted a good cook to get to sea again. He had hobbled down there to get a smell of the "
        "salt."
    )
    assert salvage(source, raw, TIGHTEN) == source.replace(" that morning, he said,", "")


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3])
def test_what_is_salvaged_keeps_to_the_dial(share: float) -> None:
    candidate = (
        "It was cold in the kitchen that morning. Anna took the kettle from the shelf to fill it. "
        "Nobody else was awake."
    )
    limits = replace(TIGHTEN, changed=share)
    saved = salvage(SOURCE, candidate, limits)
    assert saved is not None
    assert changed_words(SOURCE, saved) <= share * len(SOURCE.split())


def test_a_long_passage_is_salvaged_sentence_by_sentence() -> None:
    source = " ".join(
        f"{one} saw that {two} was very fond of {one}." for one, two in pairwise(NAMES)
    )
    candidate = source.replace("very ", "").replace(f"of {NAMES[7]}", "of Princess")
    saved = salvage(source, candidate, TIGHTEN)
    assert saved is not None
    assert saved == source.replace("very ", "")


def test_half_of_a_move_is_not_taken() -> None:
    source = (
        "With a laugh of surprise the stranger put the letter on the table, and for the 7th time "
        "he went out of the room."
    )
    moved = (
        "The stranger put the letter on the table with a laugh of surprise, and he went out of "
        "the room."
    )
    saved = salvage(source, moved, TIGHTEN)
    assert saved is None or saved.casefold().count("laugh of surprise") == 1


@pytest.mark.parametrize(
    ("source", "text", "agreed_text"),
    [
        ("a very old house", "a old house", "an old house"),
        ("an extremely big house", "an big house", "a big house"),
        ("a old house of a kind", "a old house", "a old house"),
        ("an entirely useful thing", "an useful thing", "a useful thing"),
        ("a long hour", "a hour", "an hour"),
        ("Suddenly the house fell.", "the house fell.", "The house fell."),
        ("“Then go,” he said.", "“go,” he said.", "“Go,” he said."),
    ],
)
def test_articles_and_capitals_agree_again(source: str, text: str, agreed_text: str) -> None:
    assert agreed(source, text) == agreed_text


@given(st.text(max_size=120))
def test_what_is_salvaged_always_holds(candidate: str) -> None:
    for limits in (TIGHTEN, FIX, VOICE):
        text = salvage(SOURCE, candidate, limits)
        assert text is None or check(SOURCE, text, limits) == ()
