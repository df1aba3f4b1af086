"""llama-server as a peer: a process of our own, asked over loopback HTTP, answers streamed."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from writer_app.cli.measuring.machine import memory_of
from writer_app.cli.measuring.peer import Answer, Ask

STARTS_WITHIN = 120.0
"""Seconds."""
SLOTS = {"document": 0, "rewrite": 1}


class Server:
    """`flags` beyond the model, the context and the threads; `body` goes with every request."""

    keeps_one_prompt = False

    def __init__(
        self,
        program: Path,
        model: Path,
        n_ctx: int,
        threads: int,
        flags: Sequence[str],
        name: str = "llama-server",
        slots: int = 1,
    ) -> None:
        self.name = name
        self._slots = slots
        self._port = _free_port()
        count = str(threads)
        self.command = (
            *("-m", str(model), "-c", str(n_ctx), "-t", count, "-tb", count, "-np", str(slots)),
            *("-ngl", "0", "--cache-ram", "0", "--no-ui", "--offline", "-lv", "1", *flags),
        )
        self._process = subprocess.Popen(
            (str(program), *self.command, "--host", "127.0.0.1", "--port", str(self._port)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LD_LIBRARY_PATH": str(program.parent)},
        )
        self._connection = self._connect()
        try:
            self._wait()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def flags(self) -> str:
        """Without the model's path."""
        return " ".join(self.command[2:])

    def ask(self, ask: Ask) -> Answer:
        self._connect_again()
        started = time.perf_counter()
        first = 0.0
        texts: dict[int, str] = {}
        tokens = prompt_tokens = reused = drafted = accepted = 0
        for event in self._stream(ask):
            first = first or time.perf_counter() - started
            index = event.get("index", 0)
            texts[index] = texts.get(index, "") + event["content"]
            if event["stop"]:
                tokens += event["tokens_predicted"]
                prompt_tokens = event["tokens_evaluated"]
                timings = event.get("timings", {})
                reused = timings.get("cache_n", 0)
                drafted += timings.get("draft_n", 0)
                accepted += timings.get("draft_n_accepted", 0)
        total = time.perf_counter() - started
        found = tuple(texts[index] for index in sorted(texts))
        return Answer(first, total, found, tokens, prompt_tokens, reused, drafted, accepted)

    def top_two(self, ask: Ask) -> list[tuple[str, float]]:
        """Each greedy token's text, and by how much its logprob is above the second's."""
        reply = self._post("/completion", {**self._body(ask), "stream": False, "n_probs": 2})
        return [
            (
                token["token"],
                token["top_logprobs"][0]["logprob"] - token["top_logprobs"][1]["logprob"],
            )
            for token in reply["completion_probabilities"]
        ]

    def cancel_reading(self, long: Ask, seconds: float, then: Ask) -> float | None:
        """A closed connection is how llama-server is told to stop."""
        reading = self._connect()
        reading.request("POST", "/completion", json.dumps(self._body(long)), _JSON)
        time.sleep(seconds)
        given_up = time.perf_counter()
        if reading.sock is not None:
            with contextlib.suppress(OSError):
                reading.sock.shutdown(socket.SHUT_RDWR)
        reading.close()
        before = time.perf_counter() - given_up
        return before + self.ask(then).first

    def memory(self) -> int:
        return memory_of(self._process.pid).get("rss", 0)

    def _body(self, ask: Ask) -> dict[str, Any]:
        body: dict[str, Any] = {
            "prompt": ask.prompt,
            "n_predict": ask.max_tokens,
            "stream": True,
            "cache_prompt": True,
            "stop": ask.stop,
            "samplers": ["min_p", "temperature"],
            "min_p": 0.05,
            "temperature": 0.0 if ask.seed is None else 0.8,
            "seed": ask.seed or 0,
        }
        if ask.n > 1:
            body["n_cmpl"] = ask.n
        elif self._slots > 1:
            body["id_slot"] = SLOTS[ask.purpose]
        return body

    def _stream(self, ask: Ask) -> Iterator[dict[str, Any]]:
        self._connection.request("POST", "/completion", json.dumps(self._body(ask)), _JSON)
        response = self._connection.getresponse()
        while line := response.readline():
            if line.startswith(b"data: ") and not line.startswith(b"data: [DONE]"):
                event = json.loads(line[6:])
                if "error" in event:
                    raise RuntimeError(event["error"])
                yield event
            elif line.startswith((b"error", b"{")):
                raise RuntimeError(line.decode(errors="replace"))

    def _connect_again(self) -> None:
        """It closes the connection after a streamed answer: the next is made before the clock."""
        self._connection.close()
        self._connection.connect()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        self._connect_again()
        self._connection.request("POST", path, json.dumps(body), _JSON)
        reply: dict[str, Any] = json.loads(self._connection.getresponse().read())
        return reply

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"llama-server ended at once; flags: {self.flags}")
            try:
                self._connection.request("GET", "/health")
                response = self._connection.getresponse()
                response.read()
                if response.status == 200:
                    return
            except OSError:
                self._connection.close()
            time.sleep(0.05)
        raise RuntimeError("llama-server did not start")

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=600)


_JSON = {"Content-Type": "application/json"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
