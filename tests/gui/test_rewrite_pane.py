"""The rewrite pane: asking, watching, leaving, and what it says when nothing came of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.pane_driver import WIDE, Press, pane_with_focus, presser, word
from tests.gui.review_demo import (
    HELD,
    LOST,
    SOURCE,
    THREE,
    candidate,
    dressed,
    state,
    under_review,
)
from writer_app.engine.messages import Failed
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.voice.guards import Violation

Key = Qt.Key


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> RewritePane:
    return pane_with_focus(qtbot, qapp)


@pytest.fixture
def press(pane: RewritePane) -> Press:
    return presser(pane)


class TestAsking:
    def test_a_letter_asks_for_a_task(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        pane.show_passage(SOURCE)
        with qtbot.waitSignal(pane.requested) as asked:
            press("v")
        assert asked.args == ["voice", ""]

    def test_return_asks_for_the_marked_task(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        pane.show_passage(SOURCE)
        press(Key.Key_Right)
        with qtbot.waitSignal(pane.requested) as asked:
            press(Key.Key_Return)
        assert asked.args == ["fix", ""]

    def test_the_writers_own_instruction(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        pane.show_passage(SOURCE)
        press("s")
        qtbot.waitUntil(pane.tasks.line.hasFocus)
        press(Key.Key_Return)  # nothing to ask for yet
        assert pane.tasks.line.hasFocus()
        with qtbot.waitSignal(pane.requested) as asked:
            press("in the present tense")
            press(Key.Key_Return)
        assert asked.args == ["custom", "in the present tense"]

    def test_escape_in_the_instruction_goes_back_to_the_pane(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        pane.show_passage(SOURCE)
        press("s")
        qtbot.waitUntil(pane.tasks.line.hasFocus)
        with qtbot.assertNotEmitted(pane.closed):
            press(Key.Key_Escape)
        assert pane.hasFocus()

    def test_a_click_asks_too(self, qtbot: QtBot, pane: RewritePane) -> None:
        pane.show_passage(SOURCE)
        with qtbot.waitSignal(pane.requested) as asked:
            QTest.mouseClick(word(pane, "fix"), Qt.MouseButton.LeftButton)
        assert asked.args == ["fix", ""]


class TestWriting:
    def test_candidates_are_shown_as_they_grow_and_marked_when_whole(
        self, pane: RewritePane
    ) -> None:
        pane.resize(*WIDE)
        growing = candidate(1, "The ferry was", writing=True)
        pane.show_state(state(THREE[0], growing, finished=False))
        views = pane.columns.views()
        assert len(views) == 3, "a place is kept for each that was asked for"
        assert views[1].running_text() == "The ferry was"
        assert "had been late every" in views[0].running_text(), "what goes is still to be read"
        assert "shorter" in views[0].note()
        assert pane.status() == "Writing…"
        assert pane.bar.fraction is not None
        assert 0.3 < pane.bar.fraction < 1.0

    def test_no_verdict_can_be_given_before_the_review(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        pane.show_state(state(THREE[0], finished=False))
        with qtbot.assertNotEmitted(pane.decided):
            press("ax4")
        assert not pane.reviewing

    def test_escape_cancels_and_stays(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        pane.show_state(state(THREE[0], finished=False))
        with qtbot.assertNotEmitted(pane.closed), qtbot.waitSignal(pane.cancel_requested):
            press(Key.Key_Escape)

    def test_a_second_round_says_why(self, pane: RewritePane) -> None:
        pane.show_state(state(*HELD, finished=False, round_=1))
        assert "Not good enough yet" in pane.status()

    def test_a_model_that_died_costs_no_text(self, pane: RewritePane) -> None:
        failed = replace(state(), failed=Failed(1, "engine_lost", "gone"))
        pane.show_state(failed)
        assert "Your text is as you left it" in pane.pages.nothing.words()


class TestLeaving:
    def test_ctrl_return_applies_even_where_the_window_has_the_same_key(
        self, qtbot: QtBot, qapp: QApplication
    ) -> None:
        """The window opens this pane by Ctrl+Return; inside it the key must not do so again."""
        pane = RewritePane(dressed(qapp))
        window = QMainWindow()
        qtbot.addWidget(window)
        body = QWidget()
        QVBoxLayout(body).addWidget(pane)
        window.setCentralWidget(body)
        opened: list[bool] = []
        action = QAction("Rewrite…", window)
        action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        action.triggered.connect(lambda: opened.append(True))
        window.addAction(action)
        window.show()
        window.activateWindow()
        under_review(pane)
        pane.setFocus()
        qtbot.waitUntil(pane.hasFocus)
        QTest.keyClick(pane, Key.Key_A)
        with qtbot.waitSignal(pane.apply_requested):
            QTest.keyClick(pane, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert opened == []

    def test_nothing_accepted_nothing_applied(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        with qtbot.assertNotEmitted(pane.apply_requested):
            press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def test_escape_over_accepted_changes_asks_once(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        press("a")
        with qtbot.assertNotEmitted(pane.closed):
            press(Key.Key_Escape)
        assert "Esc again" in pane.status()
        with qtbot.waitSignal(pane.closed):
            press(Key.Key_Escape)

    def test_escape_with_nothing_accepted_leaves(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        press("xx")
        with qtbot.waitSignal(pane.closed):
            press(Key.Key_Escape)


class TestNothingGoodEnough:
    def test_it_says_so_counts_why_and_what_to_try(self, pane: RewritePane) -> None:
        pane.show_state(state(*HELD))
        words = pane.pages.nothing.words()
        assert "Nothing good enough" in words
        assert "Two versions were written" in words
        assert f"2 × {LOST.sentence}" in words
        assert "Ctrl+M" in words
        assert pane.pages.declined
        assert not pane.columns.isVisible()

    def test_what_was_held_back_can_be_looked_at_and_reviewed(
        self, pane: RewritePane, press: Press
    ) -> None:
        seen: list[int] = []
        pane.seen.connect(seen.append)
        desk = under_review(pane, *HELD)
        assert pane.pages.declined
        press("b")
        assert pane.pages.looking
        assert set(seen) == {3, 4}
        held = pane.pages.held
        QTest.mouseClick(word(held, "review it all the same"), Qt.MouseButton.LeftButton)
        assert pane.reviewing
        assert [c.position for c in desk.review.candidates] == [3]
        assert held.isHidden()
        press("a")
        assert desk.review.changes == 1

    def test_a_passage_the_model_would_leave_alone(self, pane: RewritePane) -> None:
        same = Violation("unchanged", "It says the same.")
        pane.show_state(state(candidate(0, SOURCE, held=(same,))))
        assert "Nothing to change" in pane.pages.nothing.words()

    def test_held_back_is_counted_beside_a_review(self, pane: RewritePane, press: Press) -> None:
        under_review(pane, *THREE, *HELD)
        assert word(pane, "two held back").isVisible()
        press("b")
        assert pane.pages.looking
        assert pane.columns.isVisible()
        press("b")
        assert not pane.pages.looking

    def test_again(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        pane.show_state(state(*HELD))
        with qtbot.waitSignal(pane.requested) as asked:
            press("n")
        assert asked.args == ["tighten", ""]


class TestPassageChanged:
    def test_before_any_review_there_is_nothing_to_copy(
        self, pane: RewritePane, press: Press
    ) -> None:
        QGuiApplication.clipboard().setText("mine")
        pane.show_passage(SOURCE)
        pane.show_passage_changed()
        assert pane.banner.isVisible()
        press("c")
        assert QGuiApplication.clipboard().text() == "mine"

    def test_it_says_so_and_decides_nothing_more(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("a")
        pane.show_passage_changed()
        assert pane.banner.isVisible()
        count = len(desk.decided)
        with qtbot.assertNotEmitted(pane.apply_requested):
            press("xj")
            press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(desk.decided) == count
        press("c")
        assert QGuiApplication.clipboard().text() == desk.review.result()

    def test_new_ones_can_be_asked_for(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        under_review(pane)
        pane.show_passage_changed()
        with qtbot.waitSignal(pane.requested):
            press("n")
        pane.show_state(state(finished=False))
        assert not pane.banner.isVisible()
