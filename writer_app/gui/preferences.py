"""The settings in use: read by everybody, changed here, kept at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from writer_app.config.settings import Settings
from writer_app.errors import SettingsError

RECENT = 10


class Preferences(QObject):
    """`problem` carries a `SettingsError` when the change could not be kept on disk."""

    changed = Signal()
    problem = Signal(object)

    def __init__(self, settings: Settings, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._path = path

    @property
    def now(self) -> Settings:
        return self._settings

    def change(self, **fields: Any) -> None:
        """Set these fields of `Settings`."""
        self.take(replace(self._settings, **fields))

    def take(self, settings: Settings) -> None:
        """Use these settings instead."""
        if settings == self._settings:
            return
        self._settings = settings
        try:
            settings.save(self._path)
        except SettingsError as error:
            self.problem.emit(error)
        self.changed.emit()

    def remember(self, path: Path) -> None:
        """Put a document at the head of the recent ones."""
        name = str(path)
        others = tuple(other for other in self._settings.recent if other != name)
        self.change(recent=(name, *others)[:RECENT])

    def forget(self, path: Path) -> None:
        self.change(recent=tuple(p for p in self._settings.recent if p != str(path)))
