"""An offer at the caret: typed along, taken by words, walked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.scripted_engine import DOCUMENT
from writer_app.ledger.records import DocumentRef
from writer_app.services.offer import Alternative, Offer, Snapshot

HERE = Snapshot("Once upon a time", "", 16, 1, DOCUMENT)


def offer(*texts: str, held: int | None = None) -> Offer:
    alternatives = tuple(
        Alternative(text=text, raw=text, finish="stop", held=("echo",) if i == held else ())
        for i, text in enumerate(texts)
    )
    return Offer(1, HERE, alternatives, done=True)


@pytest.mark.parametrize(
    ("before", "offset", "typed"),
    [
        ("Once upon a time th", 19, " th"),
        ("ce upon a time th", 19, " th"),  # cut from the left
        ("Once upon a time", 16, ""),
        ("Once upon a", 11, ""),
        ("Once upon a mile th", 19, ""),
        ("Once upon a time" + " and so on" * 4, 56, ""),
    ],
)
def test_what_was_typed_since(before: str, offset: int, typed: str) -> None:
    then = replace(HERE, before="ce upon a time")
    now = Snapshot(before, "", offset, 2, DOCUMENT)
    assert now.typed_since(then) == typed
    assert replace(now, document=DocumentRef("another")).typed_since(then) == ""


def test_typing_along_consumes_and_going_elsewhere_ends() -> None:
    typed = offer(" there was a king.").typed(" the")
    assert typed is not None
    assert typed.remaining == "re was a king."
    assert typed.typed("x") is None


def test_typing_the_beginning_of_another_switches_to_it() -> None:
    typed = offer(" there was", " they sang").typed(" they")
    assert typed is not None
    assert (typed.index, typed.remaining) == (1, " sang")


def test_words_are_taken_one_by_one() -> None:
    now = offer(" there was “a king,” they said.")
    taken = []
    while now.remaining:
        word, now = now.take_word()
        taken.append(word)
    assert taken == [" there", " was", " “a", " king,”", " they", " said."]


def test_walking_goes_round_over_what_goes_on_from_here() -> None:
    now = offer(" there was", " lived a", " there is", " ")
    assert now.visible == (0, 1, 2)
    assert now.next().next().index == 2
    assert now.next().next().next().index == 0
    assert now.previous().index == 2
    after = now.typed(" there")
    assert after is not None
    assert after.next().remaining == " is"


def test_what_is_held_back_is_never_walked_to() -> None:
    now = offer(" there was", " lived a", held=0)
    assert now.remaining == ""
    assert now.next().remaining == " lived a"


@given(st.text(min_size=1, max_size=60))
def test_taking_words_takes_all(text: str) -> None:
    now = offer(text)
    taken = ""
    while now.remaining:
        word, now = now.take_word()
        taken += word
    assert taken == (text if text.strip() else "")
    assert offer(text).take_all()[1].remaining == ""
