"""How long it takes to forget a passage, and how large the ledger was.

    python -m tests.benchmarks.forgetting FOLDER [--decisions 20000]

Makes a ledger in FOLDER of continuations of one chapter after another, three candidates each, as a
writer leaves them who pauses every few words. The passage stands in the middle, so that a part of
the decisions is about it and half of a chapter has it around the caret.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

from tests.unit.ledger_samples import candidate, continuation
from writer_app.ledger.forgetting import Passage
from writer_app.ledger.records import Decision, DocumentRef, Outcome
from writer_app.ledger.store import Ledger

SECRET = "Marlow sold the house to his brother, and told nobody."
CHAPTER = 500  # decisions
STRIDE = 5_000  # characters by which the far end of what is kept around the caret moves
WORDS = [
    "rain",
    "house",
    "night",
    "brother",
    "letter",
    "river",
    "window",
    "garden",
    "winter",
    "morning",
    "nobody",
    "told",
    "sold",
]


def decisions(count: int) -> list[Decision]:
    rng = random.Random(3)
    made: list[Decision] = []
    text = ""
    for number in range(count):
        if number % CHAPTER == 0:
            text = ""
        if number == count // 2:
            text += f"\n\n{SECRET}\n\n"
        taken = " ".join(rng.choices(WORDS, k=6)) + ("." if number % 3 else ".\n\n")
        shown = [" ".join(rng.choices(WORDS, k=8)) for _ in range(2)]
        made.append(
            continuation(
                candidate(taken, Outcome.ACCEPTED, 0, taken=taken),
                *(candidate(text_, Outcome.IGNORED, n) for n, text_ in enumerate(shown, 1)),
                before=text[max(0, len(text) - 10_000) // STRIDE * STRIDE :],
                document=DocumentRef(f"chapter {number // CHAPTER}"),
            )
        )
        text += f" {taken}"
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--decisions", type=int, default=20_000)
    arguments = parser.parse_args()
    path = arguments.folder / "ledger.db"
    with Ledger.open(path) as ledger:
        made = decisions(arguments.decisions)
        for first in range(0, len(made), 1000):
            ledger.record_all(made[first : first + 1000])
        print(f"{len(made):,} decisions, {path.stat().st_size / 1e6:.0f} MB")
        for name, do in (("look", ledger.to_forget), ("forget", ledger.forget)):
            start = time.perf_counter()
            found = do(Passage(SECRET))
            print(f"{name}: {time.perf_counter() - start:.1f} s  {found}")
        print(f"{path.stat().st_size / 1e6:.0f} MB left")


if __name__ == "__main__":
    main()
