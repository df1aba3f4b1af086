"""The window as a whole: its start, its menus, its status line, its data in any state."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.config.settings import Settings
from writer_app.gui.actions import TABLE, Act
from writer_app.gui.commands import sample_text
from writer_app.gui.main_window import MainWindow
from writer_app.gui.recover_dialog import RecoverDialog
from writer_app.gui.word_tally import WordTally
from writer_app.ledger.store import Ledger
from writer_app.text.journal import Entry, Journal

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(still_window: MainWindow) -> MainWindow:
    return still_window


def told(qtbot: QtBot, window: MainWindow, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.notices.words(), timeout=10_000)


# Keys and menus


def test_every_action_has_a_key_of_its_own() -> None:
    keys = [key for row in TABLE for key in row.keys]
    assert all(row.keys for row in TABLE)
    assert len(keys) == len(set(keys))
    assert {row.act for row in TABLE} == set(Act)
    assert all(not QKeySequence.fromString(key).isEmpty() for key in keys)


def test_every_action_stands_in_a_menu_and_in_the_palette(window: MainWindow) -> None:
    in_menus = set()
    for menu_action in window.menuBar().actions():
        menu = menu_action.menu()
        assert menu is not None
        in_menus |= {action.text() for action in menu.actions()}  # type: ignore[attr-defined]
    assert {row.text for row in TABLE} <= in_menus
    QTest.keyClick(window.editor, Qt.Key.Key_P, CTRL | SHIFT)
    assert window.palette_box.isVisible()
    enabled = {action.text() for action in window.actions_table if action.isEnabled()}
    assert set(window.palette_box.names()) == enabled


def test_the_palette_runs_what_it_names(window: MainWindow) -> None:
    QTest.keyClick(window.editor, Qt.Key.Key_P, CTRL | SHIFT)
    QTest.keyClicks(window.palette_box.field, "preview")
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert window.preview.isVisible()
    assert window.actions_table[Act.PREVIEW].isChecked()


def test_preview_follows_the_text(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window.editor, Qt.Key.Key_V, CTRL | SHIFT)
    QTest.keyClicks(window.editor, "# A title")
    qtbot.waitUntil(lambda: window.preview.toPlainText() == "A title", timeout=5_000)


def test_panes_come_and_go_without_moving_the_text(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text("\n\n".join(f"Paragraph {i}. " + "word " * 80 for i in range(40)))
    window.editor.set_caret(len(window.editor.text()) // 2)
    qtbot.waitUntil(lambda: window.editor.firstVisibleBlock().blockNumber() > 10)
    top = window.editor.firstVisibleBlock().blockNumber()
    for _ in range(2):
        for act in (Act.PREVIEW, Act.CONTINUATIONS):
            window.actions_table[act].trigger()
            QTest.qWait(0)
            assert window.editor.viewport().rect().intersects(window.editor.cursorRect())
    assert abs(window.editor.firstVisibleBlock().blockNumber() - top) <= 1


def test_find_from_the_menu(window: MainWindow) -> None:
    window.editor.set_text("one two one")
    QTest.keyClick(window.editor, Qt.Key.Key_F, CTRL)
    assert window.find_bar.isVisible()


def test_dark_and_light_are_kept(window: MainWindow) -> None:
    window.actions_table[Act.DARK].trigger()
    dark = window.theming.theme
    assert dark.dark
    assert window.editor.theme == dark
    settings, problem = Settings.load(window.services.paths.settings)
    assert problem is None
    assert settings.theme == "dark"
    window.actions_table[Act.DARK].trigger()
    assert not window.theming.theme.dark


def test_zoom_is_kept(window: MainWindow) -> None:
    window.actions_table[Act.ZOOM_IN].trigger()
    settings, _ = Settings.load(window.services.paths.settings)
    assert settings.zoom == pytest.approx(window.editor.zoom) != 1.0


def test_about_says_where_the_data_is(window: MainWindow, home: Path) -> None:
    window.actions_table[Act.ABOUT].trigger()
    (box,) = window.findChildren(QMessageBox, "about")
    assert str(home) in box.informativeText()
    box.reject()


def test_a_dropped_text_file_opens(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dropped.md"
    path.write_text("dropped")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.editor.text() == "dropped", timeout=5_000)


def test_recent_files_are_listed_and_forgotten_when_gone(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a&b.md"
    path.write_text("x")
    window.documents.open(path)
    assert window.services.preferences.now.recent == (str(path),)
    window.documents.new()
    path.unlink()
    window.documents.open(path)
    assert not window.services.preferences.now.recent


# The status line


def test_words_are_counted_as_they_are_written(window: MainWindow) -> None:
    QTest.keyClicks(window.editor, "one two")
    assert window.status.words.text() == "2 words"
    QTest.keyClick(window.editor, Qt.Key.Key_Return)
    QTest.keyClicks(window.editor, "three")
    assert window.status.words.text() == "3 words"
    window.editor.select(0, 3)
    assert window.status.words.text() == "1 of 3 words"
    window.editor.replace(0, 8, "")
    assert window.status.words.text() == "1 word"
    window.editor.undo()
    assert window.status.words.text() == "3 words"


def test_a_long_text_is_counted_in_slices(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text("Five words in each line\n" * 5_000)
    assert not window.tally.complete
    window.editor.set_caret(0)
    QTest.keyClicks(window.editor, "More ")
    qtbot.waitUntil(lambda: window.tally.complete, timeout=20_000)
    assert window.tally.words == 25_001
    fresh = WordTally(window.editor.document(), window)
    qtbot.waitUntil(lambda: fresh.complete, timeout=20_000)
    assert fresh.words == 25_001


# What lies in the app's home


def test_rubbish_in_the_settings(qtbot: QtBot, paths: Paths) -> None:
    paths.settings.write_bytes(b"\xff\x00 zoom = [")
    window = build_window(paths)
    window.show()
    told(qtbot, window, "settings")
    assert paths.settings.with_name("settings.toml.bad").read_bytes().startswith(b"\xff\x00")
    put_away(window)


def test_a_damaged_ledger_is_set_aside(qtbot: QtBot, paths: Paths) -> None:
    rubbish = b"this is no database " * 500
    paths.ledger.write_bytes(rubbish)
    window = build_window(paths)
    window.show()
    window.services.recorder.set_do_not_log(window.documents.current.ref, True)
    told(qtbot, window, "damaged")
    aside = list(paths.home.glob("ledger.db.damaged-*"))
    assert [path.read_bytes() for path in aside] == [rubbish]
    put_away(window)


def test_a_ledger_of_a_newer_version_is_left_alone(qtbot: QtBot, paths: Paths) -> None:
    with Ledger.open(paths.ledger):
        pass
    with closing(sqlite3.connect(paths.ledger)) as db:
        db.execute("pragma user_version = 9999")
        db.commit()
    before = paths.ledger.read_bytes()
    window = build_window(paths)
    window.show()
    window.services.recorder.set_do_not_log(window.documents.current.ref, True)
    told(qtbot, window, "newer")
    QTest.keyClicks(window.editor, "Writing goes on")
    assert window.editor.text() == "Writing goes on"
    put_away(window)
    assert paths.ledger.read_bytes() == before


def test_a_ledger_locked_by_another_window(qtbot: QtBot, paths: Paths) -> None:
    window = build_window(paths)
    window.show()
    assert window.services.recorder.flush()
    with closing(sqlite3.connect(paths.ledger, isolation_level=None)) as db:
        db.execute("begin exclusive")
        window.services.recorder.set_do_not_log(window.documents.current.ref, True)
        QTest.keyClicks(window.editor, "A key never waits")
        assert window.editor.text() == "A key never waits"
        qtbot.waitUntil(lambda: window.notices.current is not None, timeout=20_000)
        db.execute("rollback")
    assert window.services.recorder.flush(20.0)  # nothing was lost
    assert window.services.recorder.do_not_log(window.documents.current.ref)
    put_away(window)


def test_a_long_name_of_a_model_gives_way_in_a_narrow_window(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    window = still_window
    name = "Meta-Llama-3.1-8B-Instruct-abliterated-imatrix-and-more.Q4_K_M"
    window.status.set_origins("Under 1% by the model")
    window.status.set_voice("near the edge of your range", "")
    window.status.set_private(True)
    window.status.set_model_name(name)
    window.status.model.setText(name)
    window.resize(700, 560)
    qtbot.waitUntil(lambda: window.status.model.width() < 200)
    assert window.width() == 700
    assert window.status.model.geometry().right() < 700
    assert window.status.model.toolTip() == name


# What an unclean end leaves


@pytest.fixture
def left_behind(paths: Paths, tmp_path: Path) -> Entry:
    """The unsaved text of a process that is gone."""
    entry = Entry("k" * 32, "", "Words nobody saved 🙂", 5, None, 1_700_000_000.0)
    journal = Journal(paths.journal)
    journal.write(entry)
    journal.close()
    return entry


def test_unsaved_text_is_journalled_and_cleared_by_the_save(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.recovery.quiet.setInterval(0)
    QTest.keyClicks(window.editor, "A draft nobody saved")
    journal = window.services.paths.journal

    def entries() -> list[Path]:
        return list(journal.glob("*/*.json"))

    qtbot.waitUntil(lambda: len(entries()) == 1, timeout=5_000)
    assert "A draft nobody saved" in entries()[0].read_text()
    with qtbot.waitSignal(window.documents.saved, timeout=5_000):
        window.documents.save_as(tmp_path / "saved.md")
    qtbot.waitUntil(lambda: not entries(), timeout=5_000)


def test_the_journal_is_written_between_keys_too(window: MainWindow) -> None:
    QTest.keyClicks(window.editor, "word")
    assert window.recovery.quiet.interval() == 2_000
    assert window.recovery.steady.interval() == 30_000
    left = window.recovery.steady.remainingTime()
    QTest.keyClicks(window.editor, "s")
    assert window.recovery.steady.remainingTime() <= left  # a key does not put it off


def test_what_was_left_is_offered_and_restored(
    qtbot: QtBot, paths: Paths, left_behind: Entry, starter_model: Path
) -> None:
    window = build_window(paths)
    window.show()
    window.begin(None, sample_text())
    (dialog,) = window.findChildren(RecoverDialog)
    (restore,) = dialog.findChildren(QPushButton, "restore")
    restore.click()
    assert window.editor.text() == left_behind.text
    assert window.editor.caret() == 5
    assert window.documents.modified
    window.files.close()
    put_away(window)
    again = build_window(paths)
    (entry,) = again.recovery.orphans()  # put away without a save: still not lost
    assert entry.text == left_behind.text
    again.recovery.discard(entry)
    assert again.recovery.orphans() == []
    put_away(again)


def test_a_first_start_opens_the_sample_and_a_later_one_does_not(
    qtbot: QtBot, paths: Paths, starter_model: Path, tmp_path: Path
) -> None:
    window = build_window(paths)
    window.show()
    window.begin(None, sample_text())
    assert window.editor.text() == sample_text()
    assert not window.documents.modified
    qtbot.waitUntil(lambda: window.host.wanted is not None, timeout=20_000)
    assert window.host.wanted is not None
    assert window.host.wanted.path == str(starter_model)
    path = tmp_path / "mine.md"
    path.write_text("mine")
    window.documents.open(path)
    put_away(window)
    window = build_window(paths)
    window.begin(path, sample_text())
    assert window.editor.text() == "mine"
    put_away(window)


def test_closing_twice_is_harmless(window: MainWindow) -> None:
    assert window.close()
    window.shut_down()
    assert not window.isVisible()


def test_a_journal_that_cannot_be_written_is_said_once(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    QTest.keyClicks(window.editor, "words")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)  # the disk itself cannot be filled in a test
        window.recovery.write_now()
        told(qtbot, window, "room")
        window.notices.clear()
        window.recovery.write_now()
        with qtbot.waitSignal(window.recovery.settled, timeout=10_000):
            pass
        assert window.notices.words() == ""
    window.recovery.write_now()
    entries = window.services.paths.journal
    qtbot.waitUntil(lambda: bool(list(entries.glob("*/*.json"))), timeout=10_000)
