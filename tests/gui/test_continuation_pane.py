"""The continuation pane: streamed, walked, inserted whole or in part, refused with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.review_demo import DOCUMENT, dressed, point_of
from writer_app.engine.messages import Failed
from writer_app.gui.alternative_view import Fate, word_ends
from writer_app.gui.continuation_pane import (
    INSERTED,
    MOVED_ON,
    NOTHING_GOOD,
    NOTHING_YET,
    ContinuationPane,
)
from writer_app.gui.hunk_view import REASONS
from writer_app.services.offer import Alternative, Offer, Snapshot

Key = Qt.Key
TEXTS = (
    " Marta set the suitcase down, and sat on it. Nobody looked.",
    " By nine the line had stopped pretending to be a line.",
    " She counted the lamps again: eleven.",
)


def offer(*texts: str, request: int = 1, done: bool = True, taken: str = "") -> Offer:
    finish = "stop" if done else None
    alternatives = tuple(Alternative(text, text, finish) for text in texts or TEXTS)  # type: ignore[arg-type]
    snapshot = Snapshot("It was late.", "", 12, 1, DOCUMENT)
    return Offer(request, snapshot, alternatives, taken=taken, done=done)


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> ContinuationPane:
    pane = ContinuationPane(dressed(qapp))
    qtbot.addWidget(pane)
    pane.resize(420, 700)
    pane.show()
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    return pane


def press(pane: ContinuationPane, keys: str | Qt.Key) -> None:
    if isinstance(keys, str):
        QTest.keyClicks(pane, keys)
    else:
        QTest.keyClick(pane, keys)


def test_it_streams_and_says_what_is_being_written(pane: ContinuationPane) -> None:
    assert pane.message() == NOTHING_YET
    pane.show_waiting()
    pane.show_offer(offer(" Marta", " By", "", done=False))
    assert sorted(pane.views()) == [0, 1], "an empty one has nothing to show"
    pane.show_offer(offer(" Marta set", " By nine", " She", done=False))
    assert pane.view(0).prose().text() == "Marta set"
    assert sorted(pane.views()) == [0, 1, 2]
    fractions = [pane.bar.fraction]
    pane.show_offer(offer())
    fractions.append(pane.bar.fraction)
    assert fractions[0] is not None, "a line shows how far it is"
    assert fractions[1] is None
    assert pane.message() == ""


def test_each_that_is_painted_is_said_to_be_seen(qtbot: QtBot, pane: ContinuationPane) -> None:
    seen: list[int] = []
    pane.seen.connect(seen.append)
    pane.show_offer(offer())
    qtbot.waitUntil(lambda: sorted(seen) == [0, 1, 2])


def test_return_inserts_all_of_the_one_under_the_hand(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    press(pane, "j")
    with qtbot.waitSignal(pane.insert_requested) as inserted:
        press(pane, Key.Key_Return)
    assert inserted.args == [1, TEXTS[1], True]
    assert pane.view(1).fate is Fate.INSERTED


def test_right_marks_word_by_word_and_return_inserts_as_far(
    qtbot: QtBot, pane: ContinuationPane
) -> None:
    pane.show_offer(offer())
    for _ in range(5):
        press(pane, Key.Key_Right)
    press(pane, Key.Key_Left)
    press(pane, Key.Key_Right)
    with qtbot.waitSignal(pane.insert_requested) as inserted:
        press(pane, Key.Key_Return)
    assert inserted.args == [0, " Marta set the suitcase down,", False]
    assert pane.view(0).fate is Fate.INSERTED


def test_after_an_insertion_the_others_no_longer_fit(qtbot: QtBot, pane: ContinuationPane) -> None:
    """They were written for the caret as it was; a second one would land in the wrong place."""
    pane.show_offer(offer())
    press(pane, Key.Key_Right)
    press(pane, Key.Key_Return)
    pane.show_offer(offer())
    assert pane.message() == INSERTED
    with qtbot.assertNotEmitted(pane.insert_requested), qtbot.assertNotEmitted(pane.rejected):
        press(pane, Key.Key_Return)
        press(pane, "j")
        press(pane, Key.Key_Return)
        press(pane, "x1")
    pane.show_offer(offer(request=2))
    assert pane.message() == ""
    with qtbot.waitSignal(pane.insert_requested):
        press(pane, Key.Key_Return)


def test_a_click_on_a_word_inserts_up_to_it(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    QApplication.processEvents()
    view = pane.view(1)
    prose = view.prose()
    at = prose.text().index("line") + 1
    with qtbot.waitSignal(pane.insert_requested) as inserted:
        QTest.mouseClick(
            prose,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            point_of(prose, at),
        )
    assert inserted.args == [1, " By nine the line", False]


def test_a_click_on_the_last_word_is_the_whole(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    QApplication.processEvents()
    prose = pane.view(2).prose()
    with qtbot.waitSignal(pane.insert_requested) as inserted:
        QTest.mouseClick(
            prose,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            point_of(prose, prose.text().index("eleven") + 2),
        )
    assert inserted.args == [2, TEXTS[2], True]


def test_a_reason_comes_with_the_refusal(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    said: list[tuple[int, str]] = []
    pane.rejected.connect(lambda index, reason: said.append((index, reason)))
    press(pane, "x")
    assert said == [], "the writer may still say why"
    assert [word.text() for word in pane.view(0).buttons()] == list(REASONS)
    press(pane, "1")
    assert said == [(0, "cliché")]
    assert pane.current == 1


def test_a_reason_by_one_click(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    press(pane, "x")
    reason = pane.view(0).buttons()[7]
    with qtbot.waitSignal(pane.rejected) as rejected:
        QTest.mouseClick(reason, Qt.MouseButton.LeftButton)
    assert rejected.args == [0, "not my voice"]


@pytest.mark.parametrize("leave", ["j", "x", "m", Key.Key_Escape])
def test_a_refusal_without_a_reason_is_told_once_the_writer_goes_on(
    pane: ContinuationPane, leave: str | Qt.Key
) -> None:
    pane.show_offer(offer())
    said: list[tuple[int, str]] = []
    pane.rejected.connect(lambda index, reason: said.append((index, reason)))
    press(pane, "x")
    press(pane, leave)
    assert said == [(0, "")]


def test_hiding_the_pane_loses_no_refusal(pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    said: list[tuple[int, str]] = []
    pane.rejected.connect(lambda index, reason: said.append((index, reason)))
    press(pane, "x")
    pane.hide()
    assert said == [(0, "")]


def test_once_the_text_moved_on_nothing_can_be_inserted(
    qtbot: QtBot, pane: ContinuationPane
) -> None:
    pane.show_offer(offer())
    pane.show_offer(None)
    assert pane.message() == MOVED_ON
    with qtbot.assertNotEmitted(pane.insert_requested), qtbot.assertNotEmitted(pane.rejected):
        press(pane, Key.Key_Return)
        press(pane, "x4")
    with qtbot.waitSignal(pane.more_requested):
        press(pane, "m")


def test_a_new_request_begins_anew(pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    press(pane, "x1")
    pane.show_offer(offer(request=2))
    assert {view.fate for view in pane.views().values()} == {Fate.OPEN}
    assert pane.current == 0


def test_nothing_worth_reading_and_a_lost_model_are_said(pane: ContinuationPane) -> None:
    nothing = replace(offer(), alternatives=(Alternative(held=("echo",), finish="stop"),))
    pane.show_offer(nothing)
    assert pane.message() == NOTHING_GOOD
    pane.show_offer(replace(offer(), failed=Failed(1, "engine_lost", "gone")))
    assert "Your text is as you left it" in pane.message()
    assert len(pane.views()) == 3, "what is whole stays"


def test_wide_lays_them_side_by_side(qtbot: QtBot, pane: ContinuationPane) -> None:
    pane.show_offer(offer())
    pane.resize(1280, 360)
    qtbot.waitUntil(lambda: pane.view(2).x() > pane.view(1).x() > pane.view(0).x())
    pane.resize(420, 700)
    qtbot.waitUntil(lambda: pane.view(2).x() == pane.view(0).x())


def test_words_end_with_the_marks_that_follow_them() -> None:
    text = "“Go on,” she said (twice)."
    assert [text[:end] for end in word_ends(text)] == [
        "“Go",
        "“Go on,”",
        "“Go on,” she",
        "“Go on,” she said",
        "“Go on,” she said (twice).",
    ]
