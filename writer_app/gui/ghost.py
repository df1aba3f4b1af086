"""Ghost text: what the model proposes, on show at the caret and nowhere else.

It is drawn as the preedit area of the caret's paragraph (`preedit.py`): the text after it moves
right and wraps, while the document, its undo, its modified flag and the saved file know nothing.
It listens to what happens to the document rather than to keys: an insertion at the caret that
equals its beginning consumes it, whatever typed it; any other change, or a moved caret, ends it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor

from writer_app.gui.editor import Editor
from writer_app.gui.preedit import fill_gap
from writer_app.text.provenance import Origin
from writer_app.text.segments import next_word

_NO = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Ghost(QObject):
    """At most one ghost in an editor. Signals come after the document has settled."""

    accepted = Signal(str, bool)
    """Text that has been inserted, and whether nothing of the ghost is left."""
    typed_along = Signal(str)
    """Text the writer typed that the ghost had said."""
    dismissed = Signal()
    """By the writer, with Esc."""
    diverged = Signal()
    """The writer typed something else, or went elsewhere."""
    cycled = Signal(int)
    """+1 or -1: another alternative is wanted; the ghost stays until `show` or `clear`."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._text = ""
        self._anchor = QTextCursor(editor.document())
        self._anchor.setKeepPositionOnInsert(True)
        self._accepting = False
        self._news: list[Callable[[], None]] = []
        self._keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_Tab, _NO): self.accept_all,
            (Qt.Key.Key_Right, _CTRL): self.accept_word,
            (Qt.Key.Key_Escape, _NO): self.dismiss,
            (Qt.Key.Key_BracketRight, _ALT): lambda: self.cycled.emit(1),
            (Qt.Key.Key_BracketLeft, _ALT): lambda: self.cycled.emit(-1),
            # Brackets need AltGr on many keyboards.
            (Qt.Key.Key_Down, _ALT): lambda: self.cycled.emit(1),
            (Qt.Key.Key_Up, _ALT): lambda: self.cycled.emit(-1),
        }
        document = editor.document()
        document.contentsChange.connect(self._on_contents_change)
        document.contentsChanged.connect(self._tell)
        editor.cursorPositionChanged.connect(self._on_caret_moved)
        editor.themed.connect(self._draw)
        editor.installEventFilter(self)
        editor.viewport().installEventFilter(self)

    @property
    def text(self) -> str:
        """What is on show, "" for nothing."""
        return self._text

    @property
    def visible(self) -> bool:
        return bool(self._text)

    def show(self, text: str) -> None:
        """Show `text` at the caret in place of what was shown; nothing over a selection."""
        cursor = self._editor.textCursor()
        if cursor.hasSelection() or self._editor.isReadOnly() or self._composing():
            text = ""
        if self._text and cursor.position() != self._anchor.position():
            self.clear()
        if text == self._text:
            return
        self._anchor.setPosition(cursor.position())
        self._text = text
        self._draw()

    def clear(self) -> None:
        """Take it away without a signal."""
        if self._text:
            self._text = ""
            self._draw()

    def accept_all(self) -> None:
        self._accept(self._text)

    def accept_word(self) -> None:
        self._accept(next_word(self._text))

    def dismiss(self) -> None:
        if self._text:
            self.clear()
            self.dismissed.emit()

    def _accept(self, text: str) -> None:
        if text:
            self._accepting = True
            try:
                self._editor.insert_at_caret(text, Origin.MODEL)
            finally:
                self._accepting = False

    def _composing(self) -> bool:
        return not self._text and bool(self._editor.textCursor().block().layout().preeditAreaText())

    # What happens to the document.

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        if not self._text:
            return
        typed = "" if removed or position != self._anchor.position() else self._added(added)
        if not typed or not self._text.startswith(typed):
            self._end()
            return
        # Where a paragraph was begun, the gap stays behind in the old one.
        left, self._text = self._text[len(typed) :], ""
        self._draw()
        self._anchor.setPosition(position + added)
        self._text = left
        self._draw()
        accepting = self._accepting
        if accepting:
            self._news.append(lambda: self.accepted.emit(typed, not left))
        else:
            self._news.append(lambda: self.typed_along.emit(typed))

    def _added(self, count: int) -> str:
        document = self._editor.document()
        cursor = QTextCursor(document)
        cursor.setPosition(self._anchor.position())
        end = min(cursor.position() + count, document.characterCount() - 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n")

    def _on_caret_moved(self) -> None:
        cursor = self._editor.textCursor()
        if self._text and (cursor.position() != self._anchor.position() or cursor.hasSelection()):
            self._end()
            self._tell()

    def _end(self) -> None:
        self.clear()
        self._news.append(self.diverged.emit)

    def _tell(self) -> None:
        """Signals wait for this: a listener may show the next ghost at once."""
        news, self._news = self._news, []
        for item in news:
            item()

    def _draw(self) -> None:
        block = self._anchor.block()
        style = QTextCharFormat()
        style.setForeground(QColor(self._editor.theme.ghost))
        # In one paragraph of the layout, lines end with U+2028.
        shown = self._text.replace("\n", "\u2028")
        fill_gap(block, self._anchor.positionInBlock(), shown, style)
        self._editor.document().markContentsDirty(block.position(), block.length())

    # What happens to the widget.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._text:
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._action(event):
                event.accept()  # ours, whatever menu has the same key
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if action := self._action(event):
                action()
                return True
        elif kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            if event.preeditString() or event.replacementLength():
                self._end()  # the gap is the input method's now
                self._tell()
            else:
                self._commit(event)
                return True
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.DragEnter):
            self._end()  # positions under the pointer count the gap's characters
            self._tell()
        return False

    def _commit(self, event: QInputMethodEvent) -> None:
        """What an input method commits may type along, too.

        Qt empties the gap over it and reports the whole paragraph as changed, so the ghost steps
        aside meanwhile. An event that says nothing at all is kept from doing so.
        """
        said = event.commitString()
        if said and self._text.startswith(said):
            left, self._text = self._text[len(said) :], ""
            self._draw()
            self._editor.inputMethodEvent(event)
            self.show(left)
            self.typed_along.emit(said)
        elif said:
            self._end()
            self._editor.inputMethodEvent(event)

    def _action(self, event: QKeyEvent) -> Callable[[], None] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._keys.get((Qt.Key(event.key()), modifiers))
