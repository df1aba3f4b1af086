"""What a key costs in following who wrote what: `python -m tests.benchmarks.origins`.

A million characters in a real document; keys fall in the middle of it, behind as many runs of
origins as are given (default 1, 100 and 10,000) and with 200 places followed. Times are those of
the tracker and its listener within `contentsChange`, in milliseconds.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextDocumentLayout

from writer_app.gui.origin_tracker import OriginTracker
from writer_app.text.places import Place
from writer_app.text.provenance import Origin, Provenance

PARAGRAPH = "She had brought a book with her, and she read it standing. " * 8
LENGTH = 1_000_000
KEYS = 400


class Timed(OriginTracker):
    """Notes how long each change took."""

    def __init__(self, document: QTextDocument) -> None:
        self.seconds: list[float] = []
        super().__init__(document)

    def _changed(self, position: int, removed: int, added: int) -> None:
        begun = time.perf_counter()
        super()._changed(position, removed, added)
        self.seconds.append(time.perf_counter() - begun)


def mixed(length: int, runs: int) -> Provenance:
    each = length // runs
    order = (Origin.WRITER, Origin.MODEL)
    parts = [Provenance.of(each, order[i % 2]) for i in range(runs)]
    return Provenance.joined((*parts, Provenance.of(length - each * runs)))


def told(name: str, seconds: list[float]) -> str:
    ms = sorted(1000 * s for s in seconds)
    return f"{name}: median {median(ms):.3f}, p99 {ms[int(0.99 * len(ms))]:.3f}, most {ms[-1]:.3f}"


def measure(runs: int) -> None:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText("\n".join([PARAGRAPH.strip()] * (LENGTH // len(PARAGRAPH))))
    document.clearUndoRedoStacks()
    tracker = Timed(document)
    length = document.characterCount() - 1
    assert tracker.assume(mixed(length, runs))
    behind = length // 2 + 3 * KEYS
    places = [Place(behind + i * 500, behind + i * 500 + 60) for i in range(200)]

    def follow(changes: object) -> None:
        assert isinstance(changes, list)
        for change in changes:
            removed, added = len(change.before), len(change.after)
            places[:] = [place.moved(change.at, removed, added) for place in places]

    tracker.listeners.append(follow)
    print(f"{length:,} characters, {len(tracker.now.lengths):,} runs")
    cursor = QTextCursor(document)
    acts: tuple[tuple[str, Callable[[], None]], ...] = (
        ("a letter", lambda: cursor.insertText("x")),
        ("rubbed out", lambda: cursor.deletePreviousChar()),
        ("a new paragraph", lambda: cursor.insertBlock()),
        ("undo", lambda: document.undo()),
        ("redo", lambda: document.redo()),
    )
    for name, act in acts:
        tracker.seconds.clear()
        for key in range(KEYS):
            if name not in ("undo", "redo"):
                cursor.setPosition(length // 2 + 3 * key)
            act()
        print(f"  {told(name, tracker.seconds)}")
    begun = time.perf_counter()
    tracker.points().packed()
    print(f"  for the journal or a save: {1000 * (time.perf_counter() - begun):.1f}")


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    for count in [int(given) for given in sys.argv[1:]] or [1, 100, 10_000]:
        measure(count)
