"""The tour is the whole main job with the real starter, so a test has only to run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run_tour(out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "writer_app", "tour", "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.starter
@pytest.mark.timeout(900)
def test_the_tour_ends_well_and_leaves_pictures_and_an_export(tmp_path: Path) -> None:
    out = tmp_path / "tour"
    result = run_tour(out)
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(list(out.glob("*.png"))) >= 10
    rows = (out / "export" / "dpo" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows += (out / "export" / "dpo" / "test.jsonl").read_text(encoding="utf-8").splitlines()
    assert rows
    assert all(set(json.loads(row)) == {"prompt", "chosen", "rejected"} for row in rows)
    assert (out / "draft.md").read_text(encoding="utf-8").startswith("# The Late Ferry")
    assert not list(out.rglob("*.gguf"))


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "novel.md"
    mine.write_text("mine", encoding="utf-8")
    result = run_tour(tmp_path)
    assert result.returncode == 1
    assert "no tour left there" in result.stderr
    assert mine.read_text(encoding="utf-8") == "mine"
