"""The text as its readers will see it. Nothing in it can run, fetch, or open anything by itself."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from writer_app.gui.fonts import MONO, serif
from writer_app.gui.theme import Theme
from writer_app.text.markdown import to_html

MEASURE = 68
POINTS = 13.0
MAX_CHARS = 200_000
"""More than this is cut: Qt lays all of it out before any of it is shown."""

_SIDE, _TOP = 28, 30
_LETTERS = "the quick brown fox jumps over the lazy dog, and then sits down again. "


class Preview(QTextBrowser):
    """Markdown, read and set; scrolls stay where they were when it is shown again."""

    link_chosen = Signal(str)
    """The address of a link that was clicked; nothing has been opened."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(serif(POINTS))
        self.setAccessibleName("Preview")
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(lambda url: self.link_chosen.emit(url.toString()))
        self._dress()

    def show_markdown(self, text: str) -> None:
        self._text = text
        cut = text
        if len(text) > MAX_CHARS:
            cut = text[: text.rfind("\n\n", 0, MAX_CHARS) + 1 or MAX_CHARS]
            cut += f"\n\n---\n\n*The preview ends here, after {len(cut):,} characters.*\n"
        bar = self.verticalScrollBar()
        was = bar.value()
        self.setHtml(to_html(cut, dark=self._theme.dark))
        bar.setValue(min(was, bar.maximum()))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()
        self.show_markdown(self._text)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, whatever is asked for; an image of nothing keeps Qt from trying a file."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            empty = QImage(1, 1, QImage.Format.Format_ARGB32)
            empty.fill(Qt.GlobalColor.transparent)
            return empty
        return QByteArray()

    def doSetSource(
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,  # noqa: A002
    ) -> None:
        """There is nowhere to go."""

    def _dress(self) -> None:
        self.document().setDefaultStyleSheet(_style(self._theme))

    def resizeEvent(self, event: QResizeEvent) -> None:
        letter = QFontMetricsF(self.font()).horizontalAdvance(_LETTERS) / len(_LETTERS)
        side = max(_SIDE, (self.width() - round(letter * MEASURE)) // 2)
        if self.viewportMargins().left() != side:
            self.setViewportMargins(side, _TOP, side, 0)
        super().resizeEvent(event)


def _style(theme: Theme) -> str:
    return f"""
        body {{ color: {theme.ink}; }}
        p {{ margin-top: 0; margin-bottom: 14px; }}
        h1, h2, h3, h4, h5, h6 {{ color: {theme.heading}; font-weight: 700; }}
        h1 {{ font-size: 22pt; margin-top: 4px; margin-bottom: 18px; }}
        h2 {{ font-size: 17pt; margin-top: 22px; margin-bottom: 12px; }}
        h3 {{ font-size: 14pt; margin-top: 18px; margin-bottom: 10px; }}
        h4, h5, h6 {{ font-size: 13pt; margin-top: 16px; margin-bottom: 8px; }}
        a {{ color: {theme.link}; text-decoration: underline; }}
        blockquote {{ color: {theme.quote}; font-style: italic; margin-left: 22px; }}
        code, pre, tt {{ font-family: '{MONO}'; font-size: 11pt; color: {theme.code}; }}
        pre {{ background-color: {theme.panel}; margin-top: 6px; margin-bottom: 16px; }}
        li {{ margin-bottom: 4px; }}
        td, th {{ padding: 3px 22px 3px 0; }}
        th {{ color: {theme.muted}; text-align: left; }}
        hr {{ background-color: {theme.rule}; color: {theme.rule}; }}
    """
