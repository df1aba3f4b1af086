"""What a document would put next, by counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from writer_app.voice.word_cache import WordCache

SEA = "the sea was grey and the sea was cold and the sky was grey"


def test_what_was_seen_there_is_likelier_than_elsewhere() -> None:
    cache = WordCache(SEA)
    assert cache.share("sea", ("the",)) > cache.share("sky", ("the",))
    assert cache.share("sky", ("the",)) > cache.share("grey", ("the",))
    assert cache.share("grey", ("was",)) > cache.share("grey", ())
    assert cache.share("cold", ("sea", "was")) > cache.share("cold", ("sky", "was"))


def test_an_unknown_history_backs_off() -> None:
    cache = WordCache(SEA)
    alone = cache.share("sea", ())
    assert cache.share("sea", ("a", "wide")) == cache.share("sea", ("wide",)) == alone
    assert cache.share("gull", ("the",)) == 0.0
    assert WordCache("").share("sea", ("the",)) == 0.0


def test_its_end_is_the_history_in_folded_words() -> None:
    assert WordCache("He said: “Don’t, Peggotty").history == ("don't", "peggotty")
    assert WordCache("He").history == ("he",)


@given(
    st.lists(st.sampled_from("abcd"), max_size=30),
    st.lists(st.sampled_from("abe"), max_size=2),
)
def test_shares_of_all_words_are_never_more_than_one(words: list[str], history: list[str]) -> None:
    cache = WordCache(" ".join(words))
    assert sum(cache.share(word, tuple(history)) for word in set(words)) <= 1.0 + 1e-9
