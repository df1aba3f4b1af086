"""Which model writes: chosen, looked at before it loads, swapped, and what to say when it fails."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from writer_app.engine.messages import Load, Ready
from writer_app.engine.outcome import Outcome
from writer_app.errors import EngineLost, ModelError
from writer_app.gui.background import Background
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.model_dialog import FILTER, ModelDialog, display_name
from writer_app.gui.notices import Notice
from writer_app.gui.preferences import Preferences
from writer_app.gui.status import Status
from writer_app.ledger.records import ModelUsed
from writer_app.models.header import Header, read_header
from writer_app.services.models import STARTER, ModelShelf, ShelfEntry, explain_load_failure

TOPIC = "model"
QUICK = 300 * 10**6  # bytes that are hashed in less than a second
NONE = ModelUsed(sha256="", file_name="")


def explain(path: str, message: str, outcome: Outcome | None) -> ModelError:
    """Why a load failed, from the file itself, llama.cpp's words and how the worker ended."""
    header: Header | None
    try:
        header = read_header(Path(path))
    except ModelError as error:
        return error
    return explain_load_failure(header, message, outcome)


class ModelsMenu(QObject):
    """The model's side of the window. `used` is what the ledger is to say of it."""

    def __init__(
        self,
        shelf: ModelShelf,
        states: Path,
        host: EngineHost,
        preferences: Preferences,
        status: Status,
        background: Background,
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._shelf = shelf
        self._states = states
        self._host = host
        self._preferences = preferences
        self._status = status
        self._background = background
        self._tell = tell
        self._window = window
        self._entry: ShelfEntry | None = None  # in use
        self._wanted: ShelfEntry | None = None  # being loaded
        self._for_good = True
        self._asked = 0  # how often a model was asked for
        self._used = NONE
        self._closing = False
        host.became_ready.connect(self._became_ready)
        host.load_failed.connect(self._load_failed)
        host.lost.connect(self._lost)

    def used(self) -> ModelUsed:
        """The model in use; its hash is "" until it has been worked out once."""
        return self._used

    def start(self) -> None:
        """Load the model of the settings, or the starter where that one is gone."""
        try:
            entry = self._shelf.current()
        except ModelError as error:
            self._tell(Notice.of(error, ("Models…", self.open_dialog), topic=TOPIC))
            return
        if not self.use(entry) and entry.kind != STARTER:
            # Not for good: the file may lie on a disk that is away today.
            with contextlib.suppress(ModelError):
                self.use(self._shelf.find(STARTER), for_good=False)

    def use(self, entry: ShelfEntry, *, for_good: bool = True) -> bool:
        """Load it, unless it is known to fail. `for_good`: the settings are to name it."""
        try:
            header = self._shelf.check(entry.path)
        except ModelError as error:
            self._tell(Notice.of(error, ("Models…", self.open_dialog), topic=TOPIC))
            self._status.show_model(self._host)
            return False
        self._asked += 1
        asked = self._asked
        if header.size > QUICK or self._shelf.known_sha256(entry.path) is not None:
            self._load(entry, header, for_good)
            return True

        def load(_: object) -> None:
            if asked == self._asked and not self._closing:
                self._load(entry, header, for_good)

        # What it has read of a document is kept under its hash: a moment now, once.
        self._background.run(
            lambda: self._shelf.sha256(entry.path, lambda: self._closing), load, load
        )
        return True

    def _load(self, entry: ShelfEntry, header: Header, for_good: bool) -> None:
        self._wanted = entry
        self._for_good = for_good
        self._status.set_model_name(display_name(entry))
        self._used = self._about(header)  # what is asked while it loads is answered by it
        self._host.swap(*self._how(entry, header))

    def _how(self, entry: ShelfEntry, header: Header) -> tuple[Load, int]:
        """How the model is loaded on this machine, and how long its threads spin."""
        tuning = self._shelf.tuning
        load = Load(
            str(entry.path),
            n_ctx=self._shelf.fit(header).n_ctx,
            n_gpu_layers=self._preferences.now.gpu_layers,
            states=str(self._states),
            model_sha256=self._shelf.known_sha256(entry.path) or "",
        )
        return tuning.load_for(load), tuning.spin_for(load)

    @property
    def entry(self) -> ShelfEntry | None:
        """The model in use; None while there is none."""
        return self._entry

    def would_change(self, entry: ShelfEntry) -> bool:
        """Whether it would now be loaded otherwise than the one in use was."""
        now = self._host.wanted
        try:
            load, spin = self._how(entry, self._shelf.check(entry.path))
        except ModelError:
            return False
        # Its hash may have become known meanwhile: no reason to load it again.
        same = now is not None and load == replace(now, model_sha256=load.model_sha256)
        return not (same and spin == self._host.spin)

    def load_again(self, entry: ShelfEntry) -> None:
        """The model in use as it is to be loaded from now on."""
        self.use(entry, for_good=self._for_good)

    def open_dialog(self, add: Path | None = None) -> None:
        """The list of models; with `add`, one more is put on it and shown."""
        dialog = ModelDialog(self._shelf, self._window)
        dialog.use_requested.connect(self.use)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if add is not None:
            dialog.add(add)

    def ask_for_file(self) -> None:
        dialog = QFileDialog(self._window, "Add a model", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open_dialog(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def stop(self) -> None:
        """The window goes: no hash is finished for it."""
        self._closing = True

    def _became_ready(self, ready: Ready) -> None:
        path = Path(ready.path)
        if self._wanted is not None and self._wanted.path == path:
            self._entry = self._wanted
            self._shelf.settings = self._preferences.now
            chosen = self._shelf.use(self._entry)
            if self._for_good:
                self._preferences.take(chosen)
        self._wanted = None
        if self._entry is not None:
            self._status.set_model_name(display_name(self._entry))
        self._status.show_model(self._host)
        self._note_used(path)

    def _note_used(self, path: Path) -> None:
        try:
            header = read_header(path)
        except ModelError:
            self._used = ModelUsed(sha256="", file_name=path.name)
            return
        self._used = used = self._about(header)
        if not used.sha256:

            def hashed(sha256: str) -> None:
                if self._host.ready is not None and self._host.ready.path == str(path):
                    self._used = replace(used, sha256=sha256)

            self._background.run(
                lambda: self._shelf.sha256(path, lambda: self._closing), hashed, lambda _: None
            )

    def _about(self, header: Header) -> ModelUsed:
        hello = self._host.hello
        return ModelUsed(
            sha256=self._shelf.known_sha256(header.path) or "",
            file_name=header.path.name,
            architecture=header.architecture,
            quantisation=header.quantisation,
            llama_cpp=hello.llama_cpp if hello is not None else "",
        )

    def _load_failed(self, error: ModelError, returns: bool) -> None:
        failed = self._wanted
        self._wanted = None
        if returns and self._entry is not None:
            self._note_used(self._entry.path)
            hint = f"{error.hint} “{display_name(self._entry)}” is back in use.".strip()
        else:
            hint = error.hint
            self._entry = None
        if self._entry is not None:
            self._status.set_model_name(display_name(self._entry))
        self._status.show_model(self._host)
        name = f"{display_name(failed)}: " if failed is not None else ""
        self._tell(
            Notice(f"{name}{error.message}", hint, (("Models…", self.open_dialog),), topic=TOPIC)
        )

    def _lost(self, error: EngineLost) -> None:
        again = () if self._host.wanted else (("Start it again", self._host.restart),)
        self._tell(Notice(error.message, error.hint, again, topic=TOPIC))
