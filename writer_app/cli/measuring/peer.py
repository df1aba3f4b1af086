"""What can be asked of an engine, whichever it is, and what is noted of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from writer_app.engine.work import Ban


@dataclass(frozen=True, slots=True)
class Ask:
    """`seed` None is greedy. `purpose` tells engines that keep prompts apart by name."""

    prompt: str
    max_tokens: int = 1
    n: int = 1
    purpose: Literal["document", "rewrite"] = "document"
    seed: int | None = None
    stop: tuple[str, ...] = ()
    source: str = ""
    bans: tuple[Ban, ...] = ()
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds from the asking to the `first` token and to the end (`total`), seen by the asker."""

    first: float
    total: float
    texts: tuple[str, ...]
    tokens: int
    prompt_tokens: int
    reused_tokens: int = 0
    drafted_tokens: int = 0
    accepted_tokens: int = 0
    banned: int = 0

    @property
    def rate(self) -> float:
        """Tokens per second of the whole request; its prompt should have been read before."""
        return self.tokens / self.total

    @property
    def step(self) -> float:
        """Seconds from one token to the next."""
        return (self.total - self.first) / max(1, self.tokens - 1)


class Peer(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def keeps_one_prompt(self) -> bool:
        """Whether what it read for one purpose is lost when it is asked for another."""

    def ask(self, ask: Ask) -> Answer: ...

    def cancel_reading(self, long: Ask, seconds: float, then: Ask) -> float | None:
        """Begin `long`, give it up after `seconds`, ask `then`.

        Returns the seconds from giving up to the first token of `then`; None if it can't.
        """

    def memory(self) -> int:
        """Bytes of memory its process has now."""
