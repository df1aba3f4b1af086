"""How many threads a machine gets, on machines made of files."""

from __future__ import annotations

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
