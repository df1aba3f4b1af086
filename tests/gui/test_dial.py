"""The dial of the rewrite pane, and what stands under a version's heading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.pane_driver import Press, pane_with_focus, presser
from tests.gui.review_demo import FIRST, SOURCE, THREE, under_review
from writer_app.gui.candidate_view import NO_REASON, counted
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.services.voice_telling import Told


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> RewritePane:
    return pane_with_focus(qtbot, qapp)


@pytest.fixture
def press(pane: RewritePane) -> Press:
    return presser(pane)


def test_it_begins_free_and_turns_by_keys_to_its_ends(pane: RewritePane, press: Press) -> None:
    dial = pane.tasks.dial
    pane.show_passage(SOURCE)
    assert dial.share is None
    seen: list[float | None] = []
    dial.changed.connect(lambda: seen.append(dial.share))
    press("----")
    press("+")
    assert seen == [0.30, 0.15, 0.05, 0.15]
    press("+++")
    assert dial.share is None


def test_it_turns_in_a_review_without_touching_the_verdicts(
    pane: RewritePane, press: Press
) -> None:
    desk = under_review(pane)
    press("-")
    assert pane.tasks.dial.share == 0.30
    assert desk.decided == []
    assert pane.place.hunk == 0


def test_a_click_turns_it(pane: RewritePane) -> None:
    pane.show_passage(SOURCE)
    five = pane.tasks.dial.words()[0]
    QTest.mouseClick(five, Qt.MouseButton.LeftButton)
    assert pane.tasks.dial.share == 0.05
    assert [word.isChecked() for word in pane.tasks.dial.words()] == [True, False, False, False]


@pytest.mark.parametrize(
    ("kept", "share"), [(0.05, 0.05), (0.2, 0.15), (0.4, 0.30), (1.0, None), (None, None)]
)
def test_what_was_kept_is_the_nearest_step(
    pane: RewritePane, kept: float | None, share: float | None
) -> None:
    pane.tasks.dial.set_share(kept)
    assert pane.tasks.dial.share == share


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It rained all day.", "the same length"),
        ("It rained.", "50% shorter"),
        ("It rained all day and all night.", "75% longer"),
        ("", "100% shorter"),
    ],
)
def test_a_version_says_how_long_it_is_as_a_share(text: str, said: str) -> None:
    assert counted(text, "It rained all day.") == said


def test_a_word_of_many_is_told_as_the_least_share() -> None:
    assert counted("word " * 400, "word " * 401) == "1% shorter"


def test_a_version_says_why_it_was_chosen_and_how_it_reads(pane: RewritePane) -> None:
    near = Told("nearer", "+0.20, between −1 and +1")
    pane.columns.read_voice(lambda text, source: near if text == FIRST != source else NO_REASON)
    reasons = ("short", "sure", "")
    chosen = [replace(c, reason=why) for c, why in zip(THREE, reasons, strict=True)]
    under_review(pane, *chosen)
    assert [view.why() for view in pane.columns.views()] == ["short · nearer", "sure", ""]
    first, *_ = pane.columns.views()
    tips = [label.toolTip() for label in first.findChildren(QLabel) if label.text() == first.why()]
    assert tips == [near.tip]
