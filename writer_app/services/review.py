"""Decide hunk by hunk: pure state, which neither touches the text nor the ledger.

Hunks of several candidates may be accepted together as long as they do not overlap; accepting
one takes back what it overlaps. `result` is the passage with the accepted hunks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.ledger.records import Decision, HunkVerdict, Verdict
from writer_app.services.clock import Clock
from writer_app.services.passage import CandidateState, Passage, RewriteState
from writer_app.text.hunks import Hunk


@dataclass(frozen=True, slots=True)
class Applied:
    """Put `text` in place of the document's code points `start` to `end`, as one undo step."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PassageChanged:
    """The text there is no longer what was reviewed; nothing may be changed."""

    expected: str
    found: str


class Review:
    """Candidates are named by their `position`, hunks by their index within the candidate."""

    def __init__(
        self,
        asked: Decision,
        passage: Passage,
        candidates: Sequence[CandidateState],
        clock: Clock | None = None,
    ) -> None:
        raise NotImplementedError

    @classmethod
    def of(cls, state: RewriteState, clock: Clock | None = None) -> Review:
        raise NotImplementedError

    @property
    def passage(self) -> Passage:
        raise NotImplementedError

    @property
    def candidates(self) -> tuple[CandidateState, ...]:
        """Those under review: the shown, and the held back the writer asked to look at."""
        raise NotImplementedError

    def look(self, candidate: int) -> None:
        """The writer wants to see a candidate that was held back."""
        raise NotImplementedError

    def seen(self, candidate: int) -> None:
        """It was painted just now."""
        raise NotImplementedError

    def hunks(self, candidate: int) -> tuple[Hunk, ...]:
        raise NotImplementedError

    def verdict(self, candidate: int, hunk: int) -> HunkVerdict:
        raise NotImplementedError

    def blocked(self, candidate: int, hunk: int) -> bool:
        """Another candidate's accepted hunk covers the same words."""
        raise NotImplementedError

    def decide(
        self,
        candidate: int,
        hunk: int,
        verdict: Verdict,
        final: str | None = None,
        reason: str = "",
    ) -> None:
        """Decide one hunk. `final` is the writer's own wording, for EDITED only."""
        raise NotImplementedError

    def accept_all(self, candidate: int) -> None:
        """The whole candidate; whatever was accepted of others is taken back."""
        raise NotImplementedError

    def reject_all(self, candidate: int, reason: str = "") -> None:
        raise NotImplementedError

    @property
    def undecided(self) -> int:
        """Hunks without a verdict that could still be accepted."""
        raise NotImplementedError

    @property
    def changes(self) -> int:
        """Hunks that would land now."""
        raise NotImplementedError

    def result(self) -> str:
        raise NotImplementedError

    def close(self, current_text: str) -> Applied | PassageChanged:
        """End the review. `current_text` is what stands in the passage's place now."""
        raise NotImplementedError

    def abandon(self) -> None:
        """End the review without changing anything (Esc)."""
        raise NotImplementedError

    def decision(self) -> Decision:
        """What to record: complete after `close` or `abandon`, provisional before."""
        raise NotImplementedError
