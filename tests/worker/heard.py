"""What a request brought, gathered: for tests that talk to a real worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import CandidateDone, Done, Failed, Progress, Reply, Token
from writer_app.engine.work import Generation


@dataclass
class Heard:
    """All replies to one request, in order."""

    id: int = 0
    replies: list[Reply] = field(default_factory=list)

    def texts(self, n: int = 1) -> list[str]:
        return [
            "".join(reply.text for reply in self.tokens if reply.candidate == candidate)
            for candidate in range(n)
        ]

    @property
    def tokens(self) -> list[Token]:
        return [reply for reply in self.replies if isinstance(reply, Token)]

    @property
    def ends(self) -> dict[int, CandidateDone]:
        return {
            reply.candidate: reply for reply in self.replies if isinstance(reply, CandidateDone)
        }

    @property
    def progress(self) -> list[Progress]:
        return [reply for reply in self.replies if isinstance(reply, Progress)]

    @property
    def last(self) -> Reply:
        return self.replies[-1]

    @property
    def done(self) -> Done:
        assert isinstance(self.last, Done), self.last
        return self.last

    @property
    def failed(self) -> Failed:
        assert isinstance(self.last, Failed), self.last
        return self.last


def submit(engine: WorkerProcess, generation: Generation) -> Heard:
    heard = Heard()
    heard.id = engine.submit(generation, heard.replies.append)
    return heard


def run(engine: WorkerProcess, generation: Generation) -> Heard:
    """Ask, and wait for the end."""
    heard = submit(engine, generation)
    engine.wait(heard.id)
    return heard


def pump_until(engine: WorkerProcess, condition: Callable[[], bool]) -> None:
    """Handle what comes until it is so; the test's own timeout ends it if that never is."""
    while not condition():
        engine.pump(1.0)
