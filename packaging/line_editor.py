"""Makes `assets/tighten/line_editor.json` out of an editor's answers.

    PYTHONPATH=. python packaging/line_editor.py packaging/cuts/cuts.jsonl OUT.json

A line holds a passage with its source, and its cuts: where it begins and ends, what stands there
then, its kind, whether the editor would take it, and for each model that read it the loss, gain,
surprise and stop of `Weighed`. What is printed is found by leaving out one author at a time.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from writer_app.services.line_editor import LineEditor, Term, figures
from writer_app.services.weighing import Weighed
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.tokens import folded

Floats = NDArray[np.float64]
RIDGE = 20.0
"""Precision of the weights around 0."""
_STEPS = 30
_SELDOM = 12
"""Cuts of which a figure must be true, to say anything."""


@dataclass(frozen=True, slots=True)
class Answer:
    author: str
    taken: bool
    saved: int
    model: int
    known: dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cuts", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    answers = list(read(asked.cuts))
    names = [
        name
        for name in answers[0].known
        if sum(answer.known[name] != 0 for answer in answers) >= _SELDOM
    ]
    rows = np.array([[answer.known[name] for name in names] for answer in answers])
    taken = np.array([answer.taken for answer in answers], np.float64)
    report(answers, rows, taken)
    mean, unit, weights = fitted(rows, taken)
    columns = zip(mean, unit, weights[:-1], strict=True)
    terms = {
        name: Term(*(float(f"{figure:.4g}") for figure in column))
        for name, column in zip(names, columns, strict=True)
    }
    editor = LineEditor(terms, round(float(weights[-1]), 4))
    asked.out.write_text(json.dumps(editor.data(), indent=1) + "\n", "utf-8")


def read(path: Path) -> Iterator[Answer]:
    for line in path.read_text("utf-8").splitlines():
        passage = json.loads(line)
        view = View(passage["text"])
        for start, end, new, kind, taken, *read_by in passage["cuts"]:
            edit = Edit(start, end, new, kind)
            before, after = Counter(folded(view.text[start:end])), Counter(folded(new))
            gone, come = (before - after).total(), (after - before).total()
            for model, said in enumerate(read_by):
                if said is not None:
                    loss, gain, surprise, stop = said
                    weighed = Weighed(edit, loss, gain, surprise, stop, gone, come)
                    known = figures(view, weighed)
                    author = passage["source"].split("/")[0]
                    yield Answer(author, bool(taken), gone - come, model, known)


def fitted(rows: Floats, taken: Floats) -> tuple[Floats, Floats, Floats]:
    """Means, standard deviations, and the weights with the bias behind them: a ridge logistic
    regression by Newton's method."""
    mean, unit = rows.mean(0), np.maximum(rows.std(0), 1e-9)
    scaled = np.hstack([(rows - mean) / unit, np.ones((len(rows), 1))])
    ridge = np.diag([RIDGE] * rows.shape[1] + [1e-6])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (taken - p) - ridge @ weights
        curve = (scaled * (p * (1 - p))[:, None]).T @ scaled + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return mean, unit, weights


def report(answers: list[Answer], rows: Floats, taken: Floats) -> None:
    authors = np.array([answer.author for answer in answers])
    likely = np.zeros(len(answers))
    for author in sorted(set(authors)):
        here = authors == author
        mean, unit, weights = fitted(rows[~here], taken[~here])
        likely[here] = 1 / (
            1 + np.exp(-(((rows[here] - mean) / unit) @ weights[:-1] + weights[-1]))
        )
    for model in sorted({answer.model for answer in answers}):
        read_by = np.array([answer.model == model for answer in answers])
        print(
            f"model {model}: {read_by.sum()} cuts, AUC {_auc(taken[read_by], likely[read_by]):.3f}"
        )
        for least in (0.3, 0.4, 0.5, 0.6, 0.7):
            chosen = read_by & (likely >= least)
            saved = sum(answer.saved for answer, c in zip(answers, chosen, strict=True) if c)
            share = taken[chosen].mean()
            print(f"  from {least}: {chosen.sum()} cuts, {saved} words, taken {share:.2f}")


def _auc(taken: Floats, likely: Floats) -> float:
    ranks = np.argsort(np.argsort(likely))
    ones = taken.sum()
    return float((ranks[taken == 1].sum() - ones * (ones - 1) / 2) / (ones * (len(taken) - ones)))


if __name__ == "__main__":
    main()
