"""Origins through the edits, undos and redos of a real document, against a list kept by hand."""

from __future__ import annotations

import random

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QPlainTextDocumentLayout
from pytestqt.qtbot import QtBot

from tests.gui.sheet import compose, make_editor
from writer_app.gui.origin_tracker import OriginTracker, in_points, in_units
from writer_app.text.offsets import utf16_length
from writer_app.text.provenance import Origin, Provenance

W, M, P = Origin.WRITER, Origin.MODEL, Origin.PASTED


def listed(value: Provenance) -> list[Origin]:
    return [origin for start, end, origin in value.spans() for _ in range(end - start)]


class ByHand:
    """One document, its tracker, and the list of origins that should come of each edit."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.document = QTextDocument()
        # Without a layout Qt tells nobody of changes.
        self.document.setDocumentLayout(QPlainTextDocumentLayout(self.document))
        self.document.setPlainText("The rain fell.\n\nNobody came, and nobody 👩‍👧 went.\n")
        self.document.clearUndoRedoStacks()
        self.tracker = OriginTracker(self.document)
        self.origins = listed(self.tracker.now)
        self.states: dict[int, tuple[str, list[Origin]]] = {}
        self.remember()

    def remember(self) -> None:
        depth = self.document.availableUndoSteps()
        self.states = {d: s for d, s in self.states.items() if d < depth}
        self.states[depth] = (self.document.toRawText(), list(self.origins))

    def cursor(self, start: int, end: int | None = None) -> QTextCursor:
        cursor = QTextCursor(self.document)
        cursor.setPosition(start)
        cursor.setPosition(start if end is None else end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def place(self) -> int:
        return self.whole(self.rng.randint(0, self.document.characterCount() - 1))

    def whole(self, at: int) -> int:
        half = "\udc00" <= self.document.characterAt(at) <= "\udfff"
        return at - 1 if half else at

    def type(self) -> None:
        at = self.place()
        for letter in self.rng.choice(["a", "bcd", "\n", "é", "👩", "x y"]):
            self.cursor(at).insertText(letter)
            width = utf16_length(letter)
            self.origins[at:at] = [W] * width
            at += width
            self.remember()

    def take(self) -> None:
        at, text = self.place(), self.rng.choice([" model words", " 👩 and\nmore", "."])
        origin = self.rng.choice([M, P])
        self.tracker.bring(at, Provenance.of(utf16_length(text), origin))
        cursor = self.cursor(at)
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.insertText(" ")
        cursor.deletePreviousChar()
        cursor.endEditBlock()
        self.origins[at:at] = [origin] * utf16_length(text)
        self.remember()

    def rub_out(self) -> None:
        at = self.place()
        for _ in range(self.rng.randint(1, 4)):
            before = self.document.characterCount()
            cursor = self.cursor(at)
            cursor.deletePreviousChar()
            gone = before - self.document.characterCount()
            del self.origins[at - gone : at]
            at -= gone
            self.remember()

    def delete(self) -> None:
        start, end = sorted((self.place(), self.place()))
        self.cursor(start, end).removeSelectedText()
        del self.origins[start:end]
        self.remember()

    def replace_several(self) -> None:
        """Which words stay whose they were is another test's affair; undo is this one's."""
        first, second = sorted((self.place(), self.place()))
        cursor = self.cursor(
            second, self.whole(min(second + 3, self.document.characterCount() - 1))
        )
        cursor.beginEditBlock()
        cursor.insertText("NEW")
        self.cursor(first).insertText("OTHER ")
        cursor.endEditBlock()
        self.origins = listed(self.tracker.now)
        self.remember()

    def undo(self) -> None:
        self.document.undo()
        self.there()

    def redo(self) -> None:
        self.document.redo()
        self.there()

    def there(self) -> None:
        text, self.origins = self.states[self.document.availableUndoSteps()]
        self.origins = list(self.origins)
        assert self.document.toRawText() == text

    def step(self) -> None:
        acts = [self.type, self.take, self.rub_out, self.delete, self.replace_several]
        undoing = [self.undo] * 5 + [self.redo] * 4
        self.rng.choice([*acts, *acts[:3], *undoing])()


@pytest.mark.parametrize("seed", range(60))
def test_random_edits_and_undos(qapp: QApplication, seed: int) -> None:
    by_hand = ByHand(random.Random(seed))
    for _ in range(80):
        by_hand.step()
        assert listed(by_hand.tracker.now) == by_hand.origins
    text = by_hand.document.toPlainText()
    points = by_hand.tracker.points()
    assert len(points) == len(text)
    assert in_points(in_units(points, text), text) == points


def test_a_composition_changes_nothing_until_it_is_committed(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "The model wrote fe")
    editor.origins.assume(Provenance((4, 5, 9), (W, M, W)))
    compose(editor, "ll")
    assert editor.origins.now.packed() == "w4m5w9"
    compose(editor, "", "ll on.")
    assert editor.text() == "The model wrote fell on."
    assert editor.origins.now.packed() == "w4m5w15"


def test_words_that_stay_are_whose_they_were(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "The model wrote this line.\nAnd this one.")
    editor.origins.assume(Provenance((4, 11, 25), (W, M, W)))
    editor.replace(0, len(editor.text()), "The model then wrote that line.\nAnd this one.")
    spans = editor.origins.points().spans()
    theirs = [editor.text()[start:end] for start, end, origin in spans if origin is M]
    assert "".join(theirs) == "model wrote"
    editor.undo()
    assert editor.origins.now.packed() == "w4m11w25"


def test_cut_and_paste_keeps_the_origin_and_what_comes_from_elsewhere_is_pasted(
    qtbot: QtBot,
) -> None:
    editor = make_editor(qtbot, "One two three. 👩 ")
    editor.origins.assume(Provenance((4, 3, 10), (W, M, W)))
    editor.select(2, 8)
    data = editor.createMimeDataFromSelection()
    editor.set_caret(len(editor.text()))
    editor.insertFromMimeData(data)
    assert editor.text() == "One two three. 👩 e two "
    assert editor.origins.points().packed() == "w4m3w12m3w1"
    other = make_editor(qtbot, "Other. ")
    other.insertFromMimeData(data)
    assert other.origins.points().packed() == "w7p6"


def test_another_text_is_the_writers_and_nothing_of_the_old_one(qtbot: QtBot) -> None:
    editor = make_editor(qtbot, "One.")
    editor.insert_at_caret(" Two.", M)
    editor.set_text("Three.")
    assert editor.origins.now == Provenance.of(6)
    editor.insert_at_caret("x")
    editor.undo()
    assert editor.origins.now == Provenance.of(6)
    assert not editor.origins.assume(Provenance.of(5))
