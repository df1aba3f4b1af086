"""What the voice meter can tell, by how much text it has: own from other writers and from models.

    python -m tests.benchmarks.meter DATA

DATA is laid out as `packaging/voice_background.py` wants it, each author with three books: the
profile is learned from the first two, the passages (100 words) are from the third. The background
has never seen the author, nor the writers and models that the author is told from: it is made of
four of the other authors and half of the models. Seeded; takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from writer_app.voice.background import Background, Corpus
from writer_app.voice.drift import drift
from writer_app.voice.heldout import blocks
from writer_app.voice.meter import Meter
from writer_app.voice.profile import Profile, learn
from writer_app.voice.prose import prose

SIZES = (500, 2_000, 10_000, None)
POOLS = (1, 10, 40)
LENGTHS = (1, 3, 10, 40)
DRAWS = 200
BEFORE = 30
"""Passages before a stretch that it is held against, as what the writer wrote before."""


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    books: tuple[str, ...]
    third: tuple[str, ...]
    corpus: Corpus


def cut(text: str) -> tuple[str, ...]:
    return tuple(piece for piece, _ in blocks(prose(text)))


def read_authors(folder: Path) -> list[Author]:
    found = []
    for path in sorted(folder.iterdir()):
        texts = [
            book.read_text("utf-8")
            for book in sorted(path.glob("*.txt"), key=lambda b: b.stem[-4:])
        ]
        found.append(Author(path.name, tuple(texts), cut(texts[2]), Corpus.of(texts)))
    return found


def pooled(corpora: Sequence[Corpus]) -> Corpus:
    """Several corpora as one, as far as the meter and the alarm ask."""
    grams: dict[str, int] = {}
    phrases: dict[str, float] = {}
    for corpus in corpora:
        for gram, count in corpus.grams.items():
            grams[gram] = grams.get(gram, 0) + count
        for phrase, rate in corpus.phrases.items():
            phrases[phrase] = phrases.get(phrase, 0.0) + rate / len(corpora)
    first = corpora[0]
    return Corpus(
        words=sum(corpus.words for corpus in corpora),
        grams=grams,
        phrases=phrases,
        rarest=first.rarest,
        sentence_lengths=first.sentence_lengths,
        punctuation=first.punctuation,
        contractions=first.contractions,
        contrasts=first.contrasts,
    )


def some(pieces: Sequence[str], words: int | None, rng: random.Random) -> list[str]:
    """Pieces of 100 words, drawn until there are so many words; None takes all, in order."""
    if words is None:
        return list(pieces)
    return rng.sample(list(pieces), max(1, words // 100))


def means(scores: Sequence[float], size: int, rng: random.Random) -> list[float]:
    if size == 1:
        return list(scores)
    return [statistics.fmean(rng.sample(list(scores), size)) for _ in range(DRAWS)]


def auc(own: Sequence[float], others: Sequence[float]) -> float:
    """The share of pairs in which the own one reads higher."""
    return float(np.mean(np.array(own)[:, None] > np.array(others)[None, :]))


class Trial:
    """One author, what is known of the others, and what was never seen."""

    def __init__(
        self,
        author: Author,
        others: list[Author],
        models: dict[str, list[str]],
        note: Callable[[str, float], None],
        rng: random.Random,
    ) -> None:
        rng.shuffle(others)
        names = sorted(models)
        rng.shuffle(names)
        seen, unseen = names[: len(names) // 2], names[len(names) // 2 :]
        self._author = author
        self._impostors = others[len(others) // 2 :]
        machine = Corpus.of([text for name in seen for text in models[name]])
        people = pooled([other.corpus for other in others[: len(others) // 2]])
        self._background = Background(people, machine)
        self._foils = [piece for name in unseen for text in models[name] for piece in cut(text)]
        self._note = note
        self._rng = rng

    def run(self) -> None:
        train = [piece for book in self._author.books[:2] for piece in cut(book)]
        for size in SIZES:
            profile = learn(["\n\n".join(some(train, size, self._rng))], self._background)
            self._told_apart(profile, f"{size or 'all':>6}")
        self._intervals(profile)
        self._drifts(profile)

    def _told_apart(self, profile: Profile, size: str) -> None:
        meter = Meter(profile, self._background)
        own = [meter.per_word(piece) for piece in self._author.third]
        machine = [meter.per_word(piece) for piece in self._foils]
        others = [[meter.per_word(piece) for piece in other.third] for other in self._impostors]
        for pool in POOLS:
            mine = means(own, pool, self._rng)
            found = [auc(mine, means(other, pool, self._rng)) for other in others]
            row = f"{size} words, {pool:2} passages: AUC against"
            self._note(f"{row} writers", statistics.fmean(found))
            self._note(f"{row} models", auc(mine, means(machine, pool, self._rng)))
        apart = statistics.fmean(statistics.fmean(other) for other in others)
        self._note(f"{size} words: own per word, third book", statistics.fmean(own))
        self._note(f"{size} words: own per word, held out", statistics.fmean(profile.own_range))
        self._note(f"{size} words: other writers per word", apart)
        self._note(f"{size} words: models per word", statistics.fmean(machine))

    def _intervals(self, profile: Profile) -> None:
        """How often the interval holds what the whole book reads, and says it is enough."""
        meter = Meter(profile, self._background)
        whole = meter.read(self._author.third).score
        for length in LENGTHS:
            starts = self._rng.sample(range(len(self._author.third) - length), 40)
            readings = [
                meter.read(["\n\n".join(self._author.third[at : at + length])]) for at in starts
            ]
            held = [reading.low <= whole <= reading.high for reading in readings]
            row = f"{length * 100:5} words running:"
            self._note(f"{row} interval holds the book", statistics.fmean(held))
            self._note(f"{row} enough", statistics.fmean(r.enough for r in readings))
            self._note(f"{row} percentile", statistics.fmean(r.percentile for r in readings))

    def _drifts(self, profile: Profile) -> None:
        """Alarms over a writer's own third book, and with models' passages among it: against the
        profile, and against what stands in the same book before."""
        for length in (5, 10, 20):
            for part in (0.0, 0.25, 0.5, 1.0):
                alarms, shares, lately = [], [], []
                for _ in range(20):
                    at = self._rng.randrange(len(self._author.third) - length)
                    older = self._author.third[max(0, at - BEFORE) : at]
                    mixed = list(self._author.third[at : at + length])
                    for place in self._rng.sample(range(length), round(part * length)):
                        mixed[place] = self._rng.choice(self._foils)
                    found = drift(profile, mixed, (), self._background)
                    alarms.append(found.alarm)
                    shares.append(found.share)
                    if len(older) == BEFORE:
                        lately.append(drift(profile, mixed, older, self._background).alarm)
                row = f"drift, {length * 100:4} words, {part:4.0%} of models:"
                self._note(f"{row} alarms", statistics.fmean(alarms))
                self._note(f"{row} share of the way", statistics.fmean(shares))
                if lately:
                    self._note(f"{row} alarms, the book before", statistics.fmean(lately))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    authors = read_authors(data / "voices")
    models: dict[str, list[str]] = {}
    for line in (data / "slop" / "machine_prose.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        models.setdefault(record["model"], []).append(record["text"])
    rows: dict[str, list[float]] = {}
    for number, author in enumerate(authors):
        others = [other for other in authors if other is not author]
        trial = Trial(
            author,
            others,
            models,
            lambda row, value: rows.setdefault(row, []).append(value),
            random.Random(number),
        )
        trial.run()
    for row, values in rows.items():
        print(f"{row:48} {statistics.fmean(values):7.3f}  ±{statistics.pstdev(values):.3f}")


if __name__ == "__main__":
    main()
