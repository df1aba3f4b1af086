"""The tour is the whole main job with the real starter, so a test has only to run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LISTENER = """
import atexit, os, sys

def note(line):
    file = os.open(os.environ["NETWORK_LOG"], os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    os.write(file, f"{os.getpid()} {line}\\n".encode())
    os.close(file)

def hear(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"):
        note(f"network {event} {args[1:]}")

def look():
    with open("/proc/self/maps") as maps:
        if "Qt6Network" in maps.read():
            note("network: Qt's own is loaded")

note("began")
sys.addaudithook(hear)
if sys.platform == "linux":
    atexit.register(look)
"""
"""What every process of the tour loads at its start: it tells of each use of a network."""


def run_tour(out: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "writer_app", "tour", "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **more},
    )


@pytest.mark.starter
@pytest.mark.timeout(900)
def test_the_tour_ends_well_and_no_process_of_it_opens_a_connection(tmp_path: Path) -> None:
    out, heard = tmp_path / "tour", tmp_path / "heard"
    (tmp_path / "sitecustomize.py").write_text(LISTENER, encoding="utf-8")
    result = run_tour(out, PYTHONPATH=str(tmp_path), NETWORK_LOG=str(heard))
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stderr == ""
    lines = heard.read_text(encoding="utf-8").splitlines()
    # The editor, its first worker, the one after the swap, the one after the kill.
    assert len({line.split()[0] for line in lines}) >= 4
    assert not [line for line in lines if "network" in line]
    assert len(list(out.glob("*.png"))) >= 10
    files = (out / "export" / "dpo").glob("*.jsonl")
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines()]
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
