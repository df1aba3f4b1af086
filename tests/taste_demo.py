"""A simulated writer with habits, whose decisions a taste can be learned from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from tests.unit.ledger_samples import MODEL, NOON, candidate, continuation, hunk, rewrite
from writer_app.ledger.records import Decision, HunkVerdict, Outcome, Verdict

PLACES = ("lane", "hill", "road", "river", "bridge", "field", "wall", "mill", "barn", "pond")
DOINGS = ("went", "came", "walked", "looked", "turned", "spoke", "waited", "listened")
OTHER = replace(MODEL, sha256="cd" * 32, file_name="qwen2.5-1.5b-instruct.gguf")
REASONS = ("too long", "not my voice", "changes the meaning", "too long")


def decisions(count: int, seed: int = 7) -> Iterator[Decision]:
    """One a few hours: they cut adverbs, keep semicolons, and err one time in ten."""
    draw = random.Random(seed)
    for number in range(count):
        when = NOON + timedelta(hours=5 * number)
        make = draw.choice((_continued, _continued, _tightened))
        yield replace(make(draw), asked_at=when, closed_at=when + timedelta(minutes=1))


def _continued(draw: random.Random) -> Decision:
    """Two to choose from: one with an adverb or without a semicolon, in either place."""
    doing, place = draw.choice(DOINGS), draw.choice(PLACES)
    liked, other = draw.choice(
        (
            (f" and {doing} to the {place}.", f" and {doing} slowly to the {place}."),
            (f" by the {place}; nobody {doing}.", f" by the {place}, nobody {doing}."),
        )
    )
    taken = liked if draw.random() > 0.1 else other
    texts = [liked, other]
    draw.shuffle(texts)
    return continuation(
        *(
            candidate(text, Outcome.ACCEPTED, at, taken=text)
            if text == taken
            else candidate(text, Outcome.IGNORED, at)
            for at, text in enumerate(texts)
        ),
        final=taken,
        model=draw.choice((MODEL, OTHER)),
    )


def _tightened(draw: random.Random) -> Decision:
    """A change of two verdicts; what is refused has a reason."""
    verdicts: list[HunkVerdict] = []
    changes = (("very dark", "dark"), ("quickly", "fast and eagerly"))
    for at, (old, new) in enumerate(changes):
        good = (at == 0) == (draw.random() > 0.1)
        change = hunk(old, new, Verdict.ACCEPTED if good else Verdict.REJECTED, at)
        verdicts.append(change if good else replace(change, reason=draw.choice(REASONS)))
    return rewrite(
        candidate("It was dark. She walked fast.", Outcome.PARTLY, verdicts=tuple(verdicts)),
        final="It was dark. She walked quickly. The door was open.",
        model=draw.choice((MODEL, OTHER)),
    )
