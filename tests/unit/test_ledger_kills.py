"""Killed two hundred times while it writes decisions, and while it forgets: what is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from writer_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
TIMES = 200

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def killed(folder: Path, times: int, *more: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.kill_writer", str(folder), str(times), *more],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    found = killed(tmp_path, TIMES)
    assert found["wrong"] == []
    assert found["killed"] == TIMES
    # Else nothing would have been tried.
    assert found["while_writing"] > TIMES / 3
    assert 0 < found["acknowledged"] <= found["kept"]
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        assert ledger.check() == []
        assert ledger.stats().decisions == found["kept"]


def test_forgetting_that_was_cut_short_is_done_by_doing_it_again(tmp_path: Path) -> None:
    found = killed(tmp_path, 20, "forget")
    assert found["wrong"] == []
    assert found["cut_short"] > 0
