"""What the worker's loop needs of a model: the real one in `llama`, a scripted one in `fake`."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from writer_app.engine.messages import (
    Banned,
    CandidateDone,
    End,
    FailureCode,
    Hello,
    Load,
    Progress,
    Ready,
    Token,
)
from writer_app.engine.work import Work

Send = Callable[[Progress | Token | Banned | CandidateDone], None]


class LoadFailed(Exception):
    """The file cannot be used; the text is llama.cpp's own."""


class Refused(Exception):
    """One request came to nothing."""

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class Turn(Enum):
    """Why a job gives way for a moment."""

    BATCH = "a batch was decoded, or interrupted"
    CROWDED = "there is no room until another job has ended"


Steps = Generator[Turn, None, End]
"""A job on its way, from one batch to the next; what it returns is its last report."""


@dataclass(slots=True)
class Job:
    """One request. The reader thread sets `cancelled` and adds to `dropped` at any time."""

    id: int
    work: Work
    send: Send
    cancelled: bool = False
    dropped: set[int] = field(default_factory=set)
    """Candidates that were cancelled singly."""


class Backend(Protocol):
    """Every call but `interrupt` is made on the main thread; each may take long."""

    def hello(self) -> Hello: ...

    def load(self, load: Load, progress: Callable[[float], None]) -> Ready:
        """Raises LoadFailed."""

    def work(self, job: Job) -> Steps:
        """Its steps raise Refused. A cancelled job ends early with `Done`, "cancelled"."""

    def interrupt(self, up: bool) -> None:
        """Make the running step give way as soon as it can, or no longer; from any thread."""

    def rest(self) -> None:
        """Nothing was asked for a while: time for what can wait. Short."""
