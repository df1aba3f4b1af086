"""Forgetting from the window: what is at hand is let go first, then every place forgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from writer_app.gui.background import Background
from writer_app.gui.documents import Documents
from writer_app.gui.editor import Editor
from writer_app.gui.forget_dialog import ForgetDialog
from writer_app.gui.looking_first import LookingFirst
from writer_app.gui.notices import Notice
from writer_app.ledger.forgetting import What
from writer_app.services import forgetting
from writer_app.services.forgetting import Forgetter, Report
from writer_app.services.recorder import Recorder
from writer_app.text.segments import sentence_at


class Forgetting(LookingFirst[ForgetDialog]):
    """`let_go` ends what is open in the window, so that it is in the ledger before that forgets.

    `forgotten` carries what was, when all places are done.
    """

    topic = "forget"
    forgotten = Signal(object)

    def __init__(
        self,
        editor: Editor,
        documents: Documents,
        recorder: Recorder,
        places: Sequence[Forgetter],
        let_go: Callable[[], None],
        background: Background,
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(recorder, background, tell, window)
        self._editor = editor
        self._documents = documents
        self._places = places
        self._let_go = let_go

    def ask(self) -> None:
        """Offer the selection, or the sentence at the caret; the rest is the dialog's."""
        document = self._documents.current
        dialog = ForgetDialog(self._passage(), document.ref, document.name, self.window)
        dialog.setObjectName("forgetting")
        dialog.asked.connect(lambda what: self._look(what, dialog))
        dialog.confirmed.connect(self.forget)
        self.show(dialog)
        dialog.begin()

    def forget(self, what: What) -> None:
        """Do it, and say what went."""
        self._let_go()

        def done(report: Report) -> None:
            for problem in report.problems:
                self.tell(Notice.of(problem))
            said = " ".join(report.said)
            message = "It is forgotten." if said else "Nothing of it was kept."
            if not report.problems:
                self.tell(Notice(message, said, topic=self.topic))
            self.forgotten.emit(what)

        self.run(lambda: forgetting.forget(self._places, what), done)

    def _look(self, what: What, dialog: ForgetDialog) -> None:
        def done(report: Report) -> None:
            if self.on_show(dialog):
                dialog.show_found(what, [*report.said, *map(str, report.problems)])

        self.run(lambda: forgetting.look(self._places, what), done)

    def _passage(self) -> str:
        start, end = self._editor.selection()
        text = self._editor.text()
        if start == end:
            span = sentence_at(text, start)
            start, end = span.start, span.end
        return text[start:end]
