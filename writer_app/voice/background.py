"""What a writer is held against: prose of other people, and prose of language models.

Shipped as counts (`assets/voice`), made by `packaging/voice_background.py`. Half of the pool is
people's and half is machines', however much there is of either: against other people alone a
writer's own text and a plain one of the model's barely differ.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Self

from writer_app.config.resources import resource
from writer_app.voice.contrasts import contrasts_in
from writer_app.voice.grams import count_grams, folded_prose
from writer_app.voice.phrases import phrases_of
from writer_app.voice.prose import prose
from writer_app.voice.traits import traits_of

GRAMS = 12_000
"""The most frequent 4-grams of the pool: the only ones that count."""
_KEPT = 16_000  # of each half, before they are pooled
_LONGEST_SENTENCE = 60
# How many words, bigrams and trigrams are kept, and how often each was seen at least.
_PHRASES = ((24_000, 2), (24_000, 4), (20_000, 4))

OFTENER = 3
"""So many times as often as people a model says what is a habit of models."""
_SPREAD = 0.04  # of the models' texts: what fewer have is what they are about


@dataclass(frozen=True, slots=True)
class Corpus:
    """One half. `phrases` of one, two or three words, joined by spaces: per million words, only
    the frequent ones; `rarest` is the rate of the rarest phrase of one, two, three words that
    was kept. `sentence_lengths`: share of the sentences with 0, 1, … 60 or more words.
    `contrasts`: per million words, by their form."""

    words: int
    grams: Mapping[str, int]
    phrases: Mapping[str, float]
    rarest: tuple[float, float, float]
    sentence_lengths: tuple[float, ...]
    punctuation: Mapping[str, float]
    contractions: float
    contrasts: Mapping[str, float]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Count some texts, Markdown or plain."""
        passages = [passage for text in texts for passage in prose(text)]
        lines = [folded_prose(passage) for passage in passages]
        counted = phrases_of(lines)
        words = counted.words.total()
        per_million = 1e6 / max(1, words)
        phrases: dict[str, float] = {}
        rarest = []
        for counts, (most, least) in zip(counted.spelled(), _PHRASES, strict=True):
            kept = {phrase: n for phrase, n in counts.most_common(most) if n >= least}
            phrases |= {phrase: float(f"{n * per_million:.3g}") for phrase, n in kept.items()}
            rarest.append(min(kept.values(), default=least) * per_million)
        traits = traits_of(passages, counted.words)
        shares = Counter(min(n, _LONGEST_SENTENCE) for n in traits.sentence_lengths)
        sentences = max(1, shares.total())
        return cls(
            words=words,
            grams=dict(count_grams(lines).most_common(_KEPT)),
            phrases=phrases,
            rarest=(rarest[0], rarest[1], rarest[2]),
            sentence_lengths=tuple(
                round(shares[n] / sentences, 5) for n in range(_LONGEST_SENTENCE + 1)
            ),
            punctuation=traits.punctuation,
            contractions=traits.contractions,
            contrasts={
                form: round(n * per_million, 2) for form, n in contrasts_in(passages).items()
            },
        )

    def rate(self, phrase: str) -> float:
        """Per million words; what was too rare to be kept counts as half of the rarest kept."""
        return self.phrases.get(phrase) or self.rarest[min(phrase.count(" "), 2)] / 2

    @classmethod
    def _from_data(cls, data: dict[str, Any]) -> Self:
        lengths, rarest = tuple(data.pop("sentence_lengths")), tuple(data.pop("rarest"))
        return cls(sentence_lengths=lengths, rarest=rarest, **data)

    def _data(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, eq=False)  # so that what is made of it can be kept with it
class Background:
    """`habits`: phrases of models that people hardly use, in texts about many things."""

    human: Corpus
    machine: Corpus
    habits: frozenset[str] = frozenset()

    @classmethod
    def of(cls, human: Iterable[str], machine: Sequence[str]) -> Self:
        """Count both halves: some seconds for a million words."""
        people, models = Corpus.of(human), Corpus.of(machine)
        spread: Counter[str] = Counter()
        for text in machine:
            for counts in phrases_of(map(folded_prose, prose(text))).spelled():
                spread.update(counts.keys())
        habits = frozenset(
            phrase
            for phrase, rate in models.phrases.items()
            if rate > OFTENER * people.rate(phrase) and spread[phrase] >= _SPREAD * len(machine)
        )
        return cls(people, models, habits)

    def pooled(self) -> dict[str, float]:
        """The share of each of the `GRAMS` most frequent 4-grams, the halves weighing the same."""
        human, machine = self.human.grams, self.machine.grams
        people = max(1, sum(human.values()))
        machines = max(1, sum(machine.values()))
        pool = Counter(
            {
                gram: human.get(gram, 0) / people + machine.get(gram, 0) / machines
                for gram in human.keys() | machine.keys()
            }
        )
        # By the gram too, so that equal shares have an order of their own.
        kept = dict(sorted(pool.items(), key=lambda item: (-item[1], item[0]))[:GRAMS])
        total = sum(kept.values()) or 1.0
        return {gram: share / total for gram, share in kept.items()}

    def most(self, phrase: str) -> float:
        """Per million words, where it is commoner: a writer who goes beyond that goes far."""
        return max(self.human.rate(phrase), self.machine.rate(phrase))

    def common(self) -> dict[str, float]:
        """The words that both halves use, per million words where they are rarer."""
        both = self.human.phrases.keys() & self.machine.phrases.keys()
        return {
            word: min(self.human.phrases[word], self.machine.phrases[word])
            for word in both
            if " " not in word
        }

    def to_bytes(self) -> bytes:
        """Compressed JSON, the same bytes for the same counts."""
        halves = {"human": self.human._data(), "machine": self.machine._data()}
        data = {"format": 1, **halves, "habits": sorted(self.habits)}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return gzip.compress(text.encode(), 9, mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The other way round; only for what we ship or made ourselves."""
        read = json.loads(gzip.decompress(data))
        people, models = (Corpus._from_data(read[half]) for half in ("human", "machine"))
        return cls(people, models, frozenset(read["habits"]))


@cache
def shipped() -> Background:
    """The background that comes with the app, read when it is first needed."""
    return Background.from_bytes(resource("voice/background.json.gz").read_bytes())
