"""Where the app keeps its own data. `WRITER_APP_HOME` moves all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from writer_app.errors import SettingsError

APP = "writer-app"


@dataclass(frozen=True, slots=True)
class Paths:
    """The app's folders; every one absolute, none promised to exist before `ensure`."""

    home: Path
    """What must survive: the ledger, journal, shelf and downloaded models."""
    config: Path
    """What the writer may edit: the settings."""
    cache: Path
    """What can be worked out again."""
    logs: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Paths:
        """Below `WRITER_APP_HOME` when it is set and not blank, else where the platform says."""
        moved = environ.get("WRITER_APP_HOME", "").strip()
        if moved:
            return cls.below(Path(moved))
        return cls(
            home=platformdirs.user_data_path(APP, appauthor=False, roaming=False),
            config=platformdirs.user_config_path(APP, appauthor=False),
            cache=platformdirs.user_cache_path(APP, appauthor=False),
            logs=platformdirs.user_log_path(APP, appauthor=False),
        )

    @classmethod
    def below(cls, home: Path) -> Paths:
        """Everything below one folder."""
        home = home.expanduser().absolute()
        return cls(home=home, config=home, cache=home / "cache", logs=home / "logs")

    @property
    def settings(self) -> Path:
        return self.config / "settings.toml"

    @property
    def ledger(self) -> Path:
        return self.home / "ledger.db"

    @property
    def journal(self) -> Path:
        """The folder of unsaved text."""
        return self.home / "journal"

    @property
    def locks(self) -> Path:
        """The folder of locks on open documents."""
        return self.home / "locks"

    @property
    def models(self) -> Path:
        """The folder of downloaded models."""
        return self.home / "models"

    @property
    def shelf(self) -> Path:
        """The list of models the writer added."""
        return self.home / "shelf.toml"

    @property
    def hashes(self) -> Path:
        """Hashes of model files, remembered."""
        return self.cache / "hashes.json"

    @property
    def tuning(self) -> Path:
        """What was measured of models on this machine, and which were laid out anew."""
        return self.home / "tuning.json"

    @property
    def states(self) -> Path:
        """The folder of what models have read of documents: it holds the writer's text."""
        return self.cache / "states"

    @property
    def protected(self) -> Path:
        """The words that no rewrite may touch, document by document."""
        return self.home / "protected.json"

    @property
    def provenance(self) -> Path:
        """The folder of what in which document came from a model: lengths, no prose."""
        return self.home / "provenance"

    @property
    def voices(self) -> Path:
        """The folder of what was learned of the writer's voice: personal text, in counts."""
        return self.home / "voices"

    @property
    def tics(self) -> Path:
        """The folder of what models overuse."""
        return self.home / "tics"

    @property
    def taste(self) -> Path:
        """What the writer said of their taste: its switch, weights, notes."""
        return self.home / "taste.json"

    @property
    def taught(self) -> Path:
        """What past decisions taught the taste, in figures."""
        return self.cache / "taught.npz"

    @property
    def exports(self) -> Path:
        return self.home / "exports"

    def ensure(self) -> Paths:
        """Make the folders; `SettingsError` when the place does not allow it."""
        folders = (self.home, self.config, self.cache, self.logs)
        for folder in (*folders, self.journal, self.locks, self.models, self.voices, self.exports):
            try:
                # The ledger and journal hold the writer's text: nobody else's business.
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise SettingsError(
                    f"The app's own folder {folder} could not be made: {error.strerror}.",
                    "Make the place writable, or set WRITER_APP_HOME to a folder that is.",
                ) from error
        return self
