"""What the taste learns, by the number of decisions: simulated writers, and real edits.

    python -m tests.benchmarks.taste --writers VOICES [--seeds N] [--served] [--model GGUF]
    python -m tests.benchmarks.taste --edits FILE [--model GGUF] [--cross|--apart] [--seeds N]

VOICES holds AUTHOR/*.txt. Simulated writers go by two dozen figures of a chunk of 100 words: some
of ours, or others made without a look at ours (`tastes/habits.py`). `--served` has one of each kind
talk to `writer-app serve` with that model. FILE is in LAMP's format (`tastes/edits.py`). `--cross`:
FILE is what the shipped prior was made from, so each trial makes one without the documents it asks
about. `--apart`: as if by another editor, whose kinds of edits the prior knows nothing of.
Intervals are 95 %, over writers or over trials with other documents. One core, two minutes;
`--model` has every version read first.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from tests.benchmarks.tastes.edits import Edit, alone, read_documents, read_edits
from tests.benchmarks.tastes.real import KINDS, Answers, Example, apart, matched, share, trial
from tests.benchmarks.tastes.served import served
from tests.benchmarks.tastes.writers import Chunks, knowing, shares
from writer_app.cli.asking import versions_of
from writer_app.cli.workbench import loaded_model, open_workbench
from writer_app.taste.fitting import edited
from writer_app.taste.prior import Prior, shipped

SIZES = (10, 50, 100, 500)
CHUNKS = 2400
DECISIONS, ASKED = 100, 50
"""Of a writer that is served."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=Path)
    parser.add_argument("--edits", type=Path)
    parser.add_argument("--model")
    parser.add_argument("--served", action="store_true")
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--seeds", type=int, default=40)
    asked = parser.parse_args()
    if asked.writers:
        chunks = Chunks.of(asked.writers, CHUNKS, np.random.default_rng(0))
        if asked.served:
            for kind in chunks.figures:
                served(chunks, kind, asked.model, DECISIONS, ASKED, seed=1)
        else:
            simulated(chunks, asked.seeds)
    if asked.edits and asked.apart:
        other_kinds(_examples(read_edits(asked.edits), asked.model), asked.seeds)
    elif asked.edits:
        real(asked.edits, asked.model, asked.cross, asked.seeds)


def simulated(chunks: Chunks, writers: int) -> None:
    for kind, figures in chunks.figures.items():
        for title, rows, prior in (
            ("the product", chunks.rows, shipped()),
            ("a learner that knows the 24", *knowing(figures, shipped())),
        ):
            found = list(shares(rows, figures, prior, SIZES, writers, seed=1))
            oracle = [best for best, _ in found]
            print(f"{kind}, {title}: oracle {_line(oracle)}")
            for at, size in enumerate(SIZES):
                right = [by_size[at] for _, by_size in found]
                margin = (statistics.fmean(right) - 0.5) / (statistics.fmean(oracle) - 0.5)
                print(f"  {size:>4} decisions  {_line(right)}  {margin:.0%} of the oracle's margin")


def real(path: Path, model: str | None, cross: bool, seeds: int) -> None:
    edits = read_edits(path)
    places = {"in their place": edits, "with nothing around": list(map(alone, edits))}
    examples = {place: _examples(there, model) for place, there in places.items()}
    known = [example for there in examples.values() for example in there]
    examples["whole documents"] = _examples(read_documents(path), model)

    def prior_without(documents: frozenset[str]) -> Prior:
        if not cross:
            return shipped()
        others = [example.pair for example in known if example.document not in documents]
        return edited(others, shipped())

    for place, there in examples.items():
        trials = [trial(there, prior_without, seed) for seed in range(seeds)]
        print(f"{len(there)} edits in {len({e.document for e in there})} documents, {place}")
        _print(trials)


def other_kinds(examples: Sequence[Example], seeds: int) -> None:
    for title, prior in (
        ("as shipped", shipped()),
        ("as sparse as for passages", replace(shipped(), dense=statistics.fmean(shipped().active))),
    ):
        for kinds, names in KINDS.items():
            print(f"{kinds}, {title}")
            _print(
                [
                    apart(examples, names, partial(edited, plain=prior), seed)
                    for seed in range(seeds)
                ]
            )


def _print(trials: Sequence[Mapping[str, Answers]]) -> None:
    for name in trials[0]:
        plain = [share(ranked[name]) for ranked in trials]
        fair = [matched(ranked[name]) for ranked in trials]
        print(f"  {name:<24} {_line(plain)}   length-matched {_line(fair)}")


def _examples(edits: Sequence[Edit], model: str | None) -> list[Example]:
    logliks = read_by(model, edits) if model else [(None, None)] * len(edits)
    return [Example.of(edit, read) for edit, read in zip(edits, logliks, strict=True)]


def read_by(model: str, edits: Sequence[Edit]) -> list[tuple[float | None, float | None]]:
    """What the model makes of both versions of each edit, the old one first."""
    with loaded_model(open_workbench(), model) as loaded:
        found = []
        for edit in edits:
            old, new = versions_of(loaded, (edit.old, edit.new), edit.before, edit.after)
            found.append((old.loglik, new.loglik))
        return found


def _line(values: Sequence[float]) -> str:
    mean = statistics.fmean(values)
    margin = 1.96 * statistics.stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return f"{mean:.3f} ±{margin:.3f}"


if __name__ == "__main__":
    main()
