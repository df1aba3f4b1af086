"""Whether the machine runs on its battery: then it computes nothing that nobody asked for."""

from __future__ import annotations

from collections.abc import Callable

import psutil

from writer_app.services.clock import Clock

HOLDS = 30.0
"""Seconds for which an answer of the system holds."""


def plugged() -> bool | None:
    """What the system says of the mains; None without a battery, or where it does not know."""
    if not hasattr(psutil, "sensors_battery"):  # not on every platform
        return None
    battery = psutil.sensors_battery()
    return None if battery is None else battery.power_plugged


class Power:
    def __init__(
        self, ask: Callable[[], bool | None] = plugged, clock: Clock | None = None
    ) -> None:
        self._ask = ask
        self._clock = clock or Clock()
        self._asked_at: float | None = None
        self._on_battery = False

    def on_battery(self) -> bool:
        """True only where that is known; the system is asked every `HOLDS` seconds at most."""
        now = self._clock.monotonic()
        if self._asked_at is None or now - self._asked_at >= HOLDS:
            self._asked_at = now
            self._on_battery = self._ask() is False
        return self._on_battery
