"""Work for a model that can wait: one request after the other, below everything that is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from writer_app.engine.messages import Done, End, Failed, Reply, Token
from writer_app.engine.ports import Engine
from writer_app.engine.work import Generation

PRIORITY = 8
"""Below everything that is asked for, and below reading ahead."""


class InTurn(ABC):
    """`count` generations; what is wanted of them is its subclasses'.

    `failed` gets what went wrong, which ends it. `stop` ends the one that runs within a batch,
    and nothing is called; `start` asks it again.
    """

    def __init__(self, engine: Engine, count: int, failed: Callable[[Failed], None]) -> None:
        self._engine = engine
        self._count = count
        self._failed = failed
        self._number = 0
        self._texts: dict[int, str] = {}
        self._running: int | None = None
        self._wanted = False

    @abstractmethod
    def _asked(self, number: int) -> Generation:
        """The one of that number, with `PRIORITY`."""

    @abstractmethod
    def _answered(self, number: int, texts: list[str]) -> None:
        """What its candidates wrote; then the next is asked."""

    @property
    def fraction(self) -> float:
        """How much of it is written."""
        return self._number / self._count if self._count else 1.0

    @property
    def over(self) -> bool:
        return self._number >= self._count

    def start(self) -> None:
        """Ask for the next; those after it follow of themselves."""
        self._wanted = True
        if self._running is None and not self.over:
            self._ask_next()

    def stop(self) -> None:
        """The engine is wanted for something else."""
        self._wanted = False
        if self._running is not None:
            self._engine.cancel(self._running)

    def _ask_next(self) -> None:
        self._texts = {}
        self._running = self._engine.submit(self._asked(self._number), self._reply)

    def _reply(self, reply: Reply) -> None:
        if isinstance(reply, Token):
            self._texts[reply.candidate] = self._texts.get(reply.candidate, "") + reply.text
        if not isinstance(reply, End):
            return
        self._running = None
        if isinstance(reply, Failed):
            self._wanted = False
            self._failed(reply)
            return
        if isinstance(reply, Done) and reply.finish != "cancelled":
            number, self._number = self._number, self._number + 1
            self._answered(number, list(self._texts.values()))
        if self._wanted and not self.over:
            self._ask_next()
