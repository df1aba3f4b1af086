"""What can be wrong with the ledger's file, in words for the writer, and setting it aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from writer_app.errors import LedgerCorrupt, LedgerError, LedgerLocked, LedgerTooNew
from writer_app.ledger import migrations
from writer_app.ledger.texts import digest

if TYPE_CHECKING:
    from collections.abc import Generator

_COMPANIONS = ("", "-wal", "-shm")  # the write-ahead log belongs to the file it was written for


@contextmanager
def in_plain_words(path: Path) -> Generator[None]:
    """Turn SQLite's errors into LedgerLocked, LedgerCorrupt or LedgerError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, path) from error


@contextmanager
def reaching(path: Path) -> Generator[None]:
    """The same, and the file system's errors too, around opening and moving."""
    try:
        with in_plain_words(path):
            yield
    except OSError as error:
        raise LedgerError(
            f"The ledger of decisions at {path} cannot be opened.",
            f"{error.strerror or error}. Your text is not affected.",
        ) from error


def _told(error: sqlite3.Error, path: Path) -> LedgerError:
    # The low byte is the primary code; the rest says where it happened.
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerLocked(
            "Another window is writing to the ledger of decisions and has not finished.",
            "It is tried again; if it stays so, close the other window.",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LedgerCorrupt(
            f"The ledger of decisions at {path} is damaged.",
            "It is kept aside unchanged, and a new one is begun. Your text is not affected.",
        )
    if code == sqlite3.SQLITE_FULL:
        return LedgerError(
            "There is no room on the disk for the ledger of decisions.",
            "Free some space; until then decisions are not kept. Your text is not affected.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return LedgerError(
            f"The ledger of decisions at {path} cannot be opened for writing.",
            "Look at the permissions of the file and its folder.",
        )
    return LedgerError(f"The ledger of decisions could not be used: {error}.")


def refuse_strangers(db: Database, path: Path) -> None:
    """Raise LedgerTooNew for a newer app's ledger, LedgerCorrupt for some other database."""
    if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    if application != migrations.APPLICATION_ID:
        raise LedgerCorrupt(
            f"The file at {path} is a database, but not a ledger of decisions.",
            "It is kept aside unchanged, and a new one is begun. Your text is not affected.",
        )
    if migrations.version(db) > migrations.VERSION:
        raise LedgerTooNew(
            "The ledger of decisions was made by a newer version of this app.",
            "It is left as it is, and new decisions are not kept. Update the app to use it again.",
        )


def problems(db: Database) -> list[str]:
    """Everything that is wrong inside, one sentence each; reads the whole file."""
    found = [
        f"SQLite says: {row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"
    ]
    found += [
        f"Row {row[1]} of {row[0]} points to a missing row of {row[2]}."
        for row in db.execute("PRAGMA foreign_key_check")
    ]
    found += [
        f"Passage {number} is not the text that was stored."
        for number, sha256, text in db.execute("SELECT id, sha256, text FROM passages")
        if digest(text) != sha256
    ]
    return found


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Move a damaged ledger, with its log, to `name.damaged-<utc>` beside it; never over a file.

    Returns where it went, or `path` itself when a sound ledger stands there by now: another
    process set the damaged one aside and began anew. Raises LedgerTooNew (which is no damage)
    and LedgerError when it cannot be moved.
    """
    with reaching(path):
        if not path.exists() or _sound(path):
            return path
        stem = f"{path.name}.damaged-{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        aside, count = path.with_name(stem), 1
        while any(Path(f"{aside}{companion}").exists() for companion in _COMPANIONS):
            count += 1
            aside = path.with_name(f"{stem}-{count}")
        for companion in reversed(_COMPANIONS):
            part = Path(f"{path}{companion}")
            if part.exists():
                part.rename(f"{aside}{companion}")
        return aside


def _sound(path: Path) -> bool:
    # Read only: the damaged file is evidence, and perhaps mended by hand.
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            db = Database(connection, execute_plugins=False)
            refuse_strangers(db, path)
            return not problems(db)
    except (LedgerCorrupt, sqlite3.DatabaseError) as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        return False
