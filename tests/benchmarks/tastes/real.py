"""Real edits, span by span: which version the editor kept, by number of own decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.tastes.edits import Edit
from writer_app.taste.features import NAMES, Version, features, shared
from writer_app.taste.fitting import Pair
from writer_app.taste.prior import Prior
from writer_app.taste.ranker import Choice, Learner

Floats = NDArray[np.float64]
Answers = list[tuple[float, bool]]
"""Of each pair: 1 right, 0 wrong, 0.5 no answer; and whether the kept version is the shorter."""

DECISIONS = (0, 10, 50, 100)
KINDS: Mapping[str, Sequence[str]] = {
    "wording, sentences, detail": ("awkward", "structure", "specific", "tense"),
    "cuts, clichés, detail": ("redundant", "clich", "purple", "specific"),
}
"""Kinds of edits by what an editor calls them, for another editor who makes no others."""


@dataclass(frozen=True, slots=True)
class Example:
    """An edit in figures: `pair` with what the model makes of both versions, where it was asked."""

    document: str
    pair: Pair
    kind: str
    shared: float

    @classmethod
    def of(cls, edit: Edit, logliks: Sequence[float | None] = (None, None)) -> Example:
        versions = [Version(*each) for each in zip((edit.old, edit.new), logliks, strict=True)]
        old, new = (features(v, before=edit.before, after=edit.after) for v in versions)
        return cls(edit.document, (new, old), edit.kind, shared(*versions))

    def gap(self, name: str) -> float:
        """How much more of a feature the kept version has."""
        at = NAMES.index(name)
        return self.pair[0][at] - self.pair[1][at]


def _less(name: str) -> Callable[[Example], float]:
    return lambda example: -example.gap(name)


ALONE: Mapping[str, Callable[[Example], float]] = {
    "shorter wins": _less("length"),
    "fewer tics wins": _less("tics"),
    "likelier wins": lambda example: example.gap("likelihood"),
    "likelier a word wins": lambda example: example.gap("ease"),
}
"""What needs no taste: a figure above 0 says the kept version is kept."""


def trial(
    examples: Sequence[Example],
    prior_without: Callable[[frozenset[str]], Prior],
    seed: int,
) -> dict[str, Answers]:
    """Three tenths of the documents are learned from, edits in some order, as many asked about.

    `prior_without` makes a prior that has seen none of these: from the rest, where one editor's
    file is all there is.
    """
    rng = np.random.default_rng(seed)
    documents = _shuffled(examples, rng)
    first, second = 3 * len(documents) // 10, 6 * len(documents) // 10
    tested, own = frozenset(documents[:first]), frozenset(documents[first:second])
    test = [example for example in examples if example.document in tested]
    stock = [example for example in examples if example.document in own]
    ranked = _learned(prior_without(tested | own), stock, test, rng)
    for name, says in ALONE.items():
        ranked[name] = [_answer(says(example), example) for example in test]
    return ranked


def apart(
    examples: Sequence[Example],
    kinds: Sequence[str],
    prior_of: Callable[[Sequence[Pair]], Prior],
    seed: int,
) -> dict[str, Answers]:
    """As if by another editor: the prior is made from edits of all kinds but these, and the taste
    learns and is asked about these alone. Six tenths of the documents are learned from; of the
    others the prior has seen nothing."""
    rng = np.random.default_rng(seed)
    documents = _shuffled(examples, rng)
    tested = frozenset(documents[6 * len(documents) // 10 :])
    theirs = [example for example in examples if any(kind in example.kind for kind in kinds)]
    others = [example for example in examples if example not in theirs]
    prior = prior_of([example.pair for example in others if example.document not in tested])
    test = [example for example in theirs if example.document in tested]
    stock = [example for example in theirs if example.document not in tested]
    return _learned(prior, stock, test, rng)


def _shuffled(examples: Sequence[Example], rng: np.random.Generator) -> list[str]:
    documents = sorted({example.document for example in examples})
    rng.shuffle(documents)
    return documents


def _learned(
    prior: Prior, stock: Sequence[Example], test: Sequence[Example], rng: np.random.Generator
) -> dict[str, Answers]:
    """What is answered about `test` after so many of `stock`, in some order."""
    order = [stock[at] for at in rng.permutation(len(stock))]
    ranked: dict[str, Answers] = {}
    learner, learned = Learner(prior), 0
    for size in DECISIONS:
        learner.add(
            Choice(tuple(example.pair[0]), tuple(example.pair[1]), shared=example.shared)
            for example in order[learned:size]
        )
        learned = size
        ranker = learner.ranker()
        ranked[f"taste, {size} decisions"] = [
            _answer(ranker.score(*example.pair, example.shared), example) for example in test
        ]
    return ranked


def share(answers: Answers) -> float:
    return float(np.mean([right for right, _ in answers]))


def matched(answers: Answers) -> float:
    """The mean of the share among pairs whose shorter version was kept, and among the others."""
    parts = [[right for right, shorter in answers if shorter is wanted] for wanted in (True, False)]
    return float(np.mean([np.mean(part) for part in parts if part]))


def _answer(score: float, example: Example) -> tuple[float, bool]:
    right = 0.5 if score == 0 else float(score > 0)
    return right, example.gap("length") < 0
