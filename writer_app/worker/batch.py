"""One `llama_batch`, allocated once and filled anew for each decode."""

from __future__ import annotations

from typing import Any


class Batch:
    """At most `capacity` tokens, each in one sequence."""

    def __init__(self, library: Any, capacity: int) -> None:
        self.native = library.llama_batch_init(capacity, 0, 1)
        self.capacity = capacity

    def clear(self) -> None:
        self.native.n_tokens = 0

    def add(self, token: int, position: int, sequence: int, *, logits: bool) -> int:
        """Append one token; returns its index, by which its logits are asked for."""
        batch = self.native
        index: int = batch.n_tokens
        batch.token[index] = token
        batch.pos[index] = position
        batch.n_seq_id[index] = 1
        batch.seq_id[index][0] = sequence
        batch.logits[index] = logits
        batch.n_tokens = index + 1
        return index

    def sequences(self) -> set[int]:
        """The sequences that its tokens are in."""
        return {self.native.seq_id[index][0] for index in range(self.native.n_tokens)}
