"""What becomes of the model's words: looked at a minute after, at each save, and at the end.

Decisions pass through here on their way to the recorder. Where their text stands is followed
through every edit, so that its final wording is known even where its first or last words are gone,
and so that the writer's own version is seen where all of a rewrite was refused.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.ledger.records import Decision, Moment
from writer_app.services.clock import Clock
from writer_app.services.recorder import Recorder
from writer_app.services.survival import put, refused, wording
from writer_app.text.places import Place
from writer_app.text.provenance import Change

AFTER = 60.0  # seconds
FOLLOWED = 200  # places in one document; each moves with every key
LONGEST = 3  # times the passage: what is longer was written, not rewritten


@dataclass(slots=True)
class _Followed:
    """`text` stood in `place` (UTF-16 units) when the decision was closed.

    `own`: the id under which the writer's own version is recorded; "" where a model's was taken.
    """

    decision: Decision
    text: str
    place: Place
    due: float | None
    own: str = ""
    version: str = ""


class Outcomes(QObject):
    """A `Sink`. Its timer runs only while a look is due."""

    def __init__(
        self,
        editor: Editor,
        documents: Documents,
        recorder: Recorder,
        parent: QObject,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(parent)
        self._editor = editor
        self._documents = documents
        self._recorder = recorder
        self.clock = clock or Clock()
        self._followed: dict[str, _Followed] = {}
        self._something = False  # was taken into this document, or refused
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._minute_over)
        editor.origins.listeners.append(self._moved)
        documents.leaving.connect(self.close)
        documents.saved.connect(self._saved)

    @property
    def session(self) -> str:
        return self._recorder.session

    def record(self, decision: Decision) -> None:
        """Hand it on, and follow what it put into the text."""
        self.record_at(decision, decision.start)

    def record_at(self, decision: Decision, start: int) -> None:
        """The same where the passage has moved since it was asked about."""
        self._recorder.record(decision)
        if decision.document.id != self._documents.current.ref.id:
            return
        taken = put(decision)
        if taken or refused(decision):
            self._something = True
            self._follow(
                decision, taken or decision.source, start, own="" if taken else uuid4().hex
            )

    def close(self) -> None:
        """The document goes. What the writer did not save is no outcome: it was given up."""
        if self._something and not self._documents.modified:
            self._look(Moment.SESSION, self._editor.text())
        self.let_go()

    def let_go(self) -> None:
        """Follow nothing any more: what was decided would come back with its outcome."""
        self._followed.clear()
        self._something = False
        self.timer.stop()

    def _follow(self, decision: Decision, text: str, start: int, own: str) -> None:
        end = start + len(text)
        if self._editor.slice(start, end) != text:
            return
        place = Place(self._editor.to_units(start), self._editor.to_units(end))
        # What comes there now is no longer the writer's answer to what was refused before.
        for other in [o for o in self._followed.values() if o.own and o.place.overlaps(place)]:
            del self._followed[other.decision.id]
        due = self.clock.monotonic() + AFTER
        self._followed[decision.id] = _Followed(decision, text, place, due, own)
        if len(self._followed) > FOLLOWED:
            del self._followed[next(iter(self._followed))]
        self._wait()

    def _moved(self, changes: Sequence[Change]) -> None:
        for change in changes:
            removed, added = len(change.before), len(change.after)
            for item in self._followed.values():
                item.place = item.place.moved(change.at, removed, added)

    def _wait(self) -> None:
        due = [item.due for item in self._followed.values() if item.due is not None]
        if due and not self.timer.isActive():
            self.timer.start(max(0, round(1000 * (min(due) - self.clock.monotonic()))))

    def _minute_over(self) -> None:
        now = self.clock.monotonic()
        over = {i for i, f in self._followed.items() if f.due is not None and f.due <= now}
        if over:
            self._look(Moment.MINUTE, self._editor.text(), over)
        for decision in over:
            self._followed[decision].due = None
        self._wait()

    def _saved(self, text: str) -> None:
        if self._documents.modified:
            # Typed on while the disk was busy: the places are of another text.
            self._recorder.looked(self._documents.current.ref, text, Moment.SAVE)
        else:
            self._look(Moment.SAVE, text)

    def _look(self, moment: Moment, text: str, only: Collection[str] | None = None) -> None:
        there: dict[str, str] = {}
        for decision, item in self._followed.items():
            if item.place.gone is None and (only is None or decision in only):
                standing = self._editor.slice_units(item.place.start, item.place.end)
                now = wording(item.text, standing, open_end=item.place.tail)
                if item.own:
                    self._note_own(item, now)
                else:
                    there[decision] = now
        self._recorder.looked(self._documents.current.ref, text, moment, there, only)

    def _note_own(self, item: _Followed, version: str) -> None:
        """The writer's own version of a passage for which everything on offer was refused.

        Linked to what was refused by the document, the start and the source.
        """
        source = item.decision.source
        rewritten = version.split() != source.split() and len(version) <= LONGEST * len(source)
        version = version if rewritten and version.strip() else source
        if version == (item.version or source):
            return
        item.version = version
        now = self.clock.now()
        own = replace(
            item.decision,
            id=item.own,
            document=self._documents.current.ref,
            task="own",
            instruction="",
            asked_at=now,
            monotonic=self.clock.monotonic(),
            candidates=(),
            final=version,
            closed_at=now,
            regenerated=False,
        )
        self._recorder.record(own)
