"""What the worker's loop needs of a model: the real one in `llama`, a scripted one in `fake`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from writer_app.engine.messages import (
    CandidateDone,
    Done,
    FailureCode,
    Generation,
    Hello,
    Load,
    Progress,
    Ready,
    Token,
)

Send = Callable[[Progress | Token | CandidateDone], None]


class LoadFailed(Exception):
    """The file cannot be used; the text is llama.cpp's own."""


class Refused(Exception):
    """One generation came to nothing."""

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Job:
    """One generation on its way. `cancelled` may be asked at any time, from any thread."""

    id: int
    generation: Generation
    send: Send
    cancelled: Callable[[], bool]


class Backend(Protocol):
    """Every call is made on the main thread; each may take long."""

    def hello(self) -> Hello: ...

    def load(self, load: Load, progress: Callable[[float], None]) -> Ready:
        """Raises LoadFailed."""

    def generate(self, job: Job) -> Done:
        """Raises Refused. A cancelled job returns early, with finish "cancelled"."""
