"""The part of a decision that is known when it is asked."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict
from uuid import uuid4

from writer_app.engine.messages import Banned
from writer_app.engine.work import Generation
from writer_app.ledger.records import Ban, Decision, DocumentRef, ModelUsed
from writer_app.services.clock import Clock

MAX_SEED = 2**31 - 1


def new_seed() -> int:
    return secrets.randbelow(MAX_SEED)


def asked(
    generation: Generation,
    *,
    clock: Clock,
    session: str,
    document: DocumentRef,
    kind: str,
    task: str,
    before: str,
    after: str,
    start: int,
    model: ModelUsed,
    instruction: str = "",
    source: str = "",
) -> Decision:
    """A decision without candidates, to be completed by `dataclasses.replace`."""
    return Decision(
        id=uuid4().hex,
        session=session,
        document=document,
        kind=kind,
        task=task,
        instruction=instruction,
        before=before,
        source=source,
        after=after,
        start=start,
        model=model,
        sampler={
            **asdict(generation.sampling),
            "max_tokens": float(generation.max_tokens),
            "n": float(generation.n),
        },
        seed=generation.seed,
        prompt_sha256=prompt_sha256(generation),
        asked_at=clock.now(),
        monotonic=clock.monotonic(),
    )


def ban(told: Banned) -> Ban:
    """What the ledger keeps of a phrase that was taken back."""
    return Ban(told.phrase, told.offset, told.rejected, told.chosen, told.alternatives)


def prompt_sha256(generation: Generation) -> str:
    """Of the prompt as handed over: the text, or the turns as JSON."""
    prompt = generation.prompt
    if not isinstance(prompt, str):
        prompt = json.dumps([[turn.role, turn.content] for turn in prompt])
    return hashlib.sha256(prompt.encode(errors="replace")).hexdigest()
