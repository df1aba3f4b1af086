"""The `Llama` class as a peer: `llama_class.py` in a process, timed by what comes over its pipe."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from writer_app.cli.measuring.machine import memory_of
from writer_app.cli.measuring.peer import Answer, Ask

SCRIPT = Path(__file__).with_name("llama_class.py")


class LlamaClass:
    name = "Llama class"
    keeps_one_prompt = True

    def __init__(self, model: Path, n_ctx: int, threads: int) -> None:
        command = (sys.executable, str(SCRIPT), str(model), str(n_ctx), str(threads))
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, ask: Ask) -> Answer:
        """Several candidates are asked for one after the other: it knows no other way."""
        started = time.perf_counter()
        first = 0.0
        texts = []
        tokens = prompt_tokens = 0
        for index in range(ask.n):
            seed = None if ask.seed is None else ask.seed + index
            self._write({"prompt": ask.prompt, "max_tokens": ask.max_tokens, "seed": seed})
            text = ""
            while "done" not in (message := self._read()):
                first = first or time.perf_counter() - started
                text += message["piece"]
            texts.append(text)
            tokens += message["done"]
            prompt_tokens = message["prompt_tokens"]
        total = time.perf_counter() - started
        return Answer(first or total, total, tuple(texts), tokens, prompt_tokens)

    def cancel_reading(self, long: Ask, seconds: float, then: Ask) -> float | None:
        """Once it reads a prompt nothing stops it."""
        return None

    def memory(self) -> int:
        return memory_of(self._process.pid).get("rss", 0)

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the Llama class's process is gone")
        message: dict[str, Any] = json.loads(line)
        return message
