"""Who speaks to whom in a window, and in which order all of it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from writer_app.gui.actions import Act
from writer_app.gui.documents import OPEN
from writer_app.gui.saving import DISK

if TYPE_CHECKING:
    from writer_app.gui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """All of them, once; in this order they hear."""
    _documents(window)
    _rewriting(window)
    _keeping(window)
    window.rewrite_pane.columns.read_voice(window.voice.beside)
    window.continuations.closed.connect(window.editor.setFocus)
    window.notices.emptied.connect(window.editor.setFocus)
    window.status.watch(window.editor, window.tally, window.documents, window.host)


def _documents(window: MainWindow) -> None:
    documents, notices = window.documents, window.notices
    documents.switched.connect(window.continuing.document_switched)
    documents.switched.connect(window.rewriting.close)
    documents.switched.connect(window.reading_ahead.begin_anew)
    for topic in (DISK, OPEN):
        documents.switched.connect(lambda topic=topic: notices.withdraw(topic))
    documents.saved.connect(lambda _: notices.withdraw(DISK))
    documents.switched.connect(window.panes.refresh_preview)
    documents.first_saved.connect(window.services.recorder.moved)


def _rewriting(window: MainWindow) -> None:
    rewriting = window.rewriting
    rewriting.opened.connect(window.panes.open_rewrite)
    rewriting.opened.connect(lambda: window.continuing.rest(True))
    rewriting.opened.connect(window.tuning.interrupt)
    rewriting.opened.connect(window.quiet.interrupt)
    rewriting.closed.connect(lambda: window.continuing.rest(False))
    rewriting.closed.connect(window.rewrite_pane.hide)
    rewriting.closed.connect(window.reading_ahead.look)


def _keeping(window: MainWindow) -> None:
    """What was read of a document may be kept from now on, or no longer; or it is forgotten."""
    private = window.actions_table[Act.DO_NOT_LOG].toggled
    private.connect(lambda _: window.reading_ahead.look())
    private.connect(lambda _: window.protecting.keep_or_not())
    private.connect(lambda _: window.pairs.tidy())
    private.connect(window.origins.keep_or_not)
    window.forgetting.forgotten.connect(lambda _: window.voice.look())
    window.forgetting.forgotten.connect(lambda _: window.protecting.look())
    # A voice is learned anew from what was saved: without what the model wrote in it.
    window.origins.settled.connect(window.voice.saved)


def end(window: MainWindow) -> None:
    """Whoever asks ends before whom they ask; the record and the journal end last."""
    window.continuing.stop()
    window.reading_ahead.stop()
    window.rewriting.close()
    window.searches.close()
    window.outcomes.close()
    window.models.stop()
    window.tuning.close()
    window.voice.close()
    window.quiet.close()
    window.tics.close()
    window.pairs.close()
    window.edit_import.close()
    window.host.close()
    window.privacy.close()
    window.files.close()
    window.slow.close()
    window.services.recorder.close()
    window.services.apprentice.close()
    window.taste.close()
    window.services.journal.close()
    window.documents.close()
