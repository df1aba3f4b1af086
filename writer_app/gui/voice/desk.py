"""The voice of the document in the window: found, read against, learned, edited, shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from writer_app.errors import ForTheWriter, VoiceError
from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.notices import Notice
from writer_app.gui.status import Status
from writer_app.gui.theme import Theme
from writer_app.gui.voice.learning import Learning
from writer_app.gui.voice.metering import Metering, Voice
from writer_app.gui.voice.page import VoicePage
from writer_app.gui.voice.protecting import Protecting
from writer_app.gui.voice.shown import Shown, name_for
from writer_app.gui.voice.standing import Standing
from writer_app.ledger.records import DocumentRef
from writer_app.services.voice_telling import Told, beside, drifted, drifted_lately, told
from writer_app.services.voices import USUAL, Corrections, Learned, Voices
from writer_app.voice.meter import SHORTEST, Meter
from writer_app.voice.profile import Profile

FILTER = "Texts (*.md *.markdown *.txt *.text);;All files (*)"
TOPIC = "voice"
REST = 600_000  # ms between two learnings of what was saved: a library takes seconds


@dataclass(frozen=True, slots=True)
class Found:
    """A document's voice. `known`: it was learned from this very document."""

    names: tuple[str, ...] = ()
    name: str = USUAL
    voice: Voice | None = None
    known: bool = False
    corrections: Corrections = field(default_factory=Corrections)
    error: VoiceError | None = None


class VoiceDesk(QObject):
    """Whatever touches the disk or counts words happens in the background.

    `changed`: another voice, or one that was learned or edited. `opened`: the page was.
    """

    changed = Signal()
    opened = Signal(VoicePage)

    def __init__(
        self,
        voices: Voices,
        editor: Editor,
        documents: Documents,
        protecting: Protecting,
        status: Status,
        theme: Callable[[], Theme],
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._voices = voices
        self._documents = documents
        self._protecting = protecting
        self._status = status
        self._theme = theme
        self._tell = tell
        self._window = window
        self._background = Background(self)
        self._now = Found()
        self._taken = ("", "")  # the voice's name and the document's
        self._warned: set[str] = set()  # documents whose drift was told
        self._learning_for = ""  # the document that is to have the voice
        self._page: VoicePage | None = None
        self._stale = False  # something was saved since the voice was learned
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._rested)
        self.learning = Learning(voices, self)
        self.learning.progressed.connect(self._show_progress)
        self.learning.ended.connect(self._learned)
        self.metering = Metering(editor, lambda: self._now.voice, self)
        self.metering.read.connect(self._say_reading)
        protecting.changed.connect(self._refresh)
        documents.switched.connect(self.look)
        documents.first_saved.connect(self._carry)
        self.look()

    @property
    def profile(self) -> Profile | None:
        """The voice of this document; None while none was learned."""
        return self._now.voice.profile if self._now.voice else None

    @property
    def meter(self) -> Meter | None:
        return self._now.voice.meter if self._now.voice else None

    @property
    def name(self) -> str:
        """Of this document's voice, learned or not."""
        return self._now.name

    @property
    def page(self) -> VoicePage | None:
        """While it is open."""
        return self._page

    def beside(self, text: str, source: str) -> Told:
        """How a candidate reads beside its passage; nothing without a voice."""
        return beside(text, source, self.meter) if self.meter is not None else Told("", "")

    def look(self) -> None:
        """Find the voice of the document that stands in the window now."""
        document = self._documents.current

        def find() -> Found:
            name = self._voices.name_of(document.ref.id)
            profile, error = self._voices.of(document.ref.id)
            names = tuple(self._voices.names())
            if profile is None:
                return Found(names, name, error=error)
            voice = Voice(profile, Meter(profile), self._voices.seen(name))
            known = document.path in self._voices.sources(name)
            return Found(names, name, voice, known, self._voices.corrections(name))

        def found(what: Found) -> None:
            if document.ref == self._documents.current.ref:
                self._take(what)
                if what.error is not None:
                    open_page = ("Your voice…", self.open_page)
                    self._tell(Notice.of(what.error, open_page, topic=TOPIC))

        self._background.run(find, found, self._failed)

    # The page

    def open_page(self) -> None:
        if self._page is not None:
            return
        page = VoicePage(self._theme(), self._window)
        page.chosen.connect(self._choose)
        page.files_wanted.connect(self.ask_for_files)
        page.folder_wanted.connect(self.ask_for_folder)
        page.cancelled.connect(self.learning.stop)
        page.forget_requested.connect(self._forget)
        page.denied.connect(lambda item: self._correct(lambda said: said.denied(item)))
        page.claimed.connect(lambda quirk: self._correct(lambda said: said.claimed(quirk)))
        page.undone.connect(lambda item: self._correct(lambda said: said.undone(item)))
        page.protected.connect(self._protecting.protect)
        page.released.connect(self._protecting.release)
        page.finished.connect(self._page_closed)
        self._page = page
        self._refresh()
        self.opened.emit(page)
        page.open()
        page.files.setFocus()

    def ask_for_files(self) -> None:
        dialog = QFileDialog(self._page or self._window, "Learn from files", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        self._ask(dialog)

    def ask_for_folder(self) -> None:
        dialog = QFileDialog(self._page or self._window, "Learn from a folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask(dialog)

    def learn(self, paths: Sequence[Path]) -> None:
        """Add these files and folders to what this document's voice was learned from."""
        if not self.learning.running:
            self.open_page()
            self._learning_for = self._documents.current.ref.id
            self.learning.begin(self._now.name, paths)

    def set_theme(self, theme: Theme) -> None:
        if self._page is not None:
            self._page.set_theme(theme)

    def close(self) -> None:
        """The window goes."""
        self._resting.stop()
        self.learning.close()
        self.metering.close()
        self._background.close()

    # What the writer asks for

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.filesSelected.connect(lambda names: self.learn([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self, name: str) -> None:
        """A voice for this document: one that there is, or a new one named after it."""
        document, names = self._documents.current, self._now.names
        if name:
            wanted = None if name == USUAL else name
            self._do(lambda: self._voices.assign(document.ref.id, wanted))
        else:
            self._take(Found(names, name_for(document.name, names)))

    def _forget(self) -> None:
        name = self._now.name
        self._do(lambda: self._voices.forget(name))

    def _correct(self, say: Callable[[Corrections], Corrections]) -> None:
        name = self._now.name
        self._do(lambda: self._voices.correct(say(self._voices.corrections(name)), name))

    def saved(self) -> None:
        """The document is on the disk, and who wrote what of it is too.

        If the voice was learned from this document, it is learned anew, now or after a while.
        """
        name = self._now.name
        if self._resting.isActive():
            self._stale = True
        elif self._now.known:
            self._stale = False
            self._resting.start(REST)
            self._do(lambda: self._voices.update(name))

    def _rested(self) -> None:
        if self._stale:
            self.saved()

    def _carry(self, draft: DocumentRef, file: DocumentRef) -> None:
        """A draft with a voice of its own has become a file."""
        name = self._now.name
        if name in self._now.names and name != USUAL:
            self._do(lambda: self._voices.assign(file.id, name))

    def _learned(self, name: str, what: Learned | ForTheWriter | None) -> None:
        self._show_progress(None, "")
        if isinstance(what, Learned):
            document = self._learning_for
            self._do(lambda: self._voices.assign(document, name))
            if what.unread or self._page is None:
                learned = f"Your voice was learned from {what.profile.words:,} words."
                left = " ".join(str(problem) for problem in what.unread[:2])
                self._tell(Notice(learned, left, topic=TOPIC))
        elif what is not None:
            self._failed(what)

    def _do(self, work: Callable[[], object]) -> None:
        self._background.run(work, lambda _: self.look(), self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ForTheWriter):
            raise error
        if self._page is not None:
            self._page.show_progress(None, str(error))  # where the writer is looking
        else:
            self._tell(Notice.of(error, topic=TOPIC))

    # What is shown

    def _take(self, found: Found) -> None:
        taken = (found.name, self._documents.current.ref.id)
        corrected = found.voice is not None and taken == self._taken
        self._now, self._taken = found, taken
        if corrected:
            self.metering.read_anew()
        else:
            self.metering.look_again()
        self._refresh()
        self.changed.emit()

    def _page_closed(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            page.deleteLater()

    def _show_progress(self, fraction: float | None, said: str) -> None:
        if self._page is not None:
            self._page.show_progress(fraction, said)

    def _say_reading(self) -> None:
        reading, voice = self.metering.reading, self._now.voice
        if reading is None or voice is None or not reading.words:
            self._status.set_voice("", "")
        else:
            learned, known = voice.profile.words, self._now.known
            said = told(reading, voice.meter, self._what, learned=learned, known=known)
            self._status.set_voice(said.words, said.tip)
        self._say_drift()
        self._refresh()

    @property
    def _what(self) -> str:
        return "the selection" if self.metering.selected else "this document"

    def _say_drift(self) -> None:
        """Once for each document: it is a hint and no nuisance."""
        document, metering = self._documents.current.ref.id, self.metering
        for drift, say in ((metering.lately, drifted_lately), (metering.drift, drifted)):
            if drift is not None and drift.alarm and document not in self._warned:
                self._warned.add(document)
                message, hint = say(drift)
                self._tell(Notice(message, hint, (("Your voice…", self.open_page),), "drift"))

    def _refresh(self) -> None:
        if self._page is None:
            return
        meter, reading = self.meter, self.metering.reading
        here = None
        if reading is not None and reading.words >= SHORTEST:
            here = Standing(self._what, reading.score, reading.low, reading.high)
        self._page.show_voice(
            Shown(
                document=self._documents.current.name,
                names=self._now.names,
                name=self._now.name,
                profile=self.profile,
                landmarks=(("other writers", meter.others), ("models", meter.machine))
                if meter is not None
                else (),
                here=here,
                protected=self._protecting.phrases,
                corrections=self._now.corrections,
            )
        )
