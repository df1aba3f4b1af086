"""Passages and contexts: every text is stored once and named by a number; "" is no row (NULL)."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlite_utils import Database

# A line with the blank lines after it; a longer one in pieces counted from its start, so that
# only the last piece of a paragraph being typed is new at each pause.
_PIECE = re.compile(r"[^\n]{0,1000}\n+|[^\n]{1,1000}")
_PORTION = 500
_STEMS = 32
_LINKS = 20_000


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


class Contexts:
    """Contexts by number; keeps the latest few in memory, since neighbours share them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._links: dict[int, tuple[str, int | None]] = {}
        self._befores: OrderedDict[int, str] = OrderedDict()

    def fetch(self, contexts: Iterable[int | None]) -> None:
        """Read these at once; a query for each would take most of the time.

        Those that were fetched before are forgotten when there are too many.
        """
        if len(self._links) > _LINKS:
            self._links.clear()
        wanted = {number for number in contexts if number is not None}
        while wanted := {n for n in wanted if n not in self._links and n not in self._befores}:
            wanted = self._read(wanted)

    def before(self, context: int | None) -> str:
        """The context that ends at the caret or the passage."""
        if context is None:
            return ""
        # The last piece grows from pause to pause; what is before it stays.
        nearest, beyond = self._link(context)
        return self._stem(beyond) + nearest

    def after(self, context: int | None) -> str:
        """The context that begins after the caret or the passage."""
        pieces: list[str] = []
        while context is not None:
            nearest, context = self._link(context)
            pieces.append(nearest)
        return "".join(pieces)

    def _stem(self, context: int | None) -> str:
        pieces: list[str] = []
        at = context
        while at is not None and at not in self._befores:
            nearest, at = self._link(at)
            pieces.append(nearest)
        if at is not None:
            pieces.append(self._befores[at])
        text = "".join(reversed(pieces))
        if context is not None:
            self._befores[context] = text
            self._befores.move_to_end(context)
            if len(self._befores) > _STEMS:
                self._befores.popitem(last=False)
        return text

    def _link(self, context: int) -> tuple[str, int | None]:
        """The piece that is nearest, and the context beyond it."""
        if context not in self._links:
            self._read({context})
        return self._links.get(context, ("", None))

    def _read(self, contexts: Collection[int]) -> set[int]:
        """Those beyond them."""
        wanted, found = sorted(contexts), set()
        for first in range(0, len(wanted), _PORTION):
            portion = wanted[first : first + _PORTION]
            for number, nearest, beyond in self._db.execute(
                "SELECT contexts.id, text, beyond FROM contexts"
                " LEFT JOIN passages ON passages.id = nearest"
                f" WHERE contexts.id IN ({','.join('?' * len(portion))})",
                portion,
            ):
                # A link of a damaged ledger may lead round in a circle.
                beyond = beyond if beyond is not None and beyond < number else None
                self._links[number] = nearest or "", beyond
                if beyond is not None:
                    found.add(beyond)
        return found
