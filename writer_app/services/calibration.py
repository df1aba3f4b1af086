"""The setting in which a model is quickest here, found one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from writer_app.services.tuned import Setting, Speed

ENOUGH = 0.95
"""A setting is taken for better when an ask takes at most so much of the time."""
SHORT_SPIN = 1_000

Measure = Callable[[Setting], tuple[Speed, int]]
"""Tries a setting: how fast, and with how many threads."""


@dataclass(slots=True)
class _Best:
    setting: Setting
    speed: Speed
    threads: int


def calibrate(
    measure: Measure,
    tell: Callable[[float], None] = lambda _: None,
    first: tuple[Speed, int] | None = None,
) -> tuple[Setting, Speed, int]:
    """The best setting, how fast it is, how many threads that means.

    `first` is the usual setting's measure, where that was taken just now.

    Each thing is changed alone, and the change kept if it is `ENOUGH`; one that seems so is
    measured again beside what it is to replace, because a machine has its moods.
    """
    setting = Setting()
    best = _Best(setting, *(first or measure(setting)))
    tell(1 / 7)
    if best.threads > 1:
        _try(measure, best, replace(best.setting, n_threads=best.threads - 1))
    tell(2 / 7)
    _try(measure, best, replace(best.setting, flash_attn=True))
    tell(3 / 7)
    for n_ubatch in (128, 256, 512):
        if not _try(measure, best, replace(best.setting, n_ubatch=n_ubatch)):
            break
    tell(6 / 7)
    _try(measure, best, replace(best.setting, spin=SHORT_SPIN))
    tell(1.0)
    return best.setting, best.speed, best.threads


def _try(measure: Measure, best: _Best, setting: Setting) -> bool:
    """Take the setting if it is better twice."""
    speed, threads = measure(setting)
    if not _better(speed, best.speed):
        return False
    best.speed = quicker(best.speed, measure(best.setting)[0])
    speed = quicker(speed, measure(setting)[0])
    if not _better(speed, best.speed):
        return False
    best.setting, best.speed, best.threads = setting, speed, threads
    return True


def quicker(one: Speed, other: Speed) -> Speed:
    """Of two measurements of the same: what disturbs one only ever makes it slower."""
    return min(one, other, key=lambda speed: speed.ask_seconds)


def _better(speed: Speed, than: Speed) -> bool:
    return speed.ask_seconds <= ENOUGH * than.ask_seconds
