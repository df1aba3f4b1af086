"""One candidate on its way: its sequence, its text, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field

from writer_app.worker.bans import Scan
from writer_app.worker.drafts import Draft
from writer_app.worker.sampling import Chain
from writer_app.worker.stream import Mark, TextStream

Penalties = dict[int, float | None]
"""Token to what its logit loses at one place; None: it is forbidden there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What was there before a token was chosen; `place` tokens stood before it."""

    place: int
    mark: Mark
    scan: Scan
    logprob: float
    """Of the token that was chosen."""

    @property
    def length(self) -> int:
        """Code points of text before the token."""
        return self.mark.given + len(self.mark.held)


@dataclass(frozen=True, slots=True)
class Owed:
    """A ban that is reported once it is known what was written in its place."""

    phrase: str
    offset: int
    rejected: str


@dataclass(slots=True)
class Candidate:
    """`tokens`: the prompt, as far as it is kept, and what was written.

    The sequence holds the first `decoded` of them: all but the last, which was chosen and is
    decoded next, unless the candidate had to go back and could not cut its sequence.
    """

    index: int
    sequence: int
    tokens: list[int]
    decoded: int
    kept: int
    """Tokens of the prompt's last word that the first written one stands after."""
    chain: Chain
    stream: TextStream
    scan: Scan | None = None
    draft: Draft | None = None
    written: int = 0
    row: int = -1
    """Of the batch, whose logits say what follows the last token; -1: there is none yet."""
    begin: bytes | None = None
    """What is left to write of the word it was told to begin with; None: it goes its own way."""
    proposals: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    """One for each written token, where there are bans."""
    forbidden: dict[int, Penalties] = field(default_factory=dict)
    """By place."""
    refused: dict[int, float] = field(default_factory=dict)
    """The probability that the model gives what is forbidden at a place."""
    first_forbidden: dict[tuple[int, int], float | None] = field(default_factory=dict)
    """Ways to begin, as (kept, token)."""
    softened: set[tuple[int, int]] = field(default_factory=set)
    """Soft bans, as (ban, start), that had their say."""
    owed: Owed | None = None
    rewinds: int = 0

    @property
    def position(self) -> int:
        """Of the last token, which is not decoded yet."""
        return len(self.tokens) - 1
