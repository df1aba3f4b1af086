"""Importing from the window: told when it is done, stopped when the writer says so."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

from writer_app.gui.actions import Act
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.store import Ledger


def told(window: MainWindow) -> str:
    words = window.notices.words()
    window.notices.dismiss()
    return words


def test_files_are_read_one_after_the_other_and_told(
    qtbot: QtBot, still_window: MainWindow, tmp_path: Path
) -> None:
    window = still_window
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("before,after\nIt was very dark.,It was dark.\nSame.,Same.\n")
    bad.write_text("a,b\n1,2\n")
    window.actions_table[Act.IMPORT].trigger()
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(window.edit_import.ended):
        dialog.filesSelected.emit([str(bad), str(good)])
        window.edit_import.begin([good])  # one at a time
    dialog.reject()
    assert told(window) == "Imported: 1 edit from “good.csv”. Left out: 1 unchanged."
    assert "which columns" in told(window)
    assert told(window) == ""
    with Ledger.open(window.services.paths.ledger) as ledger:
        assert [one.final for one in ledger.decisions(9)] == ["It was dark."]


def test_it_can_be_stopped(qtbot: QtBot, still_window: MainWindow, tmp_path: Path) -> None:
    window = still_window
    table = tmp_path / "many.csv"
    rows = "".join(f"Number {n} was very dark.,Number {n} was dark.\n" for n in range(2000))
    table.write_text(f"before,after\n{rows}")
    window.edit_import.begin([table])
    bar = window.findChild(QProgressDialog, "import")
    assert isinstance(bar, QProgressDialog)
    with qtbot.waitSignal(window.edit_import.ended):
        bar.canceled.emit()  # as its button does
    assert "stopped" in told(window)
    with qtbot.waitSignal(window.edit_import.ended):
        window.edit_import.begin([table])
    assert "2,000 edits" in told(window)


def test_a_window_that_closes_stops_it(still_window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_text("before,after\n" + "It was very dark.,It was dark.\n" * 2000)
    still_window.edit_import.begin([table])
    still_window.shut_down()
