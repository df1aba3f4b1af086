"""What rows are made of: a `Decision` as exports read it, with half of its columns.

Tuples are made several times as fast as frozen dataclasses, and an export makes 100,000.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from writer_app.ledger.records import (
    Ban,
    CandidateRecord,
    Decision,
    DocumentRef,
    HunkVerdict,
    ModelUsed,
    Outcome,
    Verdict,
)


class Change(NamedTuple):
    """Of a `HunkVerdict`."""

    start: int
    end: int
    before: str
    after: str
    verdict: Verdict
    final: str


class Answer(NamedTuple):
    """Of a `CandidateRecord`; `raw` and `bans` are left out, for they are in no row of these."""

    text: str
    outcome: Outcome
    shown_at: datetime | None
    taken: str
    verdicts: tuple[Change, ...]
    raw: str = ""
    bans: tuple[Ban, ...] = ()


class Asked(NamedTuple):
    """Of a `Decision`."""

    document: DocumentRef
    kind: str
    task: str
    instruction: str
    before: str
    source: str
    after: str
    model: ModelUsed
    asked_at: datetime
    candidates: tuple[Answer, ...]
    final: str
    regenerated: bool
    origin: str


Hunk = HunkVerdict | Change
Candidate = CandidateRecord | Answer
Request = Decision | Asked
