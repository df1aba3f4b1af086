"""A model's weights in the number format that this machine computes quickest with.

The layout taken is the quickest among those that cost next to nothing in quality; if none is both
clearly quicker and as good, there is none.
"""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from writer_app.config.resources import resource
from writer_app.errors import ModelError
from writer_app.models.header import Header, human_bytes
from writer_app.services.calibration import quicker
from writer_app.services.trial import Trials
from writer_app.services.tuned import SIDE_BY_SIDE, Setting, Speed

LAYOUTS = ("Q8_0", "Q6_K", "Q4_K_M", "Q4_0")
"""What is tried; the likeliest first."""
STARTER_LAYOUTS = ("Q8_0",)
"""For the starter, whose others are no quicker (Q6_K), or need 0.8 % (Q4_K_M) to 5 % (Q4_0) more
bits: that depends on the file alone and is the same on every machine."""
QUICKER = 0.9
"""A layout is worth a new file when an ask takes at most so much of the time."""
WORSE = 0.005
"""How many more bits per character a layout may need, as a share."""
CLEAR = 0.5, 3.0
"""Of `WORSE`: below or above, two texts or one are enough to know."""
ROOM = 1.1
"""Bytes for a parameter: the widest layout takes 1.07."""


@dataclass(frozen=True, slots=True)
class Row:
    """One layout tried. `worse`: bits per character more than the source's, as a share of them;
    None where that was not asked for. `why`: llama.cpp's words where it could not be written."""

    layout: str
    size: int
    speed: Speed | None
    threads: int = 0
    worse: float | None = None
    why: str = ""

    @property
    def ask_seconds(self) -> float:
        return self.speed.ask_seconds if self.speed is not None else math.inf

    @property
    def step(self) -> float:
        """Seconds in which candidates side by side get one token each."""
        steps = self.speed.steps if self.speed is not None else ()
        return next((step.seconds for step in steps if step.tokens == SIDE_BY_SIDE), math.inf)


@dataclass(frozen=True, slots=True)
class LayoutReport:
    """`chosen` is one of `rows`, or None where the file stays as it is; `file` is the new one."""

    source: Row
    rows: tuple[Row, ...]
    chosen: Row | None
    file: Path | None

    def sentence(self, name: str) -> str:
        """What came of it, to be shown."""
        if self.chosen is None or self.chosen.speed is None or self.source.speed is None:
            return f"{name} stays as it is: no other layout is both quicker here and as good."
        reads = self.chosen.speed.prompt_rate / self.source.speed.prompt_rate
        writes = self.source.step / self.chosen.step
        worse = max(0.0, 100 * (self.chosen.worse or 0.0))
        return (
            f"{name} was written anew as {self.chosen.layout} ({human_bytes(self.chosen.size)}): "
            f"here it reads {reads:.1f} times as fast as the {self.source.layout or 'original'} "
            f"and writes {SIDE_BY_SIDE} candidates {writes:.1f} times as fast, "
            f"for {worse:.2f} % more bits per character. "
            "The original is untouched."
        )


def lay_out(
    trials: Trials,
    header: Header,
    target: Callable[[str], Path],
    tell: Callable[[float, str], None],
    layouts: Sequence[str] = LAYOUTS,
) -> LayoutReport:
    """Try the layouts; the best is left at `target(layout)`, every other file is removed.

    Raises `ModelError` when there is no room, or the source does not load; `TuningStopped`.
    """
    source = header.path
    layouts = [layout for layout in layouts if layout != header.quantisation]
    written: dict[str, Path] = {}
    try:
        tell(0.0, f"Measuring {source.name}")
        first, threads = trials.measure(source, Setting())
        rows: list[Row] = []
        for number, layout in enumerate(layouts):
            tell(0.1 + 0.5 * number / len(layouts), f"Trying {layout}")
            trial = target(layout).with_suffix(".trial.gguf")
            rows.append(_try(trials, header, trial, layout, written))
        # Again, so that an hour of the machine's own does not decide.
        speed = quicker(first, trials.measure(source, Setting())[0])
        reference = Row(header.quantisation, header.size, speed, threads)
        tell(0.7, "Comparing how well they know prose")
        rows, chosen = _compare(trials, source, reference, rows, written)
        if chosen is None:
            return LayoutReport(reference, tuple(rows), None, None)
        file = target(chosen.layout)
        written.pop(chosen.layout).replace(file)
        return LayoutReport(reference, tuple(rows), chosen, file)
    finally:
        for path in written.values():
            with suppress(OSError):
                path.unlink()
        tell(1.0, "")


def passages() -> tuple[str, ...]:
    """The prose that layouts are compared on."""
    files = sorted(resource("measure").glob("*.txt"))
    return tuple(file.read_text(encoding="utf-8") for file in files)


def _try(trials: Trials, header: Header, path: Path, layout: str, written: dict[str, Path]) -> Row:
    _refuse_without_room(header, path.parent)
    written[layout] = path
    try:
        trials.requantise(header.path, path, layout)
        size = path.stat().st_size
        speed, threads = trials.measure(path, Setting())
    except ModelError as error:
        return Row(layout, 0, None, why=error.message)
    return Row(layout, size, speed, threads)


def _compare(
    trials: Trials, source: Path, reference: Row, rows: list[Row], written: dict[str, Path]
) -> tuple[list[Row], Row | None]:
    """The rows with what they need more, the quickest first, and the one to take."""
    bits = _Bits(trials, source, passages())
    rows = sorted(rows, key=lambda row: row.ask_seconds)
    for index, row in enumerate(rows):
        if row.ask_seconds > QUICKER * reference.ask_seconds:
            break
        rows[index] = row = replace(row, worse=bits.worse(written[row.layout]))
        if row.worse is not None and row.worse <= WORSE:
            return rows, row
    return rows, None


class _Bits:
    """How many more bits a file needs than the source, text by text, until that is clear."""

    def __init__(self, trials: Trials, source: Path, texts: Sequence[str]) -> None:
        self._trials = trials
        self._source = source
        self._texts = texts
        self._bits: list[float] = []

    def worse(self, path: Path) -> float:
        """As a share of the source's."""
        low, high = (WORSE * share for share in CLEAR)
        half = len(self._texts) // 2
        ours: list[float] = []
        share = 0.0
        for begin, end in ((0, half), (half, len(self._texts))):
            texts = self._texts[begin:end]
            ours += self._score(path, texts)
            if len(self._bits) < end:
                self._bits += self._score(self._source, texts)
            share = sum(ours) / sum(self._bits[: len(ours)]) - 1
            if share < low or share > high:
                break
        return share

    def _score(self, path: Path, texts: Sequence[str]) -> list[float]:
        return [-score.logprob / math.log(2) for score in self._trials.score(path, texts)]


def _refuse_without_room(header: Header, folder: Path) -> None:
    wanted, free = int(ROOM * header.n_params), shutil.disk_usage(folder).free
    if wanted > free:
        raise ModelError(
            f"There is no room to try other layouts: {human_bytes(wanted)} are needed, and "
            f"{human_bytes(free)} are free in {folder}.",
            "Make room, then try again.",
        )
