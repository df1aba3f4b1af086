"""Continuing in the real window, with a real worker that speaks a script."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.ghosts import decisions, ghost, scripted_window, type_into
from writer_app.config.paths import Paths
from writer_app.gui.actions import Act
from writer_app.gui.continuing import fits_here
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Outcome
from writer_app.ledger.store import Ledger

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    with scripted_window(qtbot, paths, tiny_model) as window:
        yield window


@pytest.mark.parametrize(
    ("before", "after", "fits"),
    [
        ("The rain", "", True),
        ("The rain", "\nMore", True),
        ("The rain", " fell", True),
        ("The rain", ", fell", True),
        ("The ra", "in", False),
        ("雨が", "降る", False),
        ("", "", False),
        ("  \n", "", False),
    ],
)
def test_where_a_ghost_makes_sense(before: str, after: str, fits: bool) -> None:
    assert fits_here(before, after) is fits


def test_tab_takes_it_all_in_one_undo_step(qtbot: QtBot, window: MainWindow) -> None:
    shown = ghost(qtbot, window, "The night was cold [say: and the rain went on.]")
    assert shown == " and the rain went on."
    before = window.editor.text()
    assert "rain went" not in before.partition("]")[2]  # a ghost is no text
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == before + shown
    assert not window.ghost.visible
    window.editor.undo()
    assert window.editor.text() == before
    (taken,) = [d for d in decisions(window) if d.candidates[0].outcome is Outcome.ACCEPTED]
    assert taken.candidates[0].taken == shown
    assert taken.candidates[0].shown_at is not None
    assert taken.before == before


def test_a_word_at_a_time_then_typing_along(qtbot: QtBot, window: MainWindow) -> None:
    before = "It was late [say: and the rain went on.]"
    ghost(qtbot, window, before)
    QTest.keyClick(window.editor, Key.Key_Right, CTRL)
    assert window.editor.text() == before + " and"
    type_into(window, " the")
    assert window.ghost.text == " rain went on."
    QTest.keyClick(window.editor, Key.Key_Right, CTRL)
    QTest.keyClick(window.editor, Key.Key_Escape)
    assert window.editor.text() == before + " and the rain"
    assert not window.ghost.visible
    (decision,) = decisions(window)
    assert decision.candidates[0].taken == " and the rain"
    assert decision.candidates[0].outcome is Outcome.PARTLY


def test_esc_refuses_and_typing_on_ignores(qtbot: QtBot, window: MainWindow) -> None:
    ghost(qtbot, window, "It was late [say: and cold.]")
    QTest.keyClick(window.editor, Key.Key_Escape)
    assert not window.ghost.visible
    ghost(qtbot, window, " so")
    type_into(window, "!")
    outcomes = sorted(d.candidates[0].outcome.value for d in decisions(window))
    assert outcomes == ["ignored", "rejected"]


def test_walking_the_alternatives(qtbot: QtBot, window: MainWindow) -> None:
    first = ghost(qtbot, window, "The door stood open")
    QTest.keyClick(window.editor, Key.Key_BracketRight, ALT)
    second = window.ghost.text
    QTest.keyClick(window.editor, Key.Key_BracketRight, ALT)
    third = window.ghost.text
    assert len({first, second, third}) == 3
    QTest.keyClick(window.editor, Key.Key_BracketLeft, ALT)
    assert window.ghost.text == second
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == "The door stood open" + second
    (decision,) = decisions(window)
    outcomes = {c.text: c.outcome for c in decision.candidates}
    assert outcomes[second] is Outcome.ACCEPTED
    assert outcomes[first] is Outcome.IGNORED


def test_typing_never_waits_and_ends_what_was_asked(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, "Go [endless]")
    qtbot.waitUntil(lambda: window.continuing.short.offer is not None, timeout=20_000)
    first = window.continuing.short.offer
    assert first is not None
    type_into(window, " x")
    offer = window.continuing.short.offer
    assert offer is None or offer.request_id != first.request_id
    assert window.editor.text() == "Go [endless] x"


def test_moving_the_caret_ends_it(qtbot: QtBot, window: MainWindow) -> None:
    ghost(qtbot, window, "The door stood open")
    QTest.keyClick(window.editor, Key.Key_Home)
    assert not window.ghost.visible
    assert window.continuing.short.offer is None
    assert window.editor.text() == "The door stood open"


def test_a_ghost_is_never_saved(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("")
    window.documents.open(path)
    ghost(qtbot, window, "The door stood open")
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        window.documents.save()
    assert path.read_text() == "The door stood open"
    assert window.ghost.visible
    assert not window.documents.modified


def test_what_is_left_of_taken_text_is_noted_at_the_save(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "a.md"
    path.write_text("")
    window.documents.open(path)
    ghost(qtbot, window, "Cold [say: and the rain went on.]")
    QTest.keyClick(window.editor, Key.Key_Tab)
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        window.documents.save()
    (decision,) = decisions(window)
    with Ledger.open(window.services.paths.ledger) as ledger:
        ((_, survival),) = list(ledger.exportable())
    assert survival is not None
    assert survival.decision == decision.id
    assert survival.kept_share == 1.0


@pytest.mark.parametrize("accident", ["[abort]", "[exit]", "[refuse]"])
def test_an_accident_of_the_model_costs_one_suggestion(
    qtbot: QtBot, window: MainWindow, accident: str
) -> None:
    type_into(window, f"Once {accident}")
    if accident != "[refuse]":
        qtbot.waitUntil(lambda: "text is untouched" in window.notices.words(), timeout=20_000)
    assert window.editor.text() == f"Once {accident}"
    window.continuing.pause.stop()
    window.editor.set_text("")
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    assert ghost(qtbot, window, "The door stood open")


def test_the_worker_killed_while_a_ghost_is_on_show(qtbot: QtBot, window: MainWindow) -> None:
    ghost(qtbot, window, "The door stood open")
    with qtbot.waitSignal(window.host.became_ready, timeout=20_000):
        os.kill(window.host.pid, signal.SIGKILL)
    assert "memory" in window.notices.words()
    assert window.editor.text() == "The door stood open"
    QTest.keyClick(window.editor, Key.Key_Tab)  # what is there may still be taken
    assert len(window.editor.text()) > len("The door stood open")


def test_by_hand_when_pauses_are_off(qtbot: QtBot, window: MainWindow) -> None:
    window.services.preferences.change(ghost_enabled=False)
    type_into(window, "The door stood open")
    assert not window.continuing.pause.isActive()
    QTest.keyClick(window.editor, Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: window.ghost.visible, timeout=20_000)


def test_the_ghost_in_every_script(qtbot: QtBot, window: MainWindow) -> None:
    start = "👩‍👩‍👧 שלום 𝔘 [say: 雨が e\u0301 🙂.]"
    window.editor.insert_at_caret(start)
    shown = ghost(qtbot, window, ".")
    assert shown == " 雨が e\u0301 🙂."
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == start + "." + shown


def test_the_pane_shows_and_inserts(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, "The door stood open")
    QTest.keyClick(window.editor, Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.continuations.isVisible()

    def done() -> bool:
        offer = window.continuing.long.offer
        return offer is not None and offer.done

    qtbot.waitUntil(done, timeout=20_000)
    offer = window.continuing.long.offer
    assert offer is not None
    text = offer.alternatives[1].text
    window.continuations.insert_requested.emit(1, text, True)
    assert window.editor.text() == "The door stood open" + text
    window.editor.undo()
    assert window.editor.text() == "The door stood open"
    kept = [d for d in decisions(window) if d.candidates[1].outcome is Outcome.ACCEPTED]
    assert len(kept) == 1


def test_writing_on_closes_the_panes_offer(qtbot: QtBot, window: MainWindow) -> None:
    type_into(window, "The door stood open")
    window.continuing.ask_at_length()
    qtbot.waitUntil(
        lambda: bool(window.continuing.long.offer and window.continuing.long.offer.done),
        timeout=20_000,
    )
    type_into(window, "!")
    assert window.continuing.long.offer is None


def test_a_private_document_leaves_no_record(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window.editor, Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.status.private.isVisible()
    ghost(qtbot, window, "The door stood open")
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert decisions(window) == []


def test_nothing_is_suggested_while_a_passage_is_rewritten(
    qtbot: QtBot, window: MainWindow
) -> None:
    ghost(qtbot, window, "It rained all day and")
    window.actions_table[Act.REWRITE].trigger()
    assert not window.ghost.visible
    window.continuing.pause.start(0)
    qtbot.waitUntil(lambda: not window.continuing.pause.isActive(), timeout=5_000)
    assert window.continuing.short.offer is None


def test_a_caret_that_went_elsewhere_gets_no_suggestion(qtbot: QtBot, window: MainWindow) -> None:
    window.services.preferences.change(ghost_pause_ms=50)
    type_into(window, "It rained all day and")
    window.editor.set_caret(9)
    qtbot.waitUntil(lambda: not window.continuing.pause.isActive(), timeout=5_000)
    assert window.continuing.short.offer is None


def test_nothing_is_suggested_into_what_can_only_be_read(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text("The night was cold")
    window.editor.set_caret(18)
    window.editor.setReadOnly(True)
    window.continuing.suggest_now()
    assert window.continuing.short.offer is None
    window.actions_table[Act.CONTINUE].trigger()
    assert window.continuing.long.offer is None
    assert "only be read" in window.continuations.message()
    QTest.keyClick(window.continuations, Key.Key_Return)
    assert window.editor.text() == "The night was cold"


def test_what_was_taken_in_a_draft_belongs_to_its_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    ghost(qtbot, window, "Cold [say: and the rain went on.]")
    QTest.keyClick(window.editor, Key.Key_Tab)
    with qtbot.waitSignal(window.documents.saved, timeout=10_000):
        window.documents.save_as(tmp_path / "a.md")
    (decision,) = decisions(window)
    assert decision.document == window.documents.current.ref
    with Ledger.open(window.services.paths.ledger) as ledger:
        ((_, survival),) = list(ledger.exportable())
        assert survival is not None
        assert survival.kept_share == 1.0
        window.actions_table[Act.DO_NOT_LOG].trigger()
        assert window.services.recorder.flush()
        assert not list(ledger.exportable())
