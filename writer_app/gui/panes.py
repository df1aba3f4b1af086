"""What stands where in the window: the page, and the panes beside and below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from writer_app.gui.continuation_pane import ContinuationPane
from writer_app.gui.editor import Editor
from writer_app.gui.find_bar import FindBar
from writer_app.gui.notices import NoticeBar
from writer_app.gui.preview import Preview
from writer_app.gui.rewrite_pane import RewritePane

SIDE = 360  # pixels: the continuation pane's first width
PANE = 372  # pixels of height in which the rewrite pane shows every state without scrolling
PREVIEW_PAUSE = 300  # ms after the last key


class Panes(QWidget):
    """The parts are made elsewhere; all but the page are hidden at first."""

    def __init__(
        self,
        editor: Editor,
        find_bar: FindBar,
        preview: Preview,
        continuations: ContinuationPane,
        rewrite_pane: RewritePane,
        notices: NoticeBar,
    ) -> None:
        super().__init__()
        self._editor = editor
        self._preview = preview
        self._continuations = continuations
        self._rewrite_pane = rewrite_pane
        paper = QWidget()
        column = _column(paper)
        column.addWidget(editor, 1)
        column.addWidget(find_bar)
        paper.setMinimumWidth(320)
        paper.setMinimumHeight(140)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._down = QSplitter(Qt.Orientation.Vertical)
        for splitter, parts in (
            (self._across, (paper, preview, continuations)),
            (self._down, (self._across, rewrite_pane)),
        ):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
            for part in parts:
                splitter.addWidget(part)
            splitter.setStretchFactor(0, 1)
        for pane in (preview, continuations, rewrite_pane):
            pane.hide()
        whole = _column(self)
        whole.addWidget(notices)
        whole.addWidget(self._down, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PREVIEW_PAUSE)
        self._pause.timeout.connect(self.refresh_preview)
        editor.edited.connect(self._pause.start)
        editor.verticalScrollBar().valueChanged.connect(lambda _: self._scroll_preview())

    def show_continuations(self, shown: bool) -> None:
        self._continuations.setVisible(shown)
        if shown:
            width = self._across.width()
            side = min(SIDE, width // 3)
            previewed = width // 3 if self._preview.isVisible() else 0
            self._across.setSizes([width - side - previewed, previewed, side])

    def show_preview(self, shown: bool) -> None:
        self._preview.setVisible(shown)
        if shown:
            side = self._continuations.width() if self._continuations.isVisible() else 0
            half = (self._across.width() - side) // 2
            self._across.setSizes([half, half, side])
            self.refresh_preview()

    def open_rewrite(self) -> None:
        self._rewrite_pane.show()
        height = self._down.height()
        pane = min(height // 2, max(height * 2 // 5, PANE))
        self._down.setSizes([height - pane, pane])
        self._editor.ensureCursorVisible()

    def refresh_preview(self) -> None:
        if self._preview.isVisible():
            self._preview.show_markdown(self._editor.text())
            self._scroll_preview()

    def _scroll_preview(self) -> None:
        """Show about the place that the editor shows."""
        if self._preview.isVisible():
            top = self._editor.firstVisibleBlock().blockNumber()
            bar = self._preview.verticalScrollBar()
            bar.setValue(round(bar.maximum() * top / max(1, self._editor.blockCount())))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
