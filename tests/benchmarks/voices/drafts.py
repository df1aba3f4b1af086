"""Plain drafts of the authors' passages, made once by a model and kept in a file.

    python -m tests.benchmarks.voices.drafts --voices DIR --model MODEL.gguf --out DRAFTS.json

A draft says what the passage says, in nobody's voice. One that lost a name, a number,
negations or much of the content, or that is nearly the author's own, is no draft. What is in
the file is not asked again, so a run that was ended goes on.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import TypedDict

import click

from tests.benchmarks.voices.broken import broken, content_stems
from tests.benchmarks.voices.facts import compare, names
from tests.benchmarks.voices.passages import authors
from tests.benchmarks.voices.words import word_set, words
from writer_app.cli.workbench import LoadedModel, loaded_model, open_workbench
from writer_app.engine.messages import Failed, Reply, Token
from writer_app.engine.work import ChatTurn, Generation, Sampling

INSTRUCTION = (
    "Say the following passage again in plain, neutral, modern English, sentence by sentence. "
    "Use everyday words and simple sentences. Keep every fact, every name, every number and "
    "every negation, the same person and tense, and about the same length. What is spoken "
    "stays in quotation marks. Reply with the passage only."
)
CANDIDATES = 4
KEPT = 0.4
"""Of the passage's content words, by their first five letters: so many stay or it is too free."""
NEAREST = 0.85
"""Similarity of words to the author's passage from which a draft is no draft."""
LENGTHS = 0.7, 1.3
_FIRST = word_set("i me my we us our")


class Draft(TypedDict):
    """`draft` is the best of what the model `said`; "" where nothing was good enough."""

    draft: str
    said: list[str]


Drafts = dict[str, dict[str, Draft]]
"""By author and passage."""


def acceptable(passage: str, draft: str) -> bool:
    """Whether the draft says what the passage says, in other words."""
    facts = compare(passage, draft)
    length = len(words(draft)) / len(words(passage))
    return (
        not broken(passage, draft)
        and not facts.lost
        and not facts.added
        and abs(facts.negations[0] - facts.negations[1]) <= 1
        and LENGTHS[0] <= length <= LENGTHS[1]
        and likeness(passage, draft) < NEAREST
        and kept_content(passage, draft) >= KEPT
        and draft.count('"') % 2 == passage.count('"') % 2
        and same_people(passage, draft)
    )


def same_people(passage: str, draft: str) -> bool:
    """No name in the place of a pronoun throughout, a first person only where there was one."""
    before, after = Counter(words(passage)), Counter(words(draft))
    named = all(after[name.lower()] <= before[name.lower()] + 2 for name in names(passage))
    return named and before.keys().isdisjoint(_FIRST) == after.keys().isdisjoint(_FIRST)


def likeness(passage: str, draft: str) -> float:
    """Of words and their order, 0 to 1."""
    return SequenceMatcher(None, words(passage), words(draft), autojunk=False).ratio()


def kept_content(passage: str, draft: str) -> float:
    """The share of the passage's content words that come back in some form."""
    wanted = content_stems(passage)
    return len(wanted & content_stems(draft)) / len(wanted) if wanted else 1.0


def ask(model: LoadedModel, passage: str, seed: int) -> list[str]:
    """Several drafts of a passage. Raises RuntimeError when the model gives none."""
    texts = [""] * CANDIDATES
    failures: list[str] = []

    def take(reply: Reply) -> None:
        if isinstance(reply, Token):
            texts[reply.candidate] += reply.text
        elif isinstance(reply, Failed):
            failures.append(reply.message or reply.code)

    turns = ChatTurn("system", INSTRUCTION), ChatTurn("user", passage)
    model.worker.wait(
        model.worker.submit(
            Generation(
                turns,
                n=CANDIDATES,
                max_tokens=2 * len(words(passage)) + 40,
                sampling=Sampling(temperature=0.7, min_p=0.1),
                seed=seed,
            ),
            take,
        )
    )
    if failures:
        raise RuntimeError(failures[0])
    return [" ".join(text.split()) for text in texts]


def best(passage: str, drafts: list[str]) -> str:
    """The acceptable draft that is least like the passage; "" if there is none."""
    good = [draft for draft in drafts if acceptable(passage, draft)]
    return min(good, key=lambda draft: likeness(passage, draft), default="")


def missing(folder: Path, count: int, drafts: Drafts) -> Iterator[tuple[str, str]]:
    """Author and passage, one of each author after the other, so that an early end is fair."""
    wanted = {author.name: author.passages(count) for author in authors(folder)}
    for number in range(count):
        for name, passages in wanted.items():
            if number < len(passages) and passages[number] not in drafts.get(name, {}):
                yield name, passages[number]


@click.command()
@click.option("--voices", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--model", required=True, help="A GGUF file that follows instructions.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--passages", "count", type=click.IntRange(1), default=10, show_default=True)
@click.option("--seconds", type=float, default=float("inf"), help="End after about so many.")
def main(voices: Path, model: str, out: Path, count: int, seconds: float) -> None:
    """Ask for what is not in the file yet."""
    began = time.monotonic()
    drafts: Drafts = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    with loaded_model(open_workbench(), model) as loaded:
        for author, passage in missing(voices, count, drafts):
            if time.monotonic() - began > seconds:
                break
            said = ask(loaded, passage, seed=1)
            found = Draft(draft=best(passage, said), said=said)
            drafts.setdefault(author, {})[passage] = found
            out.write_text(json.dumps(drafts, ensure_ascii=False, indent=1), encoding="utf-8")
            click.echo(f"{author}: {found['draft'][:60] or 'none was good enough'}", err=True)


if __name__ == "__main__":
    main()
