"""Makes `assets/taste/prior.json` out of an editor's edits that are not ours to ship.

    PYTHONPATH=. python packaging/taste_prior.py EDITS.json VOICES OUT.json [--model GGUF]

EDITS.json is in LAMP's format; VOICES holds AUTHOR/*.txt, for how much chunks of 100 words differ.
With `--model` (the starter) every version is read, so that its likelihood has a weight too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from tests.benchmarks.taste import read_by
from tests.benchmarks.tastes.edits import read_edits
from tests.benchmarks.tastes.real import Example
from tests.benchmarks.tastes.writers import ACTIVE, LOOKED_AT, NORM, SCALE, chunks
from writer_app.taste.features import NAMES
from writer_app.taste.fitting import edited, measured
from writer_app.taste.prior import Prior

# In what a writer may well have a taste of their own; in the rest they mostly go with the editor.
HABITS = {*LOOKED_AT, "length", "tics", "kept", "voice", "likelihood", "ease"}
RARELY = 0.1
# A difference of two chunks is the root of two standard deviations, and that is a unit.
SLAB = SCALE * NORM / ACTIVE**0.5 * 2**0.5
PLAIN = Prior(
    units=(),
    growth=(),
    mean=(),
    trust=1.0,
    active=tuple(ACTIVE / len(LOOKED_AT) if name in HABITS else RARELY for name in NAMES),
    slab=round(SLAB, 3),
    spike=0.03,
    flips=0.1,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=Path)
    parser.add_argument("voices", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model")
    asked = parser.parse_args()
    edits = read_edits(asked.edits)
    logliks = read_by(asked.model, edits) if asked.model else [(None, None)] * len(edits)
    pairs = [Example.of(edit, read).pair for edit, read in zip(edits, logliks, strict=True)]
    rows = chunks(asked.voices, 600, np.random.default_rng(0))
    chunked = list(zip(rows[::2].tolist(), rows[1::2].tolist(), strict=True))
    plain = measured(pairs, chunked, PLAIN)
    data = edited(pairs, plain).data()
    asked.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(pairs)} edits, {asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
