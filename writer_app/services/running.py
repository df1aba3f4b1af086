"""A rewrite on its way: what was asked for, what is there, and how long to go on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from writer_app.engine.ports import Engine
from writer_app.engine.work import Generation
from writer_app.prompts.tasks import Task
from writer_app.services.passage import Proposer, RewriteState
from writer_app.services.searching import Searching
from writer_app.services.spans import Search
from writer_app.voice.meter import Meter
from writer_app.voice.pairs import Pair
from writer_app.voice.violation import Violation

ROUNDS, FEWER = 3, 2
"""How often a model that writes is asked at most, the first time included; and any other."""
A_WRITER = 1_000_000_000
"""Parameters from which a model writes well enough to be asked often, or beside the search.

Smaller ones mostly copy the passage or break it, and take several times as long.
"""
SEARCHED = frozenset({Task.TIGHTEN, Task.VOICE})
"""What a search among edits does as well as a model of middling size, or better."""


@dataclass(slots=True)
class Running:
    """One passage with all its rounds. `base` is the position of the round's first candidate."""

    state: RewriteState
    seed: int
    samples: tuple[str, ...]
    pairs: tuple[Pair, ...]
    chat: bool
    started: float
    dial: float | None
    protected: tuple[str, ...]
    proposer: Proposer
    able: bool
    """The model writes well enough to be asked often, or beside the search."""
    beside: bool
    """It is asked to write although the search has found several."""
    meter: Meter | None = None
    """Of the writer's voice, where the passage is brought nearer to it."""
    search: Search | None = None
    searching: Searching | None = None
    looked: bool = False
    """The search has been through: the model has weighed its edits."""
    base: int = 0
    asked: float = 0.0
    """When the model was last asked to write, in seconds of the clock."""
    request_id: int = -1
    logprobs: dict[int, float] = field(default_factory=dict)
    generations: list[Generation] = field(default_factory=list)

    def stop(self, engine: Engine) -> None:
        """Cancel what runs; its reply still comes."""
        if self.request_id < 0 and self.searching is not None:
            self.searching.cancel()
        elif self.request_id >= 0:
            engine.cancel(self.request_id)

    @property
    def rounds(self) -> int:
        """How often is asked at most, the first time included."""
        if written(self.state) < len(self.state.candidates):
            return 1  # there is something to look at: nobody need wait for more
        if self.looked and self.state.task in SEARCHED:
            return 1  # where no edit holds, what a model writes hardly ever does
        return ROUNDS if self.able else FEWER

    @property
    def last_attempt(self) -> bool:
        """It is asked once, for want of edits that hold."""
        return self.looked and not self.beside and self.state.task in SEARCHED


def written(state: RewriteState) -> int:
    """How many of the candidates the model wrote."""
    return sum(1 for candidate in state.candidates if candidate.proposer != "spans")


def ended(state: RewriteState, cancelled: bool) -> RewriteState:
    """The last state: what was not whole by then is interrupted."""
    candidates = tuple(
        c if c.finish is not None else replace(c, finish="cancelled") for c in state.candidates
    )
    return replace(state, candidates=candidates, finished=True, cancelled=cancelled)


def late(state: RewriteState) -> RewriteState:
    """The state when the time of an attempt is over: what is not whole by then is held back."""
    held = (Violation("unfinished", "It did not come to an end in time."),)
    candidates = tuple(
        c if c.finish is not None else replace(c, finish="cancelled", held=held)
        for c in state.candidates
    )
    return replace(state, candidates=candidates)
