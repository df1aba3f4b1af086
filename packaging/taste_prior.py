"""Makes `assets/taste/prior.json` out of an editor's edits that are not ours to ship.

    PYTHONPATH=. python packaging/taste_prior.py EDITS.json VOICES OUT.json --model GGUF

EDITS.json is in LAMP's format; VOICES holds AUTHOR/*.txt, for how much chunks of 100 words differ.
The model (the starter) reads every version in its place and with nothing around it, so that its
likelihood has a weight: three minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from tests.benchmarks.taste import read_by
from tests.benchmarks.tastes.edits import alone, read_edits
from tests.benchmarks.tastes.real import Example
from tests.benchmarks.tastes.writers import ACTIVE, NORM, SCALE, Chunks
from writer_app.taste.features import NAMES
from writer_app.taste.fitting import edited, measured
from writer_app.taste.prior import Prior


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What books on style speak of: writers may well have a taste of their own in it.
STYLE = _set(
    "length sentence_length sentence_spread short_sentences function_words word_length long_words "
    "variety machine_words kept voice likelihood ease spoken joined_openings adverbs hedges "
    "boosters contractions dashes semicolons commas colons exclamations questions speech "
    "parentheses first_person passives tics contrasts similes"
)
# What mostly tells machine prose: in this they go with the editor.
SELDOM = _set(
    "machine_letters closing paragraphs article_openings filters pairs tails absolutes as_clauses "
    "with_phrases subordinators pointers"
)
OFTEN, ELSE, RARELY = 0.2, 0.08, 0.02
# Between spans few habits are no better a guess than many small ones: another editor's kinds of
# edits are foreseen to 0.74 and 0.81 after 10 and 100 decisions with this, to 0.67 and 0.78 as
# sparse as passages (`python -m tests.benchmarks.taste --edits EDITS --apart`).
DENSE = 0.7
# A difference of two chunks is the root of two standard deviations, and that is a unit.
SLAB = SCALE * NORM / ACTIVE**0.5 * 2**0.5
PLAIN = Prior(
    units=(),
    growth=(),
    mean=(),
    dense=DENSE,
    trust=0.7,
    active=tuple(OFTEN if n in STYLE else RARELY if n in SELDOM else ELSE for n in NAMES),
    slab=round(SLAB, 3),
    spike=0.03,
    flips=0.1,
)
CHUNKS = 600


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("edits", type=Path)
    parser.add_argument("voices", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--model", required=True)
    asked = parser.parse_args()
    found = read_edits(asked.edits)
    # With nothing around it a version looks otherwise, and a script may ask like that.
    edits = [*found, *map(alone, found)]
    logliks = read_by(asked.model, edits)
    pairs = [Example.of(edit, read).pair for edit, read in zip(edits, logliks, strict=True)]
    rows = Chunks.of(asked.voices, CHUNKS, np.random.default_rng(0)).rows
    chunked = list(zip(rows[::2].tolist(), rows[1::2].tolist(), strict=True))
    plain = measured(pairs[: len(found)], chunked, PLAIN)
    data = edited(pairs, plain).data()
    asked.out.write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    print(f"{len(found)} edits, {asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
