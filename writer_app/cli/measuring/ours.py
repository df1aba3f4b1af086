"""Our own worker, asked and timed over its pipes as the editor would."""

from __future__ import annotations

import time
from collections.abc import Callable

from writer_app.cli.measuring.machine import memory_of
from writer_app.cli.measuring.peer import Answer, Ask
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Banned, CandidateDone, Done, Failed, Reply, Token
from writer_app.engine.work import Generation, Sampling
from writer_app.errors import EngineLost

READ_AHEAD = 8
"""Priority of what nobody has asked for yet."""
TICK = 0.01


class Ours:
    """A loaded worker. What it is asked raises EngineLost when it comes to nothing."""

    name = "Writer"
    keeps_one_prompt = False

    def __init__(self, worker: WorkerProcess) -> None:
        self.worker = worker

    def ask(self, ask: Ask) -> Answer:
        watch = _Watch()
        self.worker.wait(self.worker.submit(_generation(ask), watch))
        return watch.answer(ask.n)

    def read_ahead(self, ask: Ask, seconds: float) -> Answer:
        """Let the prompt be read for `seconds` before it is asked for."""
        reading = _Watch()
        ahead = self.worker.submit(_generation(ask, READ_AHEAD, n=0), reading)
        self._pass(seconds, lambda: False)
        answer = self.ask(ask)
        self.worker.cancel(ahead)
        self.worker.wait(ahead)
        return answer

    def cancel_reading(self, long: Ask, seconds: float, then: Ask) -> float | None:
        reading = _Watch()
        request = self.worker.submit(_generation(long), reading)
        self._pass(seconds, lambda: reading.end is not None)
        given_up = time.perf_counter()
        self.worker.cancel(request)
        answer_begun = time.perf_counter() - given_up
        first = self.ask(then).first + answer_begun
        self.worker.wait(request)
        return first

    def memory(self) -> int:
        return memory_of(self.worker.pid).get("rss", 0)

    def _pass(self, seconds: float, enough: Callable[[], bool]) -> None:
        """Let time pass as an editor would: what comes is handled."""
        until = time.perf_counter() + seconds
        while not enough() and (left := until - time.perf_counter()) > 0:
            if not self.worker.pump(min(TICK, left)) and not self.worker.alive:
                return


class _Watch:
    """Notes when what came."""

    def __init__(self) -> None:
        self._asked = time.perf_counter()
        self._first = 0.0
        self._total = 0.0
        self._texts: dict[int, str] = {}
        self._tokens = 0
        self._banned = 0
        self.end: Reply | None = None

    def __call__(self, reply: Reply) -> None:
        now = time.perf_counter() - self._asked
        if isinstance(reply, Token | CandidateDone):
            self._first = self._first or now
        if isinstance(reply, Token):
            self._texts[reply.candidate] = self._texts.get(reply.candidate, "") + reply.text
        elif isinstance(reply, CandidateDone):
            self._tokens += reply.tokens
        elif isinstance(reply, Banned):
            self._banned += 1
        elif isinstance(reply, Done | Failed):
            self._total = now
            self.end = reply

    def answer(self, n: int) -> Answer:
        if not isinstance(self.end, Done):
            message = self.end.message if isinstance(self.end, Failed) else ""
            raise EngineLost(message or "The model gave no answer.", "Try again.")
        return Answer(
            first=self._first,
            total=self._total,
            texts=tuple(self._texts.get(index, "") for index in range(n)),
            tokens=self._tokens,
            prompt_tokens=self.end.prompt_tokens,
            reused_tokens=self.end.reused_tokens,
            drafted_tokens=self.end.drafted_tokens,
            accepted_tokens=self.end.accepted_tokens,
            banned=self._banned,
        )


def _generation(ask: Ask, priority: int = 1, n: int | None = None) -> Generation:
    return Generation(
        ask.prompt,
        n=ask.n if n is None else n,
        max_tokens=ask.max_tokens,
        sampling=Sampling(temperature=0.0 if ask.seed is None else 0.8),
        seed=ask.seed or 0,
        stop=ask.stop,
        source=ask.source,
        bans=ask.bans,
        keep=ask.keep,
        priority=priority,
    )
