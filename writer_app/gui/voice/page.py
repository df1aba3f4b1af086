"""The writer's voice on a page: what was learned, drawn; what may be changed, changed.

The page draws and reports; what is done about it is `voice.desk`'s affair.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)

from writer_app.gui.fonts import serif
from writer_app.gui.pages.paper import Paper, room_for
from writer_app.gui.pages.sections import Section, words
from writer_app.gui.plain_dialog import PlainDialog
from writer_app.gui.theme import Theme, restyle
from writer_app.gui.thin_bar import ThinBar
from writer_app.gui.voice.chips import Chips
from writer_app.gui.voice.correcting import TAKE_BACK, Saying
from writer_app.gui.voice.portrait import PortraitView
from writer_app.gui.voice.shown import Shown, titled
from writer_app.gui.voice.tic_section import TicSection
from writer_app.gui.word_button import WrapLayout
from writer_app.services.voices import USUAL

MEASURE = 640  # a longer line of words is hard to read

NOTHING_SAID = "None yet. They stay when the voice is learned again."
SAID = f"{TAKE_BACK}. They stay when the voice is learned again."
FORGET = "Forget this voice…"
NOTHING = (
    "Writer knows nothing of your voice yet. Show it what you have written: old drafts, letters, "
    "posts, a book. 500 words give a first idea, 10,000 a good one. It takes seconds, nothing "
    "leaves this machine, and you can make it forget at any time."
)


class VoicePage(PlainDialog):
    """`chosen`: another voice for this document by its name, or "" for one of its own.

    `denied`, `claimed`, `undone`: a word or a quirk that is not the writer's, is it, or of which
    nothing is said any more. `protected` and `released` carry a phrase. `forget_requested` comes
    after the writer was asked once more.
    """

    chosen = Signal(str)
    files_wanted = Signal()
    folder_wanted = Signal()
    cancelled = Signal()
    forget_requested = Signal()
    denied = Signal(str)
    claimed = Signal(str)
    undone = Signal(str)
    protected = Signal(str)
    released = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your voice")
        self._theme = theme
        self._shown = Shown("")
        self._title = QLabel("Your voice")
        self._title.setFont(serif(24))
        self._about = words("muted")
        self.voices = QPushButton()
        self.voices.setProperty("role", "menu")
        self.voices.setToolTip("Which voice this document has")
        self.voices.setMenu(QMenu(self.voices))
        self.files = QPushButton("Learn from files…")
        self.folder = QPushButton("Learn from a folder…")
        self.forget = QPushButton(FORGET)
        self.cancel = QPushButton("Cancel")
        self.forget.setProperty("role", "quiet")
        self.files.clicked.connect(self.files_wanted)
        self.folder.clicked.connect(self.folder_wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.forget.clicked.connect(self._forget)
        self.bar = ThinBar(theme)
        self._progress = words("muted")
        self.empty = words()
        self.empty.setText(NOTHING)
        self.empty.setFont(serif(13.5))
        self.empty.setMaximumWidth(MEASURE)
        self.portrait = PortraitView(theme)
        self.portrait.denied.connect(self.denied)
        self.correcting = Saying(
            theme, "Your corrections", "yours", "not yours", "A word or a phrase that is yours"
        )
        self.correcting.said.connect(lambda phrase: self.claimed.emit(f"“{phrase}”"))
        self.correcting.undone.connect(self.undone)
        self.tics = TicSection(theme)
        self.tics.hide()  # until a model's list is known
        self.kept = Chips(theme, "Press to stop protecting it", sign="×")
        self.kept.pressed.connect(self.released)
        self.line = QLineEdit()
        self.line.setPlaceholderText("A word or a phrase that no rewrite may touch")
        self.line.setAccessibleName("Protect a word or a phrase")
        self.line.setMaximumWidth(420)
        self.line.returnPressed.connect(self._protect)
        self._protected = Section("Protected in this document", self.kept, self.line)
        self.close_button = QPushButton("Close")
        self.close_button.setAutoDefault(False)
        self.voices.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self.show_progress(None)
        self.resize(room_for(parent))

    @property
    def shown(self) -> Shown:
        return self._shown

    def show_voice(self, shown: Shown) -> None:
        """Everything anew; the place on the page stays."""
        self._shown = shown
        known = shown.profile is not None
        self._title.setText("Your voice" if known else "Your voice, not known yet")
        self._about.setText(f"In “{shown.document}”" if shown.document else "")
        self._list_voices(shown)
        self.forget.setText(FORGET)
        self.files.setProperty("role", "" if known else "primary")
        restyle(self.files)
        self.forget.setVisible(known)
        self.empty.setVisible(not known)
        self.portrait.setVisible(known)
        self.portrait.show_voice(shown)
        self.correcting.setVisible(known)
        said = shown.corrections
        self.correcting.show_said(said.mine, said.not_mine)
        self.correcting.say(SAID if said.mine or said.not_mine else NOTHING_SAID)
        self.kept.show_words(shown.protected)
        self.kept.setVisible(bool(shown.protected))
        self._protected.say("Rewrites leave these as they are." if shown.protected else "None yet.")

    def progress(self) -> str:
        """What was said last of the learning."""
        return self._progress.text()

    def show_progress(self, fraction: float | None, said: str = "") -> None:
        """How far the learning has come; None when nothing is being learned."""
        busy = fraction is not None
        self.bar.show_fraction(fraction)
        self._progress.setText(said)
        self._progress.setVisible(bool(said))
        if busy:
            self.cancel.setVisible(True)
            if self.files.hasFocus() or self.folder.hasFocus():
                self.cancel.setFocus()  # Qt would give it to what comes next, far below
        cancelling = self.cancel.hasFocus()
        for word in (self.files, self.folder):
            word.setEnabled(not busy)
        if cancelling and not busy:
            self.files.setFocus()
        self.cancel.setVisible(busy)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.bar.set_theme(theme)
        self.portrait.set_theme(theme)
        self.correcting.set_theme(theme)
        self.tics.set_theme(theme)
        self.kept.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.portrait.arrange(self.width())

    def _list_voices(self, shown: Shown) -> None:
        self.voices.setText(titled(shown.name))
        self.voices.setAccessibleName(f"Voice of this document: {titled(shown.name)}")
        menu = self.voices.menu()
        menu.clear()
        others = sorted({*shown.names, shown.name} - {USUAL})
        for name, title in [(name, titled(name)) for name in (USUAL, *others)]:
            self._offer(menu, title, name).setChecked(name == shown.name)
        if shown.name == USUAL:
            menu.addSeparator()
            self._offer(menu, "A voice for this document alone", "")

    def _offer(self, menu: QMenu, title: str, name: str) -> QAction:
        action = menu.addAction(title)
        action.setCheckable(bool(name))
        action.triggered.connect(lambda _=False: self.chosen.emit(name))
        return action

    def _forget(self) -> None:
        """Asks once more in the same place: what is forgotten cannot be had back."""
        if self.forget.text() == FORGET:
            self.forget.setText("Forget it for good?")
        else:
            self.forget_requested.emit()

    def _protect(self) -> None:
        phrase = " ".join(self.line.text().split())
        if phrase:
            self.protected.emit(phrase)
            self.line.clear()

    def _lay_out(self) -> None:
        acts = QWidget()
        row = WrapLayout(acts, gap=8)
        for button in (self.files, self.folder, self.cancel, self.forget):
            button.setAutoDefault(False)
            row.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.voices, 0, Qt.AlignmentFlag.AlignVCenter)
        paper = Paper()
        column = paper.column
        column.addLayout(head)
        for part in (self._about, self.empty, acts, self._progress, self.bar):
            column.addWidget(part)
        for part in (self.portrait, self.correcting, self._protected, self.tics):
            column.addSpacing(24)
            column.addWidget(part)
        column.addStretch(1)
        for rows in (self.portrait.favourites, self.portrait.avoided):
            rows.moved.connect(lambda at, rows=rows: paper.follow(rows, at))
        paper.fill(self, self.close_button)
