"""A scripted backend: the whole worker but llama.cpp, and the accidents that cannot be ordered.

`python -m writer_app.worker --backend fake`. A word in the path decides how loading goes:
"refuse" fails, "abort" aborts, "stall" never ends; anything else is ready at once, "colossal"
with two billion parameters, all else with none. In a generation the prompt decides (of chat
turns, all of them):

- "[stall]"   silence for ever, deaf to Cancel: a hung C call
- "[endless]" words until it is cancelled
- "[abort]"   one word, then abort(), as an assert in ggml does
- "[exit]"    one word, then exit code 7
- "[babble]"  a line that is no message, then the answer
- "[refuse]"  fails with "decode_failed"
- "[say:...]" those very words, for every candidate
- "[sure:...]" a guess at the next word that it is sure of; of others it never is
- otherwise   a fixed sentence, another for each candidate
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Generator
from itertools import count

from writer_app import __version__
from writer_app.engine.messages import (
    CandidateDone,
    Done,
    Finish,
    Guessed,
    Hello,
    Load,
    Progress,
    Ready,
    Token,
    WordGuess,
)
from writer_app.engine.work import ChatTurn, Generation, Guessing
from writer_app.worker.backend import Job, LoadFailed, Refused, Steps, Turn

SENTENCES = (
    " and the rain went on until morning.",
    " but nobody had told the gulls.",
    " because the door was never locked.",
    " while the kettle sang to itself.",
)


class FakeBackend:
    """`babble`: writes bytes straight into the protocol's pipe."""

    def __init__(self, babble: Callable[[bytes], None]) -> None:
        self._babble = babble
        self._loaded = False

    def hello(self) -> Hello:
        return Hello(__version__, "fake", "fake", False)

    def load(self, load: Load, progress: Callable[[float], None]) -> Ready:
        progress(0.5)
        if "refuse" in load.path:
            raise LoadFailed("the fake refuses this file")
        if "abort" in load.path:
            os.abort()
        if "stall" in load.path:
            _for_ever()
        self._loaded = True
        n_params = 2_000_000_000 if "colossal" in load.path else 0
        return Ready(
            load.path, "fake 0B", load.n_ctx, load.n_ctx, 256, n_params, 0, 1, True, 0, 0.0
        )

    def interrupt(self, up: bool) -> None:
        pass  # a word is short enough

    def rest(self) -> None:
        pass

    def work(self, job: Job) -> Steps:
        if not self._loaded:
            raise Refused("no_model", "no model is loaded")
        generation = job.work
        if not isinstance(generation, Generation | Guessing):
            raise Refused("bad_request", "the fake only writes")
        text = _text(generation.prompt)
        job.send(Progress(job.id, "prompt", 1.0))
        if "[stall]" in text:
            _for_ever()
        if "[refuse]" in text:
            raise Refused("decode_failed", "the fake refuses this prompt")
        if "[babble]" in text:
            self._babble(b'\xff{"type":"Token","id"\nllama_decode: a stray line\n')
        if isinstance(generation, Guessing):
            return Guessed(job.id, _guesses(text))
        started = time.perf_counter()
        for candidate in range(generation.n):
            yield from self._speak(job, generation, candidate, _words(text, candidate, generation))
            if job.cancelled:
                break
        seconds = time.perf_counter() - started
        tokens = len(text.split())
        return Done(job.id, "cancelled" if job.cancelled else "done", tokens, 0, 0.0, seconds)

    def _speak(
        self, job: Job, generation: Generation, candidate: int, words: list[str] | None
    ) -> Generator[Turn, None, None]:
        finish: Finish = "stop"
        text = _text(generation.prompt)
        tokens = 0
        for tokens in count():
            yield Turn.BATCH
            if job.cancelled or candidate in job.dropped:
                finish = "cancelled"
                break
            if words is not None and tokens == len(words):
                break
            if words is not None and tokens == generation.max_tokens:
                finish = "length"
                break
            if words is None:
                time.sleep(0.001)  # endless, but not a flood
            job.send(Token(job.id, candidate, words[tokens] if words else " on", -1.0))
            yield Turn.BATCH  # what was said goes out
            if "[abort]" in text:
                os.abort()
            if "[exit]" in text:
                os._exit(7)
        job.send(CandidateDone(job.id, candidate, finish, tokens))


def _text(prompt: str | tuple[ChatTurn, ...]) -> str:
    return prompt if isinstance(prompt, str) else "\n".join(turn.content for turn in prompt)


def _words(text: str, candidate: int, generation: Generation) -> list[str] | None:
    if "[endless]" in text:
        return None
    said = re.findall(r"\[say:(.*?)\]", text, re.DOTALL)
    sentence = said[-1] if said else SENTENCES[(generation.seed + candidate) % len(SENTENCES)]
    return re.findall(r"\s*\S+\s*$|\s*\S+", sentence)


def _guesses(text: str) -> tuple[WordGuess, ...]:
    sure = re.findall(r"\[sure:(.*?)\]", text, re.DOTALL)
    likely = [WordGuess(word, -0.1) for word in sure[-1:]]
    return (*likely, *(WordGuess(" " + sentence.split()[0], -3.0) for sentence in SENTENCES))


def _for_ever() -> None:
    threading.Event().wait()
