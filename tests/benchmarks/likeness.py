"""How much an edited paragraph has in common with what it was, and with other paragraphs.

    python -m tests.benchmarks.likeness FILE

FILE is a JSON list of objects with `preedit` and `postedit` (the LAMP corpus). Prints quantiles of
the share of common words: of each paragraph and its edited version, and of all pairs of different
paragraphs. An import takes a pair for an edit from `LEAST_LIKE` on.
"""

from __future__ import annotations

import argparse
import json
from itertools import combinations
from pathlib import Path

import numpy as np

from writer_app.services.imports.paragraphs import LEAST_LIKE, likeness

QUANTILES = (0, 0.05, 0.5, 0.95, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    rows = json.loads(parser.parse_args().file.read_bytes())
    edited = [likeness(row["preedit"], row["postedit"]) for row in rows]
    others = [likeness(a["preedit"], b["postedit"]) for a, b in combinations(rows, 2)]
    for name, found in (("edited", edited), ("others", others)):
        shown = "  ".join(f"{np.quantile(found, q):.2f}" for q in QUANTILES)
        below = sum(one < LEAST_LIKE for one in found)
        print(f"{name:>8} {len(found):>6}  {shown}  {below} below {LEAST_LIKE}")


if __name__ == "__main__":
    main()
