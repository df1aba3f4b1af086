"""The window: its parts, and what it does itself. Nothing is decided here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from writer_app.errors import ForTheWriter
from writer_app.gui import theme as themes
from writer_app.gui.actions import Act, Actions
from writer_app.gui.background import Background
from writer_app.gui.commands import Commands
from writer_app.gui.continuation_pane import ContinuationPane
from writer_app.gui.continuing import Continuing
from writer_app.gui.documents import Documents
from writer_app.gui.edit_import import EditImport
from writer_app.gui.editor import Editor
from writer_app.gui.exporting import Exporting
from writer_app.gui.find_bar import FindBar
from writer_app.gui.forgetting import Forgetting
from writer_app.gui.ghost import Ghost
from writer_app.gui.model_tuning import ModelTuning
from writer_app.gui.models_menu import ModelsMenu
from writer_app.gui.notices import Notice, NoticeBar
from writer_app.gui.origins import Origins
from writer_app.gui.outcomes import Outcomes
from writer_app.gui.pair_making import PairMaking
from writer_app.gui.palette import Palette
from writer_app.gui.panes import Panes
from writer_app.gui.preview import Preview
from writer_app.gui.privacy import Privacy
from writer_app.gui.quiet import Quiet
from writer_app.gui.reading_ahead import ReadingAhead
from writer_app.gui.recover_dialog import RecoverDialog
from writer_app.gui.recovery import Recovery
from writer_app.gui.rewrite_pane import RewritePane
from writer_app.gui.rewriting import Rewriting
from writer_app.gui.services import Services
from writer_app.gui.status import Status
from writer_app.gui.taste.desk import TasteDesk
from writer_app.gui.theming import Theming
from writer_app.gui.tic_measuring import TicMeasuring
from writer_app.gui.voice.desk import VoiceDesk
from writer_app.gui.voice.protecting import Protecting
from writer_app.gui.voice.underlining import Underlining
from writer_app.gui.wiring import connect, end
from writer_app.gui.word_tally import WordTally
from writer_app.ledger.records import DocumentRef
from writer_app.services.kept_origins import KeptOrigins
from writer_app.services.pair_store import PairStore
from writer_app.services.protected import ProtectedWords
from writer_app.services.tic_lists import TicLists


class MainWindow(QMainWindow):
    """One document, one model."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        preferences = services.preferences
        settings = preferences.now
        theme = themes.choose(settings.theme)
        self.services = services
        self.host = services.host
        self.host.setParent(self)
        preferences.setParent(self)
        self._over = False
        self._may_close = False

        self.editor = Editor(theme, measure=settings.measure, zoom=settings.zoom)
        self.ghost = Ghost(self.editor)
        self.find_bar = FindBar(self.editor)
        self.preview = Preview(theme)
        self.continuations = ContinuationPane(theme)
        self.rewrite_pane = RewritePane(theme)
        self.notices = NoticeBar(theme)
        self.palette_box = Palette(theme, self)
        self.status = Status(self)
        self.panes = Panes(
            self.editor,
            self.find_bar,
            self.preview,
            self.continuations,
            self.rewrite_pane,
            self.notices,
        )
        self.setCentralWidget(self.panes)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)

        self.files = Background(self)
        self.slow = Background(self)  # hashes and exports: never before a save
        self.searches = Background(self)  # arithmetic that somebody waits for
        self.tally = WordTally(self.editor.document(), self)
        self.documents = Documents(
            self.editor, services.locks, preferences, self.files, self.tell, self
        )
        self.recovery = Recovery(
            self.editor, self.documents, services.journal, self.files, self.tell, self
        )
        self.models = ModelsMenu(
            services.shelf,
            services.paths.states,
            self.host,
            preferences,
            self.status,
            self.slow,
            self.tell,
            self,
        )
        self.tuning = ModelTuning(
            services.paths,
            services.shelf,
            self.models,
            self.host,
            self.editor,
            services.power,
            services.spawn,
            self.tell,
            self,
        )
        self.quiet = Quiet(self.editor, self.host, services.power, self)
        self.tics = TicMeasuring(
            TicLists(services.paths.tics),
            services.shelf,
            self.models,
            self.host,
            self.quiet,
            services.trouble,
            self,
        )
        self.outcomes = Outcomes(self.editor, self.documents, services.recorder, self)
        self.continuing = Continuing(
            self.editor,
            self.ghost,
            self.continuations,
            self.host,
            self.outcomes,
            self.models.used,
            lambda: self.documents.current.ref,
            lambda: self.privacy.may_keep,
            lambda voice: self.tics.list_now.bans(voice),
            preferences,
            self,
            voice=lambda: self.voice.profile,
            taste=services.taste,
        )
        self.reading_ahead = ReadingAhead(
            self.editor, self.host, self.continuing, preferences, services.power, self
        )
        self.rewriting = Rewriting(
            self.editor,
            self.rewrite_pane,
            self.host,
            self.outcomes,
            self.models.used,
            lambda: self.documents.current.ref,
            lambda: self.voice.profile,
            lambda voice: self.tics.list_now.bans(voice),
            lambda: self.pairs.pairs,
            lambda: self.protecting.phrases,
            preferences,
            self.searches.run,
            services.taste,
            self,
        )
        self.actions_table = Actions(self)
        self.privacy = Privacy(
            services.recorder,
            services.paths.states,
            self.documents,
            self.slow,
            self.status,
            self.actions_table[Act.DO_NOT_LOG],
            self,
        )
        self.origins = Origins(
            self.editor,
            self.documents,
            KeptOrigins(services.paths.provenance),
            services.recorder.do_not_log,
            self.files,
            self.status,
            self.actions_table[Act.ORIGINS],
            self.tell,
            self,
        )
        self.theming = Theming(
            preferences,
            [
                self.editor.set_theme,
                self.preview.set_theme,
                self.continuations.set_theme,
                self.rewrite_pane.set_theme,
                self.notices.set_theme,
                self.palette_box.set_theme,
                lambda theme: self.voice.set_theme(theme),
                lambda theme: self.taste.set_theme(theme),
            ],
            self,
        )
        self.protecting = Protecting(
            self.editor,
            self.documents,
            ProtectedWords(services.paths.protected),
            services.recorder.do_not_log,
            self.files,
            self.tell,
            self,
        )
        Underlining(self.editor, self.protecting, self)
        self.voice = VoiceDesk(
            services.voices,
            self.editor,
            self.documents,
            self.protecting,
            self.status,
            lambda: self.theming.theme,
            self.tell,
            self,
        )
        self.voice.opened.connect(self.tics.show_on)
        self.pairs = PairMaking(
            PairStore(services.voices, self._private),
            self.voice,
            services.shelf,
            self.models,
            self.host,
            self.quiet,
            self.slow,
            services.trouble,
            self,
        )
        self.exporting = Exporting(services.paths, services.recorder, self.slow, self.tell, self)
        self.edit_import = EditImport(services.paths.ledger, self.tell, self)
        self.forgetting = Forgetting(
            self.editor,
            self.documents,
            services.recorder,
            services.forgetters,
            self._let_go,
            self.slow,
            self.tell,
            self,
        )
        self.taste = TasteDesk(
            services.taste, services.taste_news, lambda: self.theming.theme, self
        )
        self.commands = Commands(self)
        connect(self)
        self._listen()
        self._restore_geometry(settings.geometry)
        self._show_title()

    def tell(self, notice: Notice) -> None:
        """Say it in the window."""
        self.notices.post(notice)

    def begin(self, file: Path | None, sample: str) -> None:
        """What a start does once the window is there: the document, the model, what was left."""
        first = not self.services.preferences.now.recent
        if file is not None:
            self.documents.open(file)
        elif first:
            self.open_sample(sample)
        self.models.start()
        self.offer_recovery()
        self.editor.setFocus()

    def open_sample(self, sample: str) -> None:
        """The sample, with the caret where it breaks off and waits for the model."""
        self.documents.start_draft(sample)
        self.editor.set_caret(max(0, sample.find("\n\n## ")))

    def offer_recovery(self, *, asked: bool = False) -> None:
        """Show what an unclean end left; `asked`: say so when there is nothing."""
        entries = self.recovery.orphans()
        if not entries:
            if asked:
                self.tell(Notice("There is no unsaved text from an earlier time."))
            return
        dialog = RecoverDialog(entries, self.theming.theme, self)
        dialog.restored.connect(self.documents.restore)
        dialog.discarded.connect(self.recovery.discard)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_path(self, path: Path) -> None:
        """A file that was dropped: a model is a model, all else is a document."""
        if path.suffix.lower() == ".gguf":
            self.models.open_dialog(path)
        else:
            self.documents.open(path)

    def show_continuations(self, shown: bool) -> None:
        self.panes.show_continuations(shown)
        self.actions_table[Act.CONTINUATIONS].setChecked(shown)

    def show_preview(self, shown: bool) -> None:
        self.panes.show_preview(shown)
        self.actions_table[Act.PREVIEW].setChecked(shown)

    def _listen(self) -> None:
        """What the window itself does when a part speaks; the parts hear each other in `wiring`."""
        self.documents.state_changed.connect(self._show_title)
        self.continuations.closed.connect(lambda: self.show_continuations(False))
        self.editor.files_dropped.connect(
            lambda names: self.open_path(Path(names[0])) if names else None
        )
        self.editor.zoomed.connect(self._zoomed)
        self.services.preferences.problem.connect(self._say_trouble)
        self.services.trouble.heard.connect(self._say_trouble)
        self._zoomed(self.editor.zoom)

    def _private(self, path: Path) -> bool:
        """Whether nothing is to be kept of a document; so it is taken where nobody can say."""
        return self.services.recorder.do_not_log(DocumentRef.of(path)) is not False

    def _let_go(self) -> None:
        """What is open and not decided counts as left; what the model reads is kept no longer."""
        self.rewriting.close()
        self.continuing.document_switched()
        self.outcomes.let_go()
        self.pairs.let_go()
        self.privacy.forget_states()

    def _say_trouble(self, error: ForTheWriter) -> None:
        self.tell(Notice.of(error))

    def _zoomed(self, zoom: float) -> None:
        self.rewrite_pane.set_zoom(zoom)
        self.continuations.set_zoom(zoom)
        self.services.preferences.change(zoom=zoom)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.documents.current.name}[*] – Writer")
        self.setWindowModified(self.documents.modified)

    # The window's own events

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.documents.look_at_disk()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if names:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.open_path(Path(names[0])))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close or not (self.documents.modified or self.documents.saving):
            self.shut_down()
            event.accept()
        else:
            event.ignore()
            self.documents.leave(self._leave)

    def _leave(self) -> bool:
        self._may_close = True
        # Later: whoever asked has something to tidy up before the window goes.
        QTimer.singleShot(0, self, self.close)
        return True

    def _restore_geometry(self, geometry: str) -> None:
        if not (geometry and self.restoreGeometry(QByteArray.fromHex(geometry.encode("ascii")))):
            self.resize(self.sizeHint())

    def shut_down(self) -> None:
        """End everything that was begun; safe to call twice."""
        if self._over:
            return
        self._over = True
        geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self.services.preferences.change(geometry=geometry)
        end(self)
