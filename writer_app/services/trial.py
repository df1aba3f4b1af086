"""One model tried in a worker of its own: measured, scored, written anew. All of it blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from writer_app.engine.messages import (
    End,
    Failed,
    Load,
    Measured,
    Ready,
    Reply,
    Requantised,
    Scored,
    TextScore,
)
from writer_app.engine.work import Measurement, Requantisation, Scoring, Work
from writer_app.errors import EngineLost, ModelLoadFailed
from writer_app.services.tuned import Setting, Speed

PATIENCE = 0.2
"""Seconds to wait for the worker before looking whether to stop."""
SECONDS = 1.0
"""For one measurement; a slow model takes longer."""


class TuningStopped(Exception):
    """The caller asked to stop; nothing was changed."""


class Host(AbstractContextManager["Host"], Protocol):
    """A worker that may be waited for; ends when it is left."""

    def load(self, load: Load) -> Ready:
        """Raises ModelLoadFailed or EngineLost."""

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int: ...

    def pump(self, timeout: float) -> bool:
        """Handle what has come, waiting up to `timeout` seconds for it."""


Spawn = Callable[[int], Host]
"""Starts a worker; the number is how long its threads spin (see `engine.launch`)."""


@dataclass(frozen=True, slots=True)
class Trials:
    """`load` says what is not tried: context and GPU layers."""

    spawn: Spawn
    load: Load
    cancelled: Callable[[], bool]

    def measure(self, path: Path, setting: Setting) -> tuple[Speed, int]:
        """How fast the model is so, and with how many threads. Raises as `Host.load` does."""
        self._stop_if_asked()
        load = replace(
            self.load,
            path=str(path),
            n_threads=setting.n_threads,
            n_ubatch=setting.n_ubatch,
            flash_attn=setting.flash_attn,
        )
        with self.spawn(setting.spin) as host:
            ready = host.load(load)
            end = self._ask(host, Measurement(SECONDS))
            assert isinstance(end, Measured)
            return Speed(end.prompt_rate, end.decode_rate, end.steps), ready.n_threads

    def score(self, path: Path, texts: Sequence[str]) -> tuple[TextScore, ...]:
        """How likely the model finds each text."""
        self._stop_if_asked()
        with self.spawn(Setting().spin) as host:
            host.load(replace(self.load, path=str(path)))
            end = self._ask(host, Scoring(tuple(texts)))
            assert isinstance(end, Scored)
            return end.scores

    def requantise(self, source: Path, target: Path, layout: str) -> None:
        """Write `target`. Raises ModelLoadFailed with llama.cpp's words."""
        self._stop_if_asked()
        try:
            with self.spawn(Setting().spin) as host:
                end = self._ask(host, Requantisation(str(source), str(target), layout))
                assert isinstance(end, Requantised)
        finally:
            target.with_name(f"{target.name}.part").unlink(missing_ok=True)

    def _ask(self, host: Host, work: Work) -> Reply:
        ends: list[Reply] = []

        def take(reply: Reply) -> None:
            if isinstance(reply, End):
                ends.append(reply)

        host.submit(work, take)
        while not ends:
            self._stop_if_asked()
            host.pump(PATIENCE)
        end = ends[0]
        if isinstance(end, Failed):
            if end.code == "engine_lost":
                raise EngineLost(end.message, "Try again.")
            raise ModelLoadFailed(f"llama.cpp could not do it: {end.message}", "It stays as it is.")
        return end

    def _stop_if_asked(self) -> None:
        if self.cancelled():
            raise TuningStopped
