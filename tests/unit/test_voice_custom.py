"""What a writer would rather write, by their own counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.custom import drawn
from writer_app.voice.phrases import last_words
from writer_app.voice.profile import learn

OWN = learn(["We sat upon the wall. " * 40 + "The dog ran on and on. " * 60])


def test_a_word_is_drawn_to_what_the_writer_has_before_it() -> None:
    assert drawn(OWN, ["sat"], "upon") > drawn(OWN, ["sat"], "on") < 0.0
    assert drawn(OWN, ["we", "sat"], "upon") > drawn(OWN, ["they", "sat"], "upon") > 0.0


@given(st.sampled_from(["upon", "on", "wall", "never"]), st.lists(st.just("gull"), max_size=4))
def test_behind_words_the_writer_never_wrote_nothing_is_known(word: str, before: list[str]) -> None:
    assert drawn(OWN, before, word) == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He sat upon ", ["he", "sat", "upon"]),
        ("He sat, upon ", ["upon"]),
        ("“Come,” said Mary to ", ["to"]),  # names are in nobody's pairs
        ("It ended.\n\nThen ", ["then"]),
        ("It ended.", []),
        ("", []),
    ],
)
def test_the_words_that_the_next_one_is_counted_with(text: str, words: list[str]) -> None:
    assert last_words(text) == words
