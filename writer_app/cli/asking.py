"""Ask a loaded model and wait for the whole answer: what the commands and `serve` share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from writer_app.cli.workbench import KeepNothing, LoadedModel
from writer_app.engine.messages import Guessed, Reply, WordGuess
from writer_app.engine.work import Ban, Guessing
from writer_app.ledger.records import DocumentRef
from writer_app.prompts.tasks import Task
from writer_app.services.continuation import Continuation, Offer, Snapshot
from writer_app.services.next_word import giving_way, guessing, weighed
from writer_app.services.passed_over import Place
from writer_app.services.reading_versions import read_versions
from writer_app.services.rewrite import Passage, Rewrite, RewriteState
from writer_app.taste.features import Version
from writer_app.voice.pairs import Pair
from writer_app.voice.profile import Profile

_NOWHERE = DocumentRef("command-line")


def continue_text(
    model: LoadedModel,
    before: str,
    after: str = "",
    *,
    n: int = 3,
    max_tokens: int = 40,
    seed: int | None = None,
    bans: Sequence[Ban] | None = None,
    unfinished: bool = False,
    profile: Profile | None = None,
    passed: Mapping[str, int] | None = None,
) -> Offer:
    """All alternatives for what comes after `before`, ended. `offer.failed` says what failed.

    Each begins with another word, the likeliest first. `unfinished`: `before` ends within one,
    which goes on. `profile` is the writer's; `passed` as in `giving_way`.
    """
    snapshot = Snapshot(before, after, len(before), 0, _NOWHERE)
    guesses = _guesses(model, guessing(snapshot, unfinished=unfinished))
    words = weighed(guesses, snapshot, profile)
    if passed:
        words = giving_way(words, Place.of(before), passed)
    last: list[Offer] = []

    def changed(offer: Offer | None) -> None:
        if offer is not None:
            last[:] = [offer]

    continuation = Continuation(model.worker, KeepNothing(), model.used, changed)
    continuation.ask(
        snapshot,
        n=n,
        max_tokens=max_tokens,
        seed=seed,
        begins=words,
        bans=bans,
        profile=profile,
    )
    model.run_until(lambda: bool(last) and last[0].done)
    return last[0]


def _guesses(model: LoadedModel, question: Guessing) -> tuple[WordGuess, ...]:
    """None where that fails: what is asked next will say so."""
    ends: list[Reply] = []
    model.worker.wait(model.worker.submit(question, ends.append))
    return ends[-1].words if isinstance(ends[-1], Guessed) else ()


def versions_of(
    model: LoadedModel, texts: Sequence[str], before: str, after: str
) -> tuple[Version, ...]:
    """Versions of a span with what the model makes of each; without, where it can't say."""
    answers: list[tuple[Version, ...]] = []
    request = read_versions(model.worker, texts, before, after, answers.append)
    if request is not None:
        model.worker.wait(request)
    return answers[0]


def rewrite_text(
    model: LoadedModel,
    text: str,
    task: Task,
    instruction: str = "",
    *,
    before: str = "",
    after: str = "",
    n: int = 3,
    seed: int | None = None,
    samples: Sequence[str] = (),
    pairs: Sequence[Pair] = (),
    profile: Profile | None = None,
    dial: float | None = None,
    protected: Sequence[str] = (),
    bans: Sequence[Ban] | None = None,
) -> RewriteState:
    """All candidates for `text`, guarded, ended. `state.failed` says what failed."""
    passage = Passage(text, len(before), before, after, _NOWHERE)
    states: list[RewriteState] = []
    rewrite = Rewrite(model.worker, KeepNothing(), model.used, lambda state: states.append(state))
    states.append(
        rewrite.start(
            passage,
            task,
            instruction,
            n=n,
            seed=seed,
            samples=samples,
            pairs=pairs,
            profile=profile,
            dial=dial,
            protected=protected,
            bans=bans,
        )
    )
    model.run_until(lambda: states[-1].finished)
    return states[-1]
