"""Light and dark while the app runs: the setting, the desktop's wish, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from writer_app.gui import theme as themes
from writer_app.gui.preferences import Preferences
from writer_app.gui.theme import Theme

Dress = Callable[[Theme], None]


class Theming(QObject):
    """Dresses the application and then everything that paints with colours of its own."""

    def __init__(self, preferences: Preferences, dressed: Sequence[Dress], parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._dressed = tuple(dressed)
        self._theme = themes.choose(preferences.now.theme)
        QApplication.styleHints().colorSchemeChanged.connect(lambda _: self.refresh())

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def follows_system(self) -> bool:
        return self._preferences.now.theme == "system"

    def set_dark(self, dark: bool) -> None:
        self._preferences.change(theme="dark" if dark else "light")
        self.refresh()

    def follow_system(self, follow: bool) -> None:
        if follow:
            self._preferences.change(theme="system")
        else:
            self._preferences.change(theme="dark" if self._theme.dark else "light")
        self.refresh()

    def refresh(self) -> None:
        wanted = themes.choose(self._preferences.now.theme)
        if wanted == self._theme:
            return
        self._theme = wanted
        app = QApplication.instance()
        if isinstance(app, QApplication):
            themes.apply(app, wanted)
        for dress in self._dressed:
            dress(wanted)
