"""Decisions to build the ledger's tests from."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from writer_app.ledger.records import (
    CandidateRecord,
    Decision,
    DocumentRef,
    HunkVerdict,
    ModelUsed,
    Outcome,
    Verdict,
)

NOON = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)
MODEL = ModelUsed("ab" * 32, "starter.gguf", "llama", "Q4_K_M", "b1234")
NOVEL = DocumentRef("novel", "/home/w/novel.md")
SOURCE = "It was very dark. She walked quickly. The door was open."


def candidate(
    text: str, outcome: Outcome, position: int = 0, *, seen: bool = True, **more: Any
) -> CandidateRecord:
    more.setdefault("raw", text)
    return CandidateRecord(
        position=position,
        text=text,
        outcome=outcome,
        shown_at=NOON + timedelta(seconds=2) if seen else None,
        **more,
    )


def hunk(
    before: str, after: str, verdict: Verdict, number: int = 0, *, final: str | None = None
) -> HunkVerdict:
    """A hunk of SOURCE."""
    start = SOURCE.index(before)
    if final is None:
        final = after if verdict is Verdict.ACCEPTED else before
    return HunkVerdict(number, start, start + len(before), before, after, verdict, final)


def decision(**more: Any) -> Decision:
    """A decision with every field filled; `more` replaces some."""
    values: dict[str, Any] = {
        "id": uuid.uuid4().hex,
        "session": "session-1",
        "document": NOVEL,
        "kind": "continuation",
        "task": "continue",
        "instruction": "",
        "before": "The house stood at the end of the lane",
        "source": "",
        "after": "",
        "start": 38,
        "model": MODEL,
        "sampler": {"min_p": 0.05, "temperature": 0.8},
        "seed": 7,
        "prompt_sha256": "cd" * 32,
        "asked_at": NOON,
        "monotonic": 12.5,
    }
    return Decision(**values | more)


def continuation(*candidates: CandidateRecord, **more: Any) -> Decision:
    return decision(candidates=candidates, closed_at=NOON + timedelta(seconds=5), **more)


def rewrite(*candidates: CandidateRecord, **more: Any) -> Decision:
    values: dict[str, Any] = {
        "kind": "rewrite",
        "task": "tighten",
        "source": SOURCE,
        "before": "Night fell.\n\n",
        "after": "\n\nNobody was home.",
        "candidates": candidates,
        "closed_at": NOON + timedelta(minutes=1),
    }
    return decision(**values | more)
