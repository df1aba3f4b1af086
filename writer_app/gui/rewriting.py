"""Rewriting a passage: which one, the pane beside it, and how what was accepted lands.

The passage is anchored in the document: text written before it moves it, text changed within it
ends the review without changing anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor

from writer_app.engine.work import Ban
from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.origin_tracker import in_points
from writer_app.gui.outcomes import Outcomes
from writer_app.gui.preferences import Preferences
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.ledger.records import DocumentRef, ModelUsed, Verdict
from writer_app.prompts.tasks import Task
from writer_app.services.own_text import by_hand
from writer_app.services.passage import Passage, RewriteState
from writer_app.services.review import Applied, Review
from writer_app.services.rewrite import Rewrite
from writer_app.services.searching import Aside
from writer_app.services.taste import Taste
from writer_app.text.segments import paragraph_at, sentence_at
from writer_app.voice.exemplars import nearest, own_passages
from writer_app.voice.pairs import Pair, nearest_pairs
from writer_app.voice.profile import Profile

CONTEXT = 6_000  # characters before and after the passage that go along
OWN_TEXT = 200_000  # characters around the passage that are searched for the writer's own voice
TOO_LONG = 6_000  # characters: a longer passage is no passage but a chapter


class Rewriting(QObject):
    """`opened` and `closed` tell the window to make room for the pane or take it back.

    `applied`: the accepted changes stand in the text. `too_long`: the selection is.
    """

    opened = Signal()
    closed = Signal()
    applied = Signal()
    nothing_here = Signal()
    too_long = Signal()

    def __init__(
        self,
        editor: Editor,
        pane: RewritePane,
        host: EngineHost,
        outcomes: Outcomes,
        model: Callable[[], ModelUsed],
        document: Callable[[], DocumentRef],
        voice: Callable[[], Profile | None],
        tics: Callable[[Profile | None], Sequence[Ban]],
        pairs: Callable[[], Sequence[Pair]],
        protected: Callable[[], tuple[str, ...]],
        preferences: Preferences,
        aside: Aside,
        taste: Taste,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._pane = pane
        self._host = host
        self._outcomes = outcomes
        self._document = document
        self._voice = voice
        self._tics = tics
        self._pairs = pairs
        self._protected = protected
        self._preferences = preferences
        self._rewrite = Rewrite(host, outcomes, model, self._changed, aside=aside, taste=taste)
        self._review: Review | None = None
        self._passage: Passage | None = None
        self._seen_early: set[int] = set()  # painted while it was still being written
        self._start = QTextCursor(editor.document())
        self._end = QTextCursor(editor.document())
        self._end.setKeepPositionOnInsert(True)
        pane.requested.connect(self._requested)
        pane.decided.connect(self._decided)
        pane.seen.connect(self._seen)
        pane.look_requested.connect(self._look)
        pane.apply_requested.connect(self.apply)
        pane.cancel_requested.connect(self._rewrite.cancel)
        pane.closed.connect(self.close)
        dial = pane.tasks.dial
        dial.set_share(preferences.now.dial)
        dial.changed.connect(lambda: preferences.change(dial=dial.share or 1.0))

    @property
    def open(self) -> bool:
        return self._passage is not None

    @property
    def review(self) -> Review | None:
        """What is being decided; None before all candidates have come."""
        return self._review

    @property
    def state(self) -> RewriteState | None:
        return self._rewrite.state

    # Which passage

    def begin(self) -> None:
        """Open the pane on the selection, or the sentence at the caret; again: its paragraph."""
        state = self._rewrite.state
        if self._editor.isReadOnly() or (self.open and state is not None and not state.finished):
            return
        grow = self._passage if self._review is None else None
        self._give_up()
        start, end = self._editor.selection()
        if start == end:
            start, end = self._around_caret(grow)
        elif end - start <= TOO_LONG:
            start, end = self._trimmed(start, end)
        if start == end:
            self.nothing_here.emit()
            return
        if end - start > TOO_LONG:
            self.too_long.emit()
            return
        self._anchor(start, end)
        self.opened.emit()
        self._pane.show_passage(self._editor.slice(start, end))
        self._pane.setFocus()

    def _around_caret(self, grow: Passage | None) -> tuple[int, int]:
        before, after, offset = self._editor.snapshot_window(CONTEXT)
        text, at = before + after, len(before)
        sentence, paragraph = sentence_at(text, at), paragraph_at(text, at)
        base = offset - len(before)
        span = sentence
        if grow is not None and grow.text == sentence.of(text):
            span = paragraph
        return base + span.start, base + span.end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self._editor.slice(start, end)
        inner = text.strip()
        if not inner:
            return start, start
        start += len(text) - len(text.lstrip())
        return start, start + len(inner)

    def _anchor(self, start: int, end: int) -> None:
        text = self._editor.slice(start, end)
        before = self._editor.slice(max(0, start - CONTEXT), start)
        after = self._editor.slice(end, end + CONTEXT)
        self._editor.select(start, end)
        chosen = self._editor.textCursor()
        self._start.setPosition(chosen.selectionStart())
        self._end.setPosition(chosen.selectionEnd())
        self._editor.mark_passage((start, end))
        # The mark shows it; a selection would be lost to the next key.
        self._editor.set_caret(end)
        revision = self._editor.revision
        self._passage = Passage(text, start, before, after, self._document(), revision)

    # What comes back

    def _requested(self, task: str, instruction: str) -> None:
        passage = self._passage
        if passage is None:
            return
        self._end_review(asked_again=self._asked_before(task, instruction))
        if not self._still_there():
            self._pane.show_passage_changed()
            return
        self._seen_early.clear()
        voice = self._voice()
        voiced = task == Task.VOICE
        samples = self._own_voice(passage) if voiced else ()
        pairs = nearest_pairs(passage.text, self._pairs()) if voiced else ()
        state = self._rewrite.start(
            passage,
            Task(task),
            instruction,
            n=self._preferences.now.candidates,
            samples=samples,
            pairs=pairs,
            profile=voice,
            dial=self._pane.tasks.dial.share,
            protected=self._protected(),
            bans=self._tics(voice),
        )
        self._pane.show_state(state)

    def _asked_before(self, task: str, instruction: str) -> bool:
        """Whether it is what was asked last: another task is another question."""
        state = self._rewrite.state
        return state is not None and (state.task, state.instruction) == (task, instruction)

    def _own_voice(self, passage: Passage) -> tuple[str, ...]:
        """Passages like it in the document that are the writer's own, not the model's."""
        editor = self._editor
        start, end = max(0, passage.start - OWN_TEXT), passage.end + OWN_TEXT
        around = editor.slice(start, end)
        units = editor.origins.now.part(editor.to_units(start), editor.to_units(end))
        own = by_hand(around, in_points(units, around))
        return tuple(nearest(passage.text, own_passages([own])))

    def _changed(self, state: RewriteState) -> None:
        if self._passage is None or state.passage != self._passage:
            return
        self._pane.show_state(state)
        if state.finished and state.failed is None:
            self._review = self._rewrite.review()
            for candidate in self._seen_early:
                self._review.seen(candidate)
            if self._review.candidates:
                self._pane.show_review(self._review)

    # What the writer decides

    def _decided(
        self, candidate: int, hunk: int, verdict: Verdict, final: str | None, reason: str
    ) -> None:
        if self._review is not None:
            self._review.seen(candidate)  # nobody decides on what they have not seen
            self._review.decide(candidate, hunk, verdict, final, reason)
            self._pane.show_review(self._review)

    def _seen(self, candidate: int) -> None:
        self._seen_early.add(candidate)
        if self._review is not None:
            self._review.seen(candidate)

    def _look(self, candidate: int) -> None:
        if self._review is not None:
            self._review.look(candidate)
            self._pane.show_review(self._review)

    def apply(self) -> None:
        """Put what was accepted into the text, as one undo step, if the passage is as it was."""
        review = self._review
        if review is None or self._passage is None:
            return
        outcome = review.close(self._current_text())
        if not isinstance(outcome, Applied):
            self._pane.show_passage_changed()
            return
        self._review = None
        start, end = self.span()
        if outcome.text != review.passage.text:  # nothing accepted is no change of the text
            self._editor.replace(start, end, outcome.text, review.authorship())
        self._outcomes.record_at(review.decision(), start)
        self._finish()
        self.applied.emit()

    def close(self) -> None:
        """Leave without changing anything."""
        self._give_up()
        self._finish()

    def _give_up(self) -> None:
        state = self._rewrite.state
        if state is not None and not state.finished:
            self._rewrite.cancel()
        self._end_review()

    def _end_review(self, *, asked_again: bool = False) -> None:
        review, self._review = self._review, None
        if review is not None:
            review.abandon(asked_again=asked_again)
            self._outcomes.record_at(review.decision(), self.span()[0])

    def _finish(self) -> None:
        if self._passage is None:
            return
        self._passage = None
        self._editor.mark_passage(None)
        self.closed.emit()
        self._editor.setFocus()

    # Where it is now

    def span(self) -> tuple[int, int]:
        """Where the passage stands now, in code points."""
        start = self._start.position()
        end = max(start, self._end.position())
        return self._editor.to_points(start), self._editor.to_points(end)

    def _current_text(self) -> str:
        return self._editor.slice(*self.span())

    def _still_there(self) -> bool:
        return self._passage is not None and self._current_text() == self._passage.text
