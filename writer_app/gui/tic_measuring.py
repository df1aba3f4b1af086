"""When a model's tics are measured: once, while nobody writes, in the worker that is there.

The first key stops it, and it goes on after the next quiet minute.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from writer_app.engine.messages import Failed
from writer_app.errors import VoiceError
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.models_menu import ModelsMenu
from writer_app.gui.quiet import Quiet
from writer_app.gui.trouble import Trouble
from writer_app.gui.voice.page import VoicePage
from writer_app.services.models import ModelShelf
from writer_app.services.tic_lists import TicList, TicLists, seeds
from writer_app.services.tics import TicSampling, again


class TicMeasuring(QObject):
    """`list_now` is what is known of the model in use, or the seeds."""

    def __init__(
        self,
        lists: TicLists,
        shelf: ModelShelf,
        models: ModelsMenu,
        host: EngineHost,
        quiet: Quiet,
        trouble: Trouble,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._lists = lists
        self._shelf = shelf
        self._models = models
        self._host = host
        self._quiet = quiet
        self._trouble = trouble
        self._sha256 = ""
        self._known = seeds()
        self._sampling: TicSampling | None = None
        self._tried: set[str] = set()  # what failed is not tried again in this session
        quiet.fell.connect(self._look)
        quiet.broken.connect(self._interrupt)
        host.became_ready.connect(lambda _: self._model_changed())

    @property
    def list_now(self) -> TicList:
        return self._known

    def show_on(self, page: VoicePage) -> None:
        """The list on the voice page, to be read and edited; not before the model's file is known,
        by which it is kept, and not where the list is damaged."""
        self._find()
        section = page.tics
        section.setVisible(bool(self._sha256) and self._sha256 not in self._tried)
        section.show_list(self._known)

        def edit(change: Callable[[TicList, str], TicList], phrase: str) -> None:
            self._known = change(self._known, phrase)
            self._keep()
            section.show_list(self._known)

        section.allowed.connect(lambda phrase: edit(TicList.allow, phrase))
        section.said.connect(lambda phrase: edit(TicList.forbid, phrase))
        section.undone.connect(lambda phrase: edit(TicList.undone, phrase))

    def close(self) -> None:
        """The window goes."""
        self._sampling = None

    def _interrupt(self) -> None:
        if self._sampling is not None:
            self._sampling.stop()

    def _model_changed(self) -> None:
        self._sampling = None
        self._sha256 = ""
        self._known = seeds()
        self._find()

    def _find(self) -> None:
        """Read the list of the model in use, once its file's hash is known."""
        entry = self._models.entry
        if self._sha256 or entry is None:
            return
        sha256 = self._shelf.known_sha256(entry.path)
        if sha256 is None:
            return
        self._sha256 = sha256
        try:
            self._known = self._lists.get(sha256)
        except VoiceError as error:
            self._tried.add(sha256)  # a damaged list is the writer's to mend
            self._trouble.say(error)

    def _look(self) -> None:
        """Nobody has written for a while."""
        self._find()
        if not self._sha256:
            self._quiet.wait()
        elif not self._known.day and self._sha256 not in self._tried:
            self._begin()

    def _begin(self) -> None:
        entry = self._models.entry
        if self._sampling is None and entry is not None:
            sha256 = self._sha256
            self._sampling = TicSampling(
                self._host,
                entry.path.name,
                lambda found: self._done(sha256, found),
                lambda failed: self._failed(sha256, failed),
            )
        if self._sampling is not None:
            self._sampling.start()

    def _done(self, sha256: str, found: TicList) -> None:
        if sha256 != self._sha256 or self._sampling is None:
            return
        self._sampling = None
        self._known = again(self._known, found)
        self._keep()

    def _keep(self) -> None:
        try:
            self._lists.keep(self._sha256, self._known)
        except VoiceError as error:
            self._trouble.say(error)

    def _failed(self, sha256: str, failed: Failed) -> None:
        if failed.code != "engine_lost":  # a worker that is gone is another's trouble
            self._tried.add(sha256)
        self._sampling = None
