"""Killed two hundred times while it writes decisions, and what is left each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
TIMES = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")
def test_two_hundred_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.kill_writer", str(path), str(TIMES)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["wrong"] == []
    assert found["killed"] == TIMES
    # Else nothing would have been tried.
    assert found["while_writing"] > TIMES / 2
    assert 0 < found["acknowledged"] <= found["kept"]
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert ledger.stats().decisions == found["kept"]
