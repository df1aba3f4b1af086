"""What past decisions taught, kept in the cache, so that a start need not read them all again.

Figures alone, no prose: one file of NumPy arrays. Each decision stands under its stamp
(`ledger.reading.stamps`), so one that changed, or is gone from the ledger, is not found.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import numpy as np

from writer_app import __version__
from writer_app.errors import DocumentError
from writer_app.services.schooling import HeldOut, Taught
from writer_app.taste.features import NAMES
from writer_app.taste.prior import Prior
from writer_app.taste.ranker import Choice
from writer_app.text.atomic import replace_bytes

FORMAT = 2


def read(path: Path, prior: Prior) -> dict[str, Taught]:
    """By stamp; {} where there is no such file, or it is damaged or was made otherwise."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            told = json.loads(arrays["told"].tobytes())
            if told["made"] != _made(prior):
                return {}
            figures = arrays["figures"].astype(np.float64).tolist()
            weights, shared = arrays["weights"].tolist(), arrays["shared"].tolist()
        found, at = {}, 0
        for stamp, count, held_out, asked, taken, shown, reasons in told["decisions"]:
            choices = tuple(
                Choice(tuple(figures[n][0]), tuple(figures[n][1]), weights[n], shared[n])
                for n in range(at, at + count)
            )
            at += count
            model, task = asked
            found[stamp] = Taught(
                choices, _held_out(held_out), (model, task), taken, shown, tuple(reasons)
            )
    except (OSError, ValueError, LookupError, TypeError, EOFError, zipfile.BadZipFile):
        return {}
    return found


def write(path: Path, known: Mapping[str, Taught], prior: Prior) -> None:
    """For nobody else to read. What cannot be kept is worked out again at the next start."""
    choices = [choice for taught in known.values() for choice in taught.choices]
    shape = (len(choices), 2, len(NAMES))
    pairs = [(choice.chosen, choice.rejected) for choice in choices]
    told = {
        "made": _made(prior),
        "decisions": [
            (
                stamp,
                len(taught.choices),
                (taught.held_out[0].isoformat(), *taught.held_out[1:]) if taught.held_out else None,
                taught.asked,
                taught.taken,
                taught.shown,
                taught.reasons,
            )
            for stamp, taught in known.items()
        ],
    }
    made = io.BytesIO()
    np.savez(
        made,
        figures=np.array(pairs, np.float32).reshape(shape),
        weights=np.array([choice.weight for choice in choices], np.float64),
        shared=np.array([choice.shared for choice in choices], np.float64),
        told=np.frombuffer(json.dumps(told).encode(), np.uint8),
    )
    with suppress(OSError, DocumentError):
        replace_bytes(path, made.getvalue(), private=True)


def _held_out(kept: list[str | bool] | None) -> HeldOut | None:
    if kept is None:
        return None
    when, taste, plain = kept
    return datetime.fromisoformat(str(when)), bool(taste), bool(plain)


def _made(prior: Prior) -> str:
    """By what the figures were worked out; with another version of the app they are others."""
    by = json.dumps([FORMAT, __version__, NAMES, prior.data()])
    return hashlib.sha256(by.encode()).hexdigest()
