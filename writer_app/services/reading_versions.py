"""What the model makes of versions of a span: how likely each is, with what follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from writer_app.engine.messages import End, Reply, Scored
from writer_app.engine.ports import Engine
from writer_app.engine.work import Scoring
from writer_app.taste.features import FOLLOWING, Version
from writer_app.text.segments import WORD

BEFORE = 600
"""Code points before the span that the model reads."""
A_READER = 50_000_000
"""Parameters below which a model knows too little of a language to be asked."""


def read_versions(
    engine: Engine,
    texts: Sequence[str],
    before: str,
    after: str,
    then: Callable[[tuple[Version, ...]], None],
) -> int | None:
    """Ask the engine and hand over the versions, each with what the model made of it, or without
    where it can't say. Returns the request's id, None where nothing had to be asked."""
    ready, tail = engine.ready, head(after)
    unread = tuple(Version(text) for text in texts)
    if ready is None or ready.n_params < A_READER or not all((t + tail).strip() for t in texts):
        then(unread)
        return None

    def replied(reply: Reply) -> None:
        if isinstance(reply, Scored) and all(score.tokens for score in reply.scores):
            scored = zip(texts, reply.scores, strict=True)
            then(tuple(Version(text, score.logprob) for text, score in scored))
        elif isinstance(reply, End):
            then(unread)

    return engine.submit(Scoring(tuple(t + tail for t in texts), before[-BEFORE:]), replied)


def head(after: str) -> str:
    """The first words of what follows."""
    stop = 0
    for number, word in enumerate(WORD.finditer(after), 1):
        stop = word.end()
        if number == FOLLOWING:
            break
    return after[:stop] if stop else after[:FOLLOWING]
