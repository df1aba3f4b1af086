"""What becomes of the model's words: after a minute, at a save, at the end; and of what was
refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.document_driver import saved
from tests.gui.ghosts import FAKE, ghost
from tests.gui.test_window_rewrite import ask, decisions, key, open_pane
from tests.unit.scripted_engine import HandClock
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Decision, Moment, Outcome, Survival
from writer_app.ledger.store import Ledger
from writer_app.services.forgetting import passage

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SAID = " and the rain went on for days."
BEFORE = f"👩 It was cold [say:{SAID}]"
SOURCE = "We were sitting in the dark and we were waiting for it to be over."
REWRITTEN = "We sat in the dark and waited for it to be over."
OWN = "We sat there in the dark until it was over."


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path, hand: HandClock) -> Iterator[MainWindow]:
    window = build_window(paths, model=tiny_model, worker=FAKE)
    window.services.preferences.change(ghost_pause_ms=0)
    window.outcomes.clock = hand.clock
    window.show()
    window.activateWindow()
    window.editor.setFocus()
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def a_minute_later(window: MainWindow, hand: HandClock) -> None:
    later(window, hand, 61)


def later(window: MainWindow, hand: HandClock, seconds: float) -> None:
    """As if the timer had run that long."""
    hand.seconds += seconds
    window.outcomes.timer.stop()
    window.outcomes.timer.timeout.emit()


def survival(window: MainWindow, decision: Decision) -> Survival:
    """The latest."""
    assert window.services.recorder.flush()
    with Ledger.open(window.services.paths.ledger) as ledger:
        found = ledger.find(decision.id)
    assert found is not None
    assert found[1] is not None
    return found[1]


def taken(qtbot: QtBot, window: MainWindow) -> Decision:
    """A ghost, taken; the document is a draft that holds nothing else."""
    window.editor.set_text(BEFORE[:-1])
    window.editor.set_caret(len(BEFORE))
    ghost(qtbot, window, "]")
    QTest.keyClick(window.editor, Key.Key_Tab)
    assert window.editor.text() == BEFORE + SAID
    window.services.preferences.change(ghost_enabled=False)
    window.continuing.pause.stop()
    (decision,) = [d for d in decisions(window) if d.final == SAID]
    return decision


def refused(qtbot: QtBot, window: MainWindow) -> Decision:
    """A rewrite of which the writer rejected all and went back to the text."""
    window.services.preferences.change(ghost_enabled=False)
    window.editor.set_text(f"First.\n\n{SOURCE}\n\nLast.")
    window.editor.select(8, 8 + len(SOURCE))
    open_pane(window)
    ask(qtbot, window, REWRITTEN)
    key(window, Key.Key_X, SHIFT)
    key(window, Key.Key_Escape)
    assert not window.rewrite_pane.isVisible()
    (decision,) = decisions(window)
    assert Outcome.REJECTED in [c.outcome for c in decision.candidates]
    return decision


def own_versions(window: MainWindow) -> list[Decision]:
    return [d for d in decisions(window) if d.task == "own"]


def test_a_minute_after_and_not_before(qtbot: QtBot, window: MainWindow, hand: HandClock) -> None:
    assert not window.outcomes.timer.isActive()
    decision = taken(qtbot, window)
    assert window.outcomes.timer.isActive()
    editor = window.editor
    editor.select(len(BEFORE) + len(SAID) - 9, len(BEFORE) + len(SAID))  # "for days."
    QTest.keyClicks(editor, "on. Then it was dry. And so on.")
    later(window, hand, 30)
    assert window.outcomes.timer.isActive()  # too early: it waits on
    a_minute_later(window, hand)
    assert not window.outcomes.timer.isActive()
    left = survival(window, decision)
    assert left.moment is Moment.MINUTE
    assert left.text == " and the rain went on on."
    assert 0.5 < left.kept_share < 1


def test_the_first_and_last_words_may_change(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    decision = taken(qtbot, window)
    editor, start = window.editor, len(BEFORE)
    editor.replace(start, start + 8, " while the")
    QTest.keyClick(editor, Key.Key_Home, CTRL)
    QTest.keyClicks(editor, "Well. ")
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "night.md"))
    left = survival(window, decision)
    assert left.moment is Moment.SAVE
    assert left.text == " while the rain went on for days."


def test_what_is_left_when_the_document_is_closed(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    decision = taken(qtbot, window)
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "night.md"))
    assert survival(window, decision).kept_share == 1
    window.editor.replace(0, len(BEFORE) + len(SAID), "")
    saved(qtbot, window)
    window.documents.new()
    left = survival(window, decision)
    assert left.moment is Moment.SESSION
    assert left.kept_share == 0
    assert not window.outcomes.timer.isActive()


def test_text_that_is_given_up_is_no_outcome(qtbot: QtBot, window: MainWindow) -> None:
    decision = taken(qtbot, window)
    window.editor.replace(len(BEFORE), len(BEFORE) + len(SAID), "")
    window.outcomes.close()
    assert window.services.recorder.flush()
    with Ledger.open(window.services.paths.ledger) as ledger:
        found = ledger.find(decision.id)
    assert found is not None
    assert found[1] is None


def test_a_version_of_ones_own_in_place_of_what_was_refused(
    qtbot: QtBot, window: MainWindow, hand: HandClock, tmp_path: Path
) -> None:
    decision = refused(qtbot, window)
    a_minute_later(window, hand)
    assert own_versions(window) == []  # nothing was changed yet
    QTest.keyClick(window.editor, Key.Key_Home, CTRL)
    QTest.keyClicks(window.editor, "Zero. ")
    start = window.editor.text().index(SOURCE)
    window.editor.select(start, start + len(SOURCE))
    QTest.keyClicks(window.editor, OWN)
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "dark.md"))
    (own,) = own_versions(window)
    assert (own.kind, own.source, own.final) == ("rewrite", SOURCE, OWN)
    assert own.candidates == ()
    assert own.document == window.documents.current.ref
    assert own.start == decision.start
    assert own.id != decision.id
    # Later words of it take the place of earlier ones; back to the source, it says nothing.
    window.editor.replace(start, start + 2, "They")
    saved(qtbot, window)
    (own,) = own_versions(window)
    assert own.final == OWN.replace("We", "They")
    while SOURCE not in window.editor.text():
        window.editor.undo()
    saved(qtbot, window)
    (own,) = own_versions(window)
    assert own.final == own.source


def test_what_was_forgotten_does_not_come_back_with_its_outcome(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    refused(qtbot, window)
    with qtbot.waitSignal(window.forgetting.forgotten):
        window.forgetting.forget(passage(SOURCE))
    assert decisions(window) == []
    start = window.editor.text().index(SOURCE)
    window.editor.select(start, start + len(SOURCE))
    QTest.keyClicks(window.editor, OWN)
    saved(qtbot, window, lambda: window.documents.save_as(tmp_path / "dark.md"))
    assert decisions(window) == []


def test_a_rewrite_taken_in_the_end_is_no_version_of_ones_own(
    qtbot: QtBot, window: MainWindow, hand: HandClock
) -> None:
    refused(qtbot, window)
    start = window.editor.text().index(SOURCE)
    window.editor.select(start, start + len(SOURCE))
    open_pane(window)
    ask(qtbot, window, REWRITTEN)
    key(window, Key.Key_A, SHIFT)
    key(window, Key.Key_Return, CTRL)
    assert REWRITTEN in window.editor.text()
    a_minute_later(window, hand)
    assert own_versions(window) == []


def test_asked_again_for_the_same(qtbot: QtBot, window: MainWindow) -> None:
    window.services.preferences.change(ghost_enabled=False)
    window.editor.set_text(SOURCE)
    window.editor.select(0, len(SOURCE))
    open_pane(window)
    with qtbot.waitSignal(window.rewrite_pane.seen, timeout=20_000):
        ask(qtbot, window, REWRITTEN)
    ask(qtbot, window, REWRITTEN)
    first, second = sorted(decisions(window), key=lambda d: d.asked_at)
    assert first.regenerated
    assert not second.regenerated
    window.rewrite_pane.requested.emit("custom", f"Say it otherwise. [say:{REWRITTEN}]")
    key(window, Key.Key_Escape)
    assert [d.regenerated for d in decisions(window)].count(True) == 1  # another question


def test_a_ghost_asked_again_by_key_and_one_that_was_left(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.set_text(BEFORE[:-1])
    window.editor.set_caret(len(BEFORE))
    ghost(qtbot, window, "]")
    window.continuing.suggest_now()
    qtbot.waitUntil(lambda: window.ghost.visible, timeout=20_000)
    QTest.keyClicks(window.editor, "x")
    window.services.preferences.change(ghost_enabled=False)
    window.continuing.pause.stop()
    window.continuing.stop()
    again = [d for d in decisions(window) if d.regenerated]
    assert len(again) == 1
    assert again[0].candidates[0].outcome is Outcome.IGNORED
