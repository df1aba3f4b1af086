"""The hand in a review, as a writer moves it: walking, deciding, own words; on real widgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.gui.pane_driver import WIDE, Press, labels, pane_with_focus, presser, view, word
from tests.gui.review_demo import (
    FIRST,
    SOURCE,
    under_review,
)
from writer_app.gui.hunk_view import REASONS
from writer_app.gui.review_walk import Place
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.ledger.records import Verdict

Key = Qt.Key


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> RewritePane:
    return pane_with_focus(qtbot, qapp)


@pytest.fixture
def press(pane: RewritePane) -> Press:
    return presser(pane)


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
