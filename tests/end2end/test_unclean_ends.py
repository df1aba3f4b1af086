"""The editor as a process of its own, ended in every unclean way: no word and no worker is left.

The process is driven from inside by a script, because a window has no other hands to type with.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from writer_app.text.journal import Journal

TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import writer_app.app as app

build = app.build_window

def typing(paths, **more):
    window = build(paths, **more)
    window.recovery.quiet.setInterval(0)
    window.models.start = lambda: window.models.use(window.services.shelf.find(sys.argv[2]))

    def type_then_say():
        if window.host.ready is None:
            return
        timer.stop()
        QTest.keyClicks(window.editor, "Words nobody saved. ")
        window.files.run(lambda: None, lambda _: look(), print)

    def look():
        entries = list(paths.journal.glob("*/*.json"))
        if not entries:
            QTimer.singleShot(10, lambda: window.files.run(lambda: None, lambda _: look(), print))
            return
        print("written", window.host.pid, flush=True)

    timer = QTimer(window)
    timer.timeout.connect(type_then_say)
    timer.start(10)
    return window

app.build_window = typing
sys.exit(app.run(sys.argv[1]))
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "novel.md"
    path.write_text("The saved part.\n")
    return path


@pytest.fixture
def editor(document: Path, tiny_model: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(document), str(tiny_model)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def worker_of(editor: subprocess.Popen[str]) -> int:
    """Wait until the text is journalled; the worker's process id."""
    assert editor.stdout is not None
    word, pid = editor.stdout.readline().split()
    assert word == "written"
    return int(pid)


def gone(pid: int) -> bool:
    """Wait for a process that is not ours; a zombie of some init counts as gone."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def left(home: Path) -> list[str]:
    return [entry.text for entry in Journal(home / "journal").orphans()]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGABRT])
def test_ended_from_outside(
    editor: subprocess.Popen[str], document: Path, home: Path, how: signal.Signals
) -> None:
    worker = worker_of(editor)
    assert left(home) == []  # it lives: nobody else may take its text
    editor.send_signal(how)
    editor.wait(timeout=30)
    assert gone(worker)
    assert left(home) == ["Words nobody saved. The saved part.\n"]
    assert document.read_text() == "The saved part.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_worker_killed_the_editor_goes_on(editor: subprocess.Popen[str], home: Path) -> None:
    worker = worker_of(editor)
    os.kill(worker, signal.SIGKILL)
    assert gone(worker)
    assert editor.poll() is None
    editor.terminate()
    assert editor.wait(timeout=30) == 0
