"""A simulated writer at the other end of `writer-app serve`, which is asked and told choices."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.benchmarks.tastes.writers import FLIPPED, Chunks, Writer


@dataclass(slots=True)
class Service:
    """A running `serve`; `seconds` by operation."""

    process: subprocess.Popen[bytes]
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, op: str, **request: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        began = time.perf_counter()
        self.process.stdin.write(json.dumps({"id": 1, "op": op, **request}).encode() + b"\n")
        self.process.stdin.flush()
        reply: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.seconds.setdefault(op, []).append(time.perf_counter() - began)
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply


def served(chunks: Chunks, kind: str, model: str, decisions: int, asked: int, seed: int) -> None:
    """Prints the expected share right after so many decisions, and how long an answer took."""
    rng = np.random.default_rng(seed)
    figures = chunks.figures[kind]
    writer = Writer.drawn(figures.shape[1], rng)
    a, b = rng.integers(0, len(chunks.texts), (2, decisions + asked))
    p = writer.keeps(figures[a], figures[b])
    told = (rng.random(len(p)) < p) ^ (rng.random(len(p)) < FLIPPED)
    command = [sys.executable, "-m", "writer_app", "serve", "--model", model]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "WRITER_APP_HOME": home},
        )
        with process:
            service = Service(process)
            right = []
            for at in range(decisions + asked):
                texts = {"a": chunks.texts[a[at]], "b": chunks.texts[b[at]]}
                if at < decisions:
                    service.ask("feedback", chosen="a" if told[at] else "b", **texts)
                else:
                    p_a = service.ask("choose", **texts)["p_a"]
                    right.append(p[at] if p_a > 0.5 else 1 - p[at])
            assert process.stdin is not None
            process.stdin.close()
    oracle = np.maximum(p[decisions:], 1 - p[decisions:]).mean()
    print(f"{kind}, served: {np.mean(right):.3f} after {decisions} decisions, oracle {oracle:.3f}")
    for op, seconds in service.seconds.items():
        print(f"  {op}: {1000 * statistics.median(seconds):.0f} ms, {max(seconds):.2f} s at most")
