"""A ledger with a million events: how long it takes to append, to export, to count, to learn.

    python -m tests.benchmarks.ledger --events 1000000 --json OUT [--keep LEDGER]

An event is a row of what happened: a request, a candidate that came back, a verdict on a change,
a look at what was left. Enough requests hold an act of the writer to give 100,000 pairs of a
million events, several times as many as in a day of writing; the rest are ghosts that were
ignored or never seen. The prose is made of seeded words. Everything goes through `Ledger`; it is
filled in one transaction, and each timed append is one of its own.

A page of the taste waits for a glance; all of it is learned behind. Cold: the first time in this
process, with whatever is loaded by the way; warm: once more.

Bars: append p99 under 5 ms, a DPO export of 100,000 pairs under 10 s, the taste's page in half a
second.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from writer_app.ledger.export import Format, export
from writer_app.ledger.records import (
    CandidateRecord,
    Decision,
    DocumentRef,
    HunkVerdict,
    ModelUsed,
    Outcome,
    Survival,
    Verdict,
)
from writer_app.ledger.store import Ledger
from writer_app.prompts.context import manuscript_window
from writer_app.services.taste import Taste

MODEL = ModelUsed("ab" * 32, "model.gguf", "llama", "Q4_K_M", "b1234")
DAY = datetime(2026, 1, 1, 8, tzinfo=UTC)
PARAGRAPH = 600
APPENDS = 2_000
DECIDED = 0.4
"""Share of the requests that hold an act of the writer."""
BARS = {
    "append_p99_ms": 5.0,
    "dpo_seconds": 10.0,
    "taste_cold_glance_seconds": 0.5,
    "taste_warm_glance_seconds": 0.5,
}


class Writer:
    """Requests in the order a writer makes them, chapter by chapter; the same for a seed."""

    def __init__(self, seed: int, decided: float, name: str = "chapter") -> None:
        self._dice = random.Random(seed)
        self._name = name
        self._words = [self._word() for _ in range(4_000)]
        self._decided = decided
        self._count = 0
        self._begin()

    def _word(self) -> str:
        letters = "etaoinshrdlucmfwypvbgk"
        return "".join(self._dice.choices(letters, k=self._dice.randint(2, 9)))

    def _prose(self, words: int) -> str:
        return " ".join(self._dice.choices(self._words, k=words))

    def _begin(self) -> None:
        self._draft = ""
        name = f"{self._name} {self._count}"
        self._chapter = DocumentRef(name, f"/home/w/{name}.md")

    def requests(self) -> Iterator[tuple[Decision, Survival | None]]:
        while True:
            self._count += 1
            if len(self._draft) > 60_000:
                self._begin()
            end = "\n\n" if len(self._draft.rpartition("\n\n")[2]) > PARAGRAPH else " "
            self._draft += self._prose(8) + "." + end
            draw = self._dice.random()
            if draw > self._decided:
                yield self._ghost(), None
            elif draw > self._decided * 0.5:
                yield self._refused(), None
            elif draw > self._decided * 0.2:
                yield self._reviewed(), None
            else:
                decision = self._taken()
                text = decision.final.replace(" ", " so ", 1)
                later = decision.asked_at + timedelta(minutes=5)
                yield decision, Survival(decision.id, later, 0.9, text)

    def _asked(self, kind: str, **more: Any) -> Decision:
        moment = DAY + timedelta(seconds=20 * self._count)
        values: dict[str, Any] = {
            "id": f"{self._name} {self._count}",
            "session": f"day {self._count // 2_000}",
            "document": self._chapter,
            "kind": kind,
            "task": "continue" if kind == "continuation" else "tighten",
            "instruction": "",
            "before": self._before(),
            "source": "",
            "after": "",
            "start": len(self._draft),
            "model": MODEL,
            "sampler": {"temperature": 0.7, "min_p": 0.1, "max_tokens": 32.0, "n": 3.0},
            "seed": self._count,
            "prompt_sha256": "cd" * 32,
            "asked_at": moment,
            "monotonic": 20.0 * self._count,
            "closed_at": moment + timedelta(seconds=4),
        }
        return Decision(**values | more)

    def _before(self) -> str:
        return manuscript_window(self._draft)

    def _candidate(
        self, position: int, outcome: Outcome, text: str = "", **more: Any
    ) -> CandidateRecord:
        text = text or " " + self._prose(9)
        moment = DAY + timedelta(seconds=20 * self._count + 1)
        seen = None if outcome is Outcome.NEVER_SEEN else moment
        return CandidateRecord(
            position,
            text,
            text,
            outcome,
            tokens=12,
            logprob=-14.0,
            seconds=0.4,
            shown_at=seen,
            **more,
        )

    def _ghost(self) -> Decision:
        others = (self._candidate(1, Outcome.NEVER_SEEN), self._candidate(2, Outcome.NEVER_SEEN))
        first = self._candidate(0, Outcome.IGNORED)
        return self._asked("continuation", candidates=(first, *others))

    def _refused(self) -> Decision:
        """One of three taken, one refused."""
        taken = self._candidate(0, Outcome.ACCEPTED)
        taken = replace(taken, taken=taken.text)
        refused = self._candidate(1, Outcome.REJECTED)
        self._draft += taken.text
        return self._asked(
            "continuation",
            candidates=(taken, refused, self._candidate(2, Outcome.NEVER_SEEN)),
            final=taken.text,
        )

    def _taken(self) -> Decision:
        taken = self._candidate(0, Outcome.ACCEPTED)
        self._draft += taken.text
        return self._asked(
            "continuation", candidates=(replace(taken, taken=taken.text),), final=taken.text
        )

    def _reviewed(self) -> Decision:
        """A passage of three sentences: one change accepted, one refused."""
        sentences = [f"{self._prose(12)}." for _ in range(3)]
        source = " ".join(sentences)
        hunks, at = [], 0
        for number, sentence in enumerate(sentences[:2]):
            shorter = sentence.partition(" ")[2]
            verdict = Verdict.REJECTED if number else Verdict.ACCEPTED
            final = sentence if number else shorter
            end = at + len(sentence)
            hunks.append(HunkVerdict(number, at, end, sentence, shorter, verdict, final))
            at = end + 1
        final = source.replace(sentences[0], sentences[0].partition(" ")[2], 1)
        text = final.replace(sentences[1], sentences[1].partition(" ")[2], 1)
        return self._asked(
            "rewrite",
            before=self._before()[-2_000:],
            source=source,
            candidates=(self._candidate(0, Outcome.PARTLY, text, verdicts=tuple(hunks)),),
            final=final,
        )


def events_of(decision: Decision, survival: Survival | None) -> int:
    verdicts = sum(len(candidate.verdicts) for candidate in decision.candidates)
    return 1 + len(decision.candidates) + verdicts + (survival is not None)


def filled(
    path: Path, events: int, requests: Iterator[tuple[Decision, Survival | None]]
) -> dict[str, float]:
    """Fill a new ledger with at least so many events."""
    began, asked, left = time.perf_counter(), 0, events
    with Ledger.open(path) as ledger, ledger.together():
        while left > 0:
            decision, survival = next(requests)
            ledger.record(decision)
            if survival is not None:
                ledger.note_survival(survival)
            left -= events_of(decision, survival)
            asked += 1
    return {
        "events": events - left,
        "requests": asked,
        "fill_seconds": time.perf_counter() - began,
        "megabytes": path.stat().st_size / 1e6,
    }


def appended(path: Path, requests: Iterator[tuple[Decision, Survival | None]]) -> dict[str, float]:
    """Milliseconds for each of `APPENDS` decisions, one transaction each, as the recorder does."""
    took = []
    with Ledger.open(path) as ledger:
        for _ in range(APPENDS):
            decision, _ = next(requests)
            began = time.perf_counter()
            ledger.record(decision)
            took.append(1e3 * (time.perf_counter() - began))
    cuts = statistics.quantiles(took, n=100)
    return {"append_p50_ms": cuts[49], "append_p99_ms": cuts[98], "append_most_ms": max(took)}


def learned(path: Path, folder: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for name in ("cold", "warm"):
        began = time.perf_counter()
        taste = Taste(folder / "taste.json", path)
        glance = taste.glance()
        found[f"taste_{name}_glance_seconds"] = time.perf_counter() - began
        began = time.perf_counter()
        standing = taste.standing()
        found[f"taste_{name}_whole_seconds"] = time.perf_counter() - began
    return found | {"glance_decisions": glance.decisions, "taste_decisions": standing.decisions}


def exported(path: Path, out: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    with Ledger.open(path) as ledger:
        for name, parquet in (("dpo", False), ("dpo_parquet", True)):
            began = time.perf_counter()
            summary = export(ledger, out / name, Format.DPO, parquet=parquet)
            found[f"{name}_seconds"] = time.perf_counter() - began
            found[f"{name}_pairs"] = summary.train + summary.test
            size = sum(file.stat().st_size for file in summary.folder.iterdir())
            found[f"{name}_megabytes"] = size / 1e6
        found |= {"removed": summary.removed, "near": summary.near, "test": summary.test}
        began = time.perf_counter()
        ledger.stats()
        found["stats_seconds"] = time.perf_counter() - began
    # Kibibytes, on Linux; the whole process, the filling included.
    found["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--keep", type=Path, help="fill this file, or use it as it is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "ledger.db"
        writer = Writer(seed=7, decided=DECIDED)
        results: dict[str, float] = {}
        if not path.exists():
            results |= filled(path, given.events, writer.requests())
        results |= appended(path, Writer(seed=8, decided=DECIDED, name="later").requests())
        results |= learned(path, Path(folder))
        results |= exported(path, Path(folder) / "out")
    for name, figure in results.items():
        bar = f"  (bar: {BARS[name]:g})" if name in BARS else ""
        print(f"{name:<26} {figure:>12,.2f}{bar}")
    if given.json:
        given.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
