"""Opening, leaving and coming back in the real window: nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.document_driver import answer, press, saved
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.document import ref_of
from writer_app.gui.main_window import MainWindow
from writer_app.text import files
from writer_app.text.journal import Entry, Journal

type_into = QTest.keyClicks


@pytest.fixture
def window(still_window: MainWindow) -> MainWindow:
    return still_window


def test_a_draft_is_saved_where_the_dialog_says(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    type_into(window.editor, "Once upon a time")
    assert window.status.saved.text() == "Not saved yet"
    window.documents.save()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("tale.md")
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        dialog.accept()
    assert (tmp_path / "tale.md").read_text() == "Once upon a time"
    assert window.status.saved.text() == "Saved"
    assert "tale.md" in window.windowTitle()
    assert window.services.preferences.now.recent == (str(tmp_path / "tale.md"),)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_endings_are_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, newline: str
) -> None:
    path = tmp_path / "lines.md"
    path.write_bytes(newline.join(["one", "two", ""]).encode())
    window.documents.open(path)
    assert window.editor.text() == "one\ntwo\n"
    type_into(window.editor, "a ")
    saved(qtbot, window)
    assert path.read_bytes() == newline.join(["a one", "two", ""]).encode()


def test_mixed_line_endings_are_announced(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "mixed.md"
    path.write_bytes(b"one\r\ntwo\r\nthree\n")
    window.documents.open(path)
    assert "line ends" in window.notices.words()


def test_characters_that_qt_keeps_for_itself_are_announced(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "odd.md"
    path.write_text("one\u2029two", encoding="utf-8")
    window.documents.open(path)
    assert "control characters" in window.notices.words()


def test_a_byte_order_mark_is_kept(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bom.md"
    path.write_bytes(b"\xef\xbb\xbfword")
    window.documents.open(path)
    assert window.editor.text() == "word"
    type_into(window.editor, "a ")
    saved(qtbot, window)
    assert path.read_bytes() == b"\xef\xbb\xbfa word"


def test_another_encoding_is_offered_and_kept(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "old.txt"
    text = "Der Fährmann überquerte die Brücke, müde und fröstelnd. " * 8
    path.write_bytes(text.encode("cp1252"))
    type_into(window.editor, "kept")
    window.editor.document().setModified(False)
    window.documents.open(path)
    assert "UTF-8" in window.notices.words()
    assert window.editor.text() == "kept"  # nothing was replaced by a failed load
    window.notices.buttons()[0].click()
    assert window.editor.text() == text
    window.editor.set_caret(0)
    type_into(window.editor, "x")
    saved(qtbot, window)
    assert path.read_bytes() == ("x" + text).encode("cp1252")


def test_what_cannot_be_opened_leaves_the_text(window: MainWindow, tmp_path: Path) -> None:
    type_into(window.editor, "mine")
    binary = tmp_path / "picture.png"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    huge = tmp_path / "huge.md"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    for path, words in (
        (binary, "not a text file"),
        (huge, "too large"),
        (tmp_path / "none.md", "no file"),
        (tmp_path, "folder"),
    ):
        window.notices.clear()
        window.documents.open(path)
        assert words in window.notices.words(), path
        assert window.editor.text() == "mine"
        assert window.documents.modified
        assert window.documents.current.path is None
    assert not window.findChildren(QMessageBox, "unsaved")


def test_an_empty_file_is_a_document(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.touch()
    window.documents.open(path)
    assert window.documents.current.path == path
    type_into(window.editor, "begun")
    saved(qtbot, window)
    assert path.read_text() == "begun"


@pytest.fixture
def other(qtbot: QtBot, paths: Paths) -> Iterator[MainWindow]:
    """A second window."""
    other = build_window(paths)
    other.show()
    yield other
    put_away(other)


def test_a_second_window_on_the_same_document(
    qtbot: QtBot, window: MainWindow, other: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "one.md"
    path.write_text("text")
    window.documents.open(path)
    other.documents.open(path)
    assert "open in another window" in other.notices.words()
    assert other.editor.text() == ""
    press(other, "Open to read only")
    assert other.editor.text() == "text"
    type_into(other.editor, "x")
    assert other.editor.text() == "text"
    assert other.status.saved.text() == "Read only"
    window.documents.new()  # lets go
    other.documents.new()
    other.documents.open(path)
    type_into(other.editor, "my ")
    saved(qtbot, other)
    assert path.read_text() == "my text"


def test_unsaved_text_is_never_left_without_a_word(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "next.md"
    path.write_text("next")
    mine = tmp_path / "mine.md"
    mine.write_text("")
    window.documents.open(mine)
    type_into(window.editor, "precious")
    window.documents.open(path)
    assert window.editor.text() == "precious"
    answer(window, "Keep writing")
    assert window.editor.text() == "precious"
    window.documents.open(path)
    with qtbot.waitSignal(window.documents.switched, timeout=10_000):
        answer(window, "Save")
    assert mine.read_text() == "precious"
    assert window.editor.text() == "next"


def test_not_saving_is_the_writers_own_word(window: MainWindow) -> None:
    type_into(window.editor, "rubbish")
    window.documents.new()
    answer(window, "Don’t save")
    assert window.editor.text() == ""
    assert not window.documents.modified


def test_closing_asks_and_closes_after_the_save(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("")
    window.documents.open(path)
    type_into(window.editor, "last words")
    assert not window.close()
    assert window.isVisible()
    answer(window, "Save")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    assert path.read_text() == "last words"


def test_every_script_survives_the_way_to_the_disk(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    text = "👩‍👩‍👧 e\u0301te\u0301 שלום עולם 雨が降る\n\u202bمرحبا\u202c 𝔘𝔫𝔦\n"
    path = tmp_path / "all.md"
    path.write_text(text, encoding="utf-8", newline="")
    window.documents.open(path)
    assert window.editor.text() == text
    window.editor.set_caret(len(text))
    QTest.keyClick(window.editor, Qt.Key.Key_A)
    assert window.editor.caret() == len(text) + 1
    saved(qtbot, window)
    assert path.read_bytes() == (text + "a").encode()


def test_going_back_to_the_saved_version_can_be_undone(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("saved")
    window.documents.open(path)
    type_into(window.editor, "not ")
    window.documents.revert()
    assert window.editor.text() == "saved"
    assert not window.documents.modified
    window.editor.undo()
    assert window.editor.text() == "not saved"


def test_a_file_made_utf8_by_another_program_is_loaded_as_that(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("A naïve café.".encode("cp1252"))
    window.documents.open(path, "cp1252")
    path.write_text("A naïve café – and ω.", encoding="utf-8")
    window.documents.revert()
    assert window.editor.text() == "A naïve café – and ω."
    path.write_bytes("A naïve café.".encode("cp1252"))
    window.documents.revert()
    assert "not UTF-8" in window.notices.words()
    press(window, "Open as Windows-1252")
    assert window.editor.text() == "A naïve café."
    type_into(window.editor, "x")
    saved(qtbot, window)
    assert path.read_bytes() == window.editor.text().encode("cp1252")


def test_recovered_over_its_own_document_it_stays_in_the_journal(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("base")
    window.documents.open(path)
    type_into(window.editor, "x")
    entry = Entry(ref_of(path).id, str(path), "left", 0, files.fingerprint(path), 1.0)
    window.documents.restore(entry)
    with qtbot.waitSignal(window.recovery.settled, timeout=10_000):
        answer(window, "Don’t save")
    assert window.editor.text() == "left"
    window.shut_down()  # all that was on its way to the disk is there
    (left,) = Journal(window.services.paths.journal).orphans()
    assert left.text == "left"
