"""One search on its way: edits weighed, put together, and what stands close weighed once more.

Putting together takes tens of milliseconds of arithmetic, so it is given to `aside`: the window
has a thread for it, a command does it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from writer_app.engine.messages import Failed, Progress, Reply, Scored, TextScore
from writer_app.engine.ports import Engine
from writer_app.engine.work import Scoring
from writer_app.services.search import Version
from writer_app.services.spans import Search

T = TypeVar("T")


class Aside(Protocol):
    """Does `work` and gives what it made to `done`, or what it raised to `failed`.

    Both are called where the engine's replies are heard.
    """

    def __call__(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None: ...


def at_once(
    work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
) -> None:
    """In the caller's own time; what it raises goes to the caller."""
    done(work())


class Searching:
    """`most`: how many versions are wanted. `on_scored` hears what the model makes of the passage,
    then of each edit. `on_end` gets the versions, and what went wrong if something did.
    Neither is called from within `start`.
    """

    def __init__(
        self,
        engine: Engine,
        search: Search,
        most: int,
        aside: Aside,
        on_scored: Callable[[Sequence[TextScore]], None],
        on_end: Callable[[Sequence[Version], Failed | None], None],
    ) -> None:
        self._engine = engine
        self._search = search
        self._most = most
        self._aside = aside
        self._on_scored = on_scored
        self._on_end = on_end
        self._request_id = -1
        self._cancelled = False

    def start(self) -> None:
        """Have the edits weighed; the rest follows of itself."""
        self._ask(self._search.scoring(), self._weighed)

    def cancel(self) -> None:
        """Ask nothing more; `on_end` hears of it, with nothing found."""
        self._cancelled = True
        self._engine.cancel(self._request_id)

    def _ask(self, scoring: Scoring, heard: Callable[[Sequence[TextScore]], None]) -> None:
        def reply(reply: Reply) -> None:
            if isinstance(reply, Scored):
                heard(reply.scores)
            elif not isinstance(reply, Progress):
                self._on_end((), reply if isinstance(reply, Failed) else None)

        self._request_id = self._engine.submit(scoring, reply)

    def _weighed(self, scores: Sequence[TextScore]) -> None:
        self._on_scored(scores)
        self._aside(lambda: self._search.found(scores, self._most), self._found, self._broken)

    def _found(self, versions: Sequence[Version]) -> None:
        if self._cancelled:
            self._on_end((), None)
            return
        doubtful = self._search.doubtful(versions)
        if doubtful is None:
            self._on_end(versions, None)
            return
        self._ask(
            doubtful,
            lambda scores: self._aside(
                lambda: self._search.settled(versions, scores),
                lambda settled: self._on_end(settled, None),
                self._broken,
            ),
        )

    def _broken(self, error: Exception) -> None:
        """A fault of the arithmetic: the rewrite goes on without it, and the fault is told."""
        self._on_end((), None)
        raise error


def throw(error: Exception) -> None:
    """For work whose failing is a fault of the program."""
    raise error
