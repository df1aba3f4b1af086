"""When plain drafts of the writer's passages are made: in quiet minutes, by a model that can.

What was made stays on the disk beside the voice; a key stops it, and it goes on after the next
quiet minute.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from writer_app.engine.messages import Failed
from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.models_menu import ModelsMenu
from writer_app.gui.quiet import Quiet
from writer_app.gui.trouble import Trouble
from writer_app.gui.voice.desk import VoiceDesk
from writer_app.services.drafting import A_DRAFTER, Drafting
from writer_app.services.models import ModelShelf
from writer_app.services.pair_store import PairStore
from writer_app.voice.pairs import Pair


class PairMaking(QObject):
    """`pairs` are those of the voice of the document in the window."""

    def __init__(
        self,
        store: PairStore,
        voice: VoiceDesk,
        shelf: ModelShelf,
        models: ModelsMenu,
        host: EngineHost,
        quiet: Quiet,
        background: Background,
        trouble: Trouble,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._voice = voice
        self._shelf = shelf
        self._models = models
        self._host = host
        self._quiet = quiet
        self._background = background
        self._trouble = trouble
        self._pairs: tuple[Pair, ...] = ()
        self._drafting: Drafting | None = None
        self._looked = False  # which passages want a draft is known, or being found out
        voice.changed.connect(self._begin_anew)
        host.became_ready.connect(lambda _: self._begin_anew())
        quiet.fell.connect(self._look)
        quiet.broken.connect(self._interrupt)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        return self._pairs

    def tidy(self) -> None:
        """A document may no longer be kept: what was made of it goes, at once."""
        self.let_go()
        name = self._voice.name
        if self._voice.profile is not None:
            self._background.run(
                lambda: self._store.refresh(name), lambda _: self._begin_anew(), self._failed
            )

    def let_go(self) -> None:
        """No draft that was asked for is kept any more: its passage may have to go."""
        self._give_up()
        self._looked = False

    def close(self) -> None:
        """The window goes."""
        self._give_up()

    def _give_up(self) -> None:
        drafting, self._drafting = self._drafting, None
        if drafting is not None:
            drafting.stop()

    def _begin_anew(self) -> None:
        """Another voice, or one that was learned again; or another model."""
        self.let_go()
        self._find()
        self._quiet.wait()

    def _find(self) -> None:
        name = self._voice.name

        def found(pairs: tuple[Pair, ...]) -> None:
            if name == self._voice.name:
                self._pairs = pairs

        self._background.run(lambda: self._store.get(name), found, self._failed)

    def _interrupt(self) -> None:
        if self._drafting is not None:
            self._drafting.stop()

    def _look(self) -> None:
        """Nobody has written for a while."""
        ready = self._host.ready
        if self._voice.profile is None or ready is None or ready.n_params < A_DRAFTER:
            return
        if self._host.busy:
            self._quiet.wait()
        elif self._drafting is not None:
            self._drafting.start()
        elif not self._looked:
            self._looked = True
            name = self._voice.name
            self._background.run(
                lambda: self._store.refresh(name),
                lambda passages: self._wanted(name, passages),
                self._failed,
            )

    def _wanted(self, name: str, passages: list[str]) -> None:
        if name != self._voice.name or not self._looked or not passages:
            return
        entry = self._models.entry
        model = (self._shelf.known_sha256(entry.path) or "") if entry is not None else ""

        def made(passage: str, draft: str | None) -> None:
            if self._drafting is drafting:  # an answer may have been on its way
                self._background.run(
                    lambda: self._store.add(name, passage, draft, model),
                    lambda _: self._find(),
                    self._failed,
                )

        self._drafting = drafting = Drafting(self._host, passages, made, self._engine_failed)
        if self._quiet.lasting and not self._host.busy:
            drafting.start()
        else:
            self._quiet.wait()

    def _engine_failed(self, failed: Failed) -> None:
        self._drafting = None  # tried again with the next model, voice or session

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ForTheWriter):
            raise error
        self._give_up()
        self._trouble.say(error)
