"""How likely a line editor would take a cut: a logistic model of what the cut takes away, where it
stands, and what the writer's model makes of it (`assets/tighten/line_editor.json`).

Learned from an editor's answers to some two thousand cuts (`packaging/line_editor.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any, Self

from writer_app.config.resources import resource
from writer_app.services.weighing import Weighed
from writer_app.voice.edits import cuts
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View

_BREAKS = 8.0
"""Nats of loss that hardly any sentence survives."""


def figures(view: View, weighed: Weighed) -> dict[str, float]:
    """By name: what the words say by themselves, then what the model says, cut off where more
    nats say no more."""
    same = weighed.edit.kind in cuts.SAME
    surprise = 0.0 if same else _within(weighed.surprise, 0, 16)
    return cuts.figures(view, weighed.edit) | {
        "harm": _within(weighed.loss - 1, 0, _BREAKS - 1),
        "breaks": float(weighed.loss >= _BREAKS),
        "stop": _within(weighed.stop, -8, 4),
        "gain": _within(weighed.gain, -8, 12),
        "surprise": surprise,
        "said": min(30.0, surprise * weighed.removed),
    }


@dataclass(frozen=True, slots=True)
class Term:
    """A figure's mean and standard deviation among the cuts, and its weight in logits for one of
    these."""

    mean: float
    unit: float
    weight: float

    def of(self, figure: float) -> float:
        return self.weight * (figure - self.mean) / self.unit


@dataclass(frozen=True, slots=True)
class LineEditor:
    terms: Mapping[str, Term]
    bias: float

    def likely(self, view: View, weighed: Weighed) -> float:
        """The probability that the cut is taken."""
        return self._likely(figures(view, weighed))

    def before(self, view: View, edit: Edit) -> float:
        """The same while no model has been asked."""
        return self._likely(cuts.figures(view, edit))

    def _likely(self, known: Mapping[str, float]) -> float:
        terms = (term.of(known[name]) for name, term in self.terms.items() if name in known)
        return 1 / (1 + exp(-self.bias - sum(terms)))

    def data(self) -> dict[str, Any]:
        rows = {name: [t.mean, t.unit, t.weight] for name, t in self.terms.items()}
        return {"bias": self.bias, "mean, unit, weight": rows}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """What `data` gave."""
        rows = data["mean, unit, weight"]
        return cls({name: Term(*map(float, row)) for name, row in rows.items()}, data["bias"])


@cache
def shipped() -> LineEditor:
    """The one that comes with the app, read when it is first needed."""
    path = resource("tighten/line_editor.json")
    return LineEditor.from_data(json.loads(path.read_text("utf-8")))


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))
