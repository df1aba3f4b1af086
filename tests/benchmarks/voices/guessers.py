"""Who guesses the next word: the product, and the model without it."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

from tests.benchmarks.voices.keystrokes import WORD, Guess, Guesser
from tests.benchmarks.voices.product import Served
from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Done, Failed, Reply, Token
from writer_app.engine.work import Generation, Sampling

MAX_TOKENS = 8


def product_guesser(served: Served, least: float) -> Guesser:
    """For a writer who is shown no guess less sure than `least`."""

    def guess(before: str, typed: str) -> Guess:
        began = time.perf_counter()
        reply = served.ask(
            "continue", before=before, typed=typed, least=least, max_tokens=MAX_TOKENS, seed=1
        )
        return Guess(reply["word"], reply["confidence"], time.perf_counter() - began)

    return guess


def plain_guesser(worker: WorkerProcess) -> Guesser:
    """The same model on the same text, greedily, as any program would ask it."""

    def guess(before: str, typed: str) -> Guess:
        pieces: list[tuple[str, float]] = []
        ends: list[Reply] = []

        def take(reply: Reply) -> None:
            if isinstance(reply, Token):
                pieces.append((reply.text, reply.logprob))
            elif isinstance(reply, Done | Failed):
                ends.append(reply)

        began = time.perf_counter()
        work = Generation(
            before + typed,
            max_tokens=MAX_TOKENS,
            sampling=Sampling(temperature=0.0),
            heal=True,
        )
        worker.wait(worker.submit(work, take))
        if isinstance(ends[0], Failed):
            raise RuntimeError(ends[0].message or ends[0].code)
        word, confidence = first_word(pieces, typed)
        return Guess(word, confidence, time.perf_counter() - began)

    return guess


def first_word(pieces: Sequence[tuple[str, float]], typed: str) -> tuple[str, float]:
    """The word that the tokens begin with or complete, and the probability of those in it."""
    text = typed + "".join(piece for piece, _ in pieces)
    head = len(text) - len(text.lstrip())
    match = WORD.match(text, head)
    if match is None:
        return "", 0.0
    logprob, at = 0.0, len(typed)
    for piece, of_piece in pieces:
        if at >= match.end():
            break
        logprob += of_piece
        at += len(piece)
    return match.group(), math.exp(logprob)
