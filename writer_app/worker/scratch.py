"""A sequence for work that leaves no trace: measuring, scoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt


class Scratch(Protocol):
    """A sequence of its own, of which anything may be lost while other jobs have their turn.

    So whoever works with it asks before each decode how much it still holds.
    """

    @property
    def chunk(self) -> int:
        """How many tokens of a prompt are computed at once."""

    @property
    def room(self) -> int:
        """How many tokens the sequence may hold."""

    @property
    def held(self) -> int:
        """How many tokens it holds now."""

    def decode(self, tokens: Sequence[int], *, every: bool) -> bool:
        """Append at most `chunk` tokens; False if that was interrupted, and they are not there.

        Logits are computed for each of them, or for the last only. Raises Refused.
        """

    def row(self, index: int) -> npt.NDArray[np.float32]:
        """The logits of the last decode's token `index`; valid until the next decode."""

    def clear(self) -> None:
        """Forget what the sequence holds, and give it back."""


class Branching(Scratch, Protocol):
    """A scratch from which others branch off; those that are not dropped go with it."""

    def branch(self, length: int) -> Self | None:
        """Another that holds this one's first `length` tokens, or nothing if they are lost.

        None where the model's sequences can't be cut back, or no sequence is free.
        """

    def decode_beside(self, parts: Sequence[tuple[Self, Sequence[int]]]) -> bool:
        """As `decode`, of several in one batch, `chunk` tokens in all; logits for each."""

    def drop(self) -> None:
        """Give a branch back."""
