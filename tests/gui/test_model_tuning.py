"""When a model is fitted to the machine: in the real window, with measurements that are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import SimpleNamespace, TracebackType
from typing import Self

import psutil
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.engine.messages import Failed, Load, Measured, Ready, Reply, Step
from writer_app.engine.work import Work
from writer_app.gui.actions import Act
from writer_app.gui.main_window import MainWindow
from writer_app.services.tuning import calibrated


@dataclass(slots=True)
class Bench:
    """Flash attention is quicker here. `stuck`: no measurement ends; `broken`: each fails."""

    stuck: bool = False
    broken: bool = False
    begun: Event = field(default_factory=Event)
    workers: int = 0

    def spawn(self, spin: int) -> Measuring:
        self.workers += 1
        return Measuring(self)


class Measuring:
    """A worker that is measured, without one."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._load: Load | None = None
        self._reply: Callable[[Reply], None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def load(self, load: Load) -> Ready:
        self._load = load
        return Ready(load.path, "m", 512, 512, 256, 1, 1, 1, False, 0, 0.1)

    def submit(self, work: Work, reply: Callable[[Reply], None]) -> int:
        self._reply = reply
        return 1

    def pump(self, timeout: float) -> bool:
        self._bench.begun.set()
        if self._bench.stuck:
            return Event().wait(0.001)
        assert self._load is not None
        assert self._reply is not None
        if self._bench.broken:
            self._reply(Failed(1, "decode_failed", "as told"))
            return True
        seconds = 0.01 if self._load.flash_attn else 0.02
        steps = tuple(Step(tokens, seconds) for tokens in (1, 2, 3, 4))
        self._reply(Measured(1, 100.0, 1 / seconds, steps))
        return True


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    return Bench()


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path, bench: Bench) -> Iterator[MainWindow]:
    window = build_window(paths, model=tiny_model, worker=FAKE, spawn=bench.spawn)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def known(window: MainWindow) -> bool:
    entry = window.models.entry
    assert entry is not None
    return calibrated(window.services.shelf, entry)


def after_a_while(qtbot: QtBot, window: MainWindow) -> None:
    """Nobody has written for long."""
    window.tuning.quiet.start(0)
    qtbot.waitUntil(
        lambda: not window.tuning.quiet.isActive() or window.tuning.quiet.interval() > 0,
        timeout=20_000,
    )


def test_a_new_model_is_fitted_once_while_nobody_writes(
    qtbot: QtBot, window: MainWindow, bench: Bench
) -> None:
    assert window.tuning.quiet.isActive()
    assert not known(window)
    with qtbot.waitSignals([window.tuning.ended, window.host.became_ready], timeout=20_000):
        window.tuning.quiet.start(0)
    assert known(window)
    assert window.host.wanted is not None
    assert window.host.wanted.flash_attn  # loaded again as it is best
    assert "fitted" in window.notices.words()
    assert "100 tokens a second" in window.notices.words()
    workers = bench.workers
    after_a_while(qtbot, window)
    assert not window.tuning.running
    assert bench.workers == workers


def test_the_first_key_stops_it(qtbot: QtBot, window: MainWindow, bench: Bench) -> None:
    bench.stuck = True
    window.tuning.quiet.start(0)
    qtbot.waitUntil(bench.begun.is_set, timeout=20_000)
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        QTest.keyClicks(window.editor, "x")
    assert not known(window)
    assert window.tuning.quiet.isActive()  # another time
    assert window.notices.current is None


def test_the_writer_asks_for_it(qtbot: QtBot, window: MainWindow, bench: Bench) -> None:
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        window.actions_table[Act.MEASURE_MODEL].trigger()
        assert "being measured" in window.notices.words()
    assert "100 tokens a second" in window.notices.words()
    workers = bench.workers
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        window.actions_table[Act.MEASURE_MODEL].trigger()
    assert bench.workers > workers  # asked again, it is measured again


def test_asked_for_and_stopped_is_said(qtbot: QtBot, window: MainWindow, bench: Bench) -> None:
    bench.stuck = True
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        window.actions_table[Act.MEASURE_MODEL].trigger()
        QTest.keyClicks(window.editor, "x")
    assert "stopped" in window.notices.words()


def test_what_cannot_be_measured_is_left_and_said_only_to_who_asked(
    qtbot: QtBot, window: MainWindow, bench: Bench
) -> None:
    bench.broken = True
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        window.tuning.quiet.start(0)
    assert window.notices.current is None
    workers = bench.workers
    after_a_while(qtbot, window)
    assert bench.workers == workers
    with qtbot.waitSignal(window.tuning.ended, timeout=20_000):
        window.actions_table[Act.MEASURE_MODEL].trigger()
    assert "could not be measured" in window.notices.words()


def test_not_on_battery(
    qtbot: QtBot, window: MainWindow, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    battery = SimpleNamespace(power_plugged=False)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: battery, raising=False)
    after_a_while(qtbot, window)
    assert bench.workers == 0
    assert window.tuning.quiet.isActive()


def test_a_window_that_closes_ends_it(
    qtbot: QtBot, paths: Paths, tiny_model: Path, bench: Bench
) -> None:
    bench.stuck = True
    window = build_window(paths, model=tiny_model, worker=FAKE, spawn=bench.spawn)
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    window.tuning.quiet.start(0)
    qtbot.waitUntil(bench.begun.is_set, timeout=20_000)
    put_away(window)
    workers = bench.workers
    assert workers == 1


def test_without_workers_to_measure_in_nothing_is_done(
    qtbot: QtBot, paths: Paths, tiny_model: Path
) -> None:
    window = build_window(paths, model=tiny_model, worker=FAKE)
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    QTest.keyClicks(window.editor, "x")
    assert not window.tuning.quiet.isActive()
    put_away(window)
