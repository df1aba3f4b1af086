"""What the window is given rather than makes."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.config.paths import Paths
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.preferences import Preferences
from writer_app.gui.taste.news import TasteNews
from writer_app.gui.trouble import Trouble
from writer_app.services.apprentice import Apprentice
from writer_app.services.forgetting import Forgetter
from writer_app.services.models import ModelShelf
from writer_app.services.power import Power
from writer_app.services.recorder import Recorder
from writer_app.services.taste import Taste
from writer_app.services.trial import Spawn
from writer_app.services.voices import Voices
from writer_app.text.journal import Journal
from writer_app.text.locks import DocumentLock


@dataclass(frozen=True, slots=True)
class Services:
    """See `app.build_window`."""

    paths: Paths
    preferences: Preferences
    shelf: ModelShelf
    recorder: Recorder
    taste: Taste
    taste_news: TasteNews
    apprentice: Apprentice
    host: EngineHost
    journal: Journal
    locks: DocumentLock
    trouble: Trouble
    power: Power
    voices: Voices
    forgetters: tuple[Forgetter, ...] = ()
    spawn: Spawn | None = None
