"""What a document brings along, by counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.word_cache import WordCache

SEA = "the sea was grey and the Peggotty was cold and the sky was grey"


def test_a_rare_word_that_stands_here_is_lifted_and_a_frequent_one_is_not() -> None:
    cache = WordCache(SEA)
    assert cache.lift("peggotty") > cache.lift("grey") > 1.0
    assert cache.lift("peggotty") > cache.lift("the") + 2.0


def test_what_does_not_stand_here_is_as_usual_or_a_little_less() -> None:
    assert -0.5 < WordCache(SEA).lift("gull") < 0.0
    assert WordCache("").lift("gull") == 0.0


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_of_a_word_lifts_it_more(few: int, more: int) -> None:
    def lift(count: int) -> float:
        return WordCache("gull " * count + "grey " * (100 - count)).lift("gull")

    assert (lift(few) < lift(more)) == (few < more)
