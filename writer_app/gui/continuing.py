"""Continuing the text: the ghost after a pause, and the pane with longer alternatives.

The editor hears keys first and the model last: a pause starts a request, any key ends it, and
what comes too late for the text it was asked for is dropped by `Continuation`.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from writer_app.engine.messages import Failed, WordGuess
from writer_app.engine.work import Ban
from writer_app.gui.continuation_pane import ContinuationPane
from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.ghost import Ghost
from writer_app.gui.preferences import Preferences
from writer_app.ledger.records import DocumentRef, ModelUsed
from writer_app.services.continuation import Continuation, Offer, Snapshot
from writer_app.services.next_word import beaten, giving_way, narrowed, sure, weighed
from writer_app.services.passed_over import PassedOver, Place
from writer_app.services.recorder import Sink
from writer_app.services.taste import Taste
from writer_app.text.provenance import Origin
from writer_app.voice.profile import Profile

WINDOW = 16_000  # characters around the caret that a request carries
NEAR = 200  # characters before it that hold the word at the caret
AT_LENGTH = 96  # tokens of an alternative in the pane: three of them in view at once


def fits_here(before: str, after: str) -> bool:
    """Whether a suggestion makes sense at the caret: behind something, not inside a word."""
    if not before.strip():
        return False
    if not after:
        return True
    following = after[0]
    return following.isspace() or unicodedata.category(following)[0] == "P"


class Continuing(QObject):
    """Owns the two `Continuation`s; `failed` carries why one came to nothing.

    `tics` are the phrases that a writer with this voice does not want from the model in use;
    `voice` is the writer's own, None where it is not known; `taste` says what is next to the one
    on show.
    """

    failed = Signal(object)

    def __init__(
        self,
        editor: Editor,
        ghost: Ghost,
        pane: ContinuationPane,
        host: EngineHost,
        sink: Sink,
        model: Callable[[], ModelUsed],
        document: Callable[[], DocumentRef],
        may_keep: Callable[[], bool],
        tics: Callable[[Profile | None], tuple[Ban, ...]],
        preferences: Preferences,
        parent: QObject,
        voice: Callable[[], Profile | None] = lambda: None,
        taste: Taste | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._ghost = ghost
        self._pane = pane
        self._host = host
        self._document = document
        self._may_keep = may_keep
        self._tics = tics
        self._voice = voice
        self._preferences = preferences
        self._painted = ""
        self._written = False  # a key fell since the document was opened
        self._inserting = False
        self._foreseen: tuple[Snapshot, tuple[WordGuess, ...]] | None = None
        self._passed = PassedOver()
        self._typed_at = -1  # where the last edit left the caret
        self._resting = False
        self.short = Continuation(host, sink, model, self._short_changed, taste=taste)
        self.long = Continuation(host, sink, model, self._long_changed)
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.timeout.connect(self._paused)
        self._letters = QTimer(self)
        self._letters.setSingleShot(True)
        self._letters.timeout.connect(self._narrow)
        editor.edited.connect(self._edited)
        editor.caret_moved.connect(self._moved)
        ghost.accepted.connect(self._accepted)
        ghost.typed_along.connect(self._typed_along)
        ghost.dismissed.connect(self._dismissed)
        ghost.diverged.connect(self._diverged)
        ghost.cycled.connect(self._cycled)
        pane.insert_requested.connect(self._insert)
        pane.rejected.connect(self._rejected)
        pane.more_requested.connect(self.ask_at_length)
        pane.seen.connect(self.long.shown)
        host.became_ready.connect(lambda _: self._model_came())

    @property
    def expected(self) -> bool:
        """Whether something may soon be asked for at the caret."""
        wanted = self._preferences.now.ghost_enabled or self._pane.isVisible()
        return wanted and not self._resting

    def snapshot(self) -> Snapshot:
        """The text around the caret, as a request at the caret carries it."""
        before, after, offset = self._editor.snapshot_window(WINDOW)
        revision, document = self._editor.revision, self._document()
        return Snapshot(before, after, offset, revision, document, self._may_keep())

    def foresee(self, snapshot: Snapshot, guesses: Sequence[WordGuess]) -> None:
        """What comes next was guessed unasked; a sure word is shown at once, before any pause."""
        words = weighed(guesses, snapshot, self._voice())
        self._foreseen = snapshot, words
        if (snapshot.revision, snapshot.offset) == (self._editor.revision, self._editor.caret()):
            self._show_word(snapshot, words)
        else:
            self._narrow()  # too late for its text, but letters may have gone its way

    def _narrow(self) -> None:
        """Letters were typed: what was guessed without them may do until the model is back."""
        if self._foreseen is None or self.short.offer is not None:
            return
        now = self.snapshot()
        then, words = self._foreseen
        if typed := now.typed_since(then):
            self._show_word(now, narrowed(words, typed))

    def _show_word(self, snapshot: Snapshot, words: Sequence[WordGuess]) -> None:
        """If it is sure; one that is on show stays unless another is clearly likelier."""
        place = Place.of(snapshot.before, snapshot.offset)
        words = giving_way(words, place, self._passed.at(place))
        if not (self._preferences.now.ghost_enabled and words and sure(words[0])):
            return
        if self.short.word_alone and beaten(place.word(self._painted), words, place):
            self._clear()
        elif self.short.offer is not None:
            return
        if self._may_show() and fits_here(*_sides(snapshot)):
            self._paint(self.short.offer_word(snapshot, words[0]))

    # When to ask

    def _edited(self) -> None:
        self._written = True
        self._passed.end(time.monotonic())
        self._typed_at = self._editor.caret()
        self._letters.start(0)
        if not self._painted:
            # With a ghost on show, the ghost says what this edit was to it.
            self.short.edited_away()
        if not self._inserting and self.long.offer is not None:
            self.long.edited_away()
            self._pane.show_offer(None)
        self._wait()

    def _wait(self) -> None:
        settings = self._preferences.now
        if settings.ghost_enabled:
            self.pause.start(settings.ghost_pause_ms)

    def _moved(self) -> None:
        offer = self.short.offer
        if self._painted or offer is None:
            return
        if self._editor.caret() != offer.snapshot.offset + len(offer.taken):
            self.short.edited_away()

    def _model_came(self) -> None:
        if self._written and self.short.offer is None:
            self._wait()

    def _paused(self) -> None:
        word_on_show = self.short.only_a_word
        if self._host.ready is None or not (word_on_show or self._may_show()):
            return
        snapshot = self.snapshot()
        if word_on_show or fits_here(*_sides(snapshot)):
            self._ask(snapshot)

    def _may_show(self) -> bool:
        """Whether a ghost would be welcome at the caret."""
        if self._editor.isReadOnly() or self._painted or self._resting:
            return False
        if self._editor.textCursor().hasSelection() or self._composing():
            return False
        # Who went elsewhere meanwhile is reading, not looking for the next word.
        return self._editor.caret() == self._typed_at

    def suggest_now(self) -> None:
        """The writer asks for a ghost, wherever the caret is."""
        if not (self._editor.textCursor().hasSelection() or self._editor.isReadOnly()):
            self.pause.stop()
            self._clear()
            self._ask(self.snapshot(), wanted=True)

    def ask_at_length(self) -> None:
        """Fill the pane anew from the caret."""
        self._pane.show_waiting()
        if self._editor.isReadOnly():
            self._pane.show_problem("This document can only be read, so nothing can go into it.")
            return
        voice = self._voice()
        self.long.ask(
            self.snapshot(),
            n=self._preferences.now.candidates,
            max_tokens=AT_LENGTH,
            at_length=True,
            bans=self._tics(voice),
            profile=voice,
            wanted=True,
        )

    def rest(self, resting: bool) -> None:
        """While a passage is being rewritten nothing is suggested beside it."""
        self._resting = resting
        if resting:
            self.pause.stop()
            self._clear()
            self.short.edited_away()

    def document_switched(self) -> None:
        """Another document: nothing of the old one goes on."""
        self.pause.stop()
        self._clear()
        self._letters.stop()
        self._foreseen = None
        self.short.edited_away()
        self.long.edited_away()
        self._pane.show_offer(None)
        self._written = False

    def stop(self) -> None:
        """The window goes."""
        self.document_switched()

    def _ask(self, snapshot: Snapshot, *, wanted: bool = False) -> None:
        settings, voice = self._preferences.now, self._voice()
        begins: tuple[WordGuess, ...] = ()
        if self._foreseen is not None and self._foreseen[0].prompt == snapshot.prompt:
            place = Place.of(snapshot.before, snapshot.offset)
            begins = giving_way(self._foreseen[1], place, self._passed.at(place))
        self.short.ask(
            snapshot,
            n=settings.candidates,
            max_tokens=settings.ghost_tokens,
            begins=begins,
            bans=self._tics(voice),
            profile=voice,
            wanted=wanted,
        )

    def _composing(self) -> bool:
        return bool(self._editor.textCursor().block().layout().preeditAreaText())

    # The ghost

    def _short_changed(self, offer: Offer | None) -> None:
        if offer is None:
            self._clear()
        elif offer.failed is not None:
            self._clear()
            self._fail(offer.failed)
        else:
            self._paint(offer)

    def _paint(self, offer: Offer) -> None:
        if not offer.remaining:
            if offer.done:
                self._clear()
            return
        self._ghost.show(offer.remaining)
        self._painted = self._ghost.text
        if self._painted:
            self.short.shown(offer.index)
            before, _, offset = self._editor.snapshot_window(NEAR)
            self._passed.show(Place.of(before, offset), self._painted, time.monotonic())

    def _clear(self) -> None:
        self._passed.end(time.monotonic())
        self._ghost.clear()
        self._painted = ""

    def _accepted(self, text: str, nothing_left: bool) -> None:
        offer = self.short.offer
        self._painted = self._ghost.text
        if offer is None:
            return
        left = self.short.took(text, offer.index, nothing_left and offer.done)
        if left is not None:
            self._paint(left)
        self._wait()

    def _typed_along(self, text: str) -> None:
        self._painted = self._ghost.text
        left = self.short.typed(text)
        if left is None:
            self._clear()
        else:
            self._paint(left)

    def _dismissed(self) -> None:
        self._passed.end(time.monotonic())
        self._painted = ""
        self.pause.stop()
        self.short.dismissed()

    def _diverged(self) -> None:
        self._painted = ""
        self.short.edited_away()

    def _cycled(self, step: int) -> None:
        offer = self.short.next() if step > 0 else self.short.previous()
        if offer is not None:
            self._paint(offer)

    # The pane

    def _long_changed(self, offer: Offer | None) -> None:
        if offer is not None and offer.failed is not None:
            self._pane.show_problem(told(offer.failed))
        else:
            self._pane.show_offer(offer)

    def _insert(self, index: int, text: str, whole: bool) -> None:
        offer = self.long.offer
        if offer is None or not text:
            return
        self._clear()
        self.short.edited_away()
        self._inserting = True
        try:
            # Any other edit would have ended the offer, so its place still holds.
            self._editor.set_caret(offer.snapshot.offset + len(offer.taken))
            self._editor.insert_at_caret(text, Origin.MODEL)
        finally:
            self._inserting = False
        self._pane.show_offer(self.long.took(text, index, whole))
        self._editor.setFocus()

    def _rejected(self, index: int, reason: str) -> None:
        self._pane.show_offer(self.long.rejected(index, reason))

    def _fail(self, failed: Failed) -> None:
        # A lost engine is told by its host, once, whatever was asked of it.
        if failed.code not in ("engine_lost", "no_model"):
            self.failed.emit(failed)


def _sides(snapshot: Snapshot) -> tuple[str, str]:
    return snapshot.before, snapshot.after


def told(failed: Failed) -> str:
    """Why a request came to nothing, for the writer."""
    if failed.code == "no_model":
        return "There is no model yet. Choose one under Model, Models…"
    if failed.code == "prompt_too_long":
        return "This is more text than the model can read at once."
    return "The model stopped before it was done. Your text is as you left it."
