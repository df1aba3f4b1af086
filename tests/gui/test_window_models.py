"""Models in the real window, with real workers on llama.cpp: swapped, broken, deleted, killed."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.tiny_gguf import make_tiny_gguf
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.config.settings import Settings
from writer_app.gui.main_window import MainWindow
from writer_app.gui.model_dialog import ModelDialog


@pytest.fixture
def own_model(tiny_model: Path, tmp_path: Path) -> Path:
    """A model this test may damage."""
    return Path(shutil.copy(tiny_model, tmp_path / "mine.gguf"))


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, own_model: Path) -> Iterator[MainWindow]:
    window = build_window(paths, model=own_model)
    window.show()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=30_000)
    yield window
    put_away(window)


def told(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.notices.words(), timeout=30_000)


def use(window: MainWindow, path: Path) -> None:
    window.models.use(window.services.shelf.find(str(path)))


def test_the_model_in_use_is_named_and_hashed(
    qtbot: QtBot, window: MainWindow, own_model: Path
) -> None:
    assert window.status.model.text() == "mine"
    assert window.services.preferences.now.model == str(own_model)
    qtbot.waitUntil(lambda: bool(window.models.used().sha256), timeout=20_000)
    used = window.models.used()
    assert used.file_name == "mine.gguf"
    assert used.architecture == "llama"
    assert len(used.sha256) == 64
    assert used.llama_cpp


def test_swapping_needs_no_restart(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "other.gguf"
    make_tiny_gguf(other, seed=7)
    first = window.models.used()
    QTest.keyClicks(window.editor, "Typing is ")
    with qtbot.waitSignal(window.host.became_ready, timeout=30_000):
        use(window, other)
        QTest.keyClicks(window.editor, "never blocked")
    assert window.editor.text() == "Typing is never blocked"
    assert window.host.ready is not None
    assert window.host.ready.path == str(other)
    assert window.status.model.text() == "other"
    settings, _ = Settings.load(window.services.paths.settings)
    assert settings.model == str(other)
    qtbot.waitUntil(lambda: window.models.used().sha256 not in ("", first.sha256), timeout=20_000)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("missing", ""),
        ("text", "GGUF"),
        ("truncated", ""),
        ("vocabulary", "vocabulary"),
        ("architecture", "kind"),
    ],
)
def test_a_bad_model_is_named_and_the_one_before_stays(
    qtbot: QtBot, window: MainWindow, own_model: Path, tmp_path: Path, damage: str, words: str
) -> None:
    bad = tmp_path / "bad.gguf"
    if damage == "text":
        bad.write_text("Once upon a time. " * 100)
    elif damage == "vocabulary":
        make_tiny_gguf(bad, vocab_only=True)
    elif damage == "architecture":
        make_tiny_gguf(bad, arch="nosuch")
    else:
        make_tiny_gguf(bad)
    entry = window.services.shelf.find(str(bad))
    if damage == "truncated":
        bad.write_bytes(bad.read_bytes()[:-2000])
    elif damage == "missing":
        bad.unlink()
    window.models.use(entry)
    qtbot.waitUntil(lambda: window.notices.current is not None, timeout=30_000)
    assert words in window.notices.words()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=30_000)
    assert window.host.ready is not None
    assert window.host.ready.path == str(own_model)
    assert window.status.model.text() == "mine"
    assert window.services.preferences.now.model == str(own_model)


def test_a_model_deleted_while_in_use(qtbot: QtBot, window: MainWindow, own_model: Path) -> None:
    window.services.preferences.change(ghost_enabled=False)
    QTest.keyClicks(window.editor, "Still here")
    own_model.unlink()
    os.kill(window.host.pid, signal.SIGKILL)  # lives on its mapped file until it must be reread
    qtbot.waitUntil(lambda: window.host.wanted is None, timeout=30_000)
    told(qtbot, window, "no")
    assert window.editor.text() == "Still here"
    assert window.status.model.text() == "No model"


def test_the_dialog_shows_the_header_before_it_loads(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    other = tmp_path / "dropped.gguf"
    make_tiny_gguf(other, seed=3)
    window.open_path(other)
    (dialog,) = window.findChildren(ModelDialog)
    facts = " ".join(f"{k}: {v}" for k, v in dialog.facts().items()).lower()
    for word in ("architecture", "size", "quantisation", "context", "template", "licence"):
        assert word in facts, facts
    assert window.host.ready is not None
    assert window.host.ready.path != str(other)  # looked at, not loaded
    with qtbot.waitSignal(window.host.became_ready, timeout=30_000):
        dialog.use_button.click()
    assert window.host.ready.path == str(other)


def test_a_broken_file_dropped_is_refused_in_the_dialog(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_text("no model")
    window.open_path(bad)
    (dialog,) = window.findChildren(ModelDialog)
    assert "bad.gguf" in dialog.words()
    dialog.reject()


def test_the_settings_name_a_model_that_is_gone(
    qtbot: QtBot, paths: Paths, tmp_path: Path, starter_model: Path
) -> None:
    Settings(model=str(tmp_path / "gone.gguf")).save(paths.settings)
    window = build_window(paths)
    window.show()
    window.begin(None, "sample")
    told(qtbot, window, "gone")
    qtbot.waitUntil(lambda: window.host.wanted is not None, timeout=30_000)
    assert window.host.wanted is not None
    assert window.host.wanted.path == str(starter_model)  # the starter stands in
    put_away(window)


def test_what_is_asked_during_a_swap_is_put_down_to_the_new_model(
    qtbot: QtBot, window: MainWindow, own_model: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.gguf"
    make_tiny_gguf(other, seed=7)
    with qtbot.waitSignal(window.host.became_ready, timeout=30_000):
        use(window, other)
        assert window.models.used().file_name == "mine.gguf"  # while the other is hashed
        qtbot.waitUntil(lambda: window.host.busy_loading, timeout=30_000)
        assert window.models.used().file_name == "other.gguf"
    assert window.host.wanted is not None
    assert window.host.wanted.model_sha256 == window.models.used().sha256 != ""
    assert window.host.wanted.states == str(window.services.paths.states)
    other.write_bytes(other.read_bytes()[:-4000])
    with qtbot.waitSignal(window.host.became_ready, timeout=30_000):
        use(window, own_model)
    use(window, other)
    assert window.models.used().file_name == "mine.gguf"
