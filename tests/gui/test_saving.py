"""Saving in the real window when the disk has other ideas: it says so and loses nothing."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.document_driver import answer, press, saved, told
from writer_app.config.paths import Paths
from writer_app.gui.document import ref_of
from writer_app.gui.main_window import MainWindow
from writer_app.text import files
from writer_app.text.journal import Entry
from writer_app.text.locks import DocumentLock

type_into = QTest.keyClicks


@pytest.fixture
def window(still_window: MainWindow) -> MainWindow:
    return still_window


def test_a_write_protected_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "fixed.md"
    path.write_text("old")
    path.chmod(0o444)
    window.documents.open(path)
    assert "write-protected" in window.notices.words()
    type_into(window.editor, "new ")
    window.notices.clear()
    window.documents.save()
    told(qtbot, window, "read-only")
    assert path.read_text() == "old"
    assert window.editor.text() == "new old"
    assert window.documents.modified
    path.chmod(0o644)
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Try again")
    assert path.read_text() == "new old"


def test_the_folder_vanished(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    path = folder / "a.md"
    path.write_text("old")
    window.documents.open(path)
    type_into(window.editor, "new ")
    path.unlink()
    folder.rmdir()
    window.documents.save()
    told(qtbot, window, "folder")
    assert window.editor.text() == "new old"
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "b.md"))
    assert (tmp_path / "b.md").read_text() == "new old"


def test_a_full_disk(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    window.documents.open(path)
    type_into(window.editor, "new ")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)  # the disk itself cannot be filled in a test
        window.documents.save()
        told(qtbot, window, "no room")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert window.documents.modified
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Try again")
    assert path.read_text() == "new old"


def test_a_character_the_encoding_lacks_can_be_saved_as_utf8(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(("Größe und Gewähr für die Straße. " * 8).encode("cp1252"))
    window.documents.open(path)
    window.notices.buttons()[0].click()
    before = path.read_bytes()
    window.editor.insert_at_caret("雨")
    window.documents.save()
    told(qtbot, window, "雨")
    assert path.read_bytes() == before
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Save as UTF-8")
    assert path.read_text("utf-8").startswith("雨Größe")


@pytest.fixture
def changed(window: MainWindow, tmp_path: Path) -> Path:
    """A file that somebody else wrote while it was being edited here."""
    path = tmp_path / "shared.md"
    path.write_text("old")
    window.documents.open(path)
    type_into(window.editor, "mine ")
    path.write_text("theirs")
    return path


def test_changed_on_disk_keep_mine(qtbot: QtBot, window: MainWindow, changed: Path) -> None:
    window.documents.save()
    told(qtbot, window, "since you opened it")
    assert changed.read_text() == "theirs"
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Keep mine")
    assert changed.read_text() == "mine old"


def test_changed_on_disk_load_theirs_and_undo(
    qtbot: QtBot, window: MainWindow, changed: Path
) -> None:
    window.documents.save()
    told(qtbot, window, "since you opened it")
    press(window, "Load theirs")
    assert window.editor.text() == "theirs"
    assert not window.documents.modified
    window.editor.undo()
    assert window.editor.text() == "mine old"
    assert changed.read_text() == "theirs"


def test_changed_on_disk_save_a_copy(
    qtbot: QtBot, window: MainWindow, changed: Path, tmp_path: Path
) -> None:
    window.documents.save()
    told(qtbot, window, "since you opened it")
    press(window, "Save a copy…")
    (dialog,) = window.findChildren(QFileDialog)
    dialog.selectFile(str(tmp_path / "copy.md"))
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        dialog.accept()
    assert changed.read_text() == "theirs"
    assert (tmp_path / "copy.md").read_text() == "mine old"


def test_changed_on_disk_is_noticed_on_coming_back(
    qtbot: QtBot, window: MainWindow, changed: Path
) -> None:
    window.documents.look_at_disk()
    told(qtbot, window, "changed by another program")
    assert window.editor.text() == "mine old"  # never reloaded over unsaved changes
    press(window, "Keep mine")
    assert window.notices.words() == ""
    window.documents.look_at_disk()  # said once
    saved(qtbot, window, lambda: window.documents.save_as(changed))


def test_deleted_on_disk(qtbot: QtBot, window: MainWindow, changed: Path) -> None:
    changed.unlink()
    window.documents.look_at_disk()
    told(qtbot, window, "no longer on the disk")
    window.notices.clear()
    window.documents.save()
    told(qtbot, window, "deleted")
    assert [b.text() for b in window.notices.buttons()] == ["Keep mine", "Save a copy…"]
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Keep mine")
    assert changed.read_text() == "mine old"


def test_typed_during_a_save_is_not_taken_for_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("")
    window.documents.open(path)
    type_into(window.editor, "one")
    window.documents.save()  # runs in its thread
    type_into(window.editor, " two")
    qtbot.waitUntil(lambda: not window.documents.saving, timeout=10_000)
    assert path.read_text() == "one"
    assert window.documents.modified
    saved(qtbot, window)
    assert path.read_text() == "one two"
    assert not window.documents.modified


def test_a_failed_save_before_closing_keeps_the_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("")
    window.documents.open(path)
    type_into(window.editor, "words")
    path.chmod(stat.S_IRUSR)
    window.close()
    answer(window, "Save")
    told(qtbot, window, "read-only")
    assert window.isVisible()
    assert window.editor.text() == "words"


def test_a_save_asked_for_during_a_save_is_no_quarrel_with_oneself(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("old")
    window.documents.open(path)
    type_into(window.editor, "a")
    window.documents.save()
    assert window.documents.saving
    type_into(window.editor, "b")
    window.documents.save()
    qtbot.waitUntil(lambda: not window.documents.modified, timeout=10_000)
    assert path.read_text() == "abold"
    assert window.notices.current is None


def test_a_draft_saved_twice_is_asked_for_a_place_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    type_into(window.editor, "a")
    window.documents.save_as(tmp_path / "a.md")
    type_into(window.editor, "b")
    window.documents.save()
    qtbot.waitUntil(lambda: not window.documents.modified, timeout=10_000)
    assert (tmp_path / "a.md").read_text() == "ab"
    assert not window.findChildren(QFileDialog)


def test_what_is_saved_at_the_second_try_is_held_against_others(
    qtbot: QtBot, window: MainWindow, paths: Paths, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "a.md"
    type_into(window.editor, "new")
    window.documents.save_as(path)
    told(qtbot, window, "folder")
    path.parent.mkdir()
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        press(window, "Try again")
    assert path.read_text() == "new"
    assert not DocumentLock(paths.locks).acquire(path)


def test_what_is_recovered_is_not_saved_over_another_windows_document(
    qtbot: QtBot, window: MainWindow, paths: Paths, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("theirs")
    other = DocumentLock(paths.locks)
    assert other.acquire(path)
    window.documents.restore(
        Entry(ref_of(path).id, str(path), "mine", 0, files.fingerprint(path), 1.0, session="gone")
    )
    told(qtbot, window, "another window")
    window.notices.clear()
    window.documents.save()
    told(qtbot, window, "another window")
    assert not window.documents.saving
    assert path.read_text() == "theirs"
    other.release_all()
    saved(qtbot, window)
    assert path.read_text() == "mine"
