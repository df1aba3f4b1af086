"""Rewriting in the real window, with a real worker that speaks a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import put_away
from tests.gui.ghosts import FAKE
from writer_app.app import build_window
from writer_app.config.paths import Paths
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.records import Decision, Outcome, Verdict
from writer_app.ledger.store import Ledger

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier

BEFORE = "Nobody 👩‍👩‍👧 came.\n\n"
FIRST = "The rain was falling down all of the night on to the roof of the house."
SECOND = "We were sitting in the dark and we were waiting for it to be over."
AFTER = "\n\nThen it was over."
NEW_FIRST = "The rain fell all night on the roof of the house."
NEW_SECOND = "We sat in the dark and waited for it to be over."
PASSAGE = f"{FIRST} {SECOND}"


@pytest.fixture
def window(qtbot: QtBot, paths: Paths, tiny_model: Path) -> Iterator[MainWindow]:
    window = build_window(paths, model=tiny_model, worker=FAKE)
    window.services.preferences.change(ghost_enabled=False)
    window.show()
    window.activateWindow()
    window.editor.setFocus()
    window.editor.set_text(BEFORE + PASSAGE + AFTER)
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    yield window
    put_away(window)


def select_passage(window: MainWindow) -> None:
    window.editor.select(len(BEFORE), len(BEFORE) + len(PASSAGE))


def open_pane(window: MainWindow) -> None:
    QTest.keyClick(window.editor, Key.Key_Return, CTRL)
    assert window.rewrite_pane.isVisible()


def ask(qtbot: QtBot, window: MainWindow, say: str = f"{NEW_FIRST} {NEW_SECOND}") -> None:
    """Ask for a rewrite in one's own words and wait for the review."""
    window.rewrite_pane.requested.emit("custom", f"Make it plainer. [say:{say}]")
    finished(qtbot, window)


def finished(qtbot: QtBot, window: MainWindow) -> None:
    def done() -> bool:
        state = window.rewriting.state
        return state is not None and state.finished

    qtbot.waitUntil(done, timeout=20_000)


def key(window: MainWindow, what: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    target = QApplication.focusWidget() or window.rewrite_pane
    QTest.keyClick(target, what, modifiers or Qt.KeyboardModifier.NoModifier)


def decisions(window: MainWindow) -> list[Decision]:
    assert window.services.recorder.flush()
    with Ledger.open(window.services.paths.ledger) as ledger:
        return list(ledger.decisions(100))


def test_hunk_by_hunk_by_keyboard_and_one_undo(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    assert window.rewriting.review is not None
    assert len(window.rewriting.review.candidates) == 1
    key(window, Key.Key_A)  # accept the first change
    key(window, Key.Key_X)  # refuse the second
    key(window, Key.Key_1)  # for a reason
    key(window, Key.Key_Return, CTRL)
    assert window.editor.text() == f"{BEFORE}{NEW_FIRST} {SECOND}{AFTER}"
    assert not window.rewrite_pane.isVisible()
    window.editor.undo()
    assert window.editor.text() == BEFORE + PASSAGE + AFTER
    (decision,) = decisions(window)
    (candidate,) = [c for c in decision.candidates if c.verdicts and not c.held]
    assert [v.verdict for v in candidate.verdicts] == [Verdict.ACCEPTED, Verdict.REJECTED]
    assert candidate.verdicts[1].reason
    assert candidate.outcome is Outcome.PARTLY
    assert candidate.shown_at is not None
    assert decision.final == f"{NEW_FIRST} {SECOND}"
    assert decision.start == len(BEFORE)
    assert decision.document == window.documents.current.ref


def test_the_sentence_at_the_caret_then_its_paragraph(window: MainWindow) -> None:
    window.editor.set_caret(len(BEFORE) + 5)
    open_pane(window)
    assert window.editor.slice(*window.rewriting.span()) == FIRST
    QTest.keyClick(window.rewrite_pane, Key.Key_Return, CTRL)
    assert window.editor.slice(*window.rewriting.span()) == PASSAGE
    assert window.rewrite_pane.isVisible()


def test_nothing_to_rewrite_is_said(window: MainWindow) -> None:
    window.editor.set_text("\n\n")
    window.editor.set_caret(1)
    window.rewriting.begin()
    assert "nothing" in window.notices.words().lower()
    assert not window.rewrite_pane.isVisible()


def test_too_much_is_said(window: MainWindow) -> None:
    window.editor.set_text("A sentence like many. " * 1000)
    window.editor.selectAll()
    window.rewriting.begin()
    assert "too much" in window.notices.words()


def test_text_written_above_moves_the_passage(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    window.editor.replace(0, 0, "𝔘 New words. ")
    window.rewrite_pane.setFocus()
    key(window, Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    key(window, Key.Key_Return, CTRL)
    assert window.editor.text() == f"𝔘 New words. {BEFORE}{NEW_FIRST} {NEW_SECOND}{AFTER}"


def test_a_passage_that_changed_is_left_alone(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    window.editor.replace(len(BEFORE), len(BEFORE) + 3, "That")
    changed = window.editor.text()
    window.rewrite_pane.setFocus()
    key(window, Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    key(window, Key.Key_Return, CTRL)
    assert window.editor.text() == changed
    assert window.rewrite_pane.banner.isVisible()


def test_esc_leaves_everything_and_records_it(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    with qtbot.waitSignal(window.rewrite_pane.seen, timeout=20_000):
        window.rewrite_pane.requested.emit("custom", f"Make it plainer. [say:{NEW_FIRST}]")
    finished(qtbot, window)
    key(window, Key.Key_Escape)
    assert not window.rewrite_pane.isVisible()
    assert window.editor.text() == BEFORE + PASSAGE + AFTER
    assert window.editor.hasFocus()
    (decision,) = decisions(window)
    shown = [c for c in decision.candidates if not c.held]
    assert [c.outcome for c in shown] == [Outcome.IGNORED]


def test_cancel_stops_an_endless_model(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    window.rewrite_pane.requested.emit("custom", "Go on. [endless]")
    qtbot.waitUntil(
        lambda: bool(window.rewriting.state and window.rewriting.state.candidates),
        timeout=20_000,
    )
    key(window, Key.Key_Escape)
    finished(qtbot, window)
    assert window.editor.text() == BEFORE + PASSAGE + AFTER


def test_a_model_that_dies_says_so_and_can_be_asked_again(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    window.rewrite_pane.requested.emit("custom", "Go on. [abort]")
    finished(qtbot, window)
    assert window.rewriting.state is not None
    assert window.rewriting.state.failed is not None
    qtbot.waitUntil(lambda: "untouched" in window.notices.words(), timeout=20_000)
    qtbot.waitUntil(lambda: window.host.ready is not None, timeout=20_000)
    ask(qtbot, window)
    assert window.rewriting.review is not None
    assert window.editor.text() == BEFORE + PASSAGE + AFTER


def test_rubbish_is_not_shown_but_declined(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window, "Elephants, they say, remember 1923 and never forget Paris.")
    state = window.rewriting.state
    assert state is not None
    assert state.declined
    assert state.held_back
    assert window.editor.text() == BEFORE + PASSAGE + AFTER


def test_another_document_closes_the_pane(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    window.editor.document().setModified(False)
    window.documents.new()
    assert not window.rewrite_pane.isVisible()
    assert window.rewriting.review is None


def test_applied_with_nothing_accepted_is_no_change(qtbot: QtBot, window: MainWindow) -> None:
    window.editor.document().setModified(False)
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    revision = window.editor.revision
    key(window, Key.Key_X)
    window.rewriting.apply()
    assert not window.rewriting.open
    assert window.editor.text() == BEFORE + PASSAGE + AFTER
    assert window.editor.revision == revision
    assert not window.documents.modified


def test_what_is_protected_stays_as_it_is(qtbot: QtBot, window: MainWindow) -> None:
    window.protecting.protect("sitting in the dark")
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    assert window.rewriting.review is not None
    (candidate,) = window.rewriting.review.candidates
    assert NEW_FIRST in candidate.text
    assert "sitting in the dark" in candidate.text


def test_the_dial_is_kept_to(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    for _ in range(3):
        key(window, Key.Key_Minus)
    assert window.services.preferences.now.dial == 0.05
    ask(qtbot, window)
    state = window.rewriting.state
    assert state is not None
    changed = [
        edit for c in state.shown for h in c.hunks for edit in h.edits if edit.kind != "equal"
    ]
    # A twentieth of 31 words is one.
    assert len(changed) <= 1


def test_each_version_says_why_it_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    select_passage(window)
    open_pane(window)
    ask(qtbot, window)
    (view,) = window.rewrite_pane.columns.views()
    assert "cuts" in view.why()
    assert "voice" not in view.why(), "none was learned"
