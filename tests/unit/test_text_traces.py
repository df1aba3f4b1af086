"""Where a passage is still to be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.text.traces import BEGUN, Traces, Trail, key

PASSAGE = "It was the worst of winters, and nobody spoke of it. He nodded. Then the ice broke up."
FIRST, SECOND = "It was the worst of winters, and nobody spoke of it.", "Then the ice broke up."

few = st.text(alphabet="aAbß é’'\n\u0301", max_size=12)


@given(few, few)
def test_the_key_of_two_texts_is_their_keys(one: str, other: str) -> None:
    assert key(one + other) == key(one) + key(other)


@given(st.text(max_size=30))
def test_ascii_is_folded_as_everything_else(text: str) -> None:
    assert key(text) == key(text + "é")[: -len(key("é"))]


@pytest.mark.parametrize(
    "text",
    [
        PASSAGE,
        f"Before. {PASSAGE} After.",
        PASSAGE.upper(),
        PASSAGE.replace(" ", "\n  "),
        f"Only this: {SECOND}",
        "it was the worst of winters,\nand nobody spoke of it.",
    ],
)
def test_found(text: str) -> None:
    assert Traces(PASSAGE).within(text)
    assert not Traces(PASSAGE).within(Traces(PASSAGE).without(text))


@pytest.mark.parametrize("text", ["", "He nodded.", "It was the worst of summers.", "worst of"])
def test_not_found(text: str) -> None:
    assert not Traces(PASSAGE).within(text)
    assert Traces(PASSAGE).without(text) == text


def test_quotes_and_accents_are_found_however_they_are_stored() -> None:
    traces = Traces("“Don’t,” said René, and shut the door.")
    assert traces.within('"Don\'t," said Rene\u0301, and shut the door.')


def test_a_part_of_the_passage_is_known_if_it_is_long_enough() -> None:
    traces = Traces(PASSAGE)
    assert traces.partly("the worst of winters, and nobody")
    assert not traces.partly("He nodded.")
    assert traces.partly(f"x {SECOND} x")


def test_too_little_has_no_traces() -> None:
    assert not Traces(" a b\n")
    assert Traces("Marlow")


def test_only_what_is_gone_is_gone() -> None:
    assert Traces(SECOND).without(f"One. {SECOND} Two.") == "One.  Two."


@given(st.data(), st.text(alphabet="abc \n", max_size=60))
def test_pieces_tell_what_the_whole_does(data: st.DataObject, text: str) -> None:
    traces = Traces(data.draw(st.text(alphabet="abc", min_size=4, max_size=6)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    forward, backward = Trail(traces), Trail(traces, backward=True)
    open_, kept = "", ""
    for piece in pieces:
        open_, gone = forward.step(open_, piece)
        kept = piece[gone:] if gone else kept + piece
    assert (kept != text) == traces.within(text)
    assert not traces.within(kept)
    assert key(text).endswith(forward.shown(open_))
    open_, kept = "", ""
    for piece in reversed(pieces):
        open_, gone = backward.step(open_, piece)
        kept = piece[: len(piece) - gone] if gone else piece + kept
    assert (kept != text) == traces.within(text)
    assert not traces.within(kept)
    assert key(text).startswith(backward.shown(open_))


@pytest.mark.parametrize("backward", [False, True])
def test_the_first_piece_may_start_in_the_middle(backward: bool) -> None:
    trail = Trail(Traces(SECOND + FIRST[:-1]), backward=backward)
    piece = f"Snow. {SECOND}{FIRST[:6]}" if backward else f"{FIRST[9:-1]} Snow."
    gone = len(SECOND) + 6 if backward else len(FIRST) - 10
    assert trail.step(None, piece)[1] == gone
    assert trail.step("", piece)[1] == 0
    assert trail.step(None, "Snow. And no more of it.")[1] == 0


def test_what_is_begun_is_known_by_its_beginning() -> None:
    trail = Trail(Traces(PASSAGE))
    begun, _ = trail.step("", f"Snow. {PASSAGE[:40]}")
    assert trail.shown(begun) == key(PASSAGE[:40])
    assert len(begun) >= BEGUN
    nothing, _ = trail.step("", "Snow, and no more of it")
    assert nothing in ("", "it")
