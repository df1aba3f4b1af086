"""What one decision is, as values: the ledger stores them, the exports derive pairs from them.

A `Decision` is everything about one request: what was asked of which model, every candidate
that came back, whether it was seen, and what the writer made of it. Times are UTC.
Offsets count code points.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Self


class Outcome(StrEnum):
    """What became of a candidate. These are different things and stay apart."""

    ACCEPTED = "accepted"
    PARTLY = "partly"  # some hunks or words of it
    EDITED = "edited"  # taken, but in the writer's own wording
    REJECTED = "rejected"  # seen, and refused by an act of the writer
    IGNORED = "ignored"  # seen, and the writer went on
    NEVER_SEEN = "never_seen"  # never painted
    INTERRUPTED = "interrupted"  # cancelled or lost before it was whole
    HELD_BACK = "held_back"  # failed the guards; shown only if the writer asked to look


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class ModelUsed:
    """`sha256` of the file, hexadecimal."""

    sha256: str
    file_name: str
    architecture: str = ""
    quantisation: str = ""
    llama_cpp: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """`id` is stable for a path (or for a never-saved draft); `path` is "" for a draft."""

    id: str
    path: str = ""

    @classmethod
    def of(cls, path: Path) -> Self:
        """The same for a path however it is spelled, so that decisions find their document."""
        resolved = str(path.resolve())
        digest = hashlib.sha256(resolved.encode("utf-8", "surrogateescape")).hexdigest()
        return cls(digest[:32], resolved)


@dataclass(frozen=True, slots=True)
class HunkVerdict:
    """One hunk of a candidate: the span of the source it replaces, and what was decided."""

    hunk: int
    start: int
    end: int
    before: str
    after: str
    verdict: Verdict
    final: str  # what stands there now: `after`, `before`, or the writer's own words
    reason: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ban:
    """A banned phrase that the model was about to write, and what was drawn instead.

    It would have begun after `offset` code points of the candidate's raw text, with the token
    `rejected`; `alternatives` are the likeliest tokens that were not forbidden there. Empty
    `chosen`: there was no way round, and the candidate ends before it.
    """

    phrase: str
    offset: int
    rejected: str
    chosen: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateRecord:
    """One candidate. `raw` is what the model wrote, `text` what was made of it for show."""

    position: int
    raw: str
    text: str
    outcome: Outcome
    finish: str = "stop"
    tokens: int = 0
    logprob: float = 0.0
    seconds: float = 0.0
    held: tuple[str, ...] = ()  # reason codes of the guards
    shown_at: datetime | None = None  # None: never painted
    shown_seconds: float = 0.0
    taken: str = ""  # the part of a continuation that went into the text
    reason: str = ""  # the writer's reason for refusing the whole
    verdicts: tuple[HunkVerdict, ...] = ()
    bans: tuple[Ban, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One request with all that came of it, stored in one transaction."""

    id: str  # uuid4, hexadecimal
    session: str
    document: DocumentRef
    kind: str  # "continuation" or "rewrite"
    task: str  # "continue", "tighten", "fix", "voice", "custom"; "own" for the writer's own edit
    instruction: str
    before: str  # context before the caret or the passage; a model may have seen less of it
    source: str  # the passage to rewrite; "" for a continuation
    after: str
    start: int  # where `source` (or the caret) stood in the document
    model: ModelUsed
    sampler: Mapping[str, float]
    seed: int
    prompt_sha256: str
    asked_at: datetime
    monotonic: float  # seconds, orders events within a session
    candidates: tuple[CandidateRecord, ...] = ()
    final: str = ""  # the passage as it stood when the review closed
    closed_at: datetime | None = None
    regenerated: bool = False  # the writer looked at what came and asked for other candidates
    origin: str = ""  # where an imported edit was made, such as "docx"; "" for this app


class Moment(StrEnum):
    """When somebody looked at what had become of accepted text."""

    MINUTE = "minute"  # a minute after it was taken
    SAVE = "save"
    SESSION = "session"  # when the document was closed


@dataclass(frozen=True, slots=True)
class Survival:
    """What is left of text that was accepted: share of its characters, 0 to 1."""

    decision: str
    saved_at: datetime
    kept_share: float
    text: str = ""
    moment: Moment = Moment.SAVE
