"""What must be reached, by model size, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from tests.benchmarks.voices.recovery import Figure

LARGE = 1_000_000_000
"""Parameters from which a model has to do what a large one must."""
GAIN = 1.05
"""Next-word hits and keystrokes saved, over plain completion."""

Span = tuple[float, float]
_ALL, _NEVER = (1.0, 1.0), (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """The row's title begins with `title`; a span for small models and one for large ones."""

    title: str
    tasks: tuple[str, ...]
    small: Span
    large: Span

    def span(self, n_params: int) -> Span:
        return self.large if n_params >= LARGE else self.small


_EVERY = ("tighten", "fix", "voice")
BARS = (
    Bar("usable changed candidate shown", ("tighten",), (0.8, 1.0), (0.9, 1.0)),
    Bar("broken, of those shown", _EVERY, _NEVER, _NEVER),
    Bar("names, numbers, quotations kept", _EVERY, _ALL, _ALL),
    Bar("negations in parity", _EVERY, _ALL, _ALL),
    Bar("8 words running from own books", _EVERY, _NEVER, _NEVER),
    Bar("words removed, median", ("tighten",), (0.05, 0.25), (0.05, 0.25)),
    Bar("length, median log ratio", ("fix", "voice"), (-0.03, 0.03), (-0.03, 0.03)),
    Bar("hedges, output to source", _EVERY, (0.95, 1.05), (0.95, 1.05)),
    Bar("boosters kept", _EVERY, (0.95, 1.0), (0.95, 1.0)),
    Bar("inside own range: all at once", _EVERY, _ALL, _ALL),
    Bar("seconds to the first shown, median", _EVERY, (0.0, 3.0), (0.0, 8.0)),
    Bar("VR, ", ("tighten", "fix"), (0.95, inf), (0.95, inf)),
    Bar("VR, ", ("voice",), (0.15, inf), (0.40, inf)),
)


def wanted(title: str, task: str, n_params: int) -> Span | None:
    """Between what a figure has to lie; None where nothing was asked."""
    for bar in BARS:
        if title.startswith(bar.title) and task in bar.tasks:
            return bar.span(n_params)
    return None


def reached(figure: Figure, span: Span) -> bool:
    """By the figure itself; its interval says how sure that is."""
    return span[0] <= figure.value <= span[1]
