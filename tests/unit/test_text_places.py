"""A passage is found again after edits around it, at its ends and over it, and their undoing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.places import Place

TEXT = "Before it. The old man sat down. After it."
PASSAGE = "The old man sat down."
START = TEXT.index(PASSAGE)


def edited(place: Place, text: str, old: str, new: str) -> tuple[Place, str]:
    at = text.index(old)
    return place.moved(at, len(old), len(new)), text.replace(old, new, 1)


def after(*edits: tuple[str, str]) -> str:
    """What stands in the place after these replacements, one by one."""
    place, text = Place(START, START + len(PASSAGE)), TEXT
    for old, new in edits:
        place, text = edited(place, text, old, new)
    return text[place.start : place.end]


@pytest.mark.parametrize(
    ("edits", "standing"),
    [
        ([("Before", "Long before")], PASSAGE),
        ([("After it", "And then")], PASSAGE),
        ([("old", "very old")], "The very old man sat down."),
        ([("The old", "An old")], "An old man sat down."),
        ([("sat down.", "stood.")], "The old man stood."),
        ([(" down.", ""), ("sat", "sat there.")], "The old man sat there."),
        ([("The ", ""), ("old", "An old")], "An old man sat down."),
        ([(PASSAGE, "He sat."), ("He", "She")], "She sat."),
        ([("down. After", "up. Soon after")], "The old man sat up. Soon after"),
        ([(TEXT, "")], ""),
    ],
)
def test_what_stands_there(edits: list[tuple[str, str]], standing: str) -> None:
    assert after(*edits) == standing


def test_what_is_typed_in_place_of_a_rubbed_out_end_is_part_of_it() -> None:
    place, text = Place(START, START + len(PASSAGE)), TEXT
    at = place.end - 5
    place, text = place.moved(at, 5, 0), text[:at] + text[at + 5 :]
    for letter in "up.":
        place, text = place.moved(place.end, 0, 1), text[: place.end] + letter + text[place.end :]
    assert text[place.start : place.end] == "The old man sat up."


def test_what_is_typed_beside_it_is_not() -> None:
    place = Place(10, 20)
    assert place.moved(10, 0, 3) == Place(13, 23)
    assert place.moved(20, 0, 3) == place


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 12), st.integers(1, 12))
def test_an_edit_and_its_undoing(at: int, removed: int, added: int, width: int) -> None:
    place = Place(10, 10 + width)
    there = place.moved(at, removed, added)
    back = there.moved(at, added, removed)
    assert back.start <= place.start
    assert back.end >= place.end
    last = at + removed
    crosses = at < place.start < last < place.end or place.start < at < place.end < last
    if not crosses:
        assert (back.start, back.end) == (place.start, place.end)


def test_two_larger_stretches_that_went_come_back_one_by_one() -> None:
    place = Place(10, 20)
    once = place.moved(5, 30, 2)
    assert once.gone is not None
    twice = once.moved(0, 40, 0)
    assert twice.moved(0, 0, 40).moved(5, 2, 30) == place
