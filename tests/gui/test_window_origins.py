"""Who wrote what, in the real window: taken by its keys, kept, lost, brought back, and shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.document_driver import saved
from tests.gui.ghosts import FAKE, ghost
from tests.gui.sheet import picture
from tests.gui.test_window_rewrite import ask, key, open_pane
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.actions import Act
from writer_app.gui.main_window import MainWindow
from writer_app.text.provenance import Origin, Provenance

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SAID = " and the rain went on."
BEFORE = f"The night 👩‍👧 was cold [say:{SAID}]"


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    window = build_window(paths, model=tiny_model, worker=FAKE)
    window.services.preferences.change(ghost_pause_ms=0)
    window.show()
    window.activateWindow()
    window.editor.setFocus()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def by(window: MainWindow, origin: Origin = Origin.MODEL) -> list[str]:
    text = window.editor.text()
    spans = window.editor.origins.points().spans()
    return [text[start:end] for start, end, of in spans if of is origin]


def kept(window: MainWindow) -> list[Path]:
    window.files.run(lambda: None, lambda _: None, lambda _: None)
    folder = window.services.paths.provenance
    return sorted(folder.glob("*.json")) if folder.exists() else []


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """What was given to the background is done."""
    done: list[bool] = []
    window.files.run(lambda: None, lambda _: done.append(True), lambda _: None)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)


def with_a_ghost_taken(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text(BEFORE[:-1])
    window.editor.set_caret(len(BEFORE))
    ghost(qtbot, window, "]")
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == BEFORE + SAID


def test_a_ghost_that_is_taken_is_the_models_and_what_is_typed_along_is_not(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.editor.set_text(BEFORE[:-1])
    window.editor.set_caret(len(BEFORE))
    ghost(qtbot, window, "]")
    QTest.keyClicks(window.editor, " and")
    QTest.keyClick(window.editor, Key.Key_Right, CTRL)
    assert by(window) == [" the"]
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert by(window) == [SAID.removeprefix(" and")]


def test_typed_in_the_middle_undone_and_redone(qtbot: QtBot, window: MainWindow) -> None:
    with_a_ghost_taken(qtbot, window)
    editor = window.editor
    editor.set_caret(len(BEFORE) + 8)
    QTest.keyClicks(editor, " cold")
    assert by(window) == [" and the", " rain went on."]
    while editor.text() != BEFORE[:-1]:
        editor.undo()
    assert by(window) == []
    while editor.document().isRedoAvailable():
        editor.redo()
    assert by(window) == [" and the", " rain went on."]


def test_a_rewrite_leaves_the_writers_words_the_writers(qtbot: QtBot, window: MainWindow) -> None:
    source = "We were sitting in the dark and we were waiting for it to be over."
    window.services.preferences.change(ghost_enabled=False)
    window.editor.set_text(f"First.\n\n{source}\n\nLast.")
    window.editor.select(8, 8 + len(source))
    open_pane(window)
    ask(qtbot, window, "We sat in the dark and waited for it to be over.")
    key(window, Key.Key_A, SHIFT)
    key(window, Key.Key_Return, CTRL)
    assert "We sat in the dark" in window.editor.text()
    assert [part.strip() for part in by(window)] == ["sat", "waited"]
    window.editor.undo()
    assert by(window) == []
    window.editor.redo()
    assert [part.strip() for part in by(window)] == ["sat", "waited"]


def test_a_paste_is_marked_as_one(window: MainWindow) -> None:
    window.editor.set_text("Mine. ")
    window.editor.set_caret(6)
    data = QMimeData()
    data.setText("Not mine.")
    window.editor.insertFromMimeData(data)
    assert by(window, Origin.PASTED) == ["Not mine."]


def test_saved_and_opened_again(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with_a_ghost_taken(qtbot, window)
    file, copy = tmp_path / "night.md", tmp_path / "copy.md"
    saved(qtbot, window, lambda: window.documents.save_as(file))
    saved(qtbot, window, lambda: window.documents.save_as(copy))
    settled(qtbot, window)
    assert len(kept(window)) == 2
    for each in kept(window):
        assert each.stat().st_mode & 0o777 == 0o600
        assert b"night" not in each.read_bytes()
    for path in (file, copy):
        window.documents.new()
        assert by(window) == []
        window.documents.open(path)
        assert by(window) == [SAID]
    QTest.keyClicks(window.editor, "So ")
    window.editor.undo()
    assert by(window) == [SAID]


def test_of_a_text_that_another_program_changed_nothing_is_guessed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with_a_ghost_taken(qtbot, window)
    file = tmp_path / "night.md"
    saved(qtbot, window, lambda: window.documents.save_as(file))
    settled(qtbot, window)
    file.write_text(file.read_text(encoding="utf-8").replace("cold", "warm"), encoding="utf-8")
    window.documents.revert()  # here the text before is known, and what stayed of it
    assert by(window) == [SAID]
    window.documents.new()
    window.documents.open(file)
    assert by(window) == []


def test_a_save_keeps_what_stood_there_when_it_began(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with_a_ghost_taken(qtbot, window)
    file = tmp_path / "night.md"
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        window.documents.save_as(file)
        window.editor.insert_at_caret(" More.")
    settled(qtbot, window)
    window.documents.revert()
    window.documents.new()
    window.documents.open(file)
    assert by(window) == [SAID]


def test_no_record_is_kept_where_none_is_wanted(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with_a_ghost_taken(qtbot, window)
    file = tmp_path / "night.md"
    saved(qtbot, window, lambda: window.documents.save_as(file))
    settled(qtbot, window)
    assert len(kept(window)) == 1
    window.actions_table[Act.DO_NOT_LOG].setChecked(True)
    settled(qtbot, window)
    assert kept(window) == []
    saved(qtbot, window)
    settled(qtbot, window)
    assert kept(window) == []


def test_a_crash_does_not_lose_it(qtbot: QtBot, window: MainWindow) -> None:
    with_a_ghost_taken(qtbot, window)
    with qtbot.waitSignal(window.recovery.settled, timeout=10_000):
        window.recovery.write_now()
    (file,) = window.services.paths.journal.glob("*/*.json")
    assert window.editor.origins.points().packed() in file.read_text(encoding="ascii")
    # What another process would read, without ending this one.
    orphan = file.parent.parent / "gone"
    orphan.mkdir()
    file.rename(orphan / file.name)
    window.editor.document().setModified(False)
    window.documents.new()
    (entry,) = window.recovery.orphans()
    window.documents.restore(entry)
    assert by(window) == [SAID]


def dimmed(window: MainWindow) -> list[str]:
    """What is painted in the colour of the model's text, paragraph by paragraph."""
    block, found = window.editor.document().begin(), []
    muted = QColor(window.theming.theme.muted)
    while block.isValid():
        for part in block.layout().formats():
            if part.format.foreground().color() == muted:
                found.append(block.text()[part.start : part.start + part.length])
        block = block.next()
    return found


@pytest.mark.parametrize("dark", [False, True])
def test_shown_when_asked_for(window: MainWindow, dark: bool) -> None:
    editor, status = window.editor, window.status.origins
    window.theming.set_dark(dark)
    editor.set_text("# Night\n\nThe model wrote **all of this**, and this came from afar.")
    origins = Provenance((13, 35, 18), (Origin.WRITER, Origin.MODEL, Origin.PASTED))
    assert editor.origins.assume(origins)
    plain = picture(editor)
    assert dimmed(window) == []
    assert not status.isVisible()
    QTest.keyClick(editor, Key.Key_F9)
    theirs = editor.slice(13, 48)
    assert dimmed(window) == [theirs]
    assert picture(editor) != plain
    assert status.isVisible()
    assert status.text() == "53% by the model"
    editor.set_caret(11)
    QTest.keyClicks(editor, "x" * 66)  # moves it, and colours the paragraph anew
    assert dimmed(window) == [theirs]
    assert status.text() == "27% by the model"
    QTest.keyClick(editor, Key.Key_F9)
    assert dimmed(window) == []
    assert not status.isVisible()
