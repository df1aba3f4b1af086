"""The product from outside: `writer-app serve` as a process, JSON Lines in and out."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Served:
    """One `serve`, with or without a folder of the writer's texts."""

    def __init__(self, model: str, voice: Path | None) -> None:
        command = [sys.executable, "-m", "writer_app", "serve", "--model", model]
        if voice is not None:
            command += ["--voice", str(voice)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def ask(self, op: str, **fields: object) -> dict[str, Any]:
        """The reply. Raises RuntimeError for one that says "error", or none at all."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked += 1
        line = json.dumps({"id": self._asked, "op": op, **fields}) + "\n"
        self._process.stdin.write(line.encode())
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        if not said:
            raise RuntimeError("`serve` has ended")
        reply: dict[str, Any] = json.loads(said)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of asking: the author's texts or none, and how much may change (a share of words)."""

    name: str
    voice: bool = True
    dial: float | None = None

    def fields(self) -> dict[str, float]:
        return {} if self.dial is None else {"dial": self.dial}


ARMS = {
    arm.name: arm
    for arm in (
        Arm("voice"),
        Arm("no voice", voice=False),
        Arm("dial 5 %", dial=0.05),
        Arm("dial 15 %", dial=0.15),
        Arm("dial 30 %", dial=0.30),
    )
}


@contextmanager
def served(model: str, arm: Arm, known: Sequence[Path]) -> Iterator[Served]:
    """A `serve` that learns from these books, and from nothing else that lies beside them."""
    with tempfile.TemporaryDirectory(prefix="writer-voice-") as folder:
        for book in known:
            shutil.copy(book, folder)
        with Served(model, Path(folder) if arm.voice else None) as process:
            yield process
