"""How many threads a machine gets, on machines made of files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from writer_app.worker import threads


def machine(
    monkeypatch: pytest.MonkeyPatch, folder: Path, siblings: list[str], quota: str = "max 100000"
) -> None:
    for cpu, text in enumerate(siblings):
        topology = folder / f"cpu{cpu}" / "topology"
        topology.mkdir(parents=True)
        (topology / "thread_siblings_list").write_text(text)
    (folder / "cpu.max").write_text(quota)
    monkeypatch.setattr(threads, "CPUS", folder)
    monkeypatch.setattr(threads, "QUOTA", folder / "cpu.max")
    monkeypatch.setattr(threads, "_our_cpus", lambda: set(range(len(siblings))))


@pytest.mark.parametrize(
    ("siblings", "quota", "expected"),
    [
        (["0", "1"], "max 100000", 2),
        (["0,1", "0,1"], "max 100000", 2),
        (["0"], "max 100000", 1),
        ([f"{i % 8},{i % 8 + 8}" for i in range(16)], "max 100000", 8),
        ([str(i) for i in range(16)], "400000 100000", 4),
        ([str(i) for i in range(16)], "50000 100000", 1),
        ([str(i) for i in range(16)], "nonsense", 16),
    ],
)
def test_physical_cores_within_the_quota(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    siblings: list[str],
    quota: str,
    expected: int,
) -> None:
    machine(monkeypatch, tmp_path, siblings, quota)
    assert threads.sensible_threads() == expected


def test_without_these_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "CPUS", tmp_path)
    monkeypatch.setattr(threads, "QUOTA", tmp_path / "none")
    for count, expected in ((1, 1), (4, 4), (16, 8)):
        monkeypatch.setattr(threads, "_our_cpus", lambda count=count: set(range(count)))
        assert threads.sensible_threads() == expected


def test_this_machine() -> None:
    assert threads.sensible_threads() >= 1


class Clock:
    """Time and the kernel's count of what two cores spent on others, both told by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.now = 0.0
        self._stat = folder / "stat"
        monkeypatch.setattr(threads, "STAT", self._stat)
        monkeypatch.setattr(threads, "_our_cpus", lambda: {0, 1})
        monkeypatch.setattr(threads, "time", self)
        self.spend(0.0, 0.0)

    def monotonic(self) -> float:
        return self.now

    def process_time(self) -> float:
        return 0.0

    def spend(self, seconds: float, others: float) -> None:
        """So much time goes by, in which others use so many cores."""
        self.now += seconds
        before = int(self._stat.read_text().split()[1]) if self._stat.exists() else 0
        ticks = before + round(seconds * others * os.sysconf("SC_CLK_TCK"))
        self._stat.write_text(f"cpu0 {ticks} 0 0 9 0 0 0 0\ncpu1 0 0 0 9 0 0 0 0\ncpu2 7 7 7\n")


@pytest.mark.parametrize("step", [0.02, 0.15, 0.9, 5.0])
def test_a_thread_goes_beside_a_busy_process_however_long_a_step_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    clock = Clock(monkeypatch, tmp_path)
    applied: list[int] = []
    pace = threads.Pace(2, applied.append)

    def decode(others: float) -> None:
        for _ in range(max(1, round(0.2 / step))):
            pace.before()
            clock.spend(step, others)
            pace.after()

    decode(0.0)
    assert applied == []
    decode(1.0)
    assert applied == [1]
    decode(0.0)
    assert applied == [1, 2]


def test_what_went_on_between_two_asks_takes_no_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch, tmp_path)
    applied: list[int] = []
    pace = threads.Pace(2, applied.append)
    clock.spend(30.0, 2.0)
    pace.before()
    clock.spend(0.3, 0.0)
    pace.after()
    assert applied == []
