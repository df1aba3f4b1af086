"""What each action does: the table's second half, and the menus made of both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMessageBox

from writer_app import __version__
from writer_app.config.resources import resource
from writer_app.gui.actions import Act
from writer_app.gui.notices import Notice

if TYPE_CHECKING:
    from writer_app.gui.main_window import MainWindow


def sample_text() -> str:
    """The draft that a first start opens."""
    return resource("samples/welcome.md").read_text(encoding="utf-8")


class Commands(QObject):
    """Connects the actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._actions = window.actions_table
        menus = self._actions.fill(window.menuBar())
        self._recent = QMenu("Open recent", window)
        menus["File"].insertMenu(self._actions[Act.SAVE], self._recent)
        self._recent.aboutToShow.connect(self._list_recent)
        self._list_recent()
        self._connect()
        self._follow()

    def _connect(self) -> None:
        window = self._window
        documents, editor, find = window.documents, window.editor, window.find_bar
        does: dict[Act, Callable[[], object]] = {
            Act.NEW: documents.new,
            Act.OPEN: documents.ask_open,
            Act.SAVE: lambda: documents.save(),
            Act.SAVE_AS: lambda: documents.ask_save_as(),
            Act.REVERT: documents.revert,
            Act.RECOVER: lambda: window.offer_recovery(asked=True),
            Act.CLOSE: window.close,
            Act.UNDO: editor.undo,
            Act.REDO: editor.redo,
            Act.CUT: editor.cut,
            Act.COPY: editor.copy,
            Act.PASTE: editor.paste,
            Act.SELECT_ALL: editor.selectAll,
            Act.FIND: lambda: find.open(),
            Act.REPLACE: lambda: find.open(replacing=True),
            Act.FIND_NEXT: self._find(find.find_next),
            Act.FIND_PREVIOUS: self._find(find.find_previous),
            Act.ZOOM_IN: editor.zoom_in,
            Act.ZOOM_OUT: editor.zoom_out,
            Act.ZOOM_RESET: editor.zoom_reset,
            Act.SUGGEST: window.continuing.suggest_now,
            Act.CONTINUE: self._continue,
            Act.REWRITE: window.rewriting.begin,
            Act.EXPORT: window.exporting.ask,
            Act.IMPORT: window.edit_import.ask,
            Act.FORGET: window.forgetting.ask,
            Act.VOICE: window.voice.open_page,
            Act.LEARN_FILES: window.voice.ask_for_files,
            Act.LEARN_FOLDER: window.voice.ask_for_folder,
            Act.PROTECT: window.protecting.mark,
            Act.TASTE: window.taste.open_page,
            Act.DIAL_DOWN: lambda: self._turn_dial(-1),
            Act.DIAL_UP: lambda: self._turn_dial(1),
            Act.MODELS: lambda: window.models.open_dialog(),
            Act.ADD_MODEL: window.models.ask_for_file,
            Act.RESTART_MODEL: self._restart_model,
            Act.MEASURE_MODEL: window.tuning.measure_now,
            Act.PALETTE: lambda: window.palette_box.open(self._actions),
            Act.SAMPLE: lambda: window.open_sample(sample_text()),
            Act.ABOUT: self._about,
        }
        for act, do in does.items():
            self._actions[act].triggered.connect(lambda _=False, do=do: do())
        toggles: dict[Act, Callable[[bool], object]] = {
            Act.PREVIEW: window.show_preview,
            Act.CONTINUATIONS: window.show_continuations,
            Act.DARK: self._set_dark,
            Act.SYSTEM_THEME: self._follow_system,
            Act.FULL_SCREEN: self._full_screen,
            Act.GHOSTS: lambda on: window.services.preferences.change(ghost_enabled=on),
        }
        for act, toggle in toggles.items():
            self._actions[act].triggered.connect(toggle)

    def _follow(self) -> None:
        """Let the actions show how things are."""
        window = self._window
        settings = window.services.preferences.now
        self._actions[Act.GHOSTS].setChecked(settings.ghost_enabled)
        self._show_theme()
        document = window.editor.document()
        for act, signal, now in (
            (Act.UNDO, document.undoAvailable, document.isUndoAvailable()),
            (Act.REDO, document.redoAvailable, document.isRedoAvailable()),
            (Act.CUT, window.editor.copyAvailable, False),
            (Act.COPY, window.editor.copyAvailable, False),
        ):
            self._actions[act].setEnabled(now)
            signal.connect(self._actions[act].setEnabled)
        rewriting, tell = window.rewriting, window.tell
        rewriting.nothing_here.connect(
            lambda: tell(
                Notice("There is nothing to rewrite here.", "Put the caret in a sentence.")
            )
        )
        rewriting.too_long.connect(
            lambda: tell(
                Notice(
                    "This is too much to rewrite at once.",
                    "Select a few paragraphs at most; they can be compared word by word.",
                )
            )
        )

    # What is more than one call

    def _find(self, go: Callable[[], object]) -> Callable[[], None]:
        def found() -> None:
            if self._window.find_bar.words.text():
                go()
            else:
                self._window.find_bar.open()

        return found

    def _continue(self) -> None:
        window = self._window
        window.show_continuations(True)
        window.continuing.ask_at_length()
        window.continuations.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_dial(self, by: int) -> None:
        window, dial = self._window, self._window.rewrite_pane.tasks.dial
        dial.turn(by)
        if not window.rewrite_pane.isVisible():
            share = dial.share
            most = "freely" if share is None else f"at most {share:.0%} of the words"
            window.tell(Notice(f"Rewrites change {most} from now on.", topic="dial"))

    def _restart_model(self) -> None:
        if self._window.host.wanted is None:
            self._window.models.start()
        else:
            self._window.host.restart()

    def _set_dark(self, dark: bool) -> None:
        self._window.theming.set_dark(dark)
        self._show_theme()

    def _follow_system(self, follow: bool) -> None:
        self._window.theming.follow_system(follow)
        self._show_theme()

    def _show_theme(self) -> None:
        theming = self._window.theming
        self._actions[Act.DARK].setChecked(theming.theme.dark)
        self._actions[Act.SYSTEM_THEME].setChecked(theming.follows_system)

    def _full_screen(self, full: bool) -> None:
        if full:
            self._window.showFullScreen()
        else:
            self._window.showNormal()

    def _list_recent(self) -> None:
        self._recent.clear()
        window = self._window
        names = window.services.preferences.now.recent
        for name in names:
            path = Path(name)
            action = QAction(f"{path.name}  ({path.parent})".replace("&", "&&"), self._recent)
            action.triggered.connect(lambda _=False, path=path: window.documents.open(path))
            self._recent.addAction(action)
        if not names:
            self._recent.addAction("Nothing yet").setEnabled(False)

    def _about(self) -> None:
        hello = self._window.host.hello
        built = f"\nllama.cpp {hello.llama_cpp}" if hello is not None else ""
        box = QMessageBox(self._window)
        box.setObjectName("about")
        box.setText(f"Writer {__version__}")
        box.setInformativeText(
            "A Markdown editor with a model of your own. Your text and your decisions stay on "
            f"this machine.{built}\n\nYour data: {self._window.services.paths.home}"
        )
        box.finished.connect(box.deleteLater)
        box.open()
