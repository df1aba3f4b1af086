"""What is drawn from a part of the vocabulary is what llama.cpp draws from the whole."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from writer_app.engine.work import Sampling
from writer_app.worker.library import load_library
from writer_app.worker.sampling import TOKEN_DATA, Chain

N_VOCAB = 3_000


@pytest.fixture(scope="module")
def library() -> Any:
    return load_library()


def whole(library: Any, chain: Any, logits: np.ndarray[Any, np.dtype[np.float32]]) -> int:
    """llama.cpp's own way: every token of the vocabulary goes through the chain."""
    data = np.empty(len(logits), TOKEN_DATA)
    data["id"], data["logit"], data["p"] = np.arange(len(logits)), logits, 0.0
    pointer = data.ctypes.data_as(ctypes.POINTER(library.llama_token_data))
    array = library.llama_token_data_array(pointer, len(logits), -1, False)
    library.llama_sampler_apply(chain._native, ctypes.byref(array))
    token = int(data["id"][array.selected])
    chain.accept(token)
    return token


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(0.0, 0.0),
        Sampling(0.8, 0.05),
        Sampling(1.0, 0.5),
        Sampling(1.3, 0.0),
        Sampling(0.7, 0.1, repeat_penalty=1.3),
        Sampling(0.0, 0.1, repeat_penalty=1.3),
    ],
)
def test_the_same_tokens_are_drawn(library: Any, sampling: Sampling) -> None:
    ours, theirs = (Chain(library, N_VOCAB, sampling, 7, [1, 2, 3]) for _ in range(2))
    dice = np.random.default_rng(1)
    drawn = set()
    for logits in _rows(dice, 200):
        token = ours.sample(logits)
        assert token == whole(library, theirs, logits)
        drawn.add(token)
    assert len(drawn) > 20
    ours.close()
    theirs.close()


def _rows(dice: np.random.Generator, count: int) -> Iterator[np.ndarray[Any, np.dtype[np.float32]]]:
    for _ in range(count):
        yield (dice.normal(size=N_VOCAB) * 3).astype(np.float32)


def test_what_is_forbidden_is_never_drawn(library: Any) -> None:
    chain = Chain(library, N_VOCAB, Sampling(5.0, 0.0), 7, [])
    logits = np.full(N_VOCAB, -np.inf, dtype=np.float32)
    logits[[5, 6]] = 0.0
    assert {chain.sample(logits) for _ in range(50)} == {5, 6}
    chain.close()
