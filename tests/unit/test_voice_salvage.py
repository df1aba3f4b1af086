"""The good sentences of a bad candidate."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.guards import check
from writer_app.voice.limits import FIX, TIGHTEN, VOICE
from writer_app.voice.salvage import salvage

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


@given(st.text(max_size=120))
def test_what_is_salvaged_always_holds(candidate: str) -> None:
    for limits in (TIGHTEN, FIX, VOICE):
        text = salvage(SOURCE, candidate, limits)
        assert text is None or check(SOURCE, text, limits) == ()
