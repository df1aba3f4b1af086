"""A sure word before the pause, in the real window, with a real worker that speaks a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.ghosts import decisions, scripted_window, type_into
from writer_app.config.paths import Paths
from writer_app.engine.messages import WordGuess
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Outcome

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    with scripted_window(qtbot, paths, tiny_model) as window:
        yield window


@pytest.fixture
def mains(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever the tests run."""
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)


def sure_word(qtbot: QtBot, window: MainWindow, text: str) -> str:
    """Type, and wait for a word on show before any pause."""
    window.services.preferences.change(ghost_pause_ms=60_000)
    type_into(window, text)
    qtbot.waitUntil(lambda: window.ghost.visible, timeout=20_000)
    assert window.continuing.short.only_a_word
    return window.ghost.text


def test_a_sure_word_is_there_before_the_pause_and_is_taken(
    qtbot: QtBot, window: MainWindow, mains: None
) -> None:
    before = "The night [sure: was]"
    assert sure_word(qtbot, window, before) == " was"
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == before + " was"
    (decision,) = decisions(window)
    assert decision.candidates[0].taken == " was"
    assert decision.candidates[0].outcome is Outcome.ACCEPTED


def test_typed_letters_move_a_sure_word_along_and_another_ends_it(
    qtbot: QtBot, window: MainWindow, mains: None
) -> None:
    sure_word(qtbot, window, "The night [sure: was]")
    window.services.preferences.change(read_ahead=False)
    type_into(window, " w")
    assert window.ghost.text == "as"
    type_into(window, "e")
    assert not window.ghost.visible
    assert decisions(window) == []  # who types on refuses nothing


def test_after_the_pause_the_sentence_takes_the_place_of_the_word(
    qtbot: QtBot, window: MainWindow, mains: None
) -> None:
    sure_word(qtbot, window, "The night [say: was cold and long.] [sure: was]")
    window.continuing.pause.start(0)
    qtbot.waitUntil(lambda: window.ghost.text == " was cold and long.", timeout=20_000)
    assert not window.continuing.short.only_a_word


def test_neither_an_unsure_guess_nor_one_at_another_text_is_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.services.preferences.change(ghost_pause_ms=60_000, read_ahead=False)
    type_into(window, "The night")
    stale = window.continuing.snapshot()
    type_into(window, " was")
    window.continuing.foresee(stale, [WordGuess(" was", -0.01)])
    window.continuing.foresee(window.continuing.snapshot(), [WordGuess(" cold", -0.8)])
    assert not window.ghost.visible
    window.continuing.foresee(window.continuing.snapshot(), [WordGuess(" cold", -0.6)])
    assert window.ghost.text == " cold"


def test_a_word_on_show_gives_way_to_one_that_is_clearly_likelier(
    qtbot: QtBot, window: MainWindow, mains: None
) -> None:
    sure_word(qtbot, window, "The night [sure: was]")
    window.services.preferences.change(read_ahead=False)
    type_into(window, " w")
    guessed = window.continuing.snapshot()
    window.continuing.foresee(guessed, [WordGuess("ill", -0.6), WordGuess("as", -0.9)])
    assert window.ghost.text == "as"
    window.continuing.foresee(guessed, [WordGuess("ill", -0.2), WordGuess("as", -2.0)])
    assert window.ghost.text == "ill"
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text().endswith(" will")
    (decision,) = decisions(window)
    assert decision.candidates[0].taken == "ill"


def test_letters_narrow_a_guess_to_a_sure_one_without_the_model(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.services.preferences.change(ghost_pause_ms=60_000, read_ahead=False)
    type_into(window, "The night")
    guesses = [WordGuess(" was", -1.0), WordGuess(" rain", -1.2)]
    window.continuing.foresee(window.continuing.snapshot(), guesses)
    assert not window.ghost.visible
    type_into(window, " r")
    qtbot.waitUntil(lambda: window.ghost.text == "ain")
    type_into(window, "o")
    assert not window.ghost.visible
    QTest.keyClick(window.editor, Key.Key_Backspace)
    qtbot.waitUntil(lambda: window.ghost.text == "ain")


def test_a_guess_that_comes_after_the_next_letter_is_narrowed_by_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.services.preferences.change(ghost_pause_ms=60_000, read_ahead=False)
    type_into(window, "The night")
    then = window.continuing.snapshot()
    type_into(window, " r")
    window.continuing.foresee(then, [WordGuess(" was", -1.0), WordGuess(" rain", -1.2)])
    assert window.ghost.text == "ain"
