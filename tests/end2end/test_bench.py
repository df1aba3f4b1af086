"""`writer-app bench` as a writer runs it: real workers, a tiny model, figures of any size."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiny_gguf import make_tiny_gguf

SCENARIOS = (
    "first token",
    "rewritten in between",
    "reading ahead",
    "one step of decoding",
    "one word changed",
    "back at the end",
    "until new work starts",
    "four candidates",
    "slips put right",
    "drafts from the source",
    "idle machine",
    "one busy process",
    "nothing forbidden",
    "1,000 phrases forbidden",
    "process start",
    "state saved",
)


@pytest.fixture(scope="module")
def short_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a short context, to which every length is scaled."""
    return make_tiny_gguf(tmp_path_factory.mktemp("models") / "short.gguf", n_ctx_train=1024)


def command(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "writer_app", "bench", *map(str, args)]


def test_every_scenario_is_measured_and_reported(short_model: Path, tmp_path: Path) -> None:
    report = tmp_path / "figures.json"
    ran = subprocess.run(
        command("--model", short_model, "--runs", "2", "--json", report),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    for scenario in SCENARIOS:
        assert scenario in ran.stdout
    assert str(report) in ran.stdout
    assert "typing and pausing" in ran.stderr
    data = json.loads(report.read_text(encoding="utf-8"))
    assert data["model"]["file"] == "short.gguf"
    assert data["sizes"]["document"] == 438
    assert data["machine"]["cores"] >= 1
    figures = {figure["figure"]: figure for figure in data["figures"]}
    assert len(figures) >= len(SCENARIOS)
    for name, figure in figures.items():
        assert len(figure["runs"]) == (1 if name == "memory" else 2), name
        assert min(figure["runs"]) <= figure["median"] <= max(figure["runs"])
        assert figure["median"] > 0 or name == "cancel"
    assert data["notes"]["same text with drafts and without"] == "2 of 2"
    assert data["notes"]["saved state, bytes"] > 0


def test_ctrl_c_ends_it_with_a_word(short_model: Path) -> None:
    """What it started ends with it: the test's own fixtures look for what is left."""
    # A suite that runs in the background is deaf to Ctrl+C, and what it starts would be, too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        command("--model", short_model, "--runs", "100"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as bench:
        signal.signal(signal.SIGINT, before)
        assert bench.stderr is not None
        while "typing and pausing" not in (line := bench.stderr.readline()):
            assert line, "it ended before it measured anything"
        bench.send_signal(signal.SIGINT)
        out, err = bench.communicate()
    assert bench.returncode == 1
    assert "Aborted!" in err
    assert "Traceback" not in err
    assert out == ""


def test_a_report_needs_a_folder_before_anything_is_measured(
    short_model: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "missing" / "figures.json"
    ran = subprocess.run(
        command("--model", short_model, "--json", missing),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "there is no folder" in ran.stderr
    assert ran.stdout == ""
