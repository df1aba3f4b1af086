"""The ledger's tables, as numbered steps that happen whole or not at all.

    sessions     a run of the app
    documents    what was written in, and whether it may be logged
    models       the files that answered
    passages     every text, once, by the SHA-256 of its UTF-8
    contexts     what stood around a passage: a chain of passages
    decisions    one request
    candidates   what came back, and what became of it
    verdicts     the same, hunk by hunk
    bans         banned phrases that were taken back while a candidate was written
    survivals    what was left of accepted text a minute later, at a save, at the end

    decisions_readable   a view with a row for each candidate, the texts in place
    verdicts_readable    the same for each hunk
    contexts_in_full     all that stood before and after; the first view gives the nearest of it

A writer pauses a thousand times a day, each time over the same ten thousand characters. So a
context is stored as its `nearest` passage and a link to the context `beyond` it, further
from the caret: the next pause adds one passage and one link, not another copy of the chapter.

SQLite's `user_version` counts the steps, so that an older app can leave a newer ledger alone.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from writer_app.ledger.signals import OWN_TASK

if TYPE_CHECKING:
    from collections.abc import Generator

VERSION = 2
APPLICATION_ID = 0x57525452  # "WRTR": tells a ledger from any other SQLite file

_OUTCOMES = (
    "'accepted', 'partly', 'edited', 'rejected', 'ignored', 'never_seen', 'interrupted', "
    "'held_back'"
)
DECIDED = "'accepted', 'partly', 'edited', 'rejected'"
"""Outcomes that are acts of the writer, as SQL: an index is used only for this very list."""
_VERDICTS = "'accepted', 'rejected', 'edited', 'undecided'"

_TABLES = (
    """
    CREATE TABLE sessions (
        id TEXT PRIMARY KEY NOT NULL,
        started_at TEXT NOT NULL,
        app_version TEXT NOT NULL DEFAULT '',
        system TEXT NOT NULL DEFAULT ''
    )
    """,
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY NOT NULL,
        path TEXT NOT NULL DEFAULT '',
        do_not_log INTEGER NOT NULL DEFAULT 0 CHECK (do_not_log IN (0, 1))
    )
    """,
    """
    CREATE TABLE models (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        architecture TEXT NOT NULL,
        quantisation TEXT NOT NULL,
        llama_cpp TEXT NOT NULL,
        UNIQUE (sha256, file_name, architecture, quantisation, llama_cpp)
    )
    """,
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE contexts (
        id INTEGER PRIMARY KEY,
        nearest INTEGER NOT NULL REFERENCES passages (id),
        beyond INTEGER REFERENCES contexts (id)
    )
    """,
    # NULLs are distinct to a unique index; the first link of each chain would be stored anew.
    "CREATE UNIQUE INDEX contexts_once ON contexts (nearest, coalesce(beyond, 0))",
    """
    CREATE TABLE decisions (
        id INTEGER PRIMARY KEY,
        uuid TEXT NOT NULL UNIQUE,
        session TEXT NOT NULL REFERENCES sessions (id),
        document TEXT NOT NULL REFERENCES documents (id),
        kind TEXT NOT NULL CHECK (kind IN ('continuation', 'rewrite')),
        task TEXT NOT NULL,
        instruction TEXT NOT NULL,
        before_context INTEGER REFERENCES contexts (id),
        source INTEGER REFERENCES passages (id),
        after_context INTEGER REFERENCES contexts (id),
        start INTEGER NOT NULL,
        model INTEGER NOT NULL REFERENCES models (id),
        sampler TEXT NOT NULL,
        seed INTEGER NOT NULL,
        prompt_sha256 TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        monotonic REAL NOT NULL,
        final INTEGER REFERENCES passages (id),
        closed_at TEXT
    )
    """,
    "CREATE INDEX decisions_by_document ON decisions (document)",
    "CREATE INDEX decisions_by_time ON decisions (asked_at)",
    f"""
    CREATE TABLE candidates (
        id INTEGER PRIMARY KEY,
        decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        raw INTEGER REFERENCES passages (id),
        text INTEGER REFERENCES passages (id),
        outcome TEXT NOT NULL CHECK (outcome IN ({_OUTCOMES})),
        finish TEXT NOT NULL,
        tokens INTEGER NOT NULL,
        logprob REAL,
        seconds REAL,
        held TEXT NOT NULL,
        shown_at TEXT,
        shown_seconds REAL,
        taken INTEGER REFERENCES passages (id),
        reason TEXT NOT NULL,
        UNIQUE (decision, position)
    )
    """,
    f"""
    CREATE TABLE verdicts (
        id INTEGER PRIMARY KEY,
        candidate INTEGER NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
        hunk INTEGER NOT NULL,
        source_start INTEGER NOT NULL,
        source_end INTEGER NOT NULL,
        replaced INTEGER REFERENCES passages (id),
        suggested INTEGER REFERENCES passages (id),
        verdict TEXT NOT NULL CHECK (verdict IN ({_VERDICTS})),
        final INTEGER REFERENCES passages (id),
        reason TEXT NOT NULL,
        decided_at TEXT,
        UNIQUE (candidate, hunk)
    )
    """,
    """
    CREATE TABLE survivals (
        id INTEGER PRIMARY KEY,
        decision INTEGER NOT NULL REFERENCES decisions (id) ON DELETE CASCADE,
        saved_at TEXT NOT NULL,
        kept_share REAL NOT NULL CHECK (kept_share BETWEEN 0 AND 1),
        text INTEGER REFERENCES passages (id),
        UNIQUE (decision, saved_at)
    )
    """,
)


def _context_text(column: str, order: str) -> str:
    """SQL for a whole context; `order` DESC reads toward the caret, ASC away from it."""
    return f"""
        coalesce((
            WITH RECURSIVE chain (id, step, nearest, beyond) AS (
                SELECT id, 0, nearest, beyond FROM contexts WHERE id = {column}
                UNION ALL
                SELECT contexts.id, step + 1, contexts.nearest, contexts.beyond
                FROM chain JOIN contexts ON contexts.id = chain.beyond AND contexts.id < chain.id
            )
            SELECT group_concat(text, '') FROM (
                SELECT passages.text FROM chain JOIN passages ON passages.id = chain.nearest
                ORDER BY step {order}
            )
        ), '')"""


_VIEWS = (
    """
    CREATE VIEW decisions_readable AS
    SELECT
        decisions.asked_at AS asked_at,
        coalesce(nullif(documents.path, ''), 'draft ' || documents.id) AS document,
        decisions.kind AS kind,
        decisions.task AS task,
        decisions.instruction AS instruction,
        coalesce(before_further.text, '') || coalesce(before_nearest.text, '') AS before,
        coalesce(source.text, '') AS passage,
        coalesce(after_nearest.text, '') AS after,
        candidates.position AS candidate,
        coalesce(suggestion.text, '') AS suggestion,
        candidates.outcome AS outcome,
        coalesce(taken.text, '') AS taken,
        candidates.reason AS reason,
        candidates.held AS held_back_for,
        coalesce(final.text, '') AS final,
        (SELECT kept_share FROM survivals WHERE decision = decisions.id
            ORDER BY saved_at DESC LIMIT 1) AS kept_share,
        candidates.shown_at AS shown_at,
        candidates.shown_seconds AS shown_seconds,
        candidates.tokens AS tokens,
        candidates.logprob AS logprob,
        candidates.seconds AS seconds,
        models.file_name AS model,
        decisions.sampler AS sampler,
        decisions.seed AS seed,
        decisions.closed_at AS closed_at,
        documents.do_not_log AS do_not_log,
        decisions.uuid AS decision
    FROM decisions
    JOIN documents ON documents.id = decisions.document
    JOIN models ON models.id = decisions.model
    LEFT JOIN candidates ON candidates.decision = decisions.id
    LEFT JOIN contexts AS before_context ON before_context.id = decisions.before_context
    LEFT JOIN passages AS before_nearest ON before_nearest.id = before_context.nearest
    LEFT JOIN contexts AS before_beyond ON before_beyond.id = before_context.beyond
    LEFT JOIN passages AS before_further ON before_further.id = before_beyond.nearest
    LEFT JOIN contexts AS after_context ON after_context.id = decisions.after_context
    LEFT JOIN passages AS after_nearest ON after_nearest.id = after_context.nearest
    LEFT JOIN passages AS source ON source.id = decisions.source
    LEFT JOIN passages AS suggestion ON suggestion.id = candidates.text
    LEFT JOIN passages AS taken ON taken.id = candidates.taken
    LEFT JOIN passages AS final ON final.id = decisions.final
    """,
    """
    CREATE VIEW verdicts_readable AS
    SELECT
        coalesce(verdicts.decided_at, decisions.asked_at) AS decided_at,
        coalesce(nullif(documents.path, ''), 'draft ' || documents.id) AS document,
        decisions.task AS task,
        candidates.position AS candidate,
        verdicts.hunk AS hunk,
        coalesce(replaced.text, '') AS replaced,
        coalesce(suggested.text, '') AS suggested,
        verdicts.verdict AS verdict,
        coalesce(final.text, '') AS final,
        verdicts.reason AS reason,
        models.file_name AS model,
        decisions.uuid AS decision
    FROM verdicts
    JOIN candidates ON candidates.id = verdicts.candidate
    JOIN decisions ON decisions.id = candidates.decision
    JOIN documents ON documents.id = decisions.document
    JOIN models ON models.id = decisions.model
    LEFT JOIN passages AS replaced ON replaced.id = verdicts.replaced
    LEFT JOIN passages AS suggested ON suggested.id = verdicts.suggested
    LEFT JOIN passages AS final ON final.id = verdicts.final
    """,
    f"""
    CREATE VIEW contexts_in_full AS
    SELECT
        decisions.uuid AS decision,
        {_context_text("decisions.before_context", "DESC")} AS before,
        coalesce(source.text, '') AS passage,
        {_context_text("decisions.after_context", "ASC")} AS after
    FROM decisions LEFT JOIN passages AS source ON source.id = decisions.source
    """,
)

STEPS = Migrations("writer_app.ledger")


@STEPS(name="1_decisions")
def _decisions(db: Database) -> None:
    for statement in (*_TABLES, *_VIEWS):
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


@STEPS(name="2_outcomes")
def _outcomes(db: Database) -> None:
    for statement in (
        "ALTER TABLE decisions ADD COLUMN regenerated INTEGER NOT NULL DEFAULT 0"
        " CHECK (regenerated IN (0, 1))",
        "ALTER TABLE decisions ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE survivals ADD COLUMN moment TEXT NOT NULL DEFAULT 'save'"
        " CHECK (moment IN ('minute', 'save', 'session'))",
        """
        CREATE TABLE bans (
            id INTEGER PRIMARY KEY,
            candidate INTEGER NOT NULL REFERENCES candidates (id) ON DELETE CASCADE,
            phrase TEXT NOT NULL,
            "offset" INTEGER NOT NULL,
            rejected TEXT NOT NULL,
            chosen TEXT NOT NULL,
            alternatives TEXT NOT NULL
        )
        """,
        "CREATE INDEX bans_by_candidate ON bans (candidate)",
        # Most suggestions are ignored; an export reads only what was decided.
        f"CREATE INDEX candidates_decided ON candidates (decision) WHERE outcome IN ({DECIDED})",
        f"CREATE INDEX decisions_own ON decisions (id) WHERE task = '{OWN_TASK}'",
    ):
        db.execute(statement)


@contextmanager
def immediate(db: Database) -> Generator[None]:
    """One transaction that holds the write lock from its start.

    A transaction that reads first and writes later cannot wait for another process's write
    in between; SQLite would refuse it at once, whatever the busy timeout.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # Some errors (a full disk) have already rolled back by themselves.
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise


def version(db: Database) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: Database, steps: Migrations = STEPS, to: int = VERSION) -> None:
    """Take every missing step in one transaction; a second process waits and finds it done."""
    if version(db) == to:
        return
    with immediate(db):
        if version(db) < to:
            steps.apply(db)
            db.execute(f"PRAGMA user_version = {to}")
