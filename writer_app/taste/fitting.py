"""How a prior is made: units from what differs, a mean from what an editor kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from writer_app.taste.features import NAMES
from writer_app.taste.prior import Prior
from writer_app.taste.ranker import differences, sizes

Floats = NDArray[np.float64]
Row = Sequence[float]
Pair = tuple[Row, Row]
"""The features of the version that was kept and of the one that was not."""

RIDGE = 24.0
"""Precision of the editor's weights around 0, where each edit is there twice: in its place and
with nothing around it."""
_SELDOM = 8
"""Pairs that differ in a feature, below which they say nothing of its unit."""
_UNMEASURED = {"kept": 0.1, "voice": 0.1, "likelihood": 15.0, "ease": 0.5}
_STEPS = 25


def measured(edits: Sequence[Pair], chunks: Sequence[Pair], plain: Prior) -> Prior:
    """`plain` with the units of these spans, growing towards those of longer chunks.

    A unit is the root mean square of a difference where there is one.
    """
    small, sizes = _gaps(edits)
    large, larger = _gaps(chunks)
    reach = float(np.log(np.median(larger) / np.median(sizes)))
    units, growth = [], []
    for at, name in enumerate(NAMES):
        some, many = small[small[:, at] != 0, at], large[large[:, at] != 0, at]
        near = float(np.sqrt(np.mean(some**2))) if len(some) >= _SELDOM else 0.0
        far = float(np.sqrt(np.mean(many**2))) if len(many) >= _SELDOM else 0.0
        if near and far:
            power = float(np.clip(np.log(far / near) / reach, -1.0, 1.0))
            unit = near / float(np.median(sizes)) ** power
        elif far:
            power, unit = 0.5, far / float(np.median(larger)) ** 0.5
        elif near:
            power, unit = 0.0, near
        else:
            power, unit = 0.0, _UNMEASURED.get(name, 1.0)
        units.append(float(f"{unit:.4g}"))
        growth.append(round(power, 3))
    return replace(plain, units=tuple(units), growth=tuple(growth), mean=(0.0,) * len(NAMES))


def edited(edits: Sequence[Pair], plain: Prior, ridge: float = RIDGE) -> Prior:
    """`plain` with the mean that these edits give: a ridge logistic regression."""
    kept, lost = (np.array(side, np.float64) for side in zip(*edits, strict=True))
    rows = differences(kept, lost, plain)
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (1 - p) - ridge * weights
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + ridge * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return replace(plain, mean=tuple(np.round(weights, 4).tolist()))


def _gaps(pairs: Sequence[Pair]) -> tuple[Floats, Floats]:
    """Raw differences, and the size of each pair as `ranker.differences` has it."""
    a, b = (np.array(side, np.float64) for side in zip(*pairs, strict=True))
    return a - b, sizes(a, b)
