"""A posterior under a prior of two widths: most weights next to nothing, a few that matter.

Expectation propagation (Minka 2001; for spike and slab Hernández-Lobato et al. 2013): the prior of
each weight is stood in for by a Gaussian that has its mean and variance in the light of all else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from writer_app.taste.prior import Prior

Floats = NDArray[np.float64]

_ROUNDS = 8
_STILL = 1e-4
_WIDEST = 1e4  # variance of a factor that says nothing


@dataclass(frozen=True, slots=True)
class Evidence:
    """A Gaussian likelihood: `precision` [k, k], and `shift` = precision @ its peak [k]."""

    precision: Floats
    shift: Floats


@dataclass(frozen=True, slots=True)
class State:
    """`mean` [k] and `covariance` [k, k]; `tau` and `nu` [k]: the factors that stand for the
    prior, as precision and as precision times mean."""

    mean: Floats
    covariance: Floats
    tau: Floats
    nu: Floats


@dataclass(frozen=True, slots=True)
class Expectation:
    """Of the first weight a Gaussian around 1, of the rest a mixture around 0."""

    trust: float
    active: Floats
    slab: float
    spike: float
    size: int

    @classmethod
    def of(cls, prior: Prior, features: int, spans: float) -> Expectation:
        """`spans`: the share of the choices that were between versions of one, 0 to 1."""
        own = (1 - spans) * np.array(prior.active) + spans * prior.dense
        active = np.array([0.5, *own])  # the first one's own is never asked for
        return cls(prior.trust, active, prior.slab, prior.spike, features + 1)

    def start(self) -> State:
        variance = self.active * self.slab**2 + (1 - self.active) * self.spike**2
        tau = 1 / variance
        tau[0] = 1 / self.trust**2
        mean = np.zeros(self.size)
        mean[0] = 1.0
        return State(mean, np.diag(1 / tau), tau, tau * mean)


def posterior(evidence: Evidence, expected: Expectation, start: State) -> State:
    """The weights in the light of `evidence`, beginning with the factors of `start`."""
    tau, nu = start.tau.copy(), start.nu.copy()
    covariance, mean = _gaussian(evidence, tau, nu)
    for _ in range(_ROUNDS):
        new_tau, new_nu = _factors(covariance.diagonal(), mean, tau, nu, expected)
        moved = np.max(np.abs(new_tau - tau) / tau)
        tau, nu = tau + 0.7 * (new_tau - tau), nu + 0.7 * (new_nu - nu)
        covariance, mean = _gaussian(evidence, tau, nu)
        if moved < _STILL:
            break
    return State(mean, covariance, tau, nu)


def _gaussian(evidence: Evidence, tau: Floats, nu: Floats) -> tuple[Floats, Floats]:
    covariance = np.linalg.inv(evidence.precision + np.diag(tau))
    return np.asarray(covariance, np.float64), covariance @ (evidence.shift + nu)


def _factors(
    variance: Floats, mean: Floats, tau: Floats, nu: Floats, expected: Expectation
) -> tuple[Floats, Floats]:
    """The factors of all weights but the first, matched to the mixture's moments."""
    cavity_tau = np.maximum(1 / variance - tau, 1e-9)
    cavity_mean = (mean / variance - nu) / cavity_tau
    cavity = 1 / cavity_tau
    wide, narrow = cavity + expected.slab**2, cavity + expected.spike**2
    log_odds = (
        np.log(expected.active / (1 - expected.active))
        + 0.5 * (np.log(narrow) - np.log(wide))
        + 0.5 * cavity_mean**2 * (1 / narrow - 1 / wide)
    )
    active = 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
    to_wide, to_narrow = expected.slab**2 / wide, expected.spike**2 / narrow
    first = cavity_mean * (active * to_wide + (1 - active) * to_narrow)
    second = active * (to_wide * cavity + (to_wide * cavity_mean) ** 2) + (1 - active) * (
        to_narrow * cavity + (to_narrow * cavity_mean) ** 2
    )
    tilted = np.maximum(second - first**2, 1e-12)
    new_tau = np.clip(1 / tilted - cavity_tau, 1 / _WIDEST, 1 / expected.spike**2 * 4)
    new_nu = first * (cavity_tau + new_tau) - cavity_mean * cavity_tau
    new_tau[0], new_nu[0] = 1 / expected.trust**2, 1 / expected.trust**2
    return new_tau, new_nu
