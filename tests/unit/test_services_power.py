"""Battery or mains: what the system says, and how often it is asked."""

from __future__ import annotations

import pytest

from tests.unit.scripted_engine import HandClock
from writer_app.services.power import HOLDS, Power, plugged


@pytest.mark.parametrize(("said", "on_battery"), [(False, True), (True, False), (None, False)])
def test_only_what_is_known_to_be_a_battery_is_one(said: bool | None, on_battery: bool) -> None:
    assert Power(lambda: said).on_battery() is on_battery


def test_the_system_is_asked_again_only_after_a_while() -> None:
    time = HandClock()
    said = [True, False]
    power = Power(lambda: said.pop(0), time.clock)
    assert not power.on_battery()
    time.seconds = HOLDS - 1
    assert not power.on_battery()
    time.seconds = HOLDS
    assert power.on_battery()
    assert said == []


def test_this_machine_says_something() -> None:
    assert plugged() in (True, False, None)
    assert Power().on_battery() is (plugged() is False)
