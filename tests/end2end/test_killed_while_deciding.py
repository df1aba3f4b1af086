"""The editor as a process of its own, killed while the writer takes what is suggested."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

DECIDER = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
import writer_app.app as app

build = app.build_window
FAKE = (sys.executable, "-m", "writer_app.worker", "--backend", "fake")

def deciding(paths, **more):
    window = build(paths, worker=FAKE, **more)
    window.services.preferences.change(ghost_pause_ms=0)
    window.models.start = lambda: window.models.use(window.services.shelf.find(sys.argv[2]))
    taken = 0

    def step():
        nonlocal taken
        offer = window.continuing.short.offer
        if window.host.ready is None:
            return
        if window.ghost.visible and offer is not None and offer.done:
            QTest.keyClick(window.editor, Qt.Key.Key_Tab)
            if window.services.recorder.flush(60):
                print(f"number {taken} went on", flush=True)
            taken += 1
            QTest.keyClick(window.editor, Qt.Key.Key_Return)
        elif not window.editor.text().endswith("]"):
            window.editor.set_caret(len(window.editor.text()))
            QTest.keyClicks(window.editor, f"Then [say: and number {taken} went on.]")

    timer = QTimer(window)
    timer.timeout.connect(step)
    timer.start(0)
    return window

app.build_window = deciding
sys.exit(app.run(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_every_suggestion_that_was_taken_is_in_the_ledger(
    tmp_path: Path, home: Path, tiny_model: Path
) -> None:
    told: list[str] = []
    for wanted in (1, 4, 9):
        path = tmp_path / f"novel-{wanted}.md"
        path.write_text("\n")
        with subprocess.Popen(
            [sys.executable, "-c", DECIDER, str(path), str(tiny_model)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as editor:
            assert editor.stdout is not None
            told += [f"{path.name}: {editor.stdout.readline()}" for _ in range(wanted)]
            editor.send_signal(signal.SIGKILL)
            told += [f"{path.name}: {line}" for line in editor.stdout]
        assert editor.returncode == -signal.SIGKILL
        with Ledger.open(home / "ledger.db") as ledger:
            assert ledger.check() == []
            decisions = ledger.decisions(1000)
        kept = {
            f"{Path(one.document.path).name}: {candidate.taken.strip(' .').removeprefix('and ')}\n"
            for one in decisions
            for candidate in one.candidates
            if candidate.outcome is Outcome.ACCEPTED
        }
        assert set(told) <= kept
        assert all(one.candidates for one in decisions)
