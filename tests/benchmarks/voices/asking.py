"""Every question that is still open, put to the product, author by author."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.drafts import Drafts
from tests.benchmarks.voices.guessers import plain_guesser, product_guesser
from tests.benchmarks.voices.kept import Kept
from tests.benchmarks.voices.key_figures import PLAIN
from tests.benchmarks.voices.keystrokes import CONFIDENCES, Guesser, Place, watch, words_at
from tests.benchmarks.voices.passages import Author
from tests.benchmarks.voices.product import ARMS, Arm, Served, served
from writer_app.cli.workbench import loaded_model, open_workbench

RESTORE = "voice"
REWRITES = ("tighten", "fix", RESTORE)
"""The first two are given the author's own passage, the last its plain draft."""
CONTEXT = 300
"""Words of the stretch that are read before the first is guessed."""


@dataclass(frozen=True, slots=True)
class Question:
    task: str
    own: str
    draft: str

    @property
    def source(self) -> str:
        return self.draft if self.task == RESTORE else self.own


def questions(author: Author, drafts: Drafts, tasks: Sequence[str], count: int) -> list[Question]:
    """The first `count` passages that have a draft, each for every task."""
    found = drafts.get(author.name, {}).items()
    pairs = [(own, said["draft"]) for own, said in found if said["draft"]][:count]
    return [Question(task, own, draft) for own, draft in pairs for task in tasks]


def rewrites(
    model: str,
    arm: Arm,
    author: Author,
    asked: Sequence[Question],
    kept: Kept[Answer],
    over: Callable[[], bool],
) -> None:
    """Ask what `kept` has no answer to, until it is `over`."""
    left = [q for q in asked if (arm.name, q.task, author.name, q.own) not in kept]
    if not left or over():
        return
    with served(model, arm, author.known) as process:
        # What is measured is a warm model, as a writer has it from the second question on.
        process.ask("rewrite", task="fix", text="We was walking home.", seed=1)
        for question in left:
            if over():
                return
            kept.add(rewrite(process, arm, author.name, question))


def rewrite(process: Served, arm: Arm, author: str, question: Question) -> Answer:
    source = question.source
    began = time.perf_counter()
    reply = process.ask("rewrite", task=question.task, text=source, seed=1, **arm.fields())
    seconds = time.perf_counter() - began
    shown = [c for c in reply["candidates"] if c["shown"]]
    return Answer(
        arm=arm.name,
        task=question.task,
        author=author,
        own=question.own,
        draft=question.draft,
        source=source,
        output=reply["output"],
        shown=tuple(c["text"] for c in shown),
        declined=reply["declined"],
        seconds=seconds,
        first=min((c["seconds"] for c in shown), default=None),
        held=tuple(why["code"] for c in reply["candidates"] for why in c["held"]),
    )


def keystrokes(
    model: str,
    arms: Sequence[str],
    author: Author,
    count: int,
    kept: Kept[Place],
    over: Callable[[], bool],
) -> None:
    """Guesses at `count` words of the author's, by plain completion and by each arm."""
    text = author.stretch(CONTEXT + count)
    for arm in (PLAIN, *arms):
        leasts = (None,) if arm == PLAIN else CONFIDENCES
        left = [
            (at, word, least)
            for least in leasts
            for at, word in words_at(text, CONTEXT, count)
            if (arm, author.name, at, least) not in kept
        ]
        if not left or over():
            continue
        with _guessers(model, arm, author) as guessers:
            for at, word, least in left:
                if over():
                    break
                sure = max(CONFIDENCES) if least is None else least
                guesses = watch(guessers[least], text, at, word, sure)
                kept.add(Place(arm, author.name, at, word, guesses, least))


@contextmanager
def _guessers(model: str, arm: str, author: Author) -> Iterator[dict[float | None, Guesser]]:
    """By the least confidence that is shown; None where that makes no difference."""
    if arm == PLAIN:
        with loaded_model(open_workbench(), model) as loaded:
            yield {None: plain_guesser(loaded.worker)}
    else:
        with served(model, ARMS[arm], author.known) as process:
            yield {least: product_guesser(process, least) for least in CONFIDENCES}
