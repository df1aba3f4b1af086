"""Whether two engines write the same, greedily; and if not, how close the choice was.

Where in the cache a prompt lies changes the order in which attention sums, and the rounding of
activations makes that visible: with 87 to 98 tokens of another prompt in front, llama-server's
second slot wrote what its first did for 3 to 5 of 10 prompts (starter, Q4_1). So each prompt is
asked of a fresh worker; what one worker writes that keeps them all is reported beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.server import Server
from writer_app.cli.measuring.material import Material
from writer_app.cli.measuring.peer import Ask

PROMPTS, LENGTH = 20, 48


@dataclass(frozen=True, slots=True)
class Difference:
    """At which of llama-server's tokens, and its lead in logits over the second there."""

    prompt: int
    token: int
    gap: float
    ours: str
    theirs: str


def asks(material: Material) -> list[Ask]:
    return [Ask(material.short(number), LENGTH) for number in range(PROMPTS)]


def differences(
    server: Server, prompts: Sequence[Ask], texts: Sequence[str], theirs: Sequence[str]
) -> list[Difference]:
    """Where `texts` are not what llama-server wrote for the same prompts."""
    found = []
    for number, (ask, mine, other) in enumerate(zip(prompts, texts, theirs, strict=True)):
        if mine == other:
            continue
        common = next(
            (i for i, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b),
            min(len(mine), len(other)),
        )
        token, gap = _token_at(server.top_two(ask), common)
        around = slice(max(0, common - 20), common + 20)
        found.append(Difference(number, token, gap, mine[around], other[around]))
    return found


def _token_at(tokens: list[tuple[str, float]], offset: int) -> tuple[int, float]:
    """The token that holds this code point, and its lead."""
    length = 0
    for index, (text, gap) in enumerate(tokens):
        length += len(text)
        if length > offset:
            return index, gap
    return len(tokens), 0.0
