"""The taste's page: opened, kept up to date, and what the writer does there carried out."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.taste.news import TasteNews
from writer_app.gui.taste.page import TastePage
from writer_app.gui.theme import Theme
from writer_app.services.taste import Note, Standing, Taste


class Closed(Exception):  # the window's end, no error
    """The window goes: nothing more is to be learned for its page."""


class TasteDesk(QObject):
    """Whatever learns, or touches the disk, happens in the background."""

    def __init__(
        self,
        taste: Taste,
        news: TasteNews,
        theme: Callable[[], Theme],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._taste = taste
        self._theme = theme
        self._window = window
        self._background = Background(self)
        self._page: TastePage | None = None
        self._busy = 0
        self._closing = Event()
        self._wanted: dict[str, float | None] = {}  # weights, while another is being set
        news.changed.connect(self._look)

    @property
    def page(self) -> TastePage | None:
        """While it is open."""
        return self._page

    def open_page(self) -> None:
        if self._page is not None:
            return
        page = TastePage(self._theme(), self._window)
        page.switched.connect(lambda on: self._do(lambda: self._taste.switch(on)))
        page.overruled.connect(self._overrule)
        page.reworded.connect(self._reword)
        page.added.connect(lambda text: self._do(lambda: self._taste.add_note(text)))
        page.finished.connect(self._page_closed)
        self._page = page
        # The last decisions at once; what goes wrong is told when all are read.
        self._background.run(self._taste.glance, self._glanced, lambda error: None)
        self._look()
        page.open()
        page.close_button.setFocus()

    def set_theme(self, theme: Theme) -> None:
        if self._page is not None:
            self._page.set_theme(theme)

    def close(self) -> None:
        """The window goes."""
        self._closing.set()
        self._background.close()

    def _look(self) -> None:
        if self._page is not None:
            self._do(lambda: None)

    def _overrule(self, name: str, weight: float | None) -> None:
        """A slider is quicker than what follows it: of each weight only the last counts."""
        self._wanted[name] = weight
        if not self._busy:
            self._overrule_next()

    def _overrule_next(self) -> None:
        name, weight = self._wanted.popitem()
        self._do(lambda: self._taste.overrule(name, weight))

    def _reword(self, note: Note, text: str | None) -> None:
        self._do(lambda: self._taste.reword(note, text))

    def _do(self, work: Callable[[], object]) -> None:
        self._busy += 1

        def do() -> Standing:
            self._taste.build(self._go_on)
            work()
            return self._taste.standing()

        self._background.run(do, self._done, self._failed)

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise Closed

    def _glanced(self, standing: Standing) -> None:
        if self._page is not None:
            self._page.show_standing(standing)

    def _done(self, standing: Standing) -> None:
        self._busy -= 1
        if self._wanted:
            self._overrule_next()
        elif not self._busy and self._page is not None:
            self._page.show_standing(standing)

    def _failed(self, error: Exception) -> None:
        self._busy -= 1
        if isinstance(error, Closed):
            return
        if not isinstance(error, ForTheWriter):
            raise error
        if self._page is not None:
            self._page.show_problem(str(error))
        if self._wanted:
            self._overrule_next()

    def _page_closed(self) -> None:
        page, self._page = self._page, None
        if page is not None:
            page.deleteLater()
