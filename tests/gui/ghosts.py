"""Text at the caret, typed and waited for, in a window whose worker speaks a script."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Decision
from writer_app.ledger.store import Ledger

FAKE = (sys.executable, "-m", "writer_app.worker", "--backend", "fake")


@contextmanager
def scripted_window(qtbot: QtBot, paths: Paths, model: Path) -> Iterator[MainWindow]:
    """Its model is ready, and suggests without a pause."""
    window = build_window(paths, model=model, worker=FAKE)
    window.services.preferences.change(ghost_pause_ms=0)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def type_into(window: MainWindow, text: str) -> None:
    QTest.keyClicks(window.editor, text)


def ghost(qtbot: QtBot, window: MainWindow, text: str) -> str:
    """Type, and wait for the whole ghost."""
    type_into(window, text)

    def there() -> bool:
        offer = window.continuing.short.offer
        return window.ghost.visible and offer is not None and offer.done

    qtbot.waitUntil(there, timeout=20_000)
    return window.ghost.text


def decisions(window: MainWindow) -> list[Decision]:
    assert window.services.recorder.flush()
    with Ledger.open(window.services.paths.ledger) as ledger:
        return list(ledger.decisions(100))
