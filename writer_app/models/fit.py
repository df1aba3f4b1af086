"""Whether a model fits the machine, estimated from its header before anything is loaded.

An estimate must not refuse what would run (a guardrail that does is worse than none): only a
model that exceeds the machine's whole memory, with the shortest context, is too large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from writer_app.errors import ModelTooLarge
from writer_app.models.header import Header, human_bytes
from writer_app.models.memory import available_bytes, total_bytes

SHORTEST = 1024
"""Tokens: a page and a half, below which continuations lose the thread."""

_BATCH = 512  # tokens that llama.cpp computes at once by default
_FIXED = 64 << 20  # the process itself


@dataclass(frozen=True, slots=True)
class Fit:
    """`needed`, `total` and `available` in bytes; `n_ctx` is the context to load with, in tokens.

    ok: fits what is free now. tight: fits the machine, but other programs must make room.
    """

    verdict: Literal["ok", "tight", "too_large"]
    needed: int
    total: int
    available: int
    n_ctx: int
    sentence: str


def needed_bytes(header: Header, n_ctx: int) -> int:
    """Weights, the cache of `n_ctx` tokens, and room to compute in."""
    compute = 4 * _BATCH * (header.vocab_size + 8 * header.n_embd)
    return header.size + n_ctx * header.cache_per_token + compute + _FIXED


def fit(
    header: Header, n_ctx: int, *, total: int | None = None, available: int | None = None
) -> Fit:
    """How `header` fits with a context of up to `n_ctx` tokens, shortened until the whole fits.

    `total` and `available` default to this machine's memory.
    """
    total = total_bytes() if total is None else total
    available = available_bytes() if available is None else available
    asked = min(n_ctx, header.n_ctx_train) if header.n_ctx_train else n_ctx
    chosen = asked
    while total and needed_bytes(header, chosen) > total and chosen > SHORTEST:
        chosen = max(SHORTEST, chosen // 2)
    needed = needed_bytes(header, chosen)
    amount = human_bytes(needed)
    if total and needed > total:
        sentence = f"Needs about {amount} of memory; this machine has {human_bytes(total)}."
        return Fit("too_large", needed, total, available, chosen, sentence)
    if chosen < asked:
        sentence = (
            f"Needs about {amount}, with the context shortened to {chosen:,} tokens to fit "
            f"the {human_bytes(total)} of this machine."
        )
        return Fit("tight", needed, total, available, chosen, sentence)
    if needed > available:
        sentence = (
            f"Needs about {amount}; {human_bytes(available)} are free now. "
            "Closing other programs will help."
        )
        return Fit("tight", needed, total, available, chosen, sentence)
    sentence = f"Needs about {amount} of the {human_bytes(available)} that are free."
    return Fit("ok", needed, total, available, chosen, sentence)


def refuse_too_large(fitting: Fit) -> None:
    """Raise `ModelTooLarge` when nothing would make it fit."""
    if fitting.verdict == "too_large":
        raise ModelTooLarge(
            f"This model is too large for this machine. {fitting.sentence}",
            "Choose a smaller model, or a smaller quantisation of this one: Q4_K_M, say, not Q8_0.",
        )
