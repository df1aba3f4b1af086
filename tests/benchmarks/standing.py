"""How soon the taste's page knows where it stands, on a ledger of so many decisions.

    python -m tests.benchmarks.standing [DECISIONS]

Of a simulated writer's decisions; at first with nothing remembered, then as at any later start.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.taste_demo import decisions
from writer_app.ledger.store import Ledger
from writer_app.services.taste import Taste


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger.open(folder / "ledger.db") as ledger:
            for decision in decisions(count):
                ledger.record(decision)
        for title in ("nothing remembered", "remembered", "remembered"):
            taste = Taste(folder / "taste.json", folder / "ledger.db", taught=folder / "taught.npz")
            began = time.perf_counter()
            standing = taste.standing()
            built = time.perf_counter() - began
            began = time.perf_counter()
            taste.standing()
            again = time.perf_counter() - began
            began = time.perf_counter()
            taste.overrule("adverbs", -1.0)
            overruled = time.perf_counter() - began
            taste.overrule("adverbs", None)
            print(
                f"{title}: {standing.decisions:,} decisions in {built:.2f} s, again in "
                f"{again * 1000:.2f} ms; a weight overruled in {overruled * 1000:.0f} ms"
            )
        size = (folder / "taught.npz").stat().st_size
        print(f"remembered in {size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
