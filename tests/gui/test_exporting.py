"""Exporting from the window: the dialog, what it shows, and that it happens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.gui.document_driver import told
from tests.unit.ledger_samples import candidate, continuation
from writer_app.gui.actions import Act
from writer_app.gui.export_dialog import FOR, ExportDialog
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.formats import Format
from writer_app.ledger.records import Outcome
from writer_app.ledger.redaction import Redacted

SAID = " and Marta went on."


def open_dialog(window: MainWindow) -> ExportDialog:
    window.actions_table[Act.EXPORT].trigger()
    dialog = window.findChild(ExportDialog, "exporting")
    assert isinstance(dialog, ExportDialog)
    return dialog


def record(window: MainWindow) -> None:
    window.services.recorder.record(
        continuation(
            candidate(SAID, Outcome.ACCEPTED), candidate(" and so on.", Outcome.REJECTED, 1)
        )
    )


def shows(qtbot: QtBot, dialog: ExportDialog, words: str) -> None:
    qtbot.waitUntil(lambda: words in dialog.found.text(), timeout=10_000)


def test_every_format_can_be_chosen() -> None:
    assert list(FOR) == list(Format)


def test_nothing_to_export_is_said(qtbot: QtBot, still_window: MainWindow, tmp_path: Path) -> None:
    dialog = open_dialog(still_window)
    shows(qtbot, dialog, "nothing to export")
    assert not dialog.choose.isEnabled()
    dialog.leave.click()
    still_window.exporting.export_into(tmp_path / "out")
    told(qtbot, still_window, "nothing to export")


def test_what_would_leave_is_shown_and_words_are_replaced(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    record(still_window)
    dialog = open_dialog(still_window)
    shows(qtbot, dialog, "1 example from 1 document would be exported.")
    assert f"chosen: {SAID}" in dialog.sample.toPlainText()
    dialog.kinds[Redacted.NAMES].click()
    assert not dialog.choose.isEnabled()
    shows(qtbot, dialog, "would be replaced.")
    assert "Marta" not in dialog.sample.toPlainText()
    assert dialog.choose.isEnabled()
    dialog.formats.setCurrentIndex(dialog.formats.findData(Format.FTPO))
    shows(qtbot, dialog, "has not run into a banned phrase")
    assert not dialog.sample.isVisible()
    assert not dialog.choose.isEnabled()


def test_what_was_chosen_is_exported_into_the_folder(
    qtbot: QtBot, still_window: MainWindow, tmp_path: Path
) -> None:
    record(still_window)
    dialog = open_dialog(still_window)
    shows(qtbot, dialog, "would be exported")
    dialog.kinds[Redacted.NAMES].click()
    shows(qtbot, dialog, "would be replaced")
    dialog.choose.click()
    (where,) = dialog.findChildren(QFileDialog)
    where.fileSelected.emit(str(tmp_path / "out"))
    told(qtbot, still_window, "Exported")
    assert still_window.findChild(ExportDialog, "exporting") is None
    assert [path.name for path in (tmp_path / "out").iterdir() if path.is_dir()] == ["dpo"]
    rows = (tmp_path / "out" / "dpo" / "train.jsonl").read_text(encoding="utf-8")
    assert "[Name 1]" in rows
    assert "Marta" not in rows


def test_every_format_goes_into_a_folder_at_once(
    qtbot: QtBot, still_window: MainWindow, tmp_path: Path
) -> None:
    record(still_window)
    still_window.exporting.export_into(tmp_path / "out")
    told(qtbot, still_window, "Exported")
    assert (tmp_path / "out" / "README.md").exists()
    assert list((tmp_path / "out").glob("*/train.jsonl"))


def test_a_folder_with_a_card_of_its_own_is_left_alone(
    qtbot: QtBot, still_window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "README.md").write_text("Mine.")
    record(still_window)
    still_window.exporting.export_into(tmp_path)
    told(qtbot, still_window, "README.md of its own")
    assert (tmp_path / "README.md").read_text() == "Mine."
