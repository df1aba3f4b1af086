"""The taste's page in the real window: what it says, and what the writer does there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.sheet import DARK, colours, picture
from tests.gui.tabbing import reached
from tests.taste_demo import decisions
from writer_app.config.paths import Paths
from writer_app.gui.main_window import MainWindow
from writer_app.gui.pages.plot import Plot
from writer_app.gui.taste.page import TastePage
from writer_app.ledger.store import Ledger
from writer_app.services import taste_file
from writer_app.services.taste_file import Said
from writer_app.taste.features import NAMES
from writer_app.taste.telling import SET_BY_YOU, TOO_EARLY


@pytest.fixture
def decided(paths: Paths) -> None:
    """Sixty decisions lie in the ledger before the window is there."""
    with Ledger.open(paths.ledger) as ledger:
        for decision in decisions(60):
            ledger.record(decision)


def said(window: MainWindow) -> Said:
    return taste_file.read(window.services.paths.taste)


def opened(qtbot: QtBot, window: MainWindow) -> TastePage:
    window.activateWindow()
    window.editor.setFocus()
    qtbot.waitUntil(window.editor.hasFocus)
    QTest.keyClick(window.editor, Qt.Key.Key_F7)
    page = window.taste.page
    assert page is not None
    qtbot.waitUntil(page.view.isVisible, timeout=10_000)
    return page


def test_with_nothing_decided_it_says_so_and_what_will_be_there(
    qtbot: QtBot, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    assert page.empty.isVisible()
    assert "knows nothing of your taste" in page.empty.text()
    assert "10 more choices" in page.about.text()
    assert not page.view.weights.isVisible()
    assert page.view.notes.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert still_window.taste.page is None


def test_what_was_learned_is_told_as_surely_as_it_is(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    # The last ones are shown at once, the rest when they are read.
    qtbot.waitUntil(lambda: "60 decisions" in page.about.text(), timeout=20_000)
    rows = {row.name: row for row in page.view.weights.shown}
    assert "ou cut adverbs." in rows["adverbs"].words or "seem to cut" in rows["adverbs"].words
    assert any(row.how == TOO_EARLY for row in rows.values())
    assert "without it" in page.view.over_time.words
    assert "Too long" in page.view.reasons.words
    assert "Continuing, starter" in page.view.accepted.words
    assert all(plot.words for plot in page.findChildren(Plot))


def test_a_slider_moved_by_keys_overrules_the_weight(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    weights = page.view.weights
    weights.setFocus()
    QTest.keyClick(weights, Qt.Key.Key_Down)
    name = weights.shown[1].name
    for _ in range(4):
        QTest.keyClick(weights, Qt.Key.Key_Right)
    wanted = weights.shown[1].weight
    qtbot.waitUntil(lambda: said(still_window).overruled == {name: wanted}, timeout=10_000)
    taste, at = still_window.services.taste, NAMES.index(name)
    qtbot.waitUntil(lambda: taste.standing().ranker.mean[at] == wanted, timeout=10_000)
    assert weights.shown[1].name == name
    assert SET_BY_YOU in weights.words
    QTest.keyClick(weights, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: not said(still_window).overruled, timeout=10_000)
    qtbot.waitUntil(lambda: weights.shown[1].how != SET_BY_YOU, timeout=10_000)


def test_a_slider_is_moved_by_the_pointer(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    weights = page.view.weights
    at = QPoint(weights.width() - 14, 26 + 38)
    QTest.mouseClick(weights, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(
        lambda: said(still_window).overruled == {weights.shown[0].name: 3.0}, timeout=10_000
    )


def test_the_switch_turns_it_off_and_on(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    page.switch.setFocus()
    QTest.keyClick(page.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not said(still_window).on, timeout=10_000)
    qtbot.waitUntil(lambda: page.switch.text() == "Off", timeout=10_000)
    assert "switched off" in page.about.text()
    QTest.keyClick(page.switch, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: said(still_window).on, timeout=10_000)


def test_notes_are_added_edited_and_deleted(qtbot: QtBot, still_window: MainWindow) -> None:
    page = opened(qtbot, still_window)
    notes = page.view.notes
    notes.line.setFocus()
    QTest.keyClicks(notes.line, "No adjectives.")
    QTest.keyClick(notes.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(notes.rows) == 1, timeout=10_000)
    line = notes.rows[0].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Plain words.")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(still_window).own_notes == ("Plain words.",), timeout=10_000)
    assert page.isVisible()
    QTest.keyClick(notes.rows[0].delete, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: said(still_window).own_notes == (), timeout=10_000)
    qtbot.waitUntil(lambda: not notes.rows, timeout=10_000)


def test_tab_reaches_everything(qtbot: QtBot, decided: None, still_window: MainWindow) -> None:
    page = opened(qtbot, still_window)
    visible = {plot for plot in page.findChildren(Plot) if plot.isVisible()}
    assert {*visible, page.switch, page.view.all, page.view.notes.line} <= reached(
        qtbot, page.close_button, 40
    )


def test_all_features_are_shown_on_demand(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    first = len(page.view.weights.shown)
    page.view.all.click()
    assert {row.name for row in page.view.weights.shown} == set(NAMES)
    page.view.all.click()
    assert len(page.view.weights.shown) == first


@pytest.mark.parametrize("width", [360, 640, 1180, 1600])
def test_nothing_is_cut_off_at_the_side(
    qtbot: QtBot, decided: None, still_window: MainWindow, width: int
) -> None:
    page = opened(qtbot, still_window)
    page.resize(width, 700)
    QApplication.processEvents()
    for plot in page.findChildren(Plot):
        if plot.isVisible():
            assert plot.mapTo(page, plot.rect().topRight()).x() <= page.width()


def test_it_follows_the_theme_and_the_decisions_while_it_is_open(
    qtbot: QtBot, decided: None, still_window: MainWindow
) -> None:
    page = opened(qtbot, still_window)
    page.set_theme(DARK)
    QApplication.processEvents()
    assert DARK.accent in colours(picture(page.view.weights))
    *_, new = decisions(61)
    still_window.services.recorder.record(new)
    qtbot.waitUntil(lambda: "61 decisions" in page.about.text(), timeout=10_000)
