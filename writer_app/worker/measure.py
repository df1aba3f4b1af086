"""How fast the loaded model is on this machine."""

from __future__ import annotations

import time
from collections.abc import Generator
from statistics import median

from writer_app.engine.messages import Step
from writer_app.engine.work import Measurement
from writer_app.worker.scratch import Scratch

SIZES = (1, 2, 3, 4, 8, 16, 32)
"""Tokens in one decode: candidates side by side, or a draft that is verified."""
SMALL = 4
"""Sizes up to this one are timed again and again; they are short, and what matters most."""
DEPTH = 512
"""Tokens that are read before the steps are timed: attention costs more in a longer text."""
LEAST = 3
"""Timings of each size at the very least, one less of those that are not small."""
HELD_UP = 100
"""Interrupted decodes after which the figures are taken as they are."""


class _Clock:
    """Decodes and times; what was interrupted counts for nothing but patience."""

    def __init__(self, scratch: Scratch, n_vocab: int) -> None:
        self._scratch = scratch
        self._n_vocab = n_vocab
        self.patience = HELD_UP

    def time(self, count: int) -> float | None:
        """Seconds for `count` tokens in one decode; which tokens they are is all the same."""
        first = self._scratch.held
        tokens = [(7919 * (first + index) + 11) % self._n_vocab for index in range(count)]
        started = time.perf_counter()
        # A prompt's chunk needs no logits but the last; a step of a few tokens needs them all.
        if not self._scratch.decode(tokens, every=count <= SIZES[-1]):
            self.patience -= 1
            return None
        self._scratch.row(count - 1)  # a GPU is only then known to be done
        return time.perf_counter() - started


def measure(
    scratch: Scratch, n_vocab: int, work: Measurement
) -> Generator[float, None, tuple[float, float, tuple[Step, ...]]]:
    """Prompt rate, decode rate (tokens/s) and the seconds of one decode of each size; medians.

    Yields the fraction done between decodes, where it may be closed. Half of `work.seconds` goes
    into reading and half into the steps; a slow model takes longer, until there is a figure for
    each. What the context has no room for is 0, or left out.
    """
    clock = _Clock(scratch, n_vocab)
    try:
        clock.time(min(8, scratch.room))  # wakes threads, lays out graphs
        yield 0.0
        prompt_rate = yield from _read(scratch, clock, work.seconds / 2)
        steps = yield from _step(scratch, clock, work.seconds / 2)
    finally:
        scratch.clear()
    return prompt_rate, 1.0 / steps[0].seconds if steps else 0.0, steps


def _read(scratch: Scratch, clock: _Clock, seconds: float) -> Generator[float, None, float]:
    chunk = min(scratch.chunk, scratch.room // 2)
    end = time.perf_counter() + seconds
    found: list[float] = []
    while clock.patience > 0 and scratch.held + chunk <= scratch.room:
        enough = scratch.held + chunk > DEPTH or time.perf_counter() >= end
        if found and enough:
            break
        took = clock.time(chunk)
        if took is not None:
            found.append(took)
        yield 0.3
    return chunk / median(found) if found else 0.0


def _step(
    scratch: Scratch, clock: _Clock, seconds: float
) -> Generator[float, None, tuple[Step, ...]]:
    end = time.perf_counter() + seconds
    found: dict[int, list[float]] = {}
    while clock.patience > 0:
        done = len(found.get(1, ()))
        if done >= LEAST and time.perf_counter() >= end:
            break
        large = done < LEAST - 1 and sum(SIZES) <= scratch.room
        sizes = [size for size in SIZES if large or size <= SMALL]
        if scratch.held + sum(sizes) > scratch.room:
            scratch.clear()
        for size in sizes:
            took = clock.time(size)
            if took is not None:
                found.setdefault(size, []).append(took)
            yield 0.7
    return tuple(Step(size, median(times)) for size, times in sorted(found.items()))
