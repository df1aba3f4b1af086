"""Which of two versions a writer keeps: logistic regression on differences, fitted anew each time.

A Bradley-Terry model (Bradley and Terry 1952): the log odds that one version is kept are the
weighted differences between the two. One answer in some is a slip, so no answer says more than
that. The prior of the weights is sparse (`sparse`): few habits make a taste.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from writer_app.taste.features import NAMES
from writer_app.taste.prior import Prior
from writer_app.taste.sparse import Evidence, Expectation, posterior

Floats = NDArray[np.float64]

SPAN = 12.0
"""Words of a span for which the prior's units hold."""
_MOST = 4.0
"""Typical differences beyond which more of it says no more."""
_TOLD = math.log(3)
_FADING, _FADED = 2.0, 4.0
"""Sizes between which two versions cease to be of one span: 36 words are one, 84 a passage."""
_APART, _ALIKE = 0.15, 0.3
"""Shares of words in common between which passages are taken for versions of one. Those of novels
that have nothing to do with each other share 0.08 and at most 0.15 of 100 words, paragraphs before
and after an editor 0.29 to 0.9."""
_STEPS = 30
_CLOSE = 1e-4


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of the version that was kept and of the one that was not; `weight`: how much
    the signal says, 1 for a plain choice; `shared`: the share of words that both have in common,
    0 to 1."""

    chosen: tuple[float, ...]
    rejected: tuple[float, ...]
    weight: float = 1.0
    shared: float = 0.0


@dataclass(frozen=True, slots=True)
class Ranker:
    """`mean` and `deviation`: the weight of each of `NAMES` and how unsure it is, in logits for a
    typical difference; `decisions`: how many it was learned from; `editor`: the part of each mean
    that the prior's editor has in it."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    decisions: int
    prior: Prior = field(repr=False)
    editor: tuple[float, ...] = field(repr=False)

    def sure(self, name: str) -> float:
        """The probability that the weight of a feature has the sign of its mean, 0.5 to 1."""
        at = NAMES.index(name)
        if self.deviation[at] == 0:
            return 1.0
        return _below(abs(self.mean[at]) / self.deviation[at])

    def told(self, name: str) -> bool:
        """Whether the decisions say that a weight has its sign: whether they made the odds of it
        three times what the prior gave. Before that it is what is expected of any writer."""
        at = NAMES.index(name)
        if self.deviation[at] == 0:
            return True
        by_now = math.copysign(1.0, self.mean[at])
        expected = by_now * self.prior.mean[at] / math.sqrt(self.prior.variance(name))
        return _log_odds(by_now * self.mean[at] / self.deviation[at]) - _log_odds(expected) >= _TOLD

    def scores(self, a: Floats, b: Floats, shared: Floats) -> Floats:
        """The log odds that each row of `a` is kept, and not that of `b`; shape [n]. `shared` [n]:
        the share of words that both have in common."""
        rows, editor = differences(a, b, self.prior), np.array(self.editor)
        own = rows @ (np.array(self.mean) - editor)
        return np.asarray(own + _akin(a, b, shared) * (rows @ editor), np.float64)

    def score(self, a: Sequence[float], b: Sequence[float], shared: float = 0.0) -> float:
        """The same for one pair."""
        return float(self.scores(np.array([a]), np.array([b]), np.array([shared]))[0])

    def order(
        self,
        rows: Sequence[Sequence[float]],
        shared: Callable[[int, int], float] = lambda one, other: 0.0,
    ) -> list[int]:
        """The places of several versions, the one most likely to be kept first. `shared`: the
        share of words that two have in common, by their places."""
        worth = [0.0] * len(rows)
        for one, other in combinations(range(len(rows)), 2):
            score = self.score(rows[one], rows[other], shared(one, other))
            worth[one], worth[other] = worth[one] + score, worth[other] - score
        return sorted(range(len(rows)), key=lambda at: (-worth[at], at))

    def p(self, a: Sequence[float], b: Sequence[float], shared: float = 0.0) -> float:
        """The probability that `a` is kept, and not `b`; p(a, b) + p(b, a) = 1."""
        difference = differences(np.array([a]), np.array([b]), self.prior)[0]
        variance = float(np.sum((difference * np.array(self.deviation)) ** 2))
        # A logit that is itself unsure says less (MacKay 1992).
        return _logistic(self.score(a, b, shared) / math.sqrt(1 + math.pi * variance / 8))


def differences(a: Floats, b: Floats, prior: Prior) -> Floats:
    """Rows of features to rows of typical differences; shape [n, features] all three.

    The first feature is the length, the logarithm of the words and one: between long versions
    most figures differ by more. What is no number says nothing.
    """
    size = sizes(a, b)[:, None] ** np.array(prior.growth)
    with np.errstate(invalid="ignore", over="ignore"):
        scaled = (a - b) / (np.array(prior.units) * size)
    return np.asarray(np.clip(np.nan_to_num(scaled, nan=0.0), -_MOST, _MOST), np.float64)


def sizes(a: Floats, b: Floats) -> Floats:
    """How long each pair is, 1 for two versions of `SPAN` words; shape [n]."""
    words = (np.expm1(a[:, 0]) + np.expm1(b[:, 0])) / 2
    return np.asarray((words + SPAN) / (2 * SPAN), np.float64)


def _akin(a: Floats, b: Floats, shared: Floats) -> Floats:
    """How far each pair are versions of one span or passage, 0 to 1: the editor's weights were
    seen on such, and say nothing of two passages that are about something else."""
    short = np.clip((_FADED - sizes(a, b)) / (_FADED - _FADING), 0.0, 1.0)
    return np.maximum(short, np.clip((shared - _APART) / (_ALIKE - _APART), 0.0, 1.0))


class Learner:
    """Choices, added one by one, and the ranker that they make: milliseconds for each."""

    def __init__(self, prior: Prior, overruled: Mapping[str, float] | None = None) -> None:
        self._prior = prior
        self._overruled = {
            NAMES.index(name): weight for name, weight in (overruled or {}).items() if name in NAMES
        }
        usual = np.array(prior.mean)
        usual[list(self._overruled)] = 0.0
        self._usual = usual
        self._rows = np.zeros((64, len(usual) + 1))
        self._offsets = np.zeros(64)
        self._weights = np.zeros(64)
        self._spans = 0.0
        self._n = 0
        self._at = self._expected().start()

    def add(self, choices: Iterable[Choice]) -> None:
        taken = list(choices)
        if not taken:
            return
        chosen = np.array([choice.chosen for choice in taken], np.float64)
        rejected = np.array([choice.rejected for choice in taken], np.float64)
        rows = differences(chosen, rejected, self._prior)
        self._grow(len(taken))
        new = slice(self._n, self._n + len(taken))
        self._offsets[new] = sum(
            (weight * rows[:, at] for at, weight in self._overruled.items()), np.zeros(len(taken))
        )
        rows[:, list(self._overruled)] = 0.0
        akin = _akin(chosen, rejected, np.array([choice.shared for choice in taken]))
        self._spans += float(akin.sum())
        self._rows[new, 0] = akin * (rows @ self._usual)
        self._rows[new, 1:] = rows
        self._weights[new] = [choice.weight for choice in taken]
        self._n += len(taken)

    def ranker(self) -> Ranker:
        rows, offsets = self._rows[: self._n], self._offsets[: self._n]
        weights = self._weights[: self._n]
        state, expected = self._at, self._expected()
        for _ in range(_STEPS):
            evidence = _evidence(rows, offsets, weights, state.mean, self._prior.flips)
            new = posterior(evidence, expected, state)
            moved = float(np.max(np.abs(new.mean - state.mean)))
            state = new
            if moved < _CLOSE:
                break
        self._at = state
        # From (trust, own part) to the weights themselves.
        onto = np.hstack([self._usual[:, None], np.eye(len(self._usual))])
        mean = onto @ state.mean
        deviation = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", onto, state.covariance, onto), 0.0))
        for at, weight in self._overruled.items():
            mean[at], deviation[at] = weight, 0.0
        editor = tuple((state.mean[0] * self._usual).tolist())
        return Ranker(tuple(mean.tolist()), tuple(deviation.tolist()), self._n, self._prior, editor)

    def _expected(self) -> Expectation:
        spans = self._spans / self._n if self._n else 0.0
        return Expectation.of(self._prior, len(self._usual), spans)

    def _grow(self, more: int) -> None:
        if (wanted := self._n + more) > len(self._rows):
            room = max(wanted, 2 * len(self._rows)) - len(self._rows)
            self._rows = np.pad(self._rows, ((0, room), (0, 0)))
            self._offsets = np.pad(self._offsets, (0, room))
            self._weights = np.pad(self._weights, (0, room))


def fit(
    choices: Sequence[Choice], prior: Prior, overruled: Mapping[str, float] | None = None
) -> Ranker:
    """The ranker that these choices make, in whatever order; `overruled` weights stay as set."""
    learner = Learner(prior, overruled)
    learner.add(choices)
    return learner.ranker()


def _evidence(rows: Floats, offsets: Floats, weights: Floats, at: Floats, flips: float) -> Evidence:
    """The likelihood as a Gaussian around `at`: Fisher scoring, with a share of slips."""
    p = 1 / (1 + np.exp(-np.clip(rows @ at + offsets, -30, 30)))
    right = flips + (1 - 2 * flips) * p
    slope = (1 - 2 * flips) * p * (1 - p)
    pull = weights * slope / right
    curve = weights * slope**2 / (right * (1 - right))
    precision = rows.T @ (rows * curve[:, None])
    return Evidence(precision, precision @ at + rows.T @ pull)


def _below(deviations: float) -> float:
    """The share of a normal distribution below so many standard deviations."""
    return 0.5 * math.erfc(-deviations / math.sqrt(2))


def _log_odds(deviations: float) -> float:
    bounded = max(-8.0, min(deviations, 8.0))  # beyond, the smaller share is no number any more
    return math.log(_below(bounded) / _below(-bounded))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
