"""Passages and contexts: every text is stored once and named by a number; "" is no row (NULL)."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlite_utils import Database

# A line with the blank lines after it; a longer one in pieces counted from its start, so that
# only the last piece of a paragraph being typed is new at each pause.
_PIECE = re.compile(r"[^\n]{0,1000}\n+|[^\n]{1,1000}")

_CHAIN = """
    WITH RECURSIVE chain (id, step, nearest, beyond) AS (
        SELECT id, 0, nearest, beyond FROM contexts WHERE id = ?
        UNION ALL
        SELECT contexts.id, step + 1, contexts.nearest, contexts.beyond
        FROM chain JOIN contexts ON contexts.id = chain.beyond AND contexts.id < chain.id
    )
    SELECT passages.text FROM chain JOIN passages ON passages.id = chain.nearest ORDER BY step
"""


def clean(text: str) -> str:
    """`text` as UTF-8 can hold it: lone surrogates become U+FFFD, paired ones characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def digest(text: str) -> str:
    """SHA-256 of the UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def pieces(text: str) -> list[str]:
    """A context cut so that neighbours in time share most pieces; joined they give `text`."""
    return _PIECE.findall(text)


def stamp(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with microseconds, so that text order is time order; naive means UTC."""
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def unstamp(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def store_passage(db: Database, text: str) -> int | None:
    """The number of `text`, stored now if it is new. Needs an open write transaction."""
    if not text:
        return None
    text = clean(text)
    sha256 = digest(text)
    row = db.execute("SELECT id FROM passages WHERE sha256 = ?", [sha256]).fetchone()
    if row:
        return int(row[0])
    cursor = db.execute("INSERT INTO passages (sha256, text) VALUES (?, ?)", [sha256, text])
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def store_before(db: Database, text: str) -> int | None:
    """The context that ends at the caret or the passage."""
    return _store_context(db, pieces(clean(text)))


def store_after(db: Database, text: str) -> int | None:
    """The context that begins after the caret or the passage."""
    return _store_context(db, reversed(pieces(clean(text))))


def _store_context(db: Database, from_afar: Iterable[str]) -> int | None:
    beyond: int | None = None
    for piece in from_afar:
        nearest = store_passage(db, piece)
        assert nearest is not None  # no piece is empty
        beyond = link(db, nearest, beyond)
    return beyond


def link(db: Database, nearest: int, beyond: int | None) -> int:
    """The context of this passage with that context beyond it. Needs an open write transaction."""
    row = db.execute(
        "SELECT id FROM contexts WHERE nearest = ? AND coalesce(beyond, 0) = ?",
        [nearest, beyond or 0],
    ).fetchone()
    if row:
        return int(row[0])
    number = db.execute(
        "INSERT INTO contexts (nearest, beyond) VALUES (?, ?)", [nearest, beyond]
    ).lastrowid
    assert number is not None
    return number


class Reader:
    """Texts by number; keeps the latest few in memory, since neighbours share them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.passage: Callable[[int | None], str] = lru_cache(4096)(self._passage)
        self._outward: Callable[[int], tuple[str, ...]] = lru_cache(64)(self._chain)

    def before(self, context: int | None) -> str:
        return "" if context is None else "".join(reversed(self._outward(context)))

    def after(self, context: int | None) -> str:
        return "" if context is None else "".join(self._outward(context))

    def _passage(self, number: int | None) -> str:
        if number is None:
            return ""
        row = self._db.execute("SELECT text FROM passages WHERE id = ?", [number]).fetchone()
        return str(row[0]) if row else ""

    def _chain(self, context: int) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.execute(_CHAIN, [context]))
