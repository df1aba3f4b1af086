"""Rows back into `Decision`s."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from writer_app.ledger.records import (
    Ban,
    CandidateRecord,
    Decision,
    DocumentRef,
    HunkVerdict,
    ModelUsed,
    Moment,
    Outcome,
    Survival,
    Verdict,
)
from writer_app.ledger.texts import Reader, stamp, unstamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlite_utils import Database

_BATCH = 500

_DECISIONS = """
    SELECT decisions.id, uuid, session, document, documents.path, kind, task, instruction,
        before_context, source, after_context, start, models.sha256, models.file_name,
        models.architecture, models.quantisation, models.llama_cpp, sampler, seed,
        prompt_sha256, asked_at, monotonic, final, closed_at, regenerated, origin
    FROM decisions
    JOIN documents ON documents.id = decisions.document
    JOIN models ON models.id = decisions.model
"""

_DECIDED = (
    "NOT documents.do_not_log AND closed_at IS NOT NULL"
    " AND (decisions.task = 'own' OR decisions.regenerated OR EXISTS ("
    "SELECT 1 FROM candidates WHERE candidates.decision = decisions.id"
    " AND outcome IN ('accepted', 'partly', 'edited', 'rejected')))"
)

Kept = tuple[Decision, Survival | None]
"""A decision, and what its text had become at the last save that looked."""


def latest(db: Database, limit: int, document: str | None) -> list[Decision]:
    """The last `limit` decisions (of one document), newest first."""
    where, parameters = ("WHERE document = ?", [document]) if document is not None else ("", [])
    rows = db.execute(
        f"{_DECISIONS} {where} ORDER BY decisions.id DESC LIMIT ?", [*parameters, limit]
    ).fetchall()
    return [decision for decision, _ in _assembled(db, Reader(db), rows)]


def decided(db: Database, limit: int) -> list[Kept]:
    """The last `limit` in which something was taken, refused or written by hand, oldest first."""
    return several(db, [uuid for uuid, _ in stamps(db, limit)])


def stamps(db: Database, limit: int, since: datetime | None = None) -> list[tuple[str, str]]:
    """The ids of the same, each with a stamp that is another when the decision was recorded again
    or looked at once more."""
    rows = db.execute(
        "SELECT uuid, uuid || ' ' || decisions.id || ' ' || closed_at || ' ' || coalesce("
        "(SELECT max(saved_at) FROM survivals WHERE survivals.decision = decisions.id), '')"
        f" FROM decisions JOIN documents ON documents.id = decisions.document WHERE {_DECIDED}"
        " AND asked_at >= ? ORDER BY decisions.id DESC LIMIT ?",
        [stamp(since) or "", limit],
    ).fetchall()
    return [(uuid, made) for uuid, made in reversed(rows)]


def several(db: Database, uuids: Sequence[str]) -> list[Kept]:
    """Those of these decisions that there are, oldest first."""
    reader = Reader(db)
    found: list[Kept] = []
    for first in range(0, len(uuids), _BATCH):
        rows = _of(
            db,
            f"{_DECISIONS} WHERE uuid IN ({{}}) ORDER BY decisions.id",
            uuids[first : first + _BATCH],
        )
        found += _assembled(db, reader, rows)
    return found


def one(db: Database, uuid: str) -> Kept | None:
    rows = db.execute(f"{_DECISIONS} WHERE uuid = ?", [uuid]).fetchall()
    return next(iter(_assembled(db, Reader(db), rows)), None)


def exportable(db: Database) -> Iterator[Kept]:
    """All decisions of documents that may be logged, oldest first, a few hundred at a time."""
    reader, last = Reader(db), 0
    while True:
        rows = db.execute(
            f"{_DECISIONS} WHERE decisions.id > ? AND NOT documents.do_not_log"
            " ORDER BY decisions.id LIMIT ?",
            [last, _BATCH],
        ).fetchall()
        if not rows:
            return
        yield from _assembled(db, reader, rows)
        last = rows[-1][0]


def _assembled(db: Database, reader: Reader, rows: Sequence[Any]) -> list[Kept]:
    numbers = [row[0] for row in rows]
    candidates = _candidates(db, reader, numbers)
    survivals = _survivals(db, reader, numbers)
    return [(_decision(reader, row, candidates[row[0]]), survivals.get(row[0])) for row in rows]


def _decision(reader: Reader, row: Any, candidates: list[CandidateRecord]) -> Decision:
    asked_at = unstamp(row[20])
    assert asked_at is not None
    return Decision(
        id=row[1],
        session=row[2],
        document=DocumentRef(row[3], row[4]),
        kind=row[5],
        task=row[6],
        instruction=row[7],
        before=reader.before(row[8]),
        source=reader.passage(row[9]),
        after=reader.after(row[10]),
        start=row[11],
        model=ModelUsed(*row[12:17]),
        sampler=json.loads(row[17]),
        seed=row[18],
        prompt_sha256=row[19],
        asked_at=asked_at,
        monotonic=row[21],
        candidates=tuple(candidates),
        final=reader.passage(row[22]),
        closed_at=unstamp(row[23]),
        regenerated=bool(row[24]),
        origin=row[25],
    )


def _candidates(
    db: Database, reader: Reader, decisions: Sequence[int]
) -> defaultdict[int, list[CandidateRecord]]:
    rows = _of(
        db,
        "SELECT decision, id, position, raw, text, outcome, finish, tokens, logprob, seconds,"
        " held, shown_at, shown_seconds, taken, reason FROM candidates"
        " WHERE decision IN ({}) ORDER BY decision, position",
        decisions,
    )
    numbers = [row[1] for row in rows]
    verdicts, bans = _verdicts(db, reader, numbers), _bans(db, numbers)
    found: defaultdict[int, list[CandidateRecord]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(
            CandidateRecord(
                position=row[2],
                raw=reader.passage(row[3]),
                text=reader.passage(row[4]),
                outcome=Outcome(row[5]),
                finish=row[6],
                tokens=row[7],
                logprob=row[8] or 0.0,  # SQLite has no NaN
                seconds=row[9] or 0.0,
                held=tuple(json.loads(row[10])),
                shown_at=unstamp(row[11]),
                shown_seconds=row[12] or 0.0,
                taken=reader.passage(row[13]),
                reason=row[14],
                verdicts=tuple(verdicts[row[1]]),
                bans=tuple(bans[row[1]]),
            )
        )
    return found


def _verdicts(
    db: Database, reader: Reader, candidates: Sequence[int]
) -> defaultdict[int, list[HunkVerdict]]:
    found: defaultdict[int, list[HunkVerdict]] = defaultdict(list)
    for row in _of(
        db,
        "SELECT candidate, hunk, source_start, source_end, replaced, suggested, verdict, final,"
        " reason, decided_at FROM verdicts WHERE candidate IN ({}) ORDER BY candidate, hunk",
        candidates,
    ):
        found[row[0]].append(
            HunkVerdict(
                hunk=row[1],
                start=row[2],
                end=row[3],
                before=reader.passage(row[4]),
                after=reader.passage(row[5]),
                verdict=Verdict(row[6]),
                final=reader.passage(row[7]),
                reason=row[8],
                decided_at=unstamp(row[9]),
            )
        )
    return found


def _bans(db: Database, candidates: Sequence[int]) -> defaultdict[int, list[Ban]]:
    found: defaultdict[int, list[Ban]] = defaultdict(list)
    for row in _of(
        db,
        'SELECT candidate, phrase, "offset", rejected, chosen, alternatives FROM bans'
        " WHERE candidate IN ({}) ORDER BY id",
        candidates,
    ):
        number, phrase, offset, rejected, chosen, alternatives = row
        ban = Ban(phrase, offset, rejected, chosen, tuple(json.loads(alternatives)))
        found[number].append(ban)
    return found


def _survivals(db: Database, reader: Reader, decisions: Sequence[int]) -> dict[int, Survival]:
    found: dict[int, Survival] = {}
    for row in _of(
        db,
        "SELECT decision, uuid, saved_at, kept_share, text, moment FROM survivals"
        " JOIN decisions ON decisions.id = survivals.decision"
        " WHERE decision IN ({}) ORDER BY saved_at",
        decisions,
    ):
        saved_at = unstamp(row[2])
        assert saved_at is not None
        text = reader.passage(row[4])
        found[row[0]] = Survival(row[1], saved_at, row[3], text, Moment(row[5]))
    return found


def _of(db: Database, sql: str, numbers: Sequence[int] | Sequence[str]) -> list[Any]:
    """Rows for all `numbers`, in portions: older SQLites take 999 parameters at most."""
    rows: list[Any] = []
    for first in range(0, len(numbers), _BATCH):
        portion = numbers[first : first + _BATCH]
        rows += db.execute(sql.format(",".join("?" * len(portion))), portion).fetchall()
    return rows
