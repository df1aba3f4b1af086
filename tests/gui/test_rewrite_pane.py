"""The rewrite pane, driven as a writer drives it: keys and pointer on real widgets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import (
    FIRST,
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
from writer_app.gui.hunk_view import REASONS, HunkView
from writer_app.gui.review_walk import Place
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.gui.word_button import WordButton
from writer_app.ledger.records import Verdict

Key = Qt.Key
NARROW, WIDE = (420, 700), (1280, 420)
Press = Callable[..., None]


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> RewritePane:
    pane = RewritePane(dressed(qapp))
    qtbot.addWidget(pane)
    pane.resize(*NARROW)
    pane.show()
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    return pane


@pytest.fixture
def press(qtbot: QtBot, pane: RewritePane) -> Press:
    """Types keys where the focus is: characters, or a Qt key with modifiers."""

    def press(what: str | Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        target = QApplication.focusWidget() or pane
        if isinstance(what, str):
            QTest.keyClicks(target, what)
        else:
            QTest.keyClick(target, what, modifiers or Qt.KeyboardModifier.NoModifier)

    return press


def view(pane: RewritePane, column: int, hunk: int) -> HunkView:
    found = pane.columns.hunk_view(Place(column, hunk))
    assert found is not None
    return found


def labels(view: HunkView) -> list[str]:
    return [word.text() for word in view.words()]


def word(parent: QWidget, text: str) -> WordButton:
    return next(
        w for w in parent.findChildren(WordButton) if w.text() == text and w.isVisibleTo(parent)
    )


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
        from dataclasses import replace

        failed = replace(state(), failed=Failed(1, "engine_lost", "gone"))
        pane.show_state(failed)
        assert "Your text is as you left it" in pane.pages.nothing.words()


class TestWalking:
    def test_up_and_down_walk_the_changes_and_stop_at_the_ends(
        self, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        assert pane.place == Place(0, 0)
        press("j")
        assert pane.place == Place(0, 1)
        press(Key.Key_Down)
        assert pane.place == Place(0, 1)
        press("k")
        press(Key.Key_Up)
        assert pane.place == Place(0, 0)

    def test_left_and_right_keep_to_the_same_sentence(
        self, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        press("j")  # “She stood …” in the first
        press(Key.Key_Right)
        there = view(pane, 1, pane.place.hunk).shown()
        assert there is not None
        assert there.hunk.before.startswith("She stood")
        press(Key.Key_Left)
        assert pane.place == Place(0, 1)

    def test_across_goes_to_the_nearest_change_where_the_sentence_is_unchanged(
        self, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        press(Key.Key_Left)  # round to the third, which changes only its second sentence
        assert pane.place == Place(2, 0)

    def test_words_to_act_with_stand_under_the_current_change_only(
        self, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        assert labels(view(pane, 0, 0)) == ["accept", "reject", "edit"]
        assert labels(view(pane, 0, 1)) == []
        press("j")
        assert labels(view(pane, 0, 0)) == []
        assert labels(view(pane, 0, 1)) == ["accept", "reject", "edit"]

    def test_walking_moves_nothing_on_the_page(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)

        def tops() -> list[int]:
            QApplication.processEvents()
            views = [view(pane, 0, hunk) for hunk in (0, 1)]
            return [v.mapTo(pane, v.rect().topLeft()).y() for v in views]

        qtbot.waitUntil(lambda: tops() == tops())
        before = tops()
        press("j")
        qtbot.waitUntil(lambda: tops() == tops())
        assert tops() == before

    def test_a_click_on_a_change_puts_the_hand_on_it(self, pane: RewritePane) -> None:
        under_review(pane)
        QTest.mouseClick(view(pane, 0, 1).prose(), Qt.MouseButton.LeftButton)
        assert pane.place == Place(0, 1)
        assert pane.hasFocus()

    def test_the_current_change_is_brought_into_sight(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        pane.resize(420, 260)
        under_review(pane)
        press("j")
        below = view(pane, 0, 1)

        def in_sight() -> bool:
            top = below.mapTo(pane.columns.viewport(), below.rect().topLeft()).y()
            return 0 <= top < pane.columns.viewport().height() - 20

        qtbot.waitUntil(in_sight)


class TestDeciding:
    def test_accepting_goes_on_to_the_next_that_waits(
        self, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("a")
        assert pane.place == Place(0, 1)
        press(Key.Key_Return)
        assert desk.verdicts(0) == [Verdict.ACCEPTED, Verdict.ACCEPTED]
        assert desk.review.result() == FIRST

    def test_rejecting_rests_for_a_reason_and_a_digit_gives_it(
        self, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("x")
        assert pane.place == Place(0, 0)
        assert labels(view(pane, 0, 0)) == ["undo", *REASONS]
        press("8")
        assert desk.review.verdict(0, 0).reason == "not my voice"
        assert pane.place == Place(0, 1)
        assert desk.review.result() == SOURCE

    def test_rejecting_twice_goes_on_without_a_reason(
        self, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("xx")
        assert pane.place == Place(0, 1)
        assert desk.verdicts(0) == [Verdict.REJECTED, Verdict.UNDECIDED]
        assert len(desk.decided) == 1

    def test_a_reason_is_one_click(self, pane: RewritePane) -> None:
        desk = under_review(pane)
        first = view(pane, 0, 0)
        QTest.mouseClick(word(first, "reject"), Qt.MouseButton.LeftButton)
        QTest.mouseClick(word(first, "cliché"), Qt.MouseButton.LeftButton)
        assert desk.review.verdict(0, 0).reason == "cliché"
        shown = first.shown()
        assert shown is not None
        assert shown.reason == "cliché"

    def test_undo_takes_a_verdict_back(self, pane: RewritePane, press: Press) -> None:
        desk = under_review(pane)
        press("ak")
        press("u")
        assert desk.verdicts(0)[0] is Verdict.UNDECIDED
        assert desk.review.result() == SOURCE

    def test_what_is_accepted_shows_as_it_will_read(self, pane: RewritePane, press: Press) -> None:
        under_review(pane)
        assert "had been late every" in view(pane, 0, 0).prose().text()
        press("a")
        assert view(pane, 0, 0).prose().text() == (
            "The ferry was late again, as it had been every morning."
        )

    def test_what_is_rejected_shows_the_writers_own(self, pane: RewritePane, press: Press) -> None:
        under_review(pane)
        press("x")
        assert view(pane, 0, 0).prose().text() == (
            "The ferry was late again, as it had been late every morning."
        )

    def test_accepting_one_version_of_a_sentence_excludes_the_others(
        self, pane: RewritePane, press: Press
    ) -> None:
        pane.resize(*WIDE)
        desk = under_review(pane)
        press("a")
        other = view(pane, 1, 0).shown()
        assert other is not None
        assert other.excluded
        press("k")
        press(Key.Key_Right)
        press("a")  # this one instead
        assert desk.review.result().startswith("The ferry was late, as every morning.")
        mine = view(pane, 0, 0).shown()
        assert mine is not None
        assert mine.excluded

    def test_the_whole_version_at_once(self, pane: RewritePane, press: Press) -> None:
        desk = under_review(pane)
        press(Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
        assert desk.review.result() == FIRST
        press(Key.Key_X, Qt.KeyboardModifier.ShiftModifier)
        assert set(desk.verdicts(0)) == {Verdict.REJECTED}
        assert desk.review.result() == SOURCE

    def test_the_whole_version_by_pointer(self, pane: RewritePane) -> None:
        desk = under_review(pane)
        QTest.mouseClick(word(pane, "accept all"), Qt.MouseButton.LeftButton)
        assert desk.review.result() == FIRST


class TestEditing:
    def test_the_writers_own_wording(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        desk = under_review(pane)
        press("e")
        field = QApplication.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        assert field.toPlainText() == "The ferry was late again, as it had been every morning."
        field.selectAll()
        press("Late again.")
        press(Key.Key_Return)
        assert desk.decided == [(0, 0, Verdict.EDITED, "Late again.", "")]
        assert desk.review.result().startswith("Late again. Marta did not talk.")
        assert view(pane, 0, 0).prose().text() == "Late again."
        assert pane.hasFocus()
        assert pane.place == Place(0, 1)

    def test_escape_lets_it_be(self, qtbot: QtBot, pane: RewritePane, press: Press) -> None:
        desk = under_review(pane)
        press("e")
        press("x")
        with qtbot.assertNotEmitted(pane.closed):
            press(Key.Key_Escape)
        assert desk.decided == []
        assert pane.hasFocus()
        press("j")
        assert pane.place == Place(0, 1)

    def test_keeping_the_proposal_unchanged_is_accepting_it(
        self, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("e")
        press(Key.Key_Return)
        assert desk.verdicts(0)[0] is Verdict.ACCEPTED

    def test_typing_ones_own_sentence_back_is_rejecting(
        self, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("e")
        field = QApplication.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        field.selectAll()
        press("The ferry was late again, as it had been late every morning.")
        press(Key.Key_Return)
        assert desk.verdicts(0)[0] is Verdict.REJECTED

    def test_applying_with_a_field_left_open_keeps_its_words(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        desk = under_review(pane)
        press("a")
        press("e")  # the second change
        press(" At last.")
        with qtbot.waitSignal(pane.apply_requested):
            QTest.mouseClick(pane.foot.apply, Qt.MouseButton.LeftButton)
        assert "looked at the water. At last. “Hold" in desk.review.result()

    def test_the_field_grows_with_its_text(
        self, qtbot: QtBot, pane: RewritePane, press: Press
    ) -> None:
        under_review(pane)
        press("e")
        field = QApplication.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        qtbot.waitUntil(lambda: field.height() < 200)
        low = field.height()
        press(" And so it went on, and on, as it always does when nobody is in a hurry at all.")
        qtbot.waitUntil(lambda: field.height() > low)


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
        from writer_app.voice.guards import Violation

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
