"""The ledger: one SQLite file that many processes append to and anybody can read."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlite_utils import Database

from writer_app.errors import LedgerCorrupt, LedgerLocked
from writer_app.ledger import forgetting, integrity, reading, stats, teaching, writing
from writer_app.ledger.migrations import VERSION, immediate, migrate, version
from writer_app.ledger.records import DocumentRef
from writer_app.ledger.signals import WEAK, Signal
from writer_app.ledger.texts import clean, stamp, store_passage

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from types import TracebackType

    from writer_app.ledger.records import Decision, Survival
    from writer_app.ledger.taught import Request

BUSY_SECONDS = 5.0


class Ledger:
    """An open ledger. Use it in the thread that opened it, and close it.

    Every method may raise LedgerLocked (another process held the file longer than the busy
    timeout), LedgerCorrupt, or LedgerError (disk full, no permission); a write that raised
    has left nothing behind and can be tried again.
    """

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self._db = db
        self._together = False

    @classmethod
    def open(cls, path: Path, busy_seconds: float = BUSY_SECONDS) -> Self:
        """Open or begin the ledger at `path`; its folder is made.

        Raises LedgerLocked, LedgerTooNew (the file is left alone) or LedgerCorrupt (also for
        a file that is no ledger: the caller may `set_aside` it and open again).
        """
        with integrity.reaching(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=busy_seconds)
            try:
                db = Database(connection, execute_plugins=False)
                integrity.refuse_strangers(db, path)
                _prepare(db, busy_seconds)
            except BaseException:
                connection.close()
                raise
            return cls(path, db)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start_session(
        self,
        session: str,
        *,
        app_version: str = "",
        system: str = "",
        started_at: datetime | None = None,
    ) -> None:
        """Note which app on which system the decisions of `session` come from."""
        with self._writing():
            self._db.execute(
                "INSERT INTO sessions (id, started_at, app_version, system) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET app_version = excluded.app_version,"
                " system = excluded.system",
                [session, stamp(started_at or datetime.now(UTC)), app_version, system],
            )

    def record(self, decision: Decision) -> bool:
        """Keep `decision` whole, in the place of an earlier one with the same id.

        False, and nothing is kept, when its document is marked do-not-log.
        """
        with self._writing():
            return self._record(decision)

    def note_survival(self, survival: Survival) -> bool:
        """Keep what a save left of accepted text; False when the decision is not in the ledger."""
        with self._writing():
            row = self._db.execute(
                "SELECT decisions.id FROM decisions JOIN documents"
                " ON documents.id = decisions.document WHERE uuid = ? AND NOT do_not_log",
                [survival.decision],
            ).fetchone()
            if row is None:
                return False
            share = min(1.0, max(0.0, survival.kept_share))
            text = store_passage(self._db, survival.text)
            self._db.execute(
                "INSERT INTO survivals (decision, saved_at, kept_share, text, moment)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (decision, saved_at) DO UPDATE"
                " SET kept_share = excluded.kept_share, text = excluded.text,"
                " moment = excluded.moment",
                [row[0], stamp(survival.saved_at), share, text, survival.moment.value],
            )
            return True

    def set_do_not_log(self, document: DocumentRef, marked: bool) -> None:
        """From now on keep nothing of `document`, and export nothing kept before."""
        with self._writing():
            writing.put_document(self._db, document)
            self._db.execute(
                # With the texts within it that were imported, which have its path.
                "UPDATE documents SET do_not_log = ? WHERE id = ? OR path = nullif(?, '')",
                [int(marked), document.id, clean(document.path)],
            )

    def settle_draft(self, draft: DocumentRef, file: DocumentRef) -> None:
        """A draft has become a file: what was decided in it belongs to that, marks included."""
        with self._writing():
            known = self._db.execute("SELECT 1 FROM documents WHERE id = ?", [draft.id]).fetchone()
            if known is None:
                return
            writing.put_document(self._db, file)
            if self._marked(draft.id):
                self._db.execute("UPDATE documents SET do_not_log = 1 WHERE id = ?", [file.id])
            self._db.execute(
                "UPDATE decisions SET document = ? WHERE document = ?", [file.id, draft.id]
            )
            self._db.execute("DELETE FROM documents WHERE id = ?", [draft.id])

    def record_all(self, decisions: Iterable[Decision]) -> tuple[int, int]:
        """Keep them in one transaction, as `record` would; how many were new, and were refused."""
        new = refused = 0
        with self._writing():
            for decision in decisions:
                known = self._db.execute(
                    "SELECT 1 FROM decisions WHERE uuid = ?", [decision.id]
                ).fetchone()
                if not self._record(decision):
                    refused += 1
                elif known is None:
                    new += 1
        return new, refused

    def to_forget(self, what: forgetting.What) -> forgetting.Forgotten:
        """What `forget` would take out. Reads every text for a passage."""
        with self.snapshot():
            return forgetting.count(self._db, what)

    def forget(self, what: forgetting.What) -> forgetting.Forgotten:
        """Take it out for good; no byte of it stays in the ledger's files.

        Raises LedgerLocked where another process reads the ledger for longer than the busy
        timeout: the decisions are gone then, and doing it again wipes the rest.
        """
        with integrity.in_plain_words(self.path):
            # Not within a transaction: SQLite would ignore it.
            self._db.execute("PRAGMA foreign_keys = OFF")
            try:
                with immediate(self._db):
                    done = forgetting.forget(self._db, what)
            finally:
                self._db.execute("PRAGMA foreign_keys = ON")
            if not forgetting.scrub(self._db):
                raise LedgerLocked(
                    "It is forgotten, but another window was reading the ledger meanwhile.",
                    "Close that window and do it again: then nothing is left on the disk.",
                )
        return done

    def do_not_log(self, document_id: str) -> bool:
        with integrity.in_plain_words(self.path):
            return self._marked(document_id)

    def marked_documents(self) -> list[DocumentRef]:
        """Those that are not to be logged."""
        with integrity.in_plain_words(self.path):
            rows = self._db.execute("SELECT id, path FROM documents WHERE do_not_log").fetchall()
            return [DocumentRef(*row) for row in rows]

    def decisions(self, limit: int, document: str | None = None) -> list[Decision]:
        """The last `limit` decisions, or those of the document with this id; newest first."""
        with integrity.in_plain_words(self.path):
            return reading.latest(self._db, limit, document)

    def find(self, decision_id: str) -> reading.Kept | None:
        """One decision and its latest survival."""
        with integrity.in_plain_words(self.path):
            return reading.one(self._db, decision_id)

    def exportable(self) -> Iterator[reading.Kept]:
        """Every decision whose document may be logged, oldest first, with its survival."""
        with integrity.in_plain_words(self.path):
            yield from reading.exportable(self._db)

    def teaching(self, signals: AbstractSet[Signal]) -> Iterator[tuple[Request, Survival | None]]:
        """Those of `exportable` that may hold one of these signals; see `teaching` for what of
        them. What was banned is read alone and whole."""
        with integrity.in_plain_words(self.path):
            if Signal.BANNED in signals:
                yield from reading.with_bans(self._db)
            else:
                yield from teaching.teaching(self._db, weak=not WEAK.isdisjoint(signals))

    def decided(self, limit: int) -> list[reading.Kept]:
        """The last `limit` decisions by an act of the writer, oldest first, with their survival;
        none of a document that is not to be logged."""
        with integrity.in_plain_words(self.path):
            return reading.decided(self._db, limit)

    def stamps(self, limit: int, since: datetime | None = None) -> list[tuple[str, str]]:
        """The ids of the same, each with a stamp that changes with the decision; `since`: of
        those that were asked then or later."""
        with integrity.in_plain_words(self.path):
            return reading.stamps(self._db, limit, since)

    def several(self, ids: Sequence[str]) -> list[reading.Kept]:
        """Those of these decisions that there are, oldest first."""
        with integrity.in_plain_words(self.path):
            return reading.several(self._db, ids)

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """All reads inside see the ledger as it is now, whatever others append meanwhile."""
        with integrity.in_plain_words(self.path):
            self._db.execute("BEGIN")
            try:
                # The view of the file is fixed by the first read, not by BEGIN.
                version(self._db)
                yield
            finally:
                self._db.rollback()

    def stats(self) -> stats.Stats:
        with integrity.in_plain_words(self.path):
            return stats.count(self._db)

    def check(self) -> list[str]:
        """What is wrong with the file, a sentence each; empty when all is well. Reads it all."""
        try:
            with integrity.in_plain_words(self.path):
                return integrity.problems(self._db)
        except LedgerCorrupt as damage:
            return [damage.message]

    @contextmanager
    def together(self) -> Generator[None]:
        """All that is written inside is one transaction: whole or not at all, and quicker."""
        with self._writing():
            self._together = True
            try:
                yield
            finally:
                self._together = False

    @contextmanager
    def _writing(self) -> Generator[None]:
        with integrity.in_plain_words(self.path):
            if self._together:
                yield
                return
            with immediate(self._db):
                yield

    def _record(self, decision: Decision) -> bool:
        if self._marked(decision.document.id):
            return False
        number = writing.put_decision(self._db, decision)
        self._db.execute("DELETE FROM candidates WHERE decision = ?", [number])
        for candidate in decision.candidates:
            writing.put_candidate(self._db, number, candidate)
        return True

    def _marked(self, document_id: str) -> bool:
        row = self._db.execute(
            "SELECT do_not_log FROM documents WHERE id = ?", [document_id]
        ).fetchone()
        return bool(row and row[0])


def _prepare(db: Database, busy_seconds: float) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten: a ledger holds private text.
    db.execute("PRAGMA secure_delete = ON")
    _write_ahead(db, busy_seconds)
    # A decision changes some two dozen pages: by SQLite's thousand, one append in forty would
    # have to bring the log home.
    db.execute("PRAGMA wal_autocheckpoint = 8000")
    if version(db) < VERSION:
        migrate(db)


def _write_ahead(db: Database, busy_seconds: float) -> None:
    # Two processes that begin a ledger together: SQLite does not wait for this one switch.
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            db.enable_wal()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            if time.monotonic() > deadline:
                raise LedgerLocked(
                    "Another window is using the ledger of decisions.",
                    "It is tried again; if it stays so, close the other window.",
                ) from error
            time.sleep(0.01)
