"""Rows back into `Decision`s."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from writer_app.ledger.migrations import DECIDED
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
from writer_app.ledger.signals import OWN_TASK
from writer_app.ledger.texts import Contexts, stamp, unstamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlite_utils import Database

_BATCH = 500
# A look into a dictionary is several times as fast as a call of the class.
OUTCOMES = {outcome.value: outcome for outcome in Outcome}
VERDICTS = {verdict.value: verdict for verdict in Verdict}

_DECISIONS = """
    SELECT decisions.id, uuid, session, document, documents.path, kind, task, instruction,
        before_context, passage.text, after_context, start, models.sha256, models.file_name,
        models.architecture, models.quantisation, models.llama_cpp, sampler, seed,
        prompt_sha256, asked_at, monotonic, now.text, closed_at, regenerated, origin
    FROM decisions
    JOIN documents ON documents.id = decisions.document
    JOIN models ON models.id = decisions.model
    LEFT JOIN passages AS passage ON passage.id = decisions.source
    LEFT JOIN passages AS now ON now.id = decisions.final
"""
_CANDIDATES = """
    SELECT decision, candidates.id, position, written.text, said.text, outcome, finish, tokens,
        logprob, seconds, held, shown_at, shown_seconds, went_in.text, reason
    FROM candidates
    LEFT JOIN passages AS written ON written.id = candidates.raw
    LEFT JOIN passages AS said ON said.id = candidates.text
    LEFT JOIN passages AS went_in ON went_in.id = candidates.taken
    WHERE decision IN ({}) ORDER BY decision, position
"""
_HUNKS = """
    SELECT candidate, hunk, source_start, source_end, before.text, after.text, verdict, now.text,
        reason, decided_at
    FROM verdicts
    LEFT JOIN passages AS before ON before.id = verdicts.replaced
    LEFT JOIN passages AS after ON after.id = verdicts.suggested
    LEFT JOIN passages AS now ON now.id = verdicts.final
    WHERE candidate IN ({}) ORDER BY candidate, hunk
"""
_BANS = """
    SELECT candidate, phrase, "offset", rejected, chosen, alternatives FROM bans
    WHERE candidate IN ({}) ORDER BY id
"""
_SURVIVALS = """
    SELECT decision, uuid, saved_at, kept_share, passages.text, moment
    FROM survivals
    JOIN decisions ON decisions.id = survivals.decision
    LEFT JOIN passages ON passages.id = survivals.text
    WHERE decision IN ({}) ORDER BY saved_at
"""

_DECIDED = (
    "NOT documents.do_not_log AND closed_at IS NOT NULL"
    f" AND (decisions.task = '{OWN_TASK}' OR decisions.regenerated OR EXISTS ("
    "SELECT 1 FROM candidates WHERE candidates.decision = decisions.id"
    f" AND outcome IN ({DECIDED})))"
)

Kept = tuple[Decision, Survival | None]
"""A decision, and what its text had become at the last save that looked."""


def latest(db: Database, limit: int, document: str | None) -> list[Decision]:
    """The last `limit` decisions (of one document), newest first."""
    where, parameters = ("WHERE document = ?", [document]) if document is not None else ("", [])
    rows = db.execute(
        f"{_DECISIONS} {where} ORDER BY decisions.id DESC LIMIT ?", [*parameters, limit]
    ).fetchall()
    return [decision for decision, _ in _assembled(db, Contexts(db), rows)]


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
    contexts = Contexts(db)
    found: list[Kept] = []
    for first in range(0, len(uuids), _BATCH):
        rows = _of(
            db,
            f"{_DECISIONS} WHERE uuid IN ({{}}) ORDER BY decisions.id",
            uuids[first : first + _BATCH],
        )
        found += _assembled(db, contexts, rows)
    return found


def one(db: Database, uuid: str) -> Kept | None:
    rows = db.execute(f"{_DECISIONS} WHERE uuid = ?", [uuid]).fetchall()
    return next(iter(_assembled(db, Contexts(db), rows)), None)


def exportable(db: Database) -> Iterator[Kept]:
    """All decisions of documents that may be logged, oldest first, a few hundred at a time."""
    contexts, last = Contexts(db), 0
    while True:
        rows = db.execute(
            f"{_DECISIONS} WHERE decisions.id > ? AND NOT documents.do_not_log"
            " ORDER BY decisions.id LIMIT ?",
            [last, _BATCH],
        ).fetchall()
        if not rows:
            return
        yield from _assembled(db, contexts, rows)
        last = rows[-1][0]


def with_bans(db: Database) -> Iterator[Kept]:
    """Those of `exportable` in which a banned phrase was taken back, oldest first."""
    contexts, last = Contexts(db), 0
    after = (
        "SELECT DISTINCT decision FROM bans JOIN candidates ON candidates.id = bans.candidate"
        f" WHERE decision > ? ORDER BY decision LIMIT {_BATCH}"
    )
    while numbers := [row[0] for row in db.execute(after, [last])]:
        rows = _of(
            db,
            f"{_DECISIONS} WHERE decisions.id IN ({{}}) AND NOT documents.do_not_log"
            " ORDER BY decisions.id",
            numbers,
        )
        yield from _assembled(db, contexts, rows)
        last = numbers[-1]


def _assembled(db: Database, contexts: Contexts, rows: Sequence[Any]) -> list[Kept]:
    numbers = [row[0] for row in rows]
    candidates = _of(db, _CANDIDATES, numbers)
    their_numbers = [row[1] for row in candidates]
    contexts.fetch(number for row in rows for number in (row[8], row[10]))
    verdicts, bans = _verdicts(_of(db, _HUNKS, their_numbers)), _bans(_of(db, _BANS, their_numbers))
    theirs = _candidates(candidates, verdicts, bans)
    left = {row[0]: _survival(row) for row in _of(db, _SURVIVALS, numbers)}
    return [(_decision(contexts, row, theirs[row[0]]), left.get(row[0])) for row in rows]


def _decision(contexts: Contexts, row: Any, candidates: list[CandidateRecord]) -> Decision:
    asked_at = unstamp(row[20])
    assert asked_at is not None
    return Decision(
        id=row[1],
        session=row[2],
        document=DocumentRef(row[3], row[4]),
        kind=row[5],
        task=row[6],
        instruction=row[7],
        before=contexts.before(row[8]),
        source=row[9] or "",
        after=contexts.after(row[10]),
        start=row[11],
        model=ModelUsed(*row[12:17]),
        sampler=_sampler(row[17]),
        seed=row[18],
        prompt_sha256=row[19],
        asked_at=asked_at,
        monotonic=row[21],
        candidates=tuple(candidates),
        final=row[22] or "",
        closed_at=unstamp(row[23]),
        regenerated=bool(row[24]),
        origin=row[25],
    )


@lru_cache(64)
def _sampler(text: str) -> Mapping[str, float]:
    return MappingProxyType(json.loads(text))


def _candidates(
    rows: Sequence[Any],
    verdicts: Mapping[int, list[HunkVerdict]],
    bans: Mapping[int, list[Ban]],
) -> defaultdict[int, list[CandidateRecord]]:
    found: defaultdict[int, list[CandidateRecord]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(
            CandidateRecord(
                position=row[2],
                raw=row[3] or "",
                text=row[4] or "",
                outcome=OUTCOMES[row[5]],
                finish=row[6],
                tokens=row[7],
                logprob=row[8] or 0.0,  # SQLite has no NaN
                seconds=row[9] or 0.0,
                held=tuple(json.loads(row[10])) if row[10] != "[]" else (),
                shown_at=unstamp(row[11]),
                shown_seconds=row[12] or 0.0,
                taken=row[13] or "",
                reason=row[14],
                verdicts=tuple(verdicts.get(row[1], ())),
                bans=tuple(bans.get(row[1], ())),
            )
        )
    return found


def _verdicts(rows: Sequence[Any]) -> Mapping[int, list[HunkVerdict]]:
    found: defaultdict[int, list[HunkVerdict]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(
            HunkVerdict(
                hunk=row[1],
                start=row[2],
                end=row[3],
                before=row[4] or "",
                after=row[5] or "",
                verdict=VERDICTS[row[6]],
                final=row[7] or "",
                reason=row[8],
                decided_at=unstamp(row[9]),
            )
        )
    return found


def _bans(rows: Sequence[Any]) -> Mapping[int, list[Ban]]:
    found: defaultdict[int, list[Ban]] = defaultdict(list)
    for number, phrase, offset, rejected, chosen, alternatives in rows:
        ban = Ban(phrase, offset, rejected, chosen, tuple(json.loads(alternatives)))
        found[number].append(ban)
    return found


def _survival(row: Any) -> Survival:
    saved_at = unstamp(row[2])
    assert saved_at is not None
    return Survival(row[1], saved_at, row[3], row[4] or "", Moment(row[5]))


def _of(db: Database, sql: str, numbers: Sequence[int] | Sequence[str]) -> list[Any]:
    """Rows for all `numbers`, in portions: older SQLites take 999 parameters at most."""
    rows: list[Any] = []
    for first in range(0, len(numbers), _BATCH):
        portion = numbers[first : first + _BATCH]
        rows += db.execute(sql.format(",".join("?" * len(portion))), portion).fetchall()
    return rows
