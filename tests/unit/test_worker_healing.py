"""The arithmetic of the first token after an unfinished word."""

from __future__ import annotations

from typing import cast

import numpy as np
import numpy.typing as npt
import pytest

from writer_app.engine.work import Sampling
from writer_app.worker.healing import Beginning, log_sum, logprob_of, tail_length
from writer_app.worker.vocab import Vocab, continues_word

PIECES = [b"", b" is", b" Par", b" Paris", b"is", b" P", b"ar", b"aris", b" Part", b".", b"t"]
END, IS_, PAR, PARIS, IS, P, AR, ARIS, PART, DOT, T = range(11)


class Table:
    """A vocabulary without llama.cpp: the few things that healing asks of one."""

    all = np.arange(len(PIECES), dtype=np.int32)
    pieces = PIECES
    ends = np.array([not piece for piece in PIECES])

    def beginning_with(self, prefix: bytes) -> npt.NDArray[np.int32]:
        found = [i for i, p in enumerate(PIECES) if p.startswith(prefix) and p != prefix]
        return np.array(found, dtype=np.int32)

    continues = np.array([continues_word(piece) for piece in PIECES])

    def exactly(self, spelling: bytes) -> npt.NDArray[np.int32]:
        return np.array([i for i, p in enumerate(PIECES) if p == spelling], dtype=np.int32)

    def spell(self, tokens: list[int]) -> bytes:
        return b"".join(PIECES[token] for token in tokens)


def logits(**shares: float) -> npt.NDArray[np.float32]:
    """A row of logits: these tokens get these shares, all others one in a million."""
    row = np.full(len(PIECES), 1e-6)
    for name, share in shares.items():
        row[globals()[name]] = share
    return np.asarray(np.log(row), dtype=np.float32)


def beginning(tail: list[int], *rows: npt.NDArray[np.float32]) -> Beginning:
    return Beginning(cast(Vocab, Table()), tail, np.stack(rows))


GREEDY = Sampling(temperature=0.0)


@pytest.mark.parametrize(
    ("pieces", "length"),
    [
        ([b"The", b" is", b" Par"], 1),
        ([b"The", b" is", b" P", b"ar"], 2),
        ([b"The", b" is", b" "], 1),
        ([b"The", b" end", b"."], 1),
        ([b"The", b" don", b"'", b"t"], 3),
        ([b"Par"], 0),
        ([b" P", b"ar"], 1),
        ([], 0),
        ([b"x"] * 30, 8),
    ],
)
def test_the_tail_is_the_last_word(pieces: list[bytes], length: int) -> None:
    assert tail_length(pieces) == length


def test_without_a_tail_it_is_the_models_own_distribution() -> None:
    row = logits(IS_=0.6, DOT=0.4)
    first = beginning([], row).sampled(GREEDY, [], 0)
    assert (first.kept, first.token, first.visible) == (0, IS_, b" is")
    assert first.logprob == pytest.approx(np.log(0.6), abs=1e-4)


def test_the_word_as_one_token_wins_when_the_model_means_it() -> None:
    # " Paris" 80 %, " Par" 10 % before the tail; after " Par" a full stop.
    made = beginning([PAR], logits(PARIS=0.8, PAR=0.1, IS_=0.1), logits(DOT=1.0))
    first = made.sampled(GREEDY, [], 0)
    assert (first.kept, first.token, first.visible) == (0, PARIS, b"is")
    # Given " Par" was typed: 0.8 against 0.1, the other word is out.
    assert first.logprob == pytest.approx(np.log(0.8 / 0.9), abs=1e-4)


def test_the_finished_word_wins_when_it_is_finished() -> None:
    made = beginning([PAR], logits(PARIS=0.1, PAR=0.8), logits(DOT=0.9, T=0.1))
    first = made.sampled(GREEDY, [], 0)
    assert (first.kept, first.token, first.visible) == (1, DOT, b".")
    assert first.logprob == pytest.approx(np.log(0.8 * 0.9 / 0.9), abs=1e-4)


def test_every_cut_of_a_word_in_two_tokens() -> None:
    made = beginning([P, AR], logits(PARIS=0.5, P=0.5), logits(ARIS=0.4, AR=0.6), logits(T=1.0))
    tops = made.top(3)
    # " Paris" at once or as " P" and "aris" read the same and are joined.
    assert [(first.visible, first.kept) for first in tops[:2]] == [(b"is", 0), (b"t", 2)]
    assert tops[0].logprob == pytest.approx(np.log(0.5), abs=1e-4)


def test_alternatives_read_differently_and_write_something() -> None:
    made = beginning([PAR], logits(PARIS=0.5, PAR=0.4, PART=0.1), logits(END=0.8, IS=0.1, T=0.1))
    visible = [first.visible for first in made.top(4)]
    assert visible[:2] == [b"is", b"t"]
    assert len(set(visible)) == 4
    assert b"" not in visible


def test_fewer_ways_on_than_asked_for() -> None:
    assert len(beginning([], logits(END=1.0)).top(50)) == len(PIECES) - 1


def test_drawing_follows_seed_and_shares() -> None:
    made = beginning([], logits(IS_=0.7, DOT=0.3))
    drawn = [made.sampled(Sampling(min_p=0.0), [], seed).token for seed in range(400)]
    assert drawn == [made.sampled(Sampling(min_p=0.0), [], seed).token for seed in range(400)]
    assert 0.6 < drawn.count(IS_) / 400 < 0.8
    assert drawn.count(IS_) + drawn.count(DOT) == 400


def test_min_p_cuts_and_temperature_sharpens() -> None:
    made = beginning([], logits(IS_=0.7, DOT=0.3))
    assert {made.sampled(Sampling(min_p=0.5), [], seed).token for seed in range(50)} == {IS_}
    cold = Sampling(temperature=0.05, min_p=0.0)
    assert {made.sampled(cold, [], seed).token for seed in range(50)} == {IS_}


def test_a_repetition_is_made_less_likely() -> None:
    made = beginning([], logits(IS_=0.5, DOT=0.45))
    sampling = Sampling(temperature=0.0, repeat_penalty=1.5)
    assert made.sampled(sampling, [], 0).token == IS_
    punished = made.sampled(sampling, [IS_], 0)
    assert punished.token == DOT
    assert punished.logprob == pytest.approx(np.log(0.45 / 0.95), abs=1e-3), "the model's own"


def test_logarithms() -> None:
    row = logits(IS_=0.5, DOT=0.5) + 100
    exact = np.log(np.exp(row.astype(np.float64)).sum())
    assert log_sum(row) == pytest.approx(exact, abs=1e-4)
    assert logprob_of(row, IS_) == pytest.approx(np.log(0.5), abs=1e-4)


def test_ways_that_read_the_same_are_worth_what_they_are_together() -> None:
    made = beginning([P, AR], logits(PARIS=0.5, P=0.5), logits(ARIS=0.4, AR=0.6), logits(T=1.0))
    (best, share), (other, rest) = made.ways(2)
    assert (best.visible, other.visible) == (b"is", b"t")
    assert np.exp(share) == pytest.approx(0.7, abs=1e-3)
    assert np.exp(rest) == pytest.approx(0.3, abs=1e-3)


def test_within_a_word_nothing_that_ends_it_is_a_way() -> None:
    made = beginning([PAR], logits(PARIS=0.1, PAR=0.9), logits(DOT=0.6, IS_=0.3, T=0.1))
    assert [first.visible for first, _ in made.ways(2)] == [b".", b" is"]
    assert [first.visible for first, _ in made.ways(2, within=True)] == [b"is", b"t"]


def test_towards_a_word_the_longest_token_is_taken() -> None:
    made = beginning([PAR], logits(PARIS=0.1, PAR=0.9), logits(IS=0.9, T=0.1))
    first = made.towards(b"is")
    assert first is not None
    assert (first.kept, first.visible) == (1, b"is"), "the likelier of two"
    longer = made.towards(b"ist")
    assert longer is not None
    assert longer.visible == b"is"
    assert made.towards(b"zz") is None
