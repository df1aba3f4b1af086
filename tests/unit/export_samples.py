"""Decisions to export, and what stands in the files."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.unit.ledger_samples import NOON, candidate, continuation, hunk, rewrite
from writer_app.ledger.records import Ban, Decision, DocumentRef, Outcome, Verdict


def ghost(document: str, n: int = 0, **more: Any) -> Decision:
    return continuation(
        candidate(
            f" yes {n}",
            Outcome.ACCEPTED,
            0,
            taken=f" yes {n}",
            bans=(Ban("testament", 4, " test", f" {n}", (" one", f" {n}")),),
        ),
        candidate(f" no {n}", Outcome.REJECTED, 1),
        **{
            "document": DocumentRef(document, f"/home/w/{document}.md"),
            "before": f"In {document} it began {n}:",
            "asked_at": NOON + timedelta(minutes=n),
        }
        | more,
    )


def review(document: str) -> Decision:
    return rewrite(
        candidate(
            "x",
            Outcome.PARTLY,
            verdicts=(
                hunk("It was very dark.", "It was dark.", Verdict.ACCEPTED, 0),
                hunk("She walked quickly.", "She ran.", Verdict.REJECTED, 1),
            ),
        ),
        document=DocumentRef(document, f"/home/w/{document}.md"),
        before=f"{document} began.\u2028\x85Then:",
        asked_at=NOON + timedelta(minutes=int(document.rpartition(" ")[2].lstrip("dnovel") or 0)),
        final="It was dark. She walked quickly. The door was open.",
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def split_of(out: Path, needle: str) -> set[str]:
    return {
        split
        for split in ("train", "test")
        if needle in (out / "sft" / f"{split}.jsonl").read_text("utf-8")
    }
