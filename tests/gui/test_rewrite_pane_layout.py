"""How a review lies on the page, at the widths that windows have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import (
    FIRST,
    HELD,
    SECOND,
    SOURCE,
    THREE,
    candidate,
    dressed,
    point_of,
    state,
    under_review,
)
from writer_app.gui import theme
from writer_app.gui.hunk_editor import HunkEditor
from writer_app.gui.hunk_view import HunkShown, HunkView
from writer_app.gui.marks import flowing, marked_runs, spaced_like
from writer_app.gui.prose import Ink, Prose, Run
from writer_app.gui.review_walk import Place
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.text.hunks import Hunk, diff


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> RewritePane:
    pane = RewritePane(dressed(qapp))
    qtbot.addWidget(pane)
    pane.resize(1280, 500)
    pane.show()
    return pane


def hunk_view(pane: RewritePane, column: int, hunk: int) -> HunkView:
    found = pane.columns.hunk_view(Place(column, hunk))
    assert found is not None
    return found


def top(pane: RewritePane, column: int, hunk: int) -> int:
    QApplication.processEvents()
    view = hunk_view(pane, column, hunk)
    return view.mapTo(pane, view.rect().topLeft()).y()


def test_the_field_for_ones_own_words_shows_all_of_a_long_change(
    qtbot: QtBot, pane: RewritePane
) -> None:
    long = f"{SOURCE} {' '.join(['again'] * 60)}."
    under_review(pane, candidate(0, long))
    pane.resize(420, 500)
    QApplication.processEvents()
    hunk_view(pane, 0, pane.place.hunk).edit()
    (field,) = pane.findChildren(HunkEditor)
    line = field.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: field.document().size().height() > 3)
    assert field.viewport().height() >= line * field.document().size().height()


def test_wide_has_the_candidates_side_by_side_with_their_sentences_in_line(
    qtbot: QtBot, pane: RewritePane
) -> None:
    under_review(pane)
    assert [view.isVisible() for view in pane.columns.views()] == [True, True, True]
    # "She stood ..." comes after longer and shorter first sentences.
    qtbot.waitUntil(lambda: top(pane, 0, 1) == top(pane, 1, 1) > top(pane, 0, 0))


def test_narrow_has_one_at_a_time_and_numbers_to_turn(qtbot: QtBot, pane: RewritePane) -> None:
    under_review(pane)
    pane.resize(420, 700)
    qtbot.waitUntil(lambda: not pane.columns.side_by_side)
    first, second, third = pane.columns.views()
    assert (first.isVisible(), second.isVisible(), third.isVisible()) == (True, False, False)
    second_number = first.numbers()[1]
    second_number.click()
    assert second.isVisible()
    assert not first.isVisible()
    assert pane.place.column == 1


@pytest.mark.parametrize("width", [400, 420, 700, 1280, 1920])
def test_nothing_is_cut_off_at_the_side(qtbot: QtBot, pane: RewritePane, width: int) -> None:
    pane.resize(width, 600)
    under_review(pane, *THREE, *HELD)
    QApplication.processEvents()
    assert pane.minimumSizeHint().width() <= width
    canvas = pane.columns.widget()
    assert canvas is not None
    assert canvas.width() <= pane.columns.viewport().width()


def test_every_state_fits_a_side_pane(pane: RewritePane) -> None:
    pane.resize(400, 600)
    for show in (
        lambda: pane.show_passage(SOURCE),
        lambda: pane.show_state(state(*HELD)),
        lambda: pane.show_state(state(THREE[0], finished=False)),
        lambda: under_review(pane),
        lambda: pane.show_passage_changed(),
    ):
        show()
        QApplication.processEvents()
        assert pane.minimumSizeHint().width() <= 400


def test_a_new_theme_reaches_words_on_show(pane: RewritePane) -> None:
    under_review(pane)
    pane.resize(500, 500)
    dark = theme.load("dark")
    pane.set_theme(dark)
    QApplication.processEvents()
    prose = hunk_view(pane, 0, 0).prose()
    image = prose.grab().toImage()
    ink = QColor(dark.removed)
    near = [
        abs(image.pixelColor(x, y).red() - ink.red())
        + abs(image.pixelColor(x, y).green() - ink.green())
        + abs(image.pixelColor(x, y).blue() - ink.blue())
        for x in range(0, image.width(), 1)
        for y in range(0, image.height(), 1)
    ]
    assert min(near) < 30, "the struck word is painted in the dark theme's ink"


def test_a_larger_text_makes_a_higher_page(qtbot: QtBot, pane: RewritePane) -> None:
    under_review(pane)
    prose = hunk_view(pane, 0, 0).prose()
    before = prose.heightForWidth(300)
    pane.set_zoom(1.6)
    assert prose.heightForWidth(300) > 1.3 * before


def test_prose_is_as_high_as_its_text_at_any_width(qtbot: QtBot, qapp: QApplication) -> None:
    prose = Prose(dressed(qapp))
    qtbot.addWidget(prose)
    prose.show_text(SOURCE * 4)
    heights = [prose.heightForWidth(width) for width in (200, 400, 800)]
    assert heights == sorted(heights, reverse=True)
    assert heights[0] > 3 * heights[2]


def test_offsets_into_prose_count_code_points(qtbot: QtBot, qapp: QApplication) -> None:
    """Qt counts an emoji twice and so would the word after it."""
    prose = Prose(dressed(qapp))
    qtbot.addWidget(prose)
    text = "🙂🙂 the harbour 漢字 at 🙂 night"
    prose.resize(900, 60)
    prose.show_text(text)
    for offset in (text.index("harbour"), text.index("漢"), text.index("night") + 2):
        assert prose.offset_at(QPointF(point_of(prose, offset))) == offset
    # The first letter after the emoji lies where its width puts it, not at the far end.
    assert point_of(prose, 3).x() < point_of(prose, text.index("harbour")).x()


def test_old_and_new_read_in_order_and_the_blanks_are_nobodys() -> None:
    (hunk,) = diff("It was very late.", "It was late.")
    runs = marked_runs(hunk)
    assert "".join(run.text for run in runs if run.ink is not Ink.REMOVED).split() == [
        "It",
        "was",
        "late.",
    ]
    assert "very" in "".join(run.text for run in runs if run.ink is Ink.REMOVED)


def test_a_sentence_written_anew_stands_below_the_old_one() -> None:
    (hunk,) = diff("Nobody came to the quay that day.", "Empty planks, and gulls.")
    runs = marked_runs(hunk)
    assert [run.ink for run in runs] == [Ink.REMOVED, Ink.PLAIN, Ink.ADDED]
    assert runs[1] == Run("\n")


def test_running_text_holds_all_of_source_and_candidate() -> None:
    for text in (FIRST, SECOND):
        runs = flowing(SOURCE, diff(SOURCE, text))
        old = "".join(run.text for run in runs if run.ink is not Ink.ADDED)
        new = "".join(run.text for run in runs if run.ink is not Ink.REMOVED)
        assert old.replace("\u2009", "") == SOURCE
        assert new.replace("\u2009", "") == text


def test_own_wording_keeps_the_white_space_of_the_change() -> None:
    hunk = Hunk(0, 0, 4, "Old.\n\n", "New.\n\n", ())
    assert spaced_like("Mine.", hunk) == "Mine.\n\n"
    assert spaced_like("", hunk) == ""
    removed = Hunk(0, 0, 4, " Old.", "", ())
    assert spaced_like("Mine.", removed) == " Mine."


def test_a_screen_reader_is_told_the_change_and_how_it_stands(
    qtbot: QtBot, qapp: QApplication
) -> None:
    view = HunkView(dressed(qapp))
    qtbot.addWidget(view)
    (hunk,) = diff("It was very late.", "It was late.")
    view.show_hunk(HunkShown(hunk), current=True)
    assert view.accessibleName() == (
        "Change 1: “It was very late.” becomes “It was late.”. undecided"
    )
