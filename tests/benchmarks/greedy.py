"""Whether two engines write the same, greedily; and if not, how close the choice was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.server import Server
from writer_app.cli.measuring.material import Material
from writer_app.cli.measuring.ours import Ours
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


def differences(
    material: Material, ours: Ours, server: Server, say: Callable[[str], None]
) -> list[Difference]:
    found = []
    for number in range(PROMPTS):
        say(f"greedy, both: {number + 1} of {PROMPTS}")
        ask = Ask(material.short(number), LENGTH)
        mine, theirs = ours.ask(ask).texts[0], server.ask(ask).texts[0]
        if mine == theirs:
            continue
        common = next(
            (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b),
            min(len(mine), len(theirs)),
        )
        token, gap = _token_at(server.top_two(ask), common)
        around = slice(max(0, common - 20), common + 20)
        found.append(Difference(number, token, gap, mine[around], theirs[around]))
    return found


def _token_at(tokens: list[tuple[str, float]], offset: int) -> tuple[int, float]:
    """The token that holds this code point, and its lead."""
    length = 0
    for index, (text, gap) in enumerate(tokens):
        length += len(text)
        if length > offset:
            return index, gap
    return len(tokens), 0.0
