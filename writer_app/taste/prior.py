"""What is expected of a writer of whom nothing is known yet (`assets/taste/prior.json`).

Made by `packaging/taste_prior.py`: what a professional editor did to machine prose says which
version is likely kept, simulated writers how few features make a taste.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

from writer_app.config.resources import resource
from writer_app.taste.features import NAMES

FORMAT = 3
_UNHEARD = 0.1  # `active` of a feature that the file says nothing of


@dataclass(frozen=True, slots=True)
class Prior:
    """Over the weights of `NAMES`, in logits for a typical difference.

    `units`: what a typical difference is, in each feature's own figure, between two versions of
    `SPAN` words; it grows as the number of words to the power of `growth`. A weight is the editor's
    (`mean`), times how far this writer goes with them (1 ± `trust`), and what is this writer's own:
    with a probability of `active`, feature by feature, about `slab`, else about `spike`. Between
    versions of one span or passage much decides at once, and the probability is `dense` for each
    feature. Of all answers a share `flips` is given by mistake.
    """

    units: tuple[float, ...]
    growth: tuple[float, ...]
    mean: tuple[float, ...]
    active: tuple[float, ...]
    dense: float
    trust: float
    slab: float
    spike: float
    flips: float

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """What `data` gave; features that it has no figures for count as nothing known."""
        by_name = {name: data["features"].get(name, {}) for name in NAMES}
        return cls(
            units=tuple(float(known.get("unit", 1.0)) for known in by_name.values()),
            growth=tuple(float(known.get("growth", 0.0)) for known in by_name.values()),
            mean=tuple(float(known.get("mean", 0.0)) for known in by_name.values()),
            active=tuple(float(known.get("active", _UNHEARD)) for known in by_name.values()),
            **{name: float(data[name]) for name in ("dense", "trust", "slab", "spike", "flips")},
        )

    def variance(self, name: str) -> float:
        """Of the weight of a feature, before anything was decided."""
        index = NAMES.index(name)
        active = self.active[index]
        own = active * self.slab**2 + (1 - active) * self.spike**2
        return own + (self.trust * self.mean[index]) ** 2

    def data(self) -> dict[str, Any]:
        """As JSON has it, feature by feature."""
        rest = asdict(self)
        columns = {"unit": "units", "growth": "growth", "mean": "mean", "active": "active"}
        rows = zip(*(rest.pop(field) for field in columns.values()), strict=True)
        features = {
            name: dict(zip(columns, row, strict=True))
            for name, row in zip(NAMES, rows, strict=True)
        }
        return {"format": FORMAT, **rest, "features": features}


@cache
def shipped() -> Prior:
    """The prior that comes with the app, read when it is first needed."""
    return Prior.from_data(json.loads(resource("taste/prior.json").read_text("utf-8")))
