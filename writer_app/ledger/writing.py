"""Decisions into rows; each call is part of a transaction that `store` has begun."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from writer_app.ledger.texts import clean, stamp, store_after, store_before, store_passage

if TYPE_CHECKING:
    from sqlite_utils import Database

    from writer_app.ledger.records import (
        Ban,
        CandidateRecord,
        Decision,
        DocumentRef,
        HunkVerdict,
        ModelUsed,
    )

_REPLACE_DECISION = """
    INSERT INTO decisions (uuid, session, document, kind, task, instruction, before_context,
        source, after_context, start, model, sampler, seed, prompt_sha256, asked_at, monotonic,
        final, closed_at, regenerated, origin)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (uuid) DO UPDATE SET session = excluded.session, document = excluded.document,
        kind = excluded.kind, task = excluded.task, instruction = excluded.instruction,
        before_context = excluded.before_context, source = excluded.source,
        after_context = excluded.after_context, start = excluded.start, model = excluded.model,
        sampler = excluded.sampler, seed = excluded.seed, prompt_sha256 = excluded.prompt_sha256,
        asked_at = excluded.asked_at, monotonic = excluded.monotonic, final = excluded.final,
        closed_at = excluded.closed_at, regenerated = excluded.regenerated,
        origin = excluded.origin
"""


def put_document(db: Database, document: DocumentRef) -> None:
    db.execute(
        "INSERT INTO documents (id, path) VALUES (?, ?)"
        " ON CONFLICT (id) DO UPDATE SET path = excluded.path"
        " WHERE path != excluded.path AND excluded.path != ''",
        [document.id, clean(document.path)],
    )


def put_model(db: Database, model: ModelUsed) -> int:
    values = [
        model.sha256,
        clean(model.file_name),
        clean(model.architecture),
        clean(model.quantisation),
        model.llama_cpp,
    ]
    row = db.execute(
        "SELECT id FROM models WHERE sha256 = ? AND file_name = ? AND architecture = ?"
        " AND quantisation = ? AND llama_cpp = ?",
        values,
    ).fetchone()
    if row:
        return int(row[0])
    cursor = db.execute(
        "INSERT INTO models (sha256, file_name, architecture, quantisation, llama_cpp)"
        " VALUES (?, ?, ?, ?, ?)",
        values,
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def put_decision(db: Database, decision: Decision) -> int:
    put_document(db, decision.document)
    db.execute(
        "INSERT INTO sessions (id, started_at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        [decision.session, stamp(decision.asked_at)],
    )
    db.execute(
        _REPLACE_DECISION,
        [
            decision.id,
            decision.session,
            decision.document.id,
            decision.kind,
            decision.task,
            clean(decision.instruction),
            store_before(db, decision.before),
            store_passage(db, decision.source),
            store_after(db, decision.after),
            decision.start,
            put_model(db, decision.model),
            json.dumps(dict(decision.sampler), sort_keys=True),
            decision.seed,
            decision.prompt_sha256,
            stamp(decision.asked_at),
            decision.monotonic,
            store_passage(db, decision.final),
            stamp(decision.closed_at),
            int(decision.regenerated),
            decision.origin,
        ],
    )
    row = db.execute("SELECT id FROM decisions WHERE uuid = ?", [decision.id]).fetchone()
    return int(row[0])


def put_candidate(db: Database, decision: int, candidate: CandidateRecord) -> None:
    number = db.execute(
        "INSERT INTO candidates (decision, position, raw, text, outcome, finish, tokens,"
        " logprob, seconds, held, shown_at, shown_seconds, taken, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            decision,
            candidate.position,
            store_passage(db, candidate.raw),
            store_passage(db, candidate.text),
            candidate.outcome.value,
            candidate.finish,
            candidate.tokens,
            candidate.logprob,
            candidate.seconds,
            json.dumps(candidate.held),
            stamp(candidate.shown_at),
            candidate.shown_seconds,
            store_passage(db, candidate.taken),
            clean(candidate.reason),
        ],
    ).lastrowid
    assert number is not None
    for verdict in candidate.verdicts:
        put_verdict(db, number, verdict)
    for ban in candidate.bans:
        put_ban(db, number, ban)


def put_ban(db: Database, candidate: int, ban: Ban) -> None:
    db.execute(
        'INSERT INTO bans (candidate, phrase, "offset", rejected, chosen, alternatives)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            candidate,
            clean(ban.phrase),
            ban.offset,
            clean(ban.rejected),
            clean(ban.chosen),
            json.dumps(ban.alternatives),
        ],
    )


def put_verdict(db: Database, candidate: int, verdict: HunkVerdict) -> None:
    db.execute(
        "INSERT INTO verdicts (candidate, hunk, source_start, source_end, replaced,"
        " suggested, verdict, final, reason, decided_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            candidate,
            verdict.hunk,
            verdict.start,
            verdict.end,
            store_passage(db, verdict.before),
            store_passage(db, verdict.after),
            verdict.verdict.value,
            store_passage(db, verdict.final),
            clean(verdict.reason),
            stamp(verdict.decided_at),
        ],
    )
