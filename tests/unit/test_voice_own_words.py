"""What a writer would put next, by counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.own_words import OwnWords, history_of

SEA = "the sea was grey and the sea was cold and the sky was grey"


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("He came to the", ("to", "the")),
        ("He came. The ", ("the",)),
        ("He came, ", ()),
        ("the old Peggotty ", ()),
        ("", ()),
        ("Don’t you ", ("don't", "you")),
    ],
)
def test_a_history_reaches_over_no_mark_and_no_name(text: str, history: tuple[str, ...]) -> None:
    assert history_of(text) == history


def test_what_was_seen_there_is_likelier_than_elsewhere() -> None:
    own = OwnWords.of_text(SEA)
    assert own.share("sea", ("the",)) > own.share("sky", ("the",)) > own.share("grey", ("the",))
    assert own.share("grey", ("was",)) > own.share("grey", ())
    assert own.share("cold", ("sea", "was")) > own.share("cold", ("sky", "was"))


def test_an_unknown_history_backs_off() -> None:
    own = OwnWords.of_text(SEA)
    assert own.share("sea", ("a", "wide")) == own.share("sea", ("wide",)) == own.share("sea", ())
    assert own.share("gull", ("the",)) == 0.0


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30),
    st.tuples(st.sampled_from(["a", "b", "e"]), st.sampled_from(["a", "b", "e"])),
)
def test_shares_of_all_known_words_are_never_more_than_one(
    words: list[str], history: tuple[str, str]
) -> None:
    own = OwnWords.of_text(" ".join(words))
    for length in range(3):
        total = sum(own.share(word, history[:length]) for word in set(words))
        assert total <= 1.0 + 1e-9
