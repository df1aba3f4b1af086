"""llama.cpp's own samplers in a chain, one chain for each candidate."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from writer_app.engine.work import Sampling

PENALTY_WINDOW = 64
"""Tokens that `repeat_penalty` looks back over, the prompt's included."""
SLACK = 1e-3
"""In logits: what lies this much below min-p's edge is still left to llama.cpp to decide."""
TOKEN_DATA = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""`llama_token_data`."""


def seed_of(seed: int, candidate: int) -> int:
    """Candidates draw with seed, seed + 1, ...; never with the number that means "random"."""
    return (seed + candidate) % 0x7FFFFFFF


class Chain:
    """Penalties, min-p, temperature, draw; in llama.cpp's usual order."""

    def __init__(
        self, library: Any, n_vocab: int, sampling: Sampling, seed: int, recent: Sequence[int]
    ) -> None:
        self._library = library
        chain = library.llama_sampler_chain_init(library.llama_sampler_chain_default_params())
        self._native = chain
        self._greedy = sampling.temperature <= 0
        self._penalises = sampling.repeat_penalty != 1.0
        self._reach = math.log(sampling.min_p) - SLACK if sampling.min_p > 0 else -math.inf

        def add(sampler: Any) -> None:
            library.llama_sampler_chain_add(chain, sampler)

        if self._penalises:
            add(
                library.llama_sampler_init_penalties(
                    n_vocab, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0
                )
            )
            for token in recent[-PENALTY_WINDOW:]:
                self.accept(token)
        if self._greedy:
            add(library.llama_sampler_init_greedy())
        else:
            if sampling.min_p > 0:
                add(library.llama_sampler_init_min_p(sampling.min_p, 1))
            add(library.llama_sampler_init_temp(sampling.temperature))
            add(library.llama_sampler_init_dist(seed))

    def accept(self, token: int) -> None:
        """A token that was chosen elsewhere."""
        self._library.llama_sampler_accept(self._native, token)

    def sample(self, logits: npt.NDArray[np.float32]) -> int:
        """Draw from the logits of one place, and accept what was drawn.

        llama.cpp is given only what min-p can leave: to hand it the whole vocabulary takes longer
        than all the rest (a twentieth of a step, with four candidates of the starter).
        """
        if self._greedy and not self._penalises:
            return int(logits.argmax())
        if self._penalises:
            kept = np.arange(len(logits))
        else:
            kept = np.flatnonzero(logits >= logits.max() + self._reach)
        data = np.empty(len(kept), TOKEN_DATA)
        data["id"], data["logit"], data["p"] = kept, logits[kept], 0.0
        library = self._library
        pointer = data.ctypes.data_as(ctypes.POINTER(library.llama_token_data))
        array = library.llama_token_data_array(pointer, len(kept), -1, False)
        library.llama_sampler_apply(self._native, ctypes.byref(array))
        token = int(data["id"][array.selected])
        self.accept(token)
        return token

    def close(self) -> None:
        self._library.llama_sampler_free(self._native)
