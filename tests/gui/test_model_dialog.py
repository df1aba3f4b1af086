"""The models' dialog on a real shelf with real files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import dressed
from writer_app.config.paths import Paths
from writer_app.config.settings import Settings
from writer_app.gui.model_dialog import ModelDialog
from writer_app.services.models import ModelShelf


@pytest.fixture
def shelf(paths: Paths) -> ModelShelf:
    return ModelShelf(paths, Settings())


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, shelf: ModelShelf) -> ModelDialog:
    dressed(qapp)
    dialog = ModelDialog(shelf)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_adding_shows_the_header_before_anything_is_loaded(
    qtbot: QtBot, dialog: ModelDialog, shelf: ModelShelf, tiny_model: Path
) -> None:
    with qtbot.waitSignal(dialog.shelf_changed):
        assert dialog.add(tiny_model)
    assert any(entry.path == tiny_model for entry in shelf.list())
    facts = dialog.facts()
    assert facts["Architecture"] == "llama"
    assert {"Size", "Quantisation", "Context", "Chat template", "Licence"} <= facts.keys()
    assert "Needs about" in dialog.words()


def test_use_hands_the_entry_over_and_closes(
    qtbot: QtBot, dialog: ModelDialog, tiny_model: Path
) -> None:
    dialog.add(tiny_model)
    with qtbot.waitSignal(dialog.use_requested) as used:
        QTest.mouseClick(dialog.use_button, Qt.MouseButton.LeftButton)
    assert used.args is not None
    assert used.args[0].path == tiny_model
    assert not dialog.isVisible()


def test_the_model_in_use_is_marked(
    qtbot: QtBot, qapp: QApplication, shelf: ModelShelf, tiny_model: Path
) -> None:
    dressed(qapp)
    shelf.use(shelf.add(tiny_model))
    dialog = ModelDialog(shelf)
    qtbot.addWidget(dialog)
    entry = dialog.selected()
    assert entry is not None
    assert entry.path == tiny_model
    assert not dialog.use_button.isEnabled()
    assert dialog.use_button.text() == "In use"


def test_what_is_no_model_is_refused_in_words(
    dialog: ModelDialog, shelf: ModelShelf, tmp_path: Path
) -> None:
    before = shelf.list()
    poem = tmp_path / "poem.gguf"
    poem.write_text("Not a model at all.\n" * 50)
    assert not dialog.add(poem)
    assert "poem.gguf" in dialog.words()
    assert shelf.list() == before


def test_remove_takes_it_off_the_shelf_and_leaves_the_file(
    dialog: ModelDialog, shelf: ModelShelf, tiny_model: Path
) -> None:
    dialog.add(tiny_model)
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert all(entry.path != tiny_model for entry in shelf.list())
    assert tiny_model.is_file()


def test_a_file_that_is_gone_says_so_and_cannot_be_used(
    dialog: ModelDialog, tiny_model: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(tiny_model.read_bytes())
    dialog.add(copy)
    copy.unlink()
    dialog.refresh(copy)
    assert dialog.facts() == {}
    assert not dialog.use_button.isEnabled()
    assert dialog.words().count("\n") >= 1, "the reason stands beside the name"
