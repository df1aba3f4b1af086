"""A passage under rewriting and what came back for it: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from writer_app.engine.messages import Failed, Finish
from writer_app.ledger.records import Ban, Decision, DocumentRef
from writer_app.prompts.tasks import Task
from writer_app.text.hunks import Hunk
from writer_app.voice.violation import Violation


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` stood at `start` (code points) in the document, between `before` and `after`."""

    text: str
    start: int
    before: str
    after: str
    document: DocumentRef
    revision: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


Proposer = Literal["chat", "pairs", "spans"]
"""Who made a candidate: the model, in answer to a request or going on with pairs of drafts and
finished passages; or a search among single edits, which the model only weighed."""


@dataclass(frozen=True, slots=True)
class CandidateState:
    """One candidate. `position` counts through all rounds and names it in the review.

    `finish` is None while it is being written; then `text` is what can be made of `raw` so far
    and `hunks` is (). `held` is why it is kept back; () while it is written or when it may be
    shown. `reason` is why it is shown, in a few words.
    """

    position: int
    raw: str = ""
    text: str = ""
    finish: Finish | None = None
    held: tuple[Violation, ...] = ()
    hunks: tuple[Hunk, ...] = ()
    tokens: int = 0
    logprob: float = 0.0
    seconds: float = 0.0
    reason: str = ""
    proposer: Proposer = "chat"
    bans: tuple[Ban, ...] = ()

    @property
    def writing(self) -> bool:
        return self.finish is None


@dataclass(frozen=True, slots=True)
class RewriteState:
    """Everything a pane needs while candidates come in and after.

    `candidates` has all of all rounds; `shown` those to paint (being written or good), at most
    `n`; `held_back` those that were not good enough. `order`: positions as the writer's taste has
    them, best first; () for the order they came in. `asked` is the decision without
    candidates, which the review completes. `progress` is how much of the prompt is read, 0 to 1.
    """

    passage: Passage
    task: Task
    instruction: str
    n: int
    asked: Decision
    candidates: tuple[CandidateState, ...] = ()
    round: int = 0
    progress: float = 0.0
    finished: bool = False
    cancelled: bool = False
    failed: Failed | None = None
    order: tuple[int, ...] = ()

    @property
    def shown(self) -> tuple[CandidateState, ...]:
        good = [c for c in self.candidates if not c.held and c.finish != "cancelled"]
        # The good stay in front of what is still being written, in the order they were asked.
        places = {position: place for place, position in enumerate(self.order)}
        good.sort(key=lambda c: (c.writing, places.get(c.position, len(places))))
        return tuple(good[: self.n])

    @property
    def held_back(self) -> tuple[CandidateState, ...]:
        return tuple(c for c in self.candidates if c.held)

    @property
    def reasons(self) -> tuple[tuple[Violation, int], ...]:
        """Each kind of failing with how many were held back for it first, most frequent first."""
        counts: dict[str, tuple[Violation, int]] = {}
        for candidate in self.held_back:
            violation = candidate.held[0]
            first, count = counts.get(violation.code, (violation, 0))
            counts[violation.code] = (first, count + 1)
        return tuple(sorted(counts.values(), key=lambda pair: -pair[1]))

    @property
    def declined(self) -> bool:
        """It came to an end and nothing was good enough."""
        return self.finished and not self.cancelled and self.failed is None and not self.shown

    @property
    def unchanged(self) -> bool:
        """Declined because the model would leave the passage as it is: nothing to mend."""
        held = self.held_back
        copies = sum(1 for c in held if c.held[0].code == "unchanged")
        nothing_to_mend = self.task is Task.FIX and not held
        return self.declined and (copies * 2 > len(held) or nothing_to_mend)
