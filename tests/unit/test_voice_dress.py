"""How the writer spells and contracts is theirs."""

from __future__ import annotations

import pytest

from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("The colour of the old door was a dull grey.", "The color of the door was a dull grey."),
        ("The colour of the old door was a dull grey.", "The colour of the door was a dull gray."),
        ("She came to realise that it was quite late.", "She came to realize it was quite late."),
        ("They travelled by the road to the theatre.", "They traveled by road to the theatre."),
        (
            "They travelled by the road to the theatre.",
            "They travelled by road to the theater.",
        ),
        ("To-day the old road was closed again.", "Today the road was closed again."),
        ("He went towards the old house by the sea.", "He went toward the house by the sea."),
    ],
)
def test_another_right_spelling(source: str, candidate: str) -> None:
    assert "spelling" in {v.code for v in check(source, candidate, TIGHTEN)}
    assert "spelling" not in {v.code for v in check(source, candidate, VOICE)}


@pytest.mark.parametrize(
    ("source", "candidate"),
    [
        ("He did not like the old house there.", "He didn't like the old house."),
        ("He didn't like the old house there.", "He did not like the old house."),
        ("He had not gone there, and she had gone.", "He hadn't gone there, and she'd gone."),
    ],
)
def test_contractions(source: str, candidate: str) -> None:
    assert "contraction" in {v.code for v in check(source, candidate, TIGHTEN)}


def test_a_slip_is_no_spelling_of_ones_own() -> None:
    source = "She dont know untill now wether the collor was grey."
    mended = "She doesn't know until now whether the colour was grey."
    assert check(source, mended, FIX) == ()
