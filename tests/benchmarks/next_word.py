"""Which word comes next, and how many keys that saves: plain completion and Writer's guesses.

    python -m tests.benchmarks.next_word FOLDER --model FILE [--authors A B] [--positions 50]

FOLDER holds a folder for each author with three books, `title-year.txt`. The places are in the
third: one in five words of a passage, from 2,800 characters on. At each the word is guessed with
none, one, two and three of its letters typed. *plain*: the model's greedy completion, the
letters healed; *words*: its likeliest word; *document*: weighed with the words of the document;
*writer*: and with the pairs and triples of the first two books; *passed*: and words that were
shown with fewer letters make room for others, as in the product.
Keys saved: a word that is guessed right costs one key after the letters typed by then, any other
all of its letters and a space.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from writer_app.cli.worker_process import WorkerProcess
from writer_app.engine.messages import Guessed, Load, Reply, Token, WordGuess
from writer_app.engine.work import Generation, Sampling
from writer_app.ledger.records import DocumentRef
from writer_app.services.next_word import giving_way, guessing, sure, weighed
from writer_app.services.offer import Snapshot
from writer_app.services.passed_over import PassedOver, Place
from writer_app.text.segments import words
from writer_app.voice.profile import learn
from writer_app.voice.tokens import folded

LETTERS = 3
BEHIND = 2_800  # characters of the passage that the first place stands behind
EVERY = 5
ROUNDS = 2_000
WAYS = ("plain", "words", "document", "writer", "passed")


@dataclass(frozen=True, slots=True)
class Target:
    """For each way, with how many letters typed the word was guessed; None: with none of them."""

    author: str
    length: int
    at: dict[str, int | None]
    sure: bool  # Writer would show its word before any letter
    right: bool

    def saved(self, way: str) -> int:
        typed = self.at[way]
        return 0 if typed is None else self.length - typed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--authors", nargs="*", default=[])
    parser.add_argument("--positions", type=int, default=50)
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, default=True)
    asked = parser.parse_args()
    places: list[Target] = []
    with WorkerProcess() as engine:
        engine.load(Load(str(asked.model), n_ctx=4096))
        for folder in sorted(each for each in asked.folder.iterdir() if each.is_dir()):
            if not asked.authors or folder.name in asked.authors:
                places += measure(engine, folder, asked.positions, plain=asked.plain)
                report(folder.name, [place for place in places if place.author == folder.name])
    report("all", places)


def measure(
    engine: WorkerProcess, folder: Path, positions: int, *, plain: bool
) -> Iterator[Target]:
    *books, last = sorted(folder.glob("*.txt"), key=lambda path: path.stem.rpartition("-")[2])
    profile = learn(book.read_text() for book in books)
    text = last.read_text()
    passage = text[text.index("\n\n", len(text) // 3) + 2 :][:40_000]
    spans = [span for span in words(passage) if span.start > BEHIND]
    for span in [s for s in spans if passage[s.start - 1] == " "][::EVERY][:positions]:
        word = span.of(passage)
        at: dict[str, int | None] = dict.fromkeys(WAYS)
        shown = right = False
        passed = PassedOver()
        for typed in range(min(LETTERS + 1, len(word))):
            before = passage[: span.start + typed]
            snapshot = Snapshot(before, "", len(before), 0, DocumentRef("benchmark"))
            guesses = asked_words(engine, snapshot, unfinished=typed > 0)
            place = Place.of(before)
            known = weighed(guesses, snapshot, profile)
            first = giving_way(known, place, passed.at(place))[:1]
            said = {
                "plain": greedy(engine, before) if plain else "",
                "words": _text(guesses),
                "document": _text(weighed(guesses, snapshot)),
                "writer": _text(known),
                "passed": _text(first),
            }
            passed.seen(place, place.word(said["passed"]))
            for way, guess in said.items():
                hit = folded(word[:typed] + guess)[:1] == folded(word)
                at[way] = typed if hit and at[way] is None else at[way]
                if way == "passed" and typed == 0 and first:
                    shown, right = sure(first[0]), hit
        yield Target(folder.name, len(word), at, shown, right)


def _text(guesses: Sequence[WordGuess]) -> str:
    return guesses[0].text if guesses else ""


def asked_words(
    engine: WorkerProcess, snapshot: Snapshot, *, unfinished: bool
) -> tuple[WordGuess, ...]:
    replies: list[Reply] = []
    engine.wait(engine.submit(guessing(snapshot, unfinished=unfinished), replies.append))
    return replies[-1].words if isinstance(replies[-1], Guessed) else ()


def greedy(engine: WorkerProcess, before: str) -> str:
    ask = Generation(before, max_tokens=5, heal=True, sampling=Sampling(temperature=0.0))
    replies: list[Reply] = []
    engine.wait(engine.submit(ask, replies.append))
    return "".join(reply.text for reply in replies if isinstance(reply, Token))


def report(name: str, places: Sequence[Target]) -> None:
    print(f"{name} ({len(places)} places)")
    for way in WAYS:
        hits = sum(place.at[way] == 0 for place in places) / len(places)
        print(f"  {way:8} word right {hits:.3f}  keys saved {keys(places, way):.3f}")
    shown = [place for place in places if place.sure]
    right = sum(place.right for place in shown) / max(1, len(shown))
    print(f"  shown before a letter {len(shown) / len(places):.3f}, of these right {right:.3f}")
    for way in WAYS[1:]:
        low, high = interval(places, way)
        gain = keys(places, way) / max(1e-9, keys(places, "plain")) - 1
        print(f"  {way:8} keys against plain {gain:+.1%} ({low:+.1%} to {high:+.1%})")


def keys(places: Sequence[Target], way: str) -> float:
    return sum(place.saved(way) for place in places) / sum(place.length + 1 for place in places)


def interval(places: Sequence[Target], way: str) -> tuple[float, float]:
    """95 %, by drawing places anew."""
    draw = random.Random(0)
    gains = []
    for _ in range(ROUNDS):
        some = draw.choices(places, k=len(places))
        gains.append(keys(some, way) / max(1e-9, keys(some, "plain")) - 1)
    gains.sort()
    return gains[ROUNDS // 40], gains[-ROUNDS // 40]


if __name__ == "__main__":
    main()
