"""Taking decisions out of the ledger for good, with every text that nobody else uses.

A passage is found wherever it stands: in what was suggested, taken, refused or said, and around
the caret, also where it begins in one and ends in the other. A decision about the passage goes.
One that was made elsewhere and only has the passage in its surroundings stays, with surroundings
that end before it: that is a decision all the same, of which less is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from writer_app.ledger.records import DocumentRef
from writer_app.ledger.surroundings import Side
from writer_app.ledger.texts import clean, stamp
from writer_app.text.traces import BEGUN, Traces, key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, wherever it stands. Its `traces` are not empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that was decided in one document."""

    ref: DocumentRef


@dataclass(frozen=True, slots=True)
class Before:
    """All that was asked before a moment."""

    moment: datetime


What = Passage | Document | Before
"""What the writer wants forgotten."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much there was, or would be. `shortened`: decisions that stay, with less around them."""

    decisions: int = 0
    shortened: int = 0

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(self.decisions + other.decisions, self.shortened + other.shortened)


_OURS = "(SELECT value FROM json_each(?))"

_TEXTS = """
    SELECT id AS decision, source AS passage FROM decisions
    UNION ALL SELECT id, final FROM decisions
    UNION ALL SELECT decision, raw FROM candidates
    UNION ALL SELECT decision, text FROM candidates
    UNION ALL SELECT decision, taken FROM candidates
    UNION ALL SELECT decision, text FROM survivals
    UNION ALL SELECT decision, replaced FROM verdicts
        JOIN candidates ON candidates.id = verdicts.candidate
    UNION ALL SELECT decision, suggested FROM verdicts
        JOIN candidates ON candidates.id = verdicts.candidate
    UNION ALL SELECT decision, final FROM verdicts
        JOIN candidates ON candidates.id = verdicts.candidate
"""

_WORDS = """
    SELECT id AS decision, instruction AS words FROM decisions
    UNION ALL SELECT decision, reason FROM candidates
    UNION ALL SELECT decision, verdicts.reason FROM verdicts
        JOIN candidates ON candidates.id = verdicts.candidate
    UNION ALL SELECT decision, phrase || rejected FROM bans
        JOIN candidates ON candidates.id = bans.candidate
"""

_BETWEEN = (
    f"SELECT text FROM passages WHERE id IN (SELECT passage FROM ({_TEXTS}) WHERE decision = ?)"
)

_UNUSED_CONTEXTS = """
    WITH RECURSIVE used (id) AS (
        SELECT before_context FROM decisions WHERE before_context IS NOT NULL
        UNION SELECT after_context FROM decisions WHERE after_context IS NOT NULL
        UNION SELECT beyond FROM contexts JOIN used ON contexts.id = used.id
            WHERE beyond IS NOT NULL
    )
    DELETE FROM contexts WHERE id NOT IN (SELECT id FROM used)
"""

_UNUSED_PASSAGES = f"""
    DELETE FROM passages WHERE id NOT IN (
        SELECT nearest FROM contexts
        UNION SELECT passage FROM ({_TEXTS}) WHERE passage IS NOT NULL
    )
"""


def count(db: Database, what: What) -> Forgotten:
    """What `forget` would do; reads only."""
    gone, around = _found(db, what)
    return Forgotten(len(gone), sum(1 for _ in _around(db, gone, around)))


def forget(db: Database, what: What) -> Forgotten:
    """Take it out. Needs an open write transaction, without enforcement of foreign keys.

    They have no index here: SQLite would read whole tables for each text that goes.
    """
    gone, around = _found(db, what)
    shortened = list(_around(db, gone, around))
    _remove(db, gone)
    if around is not None:
        _shorten(db, shortened, *around)
    db.execute(_UNUSED_CONTEXTS)
    db.execute(_UNUSED_PASSAGES)
    db.execute(
        "DELETE FROM documents WHERE NOT do_not_log AND id NOT IN (SELECT document FROM decisions)"
    )
    if isinstance(what, Before):
        db.execute(
            "DELETE FROM sessions WHERE started_at < ?"
            " AND id NOT IN (SELECT session FROM decisions)",
            [stamp(what.moment)],
        )
    return Forgotten(len(gone), len(shortened))


def scrub(db: Database) -> bool:
    """Write the file anew, without what was ever deleted in it, and empty the log.

    False where another process reads what was there before: then the log still holds it. Needs as
    much room on the disk again as the ledger has.
    """
    db.execute("VACUUM")
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


_Around = tuple[Side, Side] | None
_Place = tuple[int, int | None, int | None]  # a decision, and the contexts before and after it


def _found(db: Database, what: What) -> tuple[set[int], _Around]:
    """The decisions that go, and for a passage where it stands around others."""
    match what:
        case Passage(text):
            traces = Traces(text)
            around = (Side(db, traces, after=False), Side(db, traces, after=True))
            return {*_holding(db, traces), *_cut_through(db, traces, *around)}, around
        case Document(ref):
            # Texts within a file, as imports have them, have ids of their own and its path.
            rows = db.execute(
                "SELECT id FROM decisions WHERE document IN"
                " (SELECT id FROM documents WHERE id = ? OR path = nullif(?, ''))",
                [ref.id, clean(ref.path)],
            )
        case Before(moment):
            rows = db.execute("SELECT id FROM decisions WHERE asked_at < ?", [stamp(moment)])
    return {row[0] for row in rows}, None


def _holding(db: Database, traces: Traces) -> Iterator[int]:
    """Decisions in a text of which the passage stands."""
    texts = db.execute("SELECT id, text FROM passages")
    held = json.dumps([number for number, text in texts if traces.within(text)])
    yield from (
        row[0]
        for row in db.execute(f"SELECT decision FROM ({_TEXTS}) WHERE passage IN {_OURS}", [held])
    )
    for decision, words in db.execute(f"SELECT decision, words FROM ({_WORDS}) WHERE words != ''"):
        if traces.within(words):
            yield decision


def _cut_through(db: Database, traces: Traces, before: Side, after: Side) -> Iterator[int]:
    """Decisions whose place is inside the passage, whatever of it had been written by then."""
    for decision, before_context, after_context, source in db.execute(
        "SELECT id, before_context, after_context, source FROM decisions"
    ):
        first, last = before.open(before_context), after.open(after_context)
        if max(len(first), len(last)) >= BEGUN:
            yield decision
        elif first or last:
            texts = [key(text) for (text,) in db.execute(_BETWEEN, [decision])]
            if source is None:
                texts.append("")  # nothing stood at the caret
            if any(traces.found(first + text + last) for text in texts):
                yield decision


def _around(db: Database, gone: set[int], around: _Around) -> Iterator[_Place]:
    """Decisions that stay and have the passage around them."""
    if around is None:
        return
    before, after = around
    for row in db.execute("SELECT id, before_context, after_context FROM decisions"):
        if row[0] not in gone and (before.holds(row[1]) or after.holds(row[2])):
            yield row


def _shorten(db: Database, decisions: Iterable[_Place], before: Side, after: Side) -> None:
    for decision, *contexts in decisions:
        kept = [
            side.shortened(context) if context is not None and side.holds(context) else context
            for side, context in zip((before, after), contexts, strict=True)
        ]
        db.execute(
            # The prompt held the passage, and its hash would tell whether a guess is right.
            "UPDATE decisions SET before_context = ?, after_context = ?, prompt_sha256 = ''"
            " WHERE id = ?",
            [*kept, decision],
        )


def _remove(db: Database, decisions: set[int]) -> None:
    ours = [json.dumps(sorted(decisions))]
    candidates = f"(SELECT id FROM candidates WHERE decision IN {_OURS})"
    for table in ("verdicts", "bans"):
        db.execute(f"DELETE FROM {table} WHERE candidate IN {candidates}", ours)
    for table in ("candidates", "survivals"):
        db.execute(f"DELETE FROM {table} WHERE decision IN {_OURS}", ours)
    db.execute(f"DELETE FROM decisions WHERE id IN {_OURS}", ours)
