"""Every run of every figure; medians of them, and the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from writer_app.cli.measuring.material import TYPED, Sizes

UNITS: dict[str, Callable[[float], str]] = {
    "s": lambda value: f"{value * 1000:,.0f} ms" if value < 2 else f"{value:,.1f} s",
    "tokens/s": lambda value: f"{value:,.1f} tokens/s",
    "bytes": lambda value: f"{value / 2**20:,.0f} MB",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """What is measured, in plain words; `unit` is one of UNITS."""

    key: str
    title: str
    unit: str

    def shown(self, value: float) -> str:
        return UNITS[self.unit](value)


def figures(sizes: Sizes) -> tuple[Figure, ...]:
    """All of them, in the order of the table."""
    document = f"{sizes.document:,} tokens"
    return (
        Figure("first_warm", f"first token: {document} known, {TYPED} more typed", "s"),
        Figure("first_after_rewrite", f"  and {sizes.rewrite} tokens rewritten in between", "s"),
        Figure("first_read_ahead", "  and 0.3 s of reading ahead", "s"),
        Figure("step", f"one step of decoding after {document}", "s"),
        Figure("caret_back", f"caret {sizes.back} tokens back, one word changed", "s"),
        Figure("caret_return", "  and back at the end", "s"),
        Figure("cancel", f"{document} given up while read, until new work starts", "s"),
        Figure("memory", f"memory of the worker with {document}", "bytes"),
        Figure("four", f"four candidates of 40 tokens, {sizes.shared:,} tokens known", "s"),
        Figure("four_rate", "  all four together", "tokens/s"),
        Figure("rewrite_plain", f"{sizes.passage} words with slips put right, plainly", "tokens/s"),
        Figure("rewrite_drafts", "  with drafts from the source", "tokens/s"),
        Figure("decode_idle", "decoding on an idle machine", "tokens/s"),
        Figure("decode_busy", "  beside one busy process", "tokens/s"),
        Figure("decode_free", "decoding with nothing forbidden", "tokens/s"),
        Figure("decode_banned", "  with 1,000 phrases forbidden", "tokens/s"),
        Figure("start_cold", f"process start to first token, {document} to read", "s"),
        Figure("start_saved", "  with their state saved", "s"),
    )


@dataclass(slots=True)
class Record:
    """`runs[figure's key, engine's name]` in the order they were made; notes beside them."""

    runs: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def add(self, key: str, engine: str, value: float) -> None:
        self.runs.setdefault((key, engine), []).append(value)

    def median(self, key: str, engine: str) -> float | None:
        values = self.runs.get((key, engine))
        return median(values) if values else None

    def engines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(engine for _, engine in self.runs))

    def table(self, sizes: Sizes, engines: tuple[str, ...]) -> Iterator[str]:
        """Lines: each figure that was measured, with the median of each of these engines."""
        rows = []
        for figure in figures(sizes):
            medians = [self.median(figure.key, engine) for engine in engines]
            if any(value is not None for value in medians):
                cells = ["" if value is None else figure.shown(value) for value in medians]
                rows.append([figure.title, *cells])
        if not rows:
            return
        if len(engines) > 1:
            rows.insert(0, ["", *engines])
        widths = [max(len(row[column]) for row in rows) for column in range(len(engines) + 1)]
        for title, *cells in rows:
            padded = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
            yield "  ".join((f"{title:<{widths[0]}}", *padded)).rstrip()

    def as_data(self, sizes: Sizes) -> list[dict[str, Any]]:
        """One object for each figure of each engine, raw runs included; SI units."""
        return [
            {
                "figure": figure.key,
                "title": figure.title.strip(),
                "engine": engine,
                "unit": figure.unit,
                "median": self.median(figure.key, engine),
                "runs": self.runs[figure.key, engine],
            }
            for figure in figures(sizes)
            for engine in self.engines()
            if (figure.key, engine) in self.runs
        ]
