"""Exporting from the window: looked at first, then written beside the writing, and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from writer_app.config.paths import Paths
from writer_app.errors import ForTheWriter
from writer_app.gui.background import Background
from writer_app.gui.export_dialog import Choice, ExportDialog
from writer_app.gui.looking_first import LookingFirst
from writer_app.gui.notices import Notice
from writer_app.ledger.export import NOTHING, ExportSummary, Format, export, wanted
from writer_app.ledger.preview import Preview, preview
from writer_app.ledger.redaction import Redaction
from writer_app.ledger.store import Ledger
from writer_app.services.recorder import Recorder
from writer_app.voice.names import named

EVERY = tuple(Choice(kind) for kind in Format)


class Exporting(LookingFirst[ExportDialog]):
    """The dialog of one window, and the export it leads to."""

    topic = "export"

    def __init__(
        self,
        paths: Paths,
        recorder: Recorder,
        background: Background,
        tell: Callable[[Notice], None],
        window: QWidget,
    ) -> None:
        super().__init__(recorder, background, tell, window)
        self._paths = paths

    def ask(self) -> None:
        """Let the writer choose, and see what would leave."""
        dialog = ExportDialog(self.window)
        dialog.setObjectName("exporting")
        dialog.asked.connect(lambda choice: self._look(choice, dialog))
        dialog.confirmed.connect(lambda choice: self._ask_where(choice, dialog))
        self.show(dialog)
        dialog.begin()

    def export_into(self, folder: Path, choices: Iterable[Choice] = EVERY) -> None:
        """Write what is chosen into `folder`, and say how much there was."""

        def work() -> list[ExportSummary]:
            with Ledger.open(self._paths.ledger) as ledger:
                return [
                    export(ledger, folder, choice.format, redaction=_redaction(choice))
                    for choice in choices
                ]

        def done(summaries: list[ExportSummary]) -> None:
            rows = {summary.format: summary.train + summary.test for summary in summaries}
            if any(rows.values()):
                counts = ", ".join(f"{count} for {kind.upper()}" for kind, count in rows.items())
                self.tell(Notice(f"Exported to {folder}.", f"Examples: {counts}."))
            else:
                self.tell(Notice(*NOTHING))

        self.run(work, done)

    def _look(self, choice: Choice, dialog: ExportDialog) -> None:
        def work() -> Preview:
            with Ledger.open(self._paths.ledger) as ledger:
                return preview(ledger, wanted(choice.format, redaction=_redaction(choice)))

        def done(looked: Preview) -> None:
            if self.on_show(dialog):
                dialog.show_preview(choice, looked)

        def failed(error: Exception) -> None:
            if isinstance(error, ForTheWriter) and self.on_show(dialog):
                dialog.show_problem(str(error))
            else:
                self.failed(error)

        self.run(work, done, failed)

    def _ask_where(self, choice: Choice, dialog: ExportDialog) -> None:
        where = QFileDialog(dialog, "Export to a folder", str(self._paths.exports))
        where.setFileMode(QFileDialog.FileMode.Directory)
        where.setOption(QFileDialog.Option.ShowDirsOnly)

        def chosen(name: str) -> None:
            dialog.accept()
            self.export_into(Path(name), (choice,))

        where.fileSelected.connect(chosen)
        where.finished.connect(where.deleteLater)
        where.open()


def _redaction(choice: Choice) -> Redaction | None:
    return Redaction(choice.redacted, named) if choice.redacted else None
