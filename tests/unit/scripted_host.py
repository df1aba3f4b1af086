"""Workers whose speed is written down: for decisions that a real machine makes differently each
day. Files they write anew are copies with the layout's name at their end."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from writer_app.engine.messages import (
    Failed,
    Load,
    Measured,
    Ready,
    Reply,
    Requantised,
    Scored,
    Step,
    TextScore,
)
from writer_app.engine.work import Requantisation, Scoring, Work
from writer_app.services.tuned import Setting, Speed


def speed_of(seconds: float) -> Speed:
    """A speed whose typical ask takes so long."""
    steps = (Step(1, seconds / 128), Step(3, seconds / 64))
    return Speed(600 / seconds, 128 / seconds, steps)


@dataclass
class Machine:
    """`layouts`: seconds of an ask and bits per character; "" is a file as it came."""

    layouts: dict[str, tuple[float, float]] = field(default_factory=lambda: {"": (1.0, 1.0)})
    settings: Callable[[Setting], float] = lambda setting: 1.0
    refuses: tuple[str, ...] = ()
    done: list[str] = field(default_factory=list)
    """What was asked of it, in words."""

    def spawn(self, spin: int) -> ScriptedHost:
        return ScriptedHost(self, spin)

    def layout(self, path: str) -> str:
        last = Path(path).read_bytes().rpartition(b"|")[2].decode("latin-1")
        return last if last in self.layouts else ""


class ScriptedHost:
    def __init__(self, machine: Machine, spin: int) -> None:
        self._machine = machine
        self._spin = spin
        self._load = Load("")
        self._due: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._due.clear()

    def load(self, load: Load) -> Ready:
        self._load = load
        threads = load.n_threads or 2
        return Ready(load.path, "", load.n_ctx, 0, 0, 0, 0, threads, True, 0, 0.0)

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        self._due.append(lambda: reply(self._answer(work)))
        return 1

    def pump(self, timeout: float) -> bool:
        self._due.pop()()
        return True

    def _answer(self, work: Work) -> Reply:
        machine = self._machine
        if isinstance(work, Requantisation):
            machine.done.append(f"write {work.layout}")
            if work.layout in machine.refuses:
                return Failed(1, "requantise_failed", "unsupported")
            data = Path(work.source).read_bytes() + b"|" + work.layout.encode()
            Path(work.target).write_bytes(data)
            return Requantised(1, len(data), 0.1)
        layout = machine.layout(self._load.path)
        seconds, bits = machine.layouts[layout]
        if isinstance(work, Scoring):
            machine.done.append(f"score {layout}")
            each = [TextScore(-bits * len(text) * math.log(2), 1) for text in work.texts]
            return Scored(1, tuple(each))
        machine.done.append(f"measure {layout}")
        load = self._load
        setting = Setting(load.n_threads, load.n_ubatch, load.flash_attn, self._spin)
        speed = speed_of(seconds * machine.settings(setting))
        return Measured(1, speed.prompt_rate, speed.decode_rate, speed.steps)
