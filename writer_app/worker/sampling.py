"""llama.cpp's own samplers in a chain, one chain for each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from writer_app.engine.messages import Sampling

PENALTY_WINDOW = 64
"""Tokens that `repeat_penalty` looks back over, the prompt's included."""


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

        def add(sampler: Any) -> None:
            library.llama_sampler_chain_add(chain, sampler)

        if sampling.repeat_penalty != 1.0:
            add(
                library.llama_sampler_init_penalties(
                    n_vocab, PENALTY_WINDOW, sampling.repeat_penalty, 0.0, 0.0
                )
            )
            for token in recent[-PENALTY_WINDOW:]:
                self.accept(token)
        if sampling.temperature <= 0:
            add(library.llama_sampler_init_greedy())
        else:
            if sampling.min_p > 0:
                add(library.llama_sampler_init_min_p(sampling.min_p, 1))
            add(library.llama_sampler_init_temp(sampling.temperature))
            add(library.llama_sampler_init_dist(seed))

    def accept(self, token: int) -> None:
        """A token that was chosen elsewhere."""
        self._library.llama_sampler_accept(self._native, token)

    def sample(self, context: Any, index: int) -> int:
        """Draw from the logits of the batch's token `index`, and accept what was drawn."""
        token: int = self._library.llama_sampler_sample(self._native, context, index)
        return token

    def close(self) -> None:
        self._library.llama_sampler_free(self._native)
