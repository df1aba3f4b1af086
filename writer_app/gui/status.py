"""The line at the foot of the window: words, what is saved, whose voice, which model and how."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.engine_host import EngineHost
from writer_app.gui.word_tally import WordTally
from writer_app.text.segments import word_count

COUNTED = 200_000  # a longer selection is not counted while it grows
LEAST, PAD = 90, 6  # pixels of what gives way, and at its sides (`widgets.qss`)


class Status(QStatusBar):
    """Says, never asks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.words = self._label("words")
        self.saved = self._label("saved")
        self.origins = self._label("origins")
        self.voice = _Elastic(Qt.TextElideMode.ElideRight)
        self._dress(self.voice, "voice")
        self.private = self._label("private")
        self.model = _Elastic(Qt.TextElideMode.ElideMiddle)
        self._dress(self.model, "model")
        self.model.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.addWidget(self.words)
        self.addWidget(self.saved)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spring, 1)
        self.addPermanentWidget(self.origins)
        self.addPermanentWidget(self.voice)
        self.addPermanentWidget(self.private)
        self.addPermanentWidget(self.model)
        self.private.setText("No record is kept")
        self.private.hide()
        self.origins.hide()
        self.voice.hide()
        self._loading = 0.0
        self._model_name = ""

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        self._dress(label, name)
        return label

    @staticmethod
    def _dress(label: QLabel, name: str) -> None:
        label.setObjectName(f"status-{name}")
        label.setProperty("role", "muted")
        label.setTextFormat(Qt.TextFormat.PlainText)

    def watch(
        self, editor: Editor, tally: WordTally, documents: Documents, host: EngineHost
    ) -> None:
        """Follow these from now on."""

        def count() -> None:
            total = f"{tally.words:,}" + ("" if tally.complete else " …")
            start, end = editor.selection()
            noun = "word" if tally.words == 1 else "words"
            if start == end:
                self.words.setText(f"{total} {noun}")
            elif end - start > COUNTED:
                self.words.setText(f"{total} {noun}, a long selection")
            else:
                chosen = word_count(editor.textCursor().selection().toPlainText())
                self.words.setText(f"{chosen:,} of {total} {noun}")

        tally.changed.connect(lambda _: count())
        editor.selectionChanged.connect(count)
        documents.state_changed.connect(lambda: self.saved.setText(saved_words(documents)))
        host.loading.connect(self._loaded)
        host.state_changed.connect(lambda: self.show_model(host))
        count()
        self.saved.setText(saved_words(documents))
        self.show_model(host)

    def set_private(self, private: bool) -> None:
        self.private.setVisible(private)

    def set_origins(self, words: str) -> None:
        """How much of the text a model wrote; "" while nobody wants to know."""
        self.origins.setText(words)
        self.origins.setVisible(bool(words))

    def set_voice(self, words: str, tip: str) -> None:
        """How the text reads beside its writer's voice; "" while there is nothing to say."""
        self.voice.setText(f"Voice: {words}")
        self.voice.setToolTip(f"{words[:1].upper()}{words[1:]}. {tip}")
        self.voice.setAccessibleDescription(tip)
        self.voice.setVisible(bool(words))

    def set_model_name(self, name: str) -> None:
        self._model_name = name
        self.model.setToolTip(name)

    def _loaded(self, fraction: float) -> None:
        if self._model_name:
            share = f" {fraction:.0%}" if 0 < fraction < 1 else ""
            self.model.setText(f"{self._model_name}: loading{share}")

    def show_model(self, host: EngineHost) -> None:
        """How the model is."""
        if host.ready is not None:
            self.model.setText(self._model_name)
        elif host.busy_loading:
            self.model.setText(f"{self._model_name}: loading")
        else:
            self.model.setText("No model")


class _Elastic(QLabel):
    """Gives way where the window is narrow; `cut` says where its words do."""

    def __init__(self, cut: Qt.TextElideMode) -> None:
        super().__init__()
        self._cut = cut

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        room = self.rect().adjusted(PAD, 0, -PAD, 0)
        text = self.fontMetrics().elidedText(self.text(), self._cut, room.width())
        QPainter(self).drawText(room, self.alignment(), text)


def saved_words(documents: Documents) -> str:
    """What has become of the text so far."""
    document = documents.current
    if documents.saving:
        return "Saving"
    if document.read_only:
        return "Read only"
    if documents.modified:
        return "Not saved yet"
    if document.path is None:
        return "Draft"
    return "Saved"
