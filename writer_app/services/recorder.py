"""Decisions on their way to the ledger, in a thread of their own: a key never waits for a disk."""

from __future__ import annotations

import contextlib
import platform
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from writer_app import __version__
from writer_app.errors import ForTheWriter, LedgerCorrupt, LedgerError, LedgerLocked
from writer_app.ledger.integrity import set_aside
from writer_app.ledger.records import Decision, DocumentRef, Moment
from writer_app.ledger.store import Ledger
from writer_app.services.survival import Survivors

_RETRY_SECONDS = 5.0
_HELD_IN_MEMORY = 10_000  # decisions; more than a day's writing

_Work = Callable[[Ledger], object]


class Sink(Protocol):
    """Where the services leave their decisions; the command line may pass one that keeps none."""

    @property
    def session(self) -> str:
        """The id of this sitting, written into every decision."""

    def record(self, decision: Decision) -> None:
        """Take it; never blocks, never raises."""


class Recorder:
    """The ledger behind a queue.

    `on_problem` is called from the recorder's thread: once when the ledger had to be set aside,
    once for each spell in which it cannot be written. What could not be written is kept in
    memory and tried again, so a ledger that is locked for a while loses nothing. `on_recorded`
    is called from there too, with each decision that the ledger took, and `on_changed` with those
    of whose text something else is left than before.
    """

    def __init__(
        self,
        path: Path,
        *,
        session: str | None = None,
        on_problem: Callable[[ForTheWriter], None] | None = None,
        retry_seconds: float = _RETRY_SECONDS,
        on_recorded: Callable[[Decision], None] | None = None,
        on_changed: Callable[[Sequence[str]], None] | None = None,
    ) -> None:
        self._path = path
        self._session = session or uuid4().hex
        self._on_problem = on_problem
        self._retry_seconds = retry_seconds
        self._on_recorded = on_recorded
        self._on_changed = on_changed
        self._incoming: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._waiting: deque[_Work] = deque(maxlen=_HELD_IN_MEMORY)
        self._survivors = Survivors()
        self._homes: dict[str, DocumentRef] = {}  # the files that drafts became, by draft
        self._ledger: Ledger | None = None
        self._troubled = False
        self._anew = False
        self._closing = threading.Event()
        # A process that ends in a hurry must not hang on a locked ledger.
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    @property
    def session(self) -> str:
        return self._session

    def record(self, decision: Decision) -> None:
        """Store it, or replace the one of the same id."""

        def work(ledger: Ledger) -> None:
            # What was asked in a draft may be decided when it is a file already.
            home = self._homes.get(decision.document.id, decision.document)
            settled = replace(decision, document=home)
            # A document that is not to be logged leaves no trace here either.
            if ledger.record(settled):
                self._survivors.add(settled)
                if self._on_recorded is not None:
                    self._on_recorded(settled)

        self._put(work)

    def moved(self, old: DocumentRef, new: DocumentRef) -> None:
        """The text of `old` is saved as `new` now; a draft's decisions become the file's."""

        def work(ledger: Ledger) -> None:
            if not old.path:
                ledger.settle_draft(old, new)
                self._homes[old.id] = new
            self._survivors.move(old.id, new.id)

        self._put(work)

    def looked(
        self,
        document: DocumentRef,
        text: str,
        moment: Moment,
        there: Mapping[str, str] | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        """The document is `text` now: note what is left of everything taken into it.

        `there`: by decision, what stands where its text was put, as far as that is known.
        `only`: nothing but what these decisions put there.
        """
        at = datetime.now(UTC)

        def work(ledger: Ledger) -> None:
            left = self._survivors.left(document.id, text, at, moment, there or {}, only)
            for survival in left:
                ledger.note_survival(survival)
            changed = self._survivors.changed(left)
            if changed and self._on_changed is not None:
                self._on_changed(changed)

        self._put(work)

    def set_do_not_log(self, document: DocumentRef, marked: bool) -> None:
        def work(ledger: Ledger) -> None:
            ledger.set_do_not_log(document, marked)
            if marked:
                self._survivors.forget(document.id)

        self._put(work)

    def do_not_log(self, document: DocumentRef) -> bool | None:
        """Whether the writer marked it; waits a second at most, None if that is too short.

        The ledger itself refuses what is marked, whatever is said here.
        """
        answer: Future[bool] = Future()
        self._put(lambda ledger: answer.set_result(ledger.do_not_log(document.id)))
        try:
            return answer.result(timeout=1.0)
        except TimeoutError:
            return None

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until all that was handed over is on disk; False if it is not in time."""
        done: Future[None] = Future()
        self._put(lambda _: done.set_result(None))
        try:
            done.result(timeout=timeout)
        except TimeoutError:
            return False
        return True

    def close(self, timeout: float = 10.0) -> None:
        """Write what is left and end the thread.

        Where the ledger stays locked, the rest goes into a ledger of its own beside it, which
        the next one to open the ledger takes in.
        """
        if not self._closing.is_set():
            self._closing.set()
            self._incoming.put(None)
            self._thread.join(timeout)

    def _put(self, work: _Work) -> None:
        if not self._closing.is_set():
            self._incoming.put(work)

    # Everything below runs in the recorder's thread.

    def _run(self) -> None:
        retry_at: float | None = None
        open_ended = True
        while open_ended:
            wait = None if retry_at is None else max(0.0, retry_at - time.monotonic())
            with contextlib.suppress(queue.Empty):
                work = self._incoming.get(timeout=wait)
                if work is None:
                    open_ended = False
                else:
                    self._waiting.append(work)
            due = retry_at is None or time.monotonic() >= retry_at or not open_ended
            if due:
                retry_at = None if self._write() else time.monotonic() + self._retry_seconds
        if self._ledger is not None:
            self._ledger.close()
        if self._waiting:
            self._put_beside()

    def _put_beside(self) -> None:
        path = self._path
        beside = path.with_name(f"{path.stem}.waiting-{self._session}{path.suffix}")
        try:
            with Ledger.open(beside) as ledger:
                while self._waiting:
                    self._waiting[0](ledger)
                    self._waiting.popleft()
        except LedgerError as problem:
            self._troubled = False
            self._told(problem)

    def _take_in(self, ledger: Ledger) -> None:
        """What an earlier session had to put beside."""
        path = self._path
        for beside in sorted(path.parent.glob(f"{path.stem}.waiting-*{path.suffix}")):
            try:
                with Ledger.open(beside) as other:
                    for document in other.marked_documents():
                        ledger.set_do_not_log(document, True)
                    for decision, survival in other.exportable():
                        if ledger.record(decision) and survival is not None:
                            ledger.note_survival(survival)
            except LedgerLocked:
                continue  # another window is at it, or still writing it
            for part in (beside, *(Path(f"{beside}{end}") for end in ("-wal", "-shm"))):
                part.unlink(missing_ok=True)

    def _write(self) -> bool:
        """Do what waits, in order; False when the ledger cannot be used now."""
        while self._waiting:
            try:
                ledger = self._opened()
                self._waiting[0](ledger)
            except LedgerCorrupt as damage:
                if not self._begin_anew(damage):
                    return False
            except LedgerError as problem:
                self._told(problem)
                return False
            else:
                self._waiting.popleft()
                self._troubled = self._anew = False
        return True

    def _opened(self) -> Ledger:
        if self._ledger is None:
            ledger = Ledger.open(self._path)
            ledger.start_session(
                self._session, app_version=__version__, system=platform.platform(terse=True)
            )
            self._ledger = ledger
            self._take_in(ledger)
        return self._ledger

    def _begin_anew(self, damage: LedgerCorrupt) -> bool:
        """Put the damaged file aside, once; a new one that is damaged too stays where it is."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None
        if self._anew:
            self._told(damage)
            return False
        self._anew = True
        try:
            aside = set_aside(self._path)
        except LedgerError as problem:
            self._told(problem)
            return False
        # Another window may have done it before: then there is nothing to say.
        if aside != self._path and self._on_problem is not None:
            self._on_problem(
                LedgerCorrupt(
                    "The ledger of your decisions was damaged, so a new one was begun.",
                    f"The damaged one is kept as {aside.name}, in the same folder.",
                )
            )
        return True

    def _told(self, problem: ForTheWriter) -> None:
        """Say it once for each spell of trouble."""
        if not self._troubled and self._on_problem is not None:
            self._on_problem(problem)
        self._troubled = True
