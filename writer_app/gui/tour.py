"""The tour: a hand that is not there works the real window through the whole of its main job.

Keys go where a writer's keys go, the model is the real one, the files are real files. Each step
says what it saw, or fails with a sentence; nothing is skipped.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from writer_app.config.resources import resource
from writer_app.errors import WriterAppError
from writer_app.gui.actions import Act
from writer_app.gui.alternative_view import Fate
from writer_app.gui.main_window import MainWindow
from writer_app.ledger.export import Format
from writer_app.ledger.store import Ledger
from writer_app.models.starter import starter_path

TYPED = "\nAt noon the harbour bell rang twice, and the old man beside her said that "
PASSAGES = (
    ("She dont like", Qt.Key.Key_F, "fix"),
    ("The ferry was late again", Qt.Key.Key_T, "tighten"),
    ("Her mother had crossed", Qt.Key.Key_V, "in my voice"),
)
ROUNDS = 3
PATIENCE = 180
"""Seconds that a step of the model's may take; the starter needs few on two cores."""

Say = Callable[[str], None]


class TourFailed(WriterAppError):
    """A step did not do what it must."""


class Tour:
    """Drives `window`, which is shown and has nothing open, and leaves pictures in `out`."""

    def __init__(self, window: MainWindow, out: Path, say: Say) -> None:
        self._window = window
        self._editor = window.editor
        self._out = out
        self._say = say
        self._pictures = 0
        self.draft = out / "draft.md"

    def run(self) -> None:
        """Every step in order. Raises TourFailed at the first that does not do what it must."""
        for step in (
            self._open,
            self._draft,
            self._ghost,
            self._continue,
            self._rewrite,
            self._save,
            self._preview,
            self._voice,
            self._export,
            self._swap,
            self._refuse_a_broken_model,
            self._survive_a_killed_worker,
            self._close,
        ):
            began = time.monotonic()
            seen = step()
            name = step.__name__.strip("_").replace("_", " ")
            self._say(f"{name:<26} {time.monotonic() - began:5.1f} s  {seen}")

    # The steps: each returns what was seen

    def _open(self) -> str:
        shutil.copyfile(resource("samples/tour.md"), self.draft)
        self._window.begin(self.draft, "")
        self._wait(lambda: bool(self._editor.text()), "the draft to open")
        self._wait(lambda: self._window.host.ready is not None, "the model to load")
        ready = self._window.host.ready
        assert ready is not None
        return f"{self.draft.name}, {ready.description} loaded in {ready.seconds:.1f} s"

    def _draft(self) -> str:
        self._editor.set_caret(len(self._editor.text()))
        self._keys(self._editor, TYPED)
        self._must(self._editor.text().endswith(TYPED), "what was typed stands in the text")
        journal = self._window.services.paths.journal
        self._wait(lambda: any(journal.rglob("*.json")), "the journal to be written")
        return "typed a line; the journal has it"

    def _ghost(self) -> str:
        ghost, before = self._window.ghost, self._editor.text()
        self._wait(lambda: bool(ghost.text.strip()) and self._settled(), "a ghost")
        offered = ghost.text
        self._picture("ghost-light")
        self._in_the_dark("ghost-dark")
        self._must(self._editor.text() == before, "a ghost is no text")
        self._key(self._editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        taken = self._editor.text()[len(before) :]
        self._must(bool(taken) and offered.startswith(taken), "Ctrl+Right takes the first word")
        self._key(self._editor, Qt.Key.Key_Escape)
        self._must(not ghost.text, "Esc dismisses the ghost")
        self._must(self._editor.text() == before + taken, "the word stays")
        return f"offered “{offered.strip()}”, took “{taken.strip()}”"

    def _continue(self) -> str:
        self._trigger(Act.CONTINUE)
        pane = self._window.continuations
        offer = self._window.continuing.long
        self._wait(lambda: offer.offer is not None and offer.offer.done, "continuations")
        count = len(pane.views())
        self._must(count > 1, "the pane shows alternatives")
        self._picture("continuations")
        before = self._editor.text()
        for key in (Qt.Key.Key_Down, Qt.Key.Key_X, Qt.Key.Key_8):
            self._key(pane, key)
        fates = [view.fate for view in pane.views().values()]
        self._must(fates.count(Fate.EXPLAINED) == 1, "X and 8 refuse one, with a reason")
        self._key(pane, Qt.Key.Key_Return)
        after = self._editor.text()
        self._must(after != before, "Return inserts one")
        self._trigger(Act.UNDO)
        self._must(self._editor.text() == before, "one undo takes it out")
        self._trigger(Act.REDO)
        self._must(self._editor.text() == after, "redo brings it again")
        self._window.show_continuations(False)
        return f"{count} alternatives: one refused with a reason, one inserted, undone, redone"

    def _rewrite(self) -> str:
        """The first passage with something good enough is mended, what follows refused."""
        seen: list[str] = []
        accepted = False
        # A small model may find nothing at first; what it draws differs each time.
        for opening, key, task in PASSAGES * ROUNDS:
            if accepted and len(seen) >= len(PASSAGES):
                break
            if not self._candidates_for(opening, key):
                self._picture("nothing-good-enough")
                seen.append(f"{task}: nothing good enough")
            elif not accepted:
                accepted = True
                seen.append(f"{task}: {self._accept()}")
                continue
            else:
                seen.append(f"{task}: {self._refuse()}")
            self._key(self._window.rewrite_pane, Qt.Key.Key_Escape)
        if not accepted:
            raise TourFailed("No rewrite was good enough to be shown, so none could be decided.")
        return "; ".join(seen)

    def _save(self) -> str:
        self._trigger(Act.SAVE)
        self._wait(lambda: not self._window.documents.modified, "the document to be saved")
        saved = self.draft.read_text(encoding="utf-8")
        self._must(saved == self._editor.text(), "the file holds the text")
        return f"{len(saved.encode())} bytes on disk, as on the screen"

    def _preview(self) -> str:
        self._trigger(Act.PREVIEW)
        preview = self._window.preview
        self._wait(lambda: "The Late Ferry" in preview.toPlainText(), "the preview")
        self._picture("preview")
        self._trigger(Act.PREVIEW)
        return "shown beside the text"

    def _voice(self) -> str:
        voice, voices = self._window.voice, self._window.services.voices
        voice.learn(sorted(resource("measure").glob("*.txt")))
        self._wait(lambda: voice.profile is not None, "a voice to be learned")
        profile, page = voice.profile, voice.page
        assert profile is not None
        assert page is not None
        self._wait(page.portrait.isVisible, "the voice to be shown")
        self._picture("voice", page)
        page.forget_requested.emit()
        self._wait(lambda: voice.profile is None, "the voice to be forgotten")
        self._must(not voices.names(), "nothing of it is left")
        self._key(page, Qt.Key.Key_Escape)
        return f"learned from {profile.words:,} words of four novelists, shown, forgotten"

    def _export(self) -> str:
        folder = self._out / "export"
        self._window.exporting.export_into(folder)
        self._wait(lambda: all((folder / kind).is_dir() for kind in Format), "the export")
        self._wait(lambda: self._window.notices.current is not None, "word of the export")
        with Ledger.open(self._window.services.paths.ledger) as ledger:
            decisions = ledger.stats().decisions
        rows = {kind: _rows(folder / kind) for kind in Format}
        self._must(decisions > 0, "the ledger has decisions")
        rows.pop(Format.FTPO)  # only where a phrase was taken back
        self._must(all(rows.values()), "every format has rows")
        self._picture("exported")
        self._window.notices.clear()
        return f"{decisions} decisions; " + ", ".join(f"{n} {kind}" for kind, n in rows.items())

    def _swap(self) -> str:
        second = self._second_model()
        shelf, old = self._window.services.shelf, self._window.host.pid
        entry = shelf.add(second)
        self._window.models.open_dialog(second)
        QApplication.processEvents()
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._picture("models", dialog)
            dialog.close()
        text = self._editor.text()
        self._window.models.use(entry)
        self._wait(lambda: self._loaded(second), "the second model to load")
        self._must(self._window.host.pid != old, "a new process has it")
        self._must(not _alive(old), "the old process is gone")
        self._must(self._editor.text() == text, "the text is untouched")
        return f"{second.name} took over, the old process is gone"

    def _refuse_a_broken_model(self) -> str:
        second = self._second_model()
        broken = self._out / "models" / "broken.gguf"
        # A header that is whole, and half the weights.
        with second.open("rb") as source, broken.open("wb") as target:
            target.write(source.read(second.stat().st_size // 2))
        self._window.models.use(self._window.services.shelf.find(str(broken)))
        self._wait(lambda: self._window.notices.current is not None, "the notice")
        words = self._window.notices.words()
        self._picture("broken-model")
        self._wait(lambda: self._loaded(second), "the model before to be there")
        self._window.notices.clear()
        broken.unlink()
        return words

    def _survive_a_killed_worker(self) -> str:
        text, old = self._editor.text(), self._window.host.pid
        os.kill(old, signal.SIGKILL)
        self._wait(lambda: self._window.notices.current is not None, "the notice")
        words = self._window.notices.words()
        self._picture("worker-killed")
        self._wait(lambda: self._window.host.ready is not None, "a new worker")
        self._must(self._window.host.pid != old, "a new process has the model")
        self._must(self._editor.text() == text, "the text is untouched")
        self._window.notices.clear()
        self._editor.set_caret(len(self._editor.text()))
        self._keys(self._editor, " and then")
        self._wait(lambda: bool(self._window.ghost.text), "a ghost from the new worker")
        self._key(self._editor, Qt.Key.Key_Escape)
        self._trigger(Act.SAVE)
        self._wait(lambda: not self._window.documents.modified, "the document to be saved")
        return words

    def _close(self) -> str:
        pid = self._window.host.pid
        self._window.close()
        self._wait(lambda: not _alive(pid), "the worker to be gone")
        self._must(not self._window.isVisible(), "the window is closed")
        return "the window is closed, no process is left"

    # Rewriting

    def _candidates_for(self, opening: str, key: Qt.Key) -> bool:
        """Ask for rewrites of the sentence that begins so; whether any was good enough."""
        self._editor.set_caret(self._editor.text().index(opening) + 3)
        pane = self._window.rewrite_pane
        self._trigger(Act.REWRITE)
        self._must(pane.isVisible(), "Ctrl+Return opens the rewrite pane")
        self._key(pane, key)
        self._wait(lambda: pane.writing, "the model to begin")
        self._picture("rewriting")
        self._wait(lambda: not pane.writing, "candidates")
        QApplication.processEvents()
        return pane.reviewing

    def _accept(self) -> str:
        """Accept a change, apply it, undo it, redo it."""
        pane, review = self._window.rewrite_pane, self._window.rewriting.review
        assert review is not None, "the pane shows one"
        count = len(review.candidates)
        self._picture("review-light")
        self._in_the_dark("review-dark")
        before = self._editor.text()
        self._key(pane, Qt.Key.Key_A)
        self._must(review.changes > 0, "A accepts a change")
        self._key(pane, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        after = self._editor.text()
        self._must(after != before, "Ctrl+Return puts it into the text")
        self._trigger(Act.UNDO)
        self._must(self._editor.text() == before, "one undo takes it back")
        self._trigger(Act.REDO)
        self._must(self._editor.text() == after, "redo brings it again")
        self._picture("applied")
        return f"one change of {count} candidates accepted, undone, redone"

    def _refuse(self) -> str:
        """Refuse a change, with a reason."""
        pane, review = self._window.rewrite_pane, self._window.rewriting.review
        assert review is not None, "the pane shows one"
        before = self._editor.text()
        self._key(pane, Qt.Key.Key_X)
        self._picture("review-reasons")
        self._key(pane, Qt.Key.Key_8)
        first = review.candidates[0].position
        self._must(review.verdict(first, 0).reason != "", "8 gives a reason")
        self._must(self._editor.text() == before, "a refusal changes nothing")
        return f"one change of {len(review.candidates)} candidates refused with a reason"

    # What the hand does

    def _keys(self, widget: QWidget, text: str) -> None:
        widget.setFocus()
        for line in text.splitlines(keepends=True):
            QTest.keyClicks(widget, line.rstrip("\n"))
            if line.endswith("\n"):
                QTest.keyClick(widget, Qt.Key.Key_Return)

    def _key(
        self,
        widget: QWidget,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()

    def _trigger(self, act: Act) -> None:
        self._window.actions_table[act].trigger()
        QApplication.processEvents()

    def _in_the_dark(self, name: str) -> None:
        self._trigger(Act.DARK)
        self._picture(name)
        self._trigger(Act.DARK)

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        QApplication.processEvents()
        self._pictures += 1
        path = self._out / f"{self._pictures:02}-{name}.png"
        self._must((widget or self._window).grab().save(str(path)), f"{path.name} can be written")

    # What the eye sees

    def _settled(self) -> bool:
        offer = self._window.continuing.short.offer
        return offer is not None and offer.done

    def _loaded(self, model: Path) -> bool:
        ready = self._window.host.ready
        return ready is not None and Path(ready.path) == model

    def _wait(self, seen: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > deadline:
                self._picture("failed")
                raise TourFailed(f"Waited {PATIENCE} s for {what}.")
            QTest.qWait(10)  # lets the window live

    def _must(self, held: bool, what: str) -> None:
        if not held:
            raise TourFailed(f"This did not hold: {what}.")

    def _second_model(self) -> Path:
        """Another file with the starter's weights: as large and as real as the first."""
        path = self._out / "models" / "second.gguf"
        starter = starter_path()
        if starter is None:
            raise TourFailed("The starter model is not installed. Run `make install`.")
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            shutil.copyfile(starter, path)
        return path


def _rows(folder: Path) -> int:
    return sum(len(path.read_text().splitlines()) for path in folder.glob("*.jsonl"))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
