"""A writer's voice, learned from their own text: a value that can be kept, shown and held against.

It holds counts and no sentence, but counts of words are personal text all the same.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TypeVar

from writer_app.text.segments import word_count
from writer_app.voice.background import Background, shipped
from writer_app.voice.contrasts import contrasts_in
from writer_app.voice.grams import count_grams, folded_prose, names
from writer_app.voice.heldout import held_out
from writer_app.voice.marked import Marked, avoided, favourites, spread_of
from writer_app.voice.phrases import Bigram, Phrases, Trigram, phrases_of
from writer_app.voice.prose import prose
from writer_app.voice.quirks import quirks_of
from writer_app.voice.told import told_in
from writer_app.voice.traits import traits_of

FORMAT = 1
LEAST = 500
"""Words below which a voice is too little known to be judged by."""
WANTED = 10_000
"""Words from which it is known well."""
MOST = 500_000
"""Words beyond which more of it says nothing new."""
_PARTS = 10
_READABLE = ("words", "quirks", "favourites", "avoided", "contractions", "punctuation")

_Key = TypeVar("_Key")
_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True, slots=True)
class Profile:
    """`grams`: char 4-grams, names masked. `function_words`: share of all words.
    `vocabulary`, `bigrams`, `trigrams`: folded words; of the last two those seen twice at least.
    `sentence_lengths`: words, one for each sentence. `punctuation`: per 1,000 words.
    `contractions`: share of the places for one that have one. `contrasts`: how often each of the
    forms in `contrasts.FORMS` occurs. `own_range`: what the meter reads
    on passages of some 100 words of the writer's own, each judged by the rest; `own_machine`:
    how much likelier the same passages are a model's than the writer's, for the alarm of drift.
    `told`: how often they join, contract and order words as the keys of `voice.told` say; empty in
    a profile that was kept before this was counted.
    """

    words: int
    grams: Mapping[str, int]
    function_words: Mapping[str, float]
    vocabulary: Mapping[str, int]
    bigrams: Mapping[Bigram, int]
    trigrams: Mapping[Trigram, int]
    sentence_lengths: tuple[int, ...]
    punctuation: Mapping[str, float]
    contractions: float
    favourites: tuple[Marked, ...]
    avoided: tuple[Marked, ...]
    quirks: tuple[str, ...]
    own_range: tuple[float, ...]
    own_machine: tuple[float, ...] = ()
    contrasts: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[str, int] = field(default_factory=dict)

    def count(self, phrase: str) -> int:
        """How often the writer wrote these one to three words, folded, a space between."""
        match phrase.split(" "):
            case [word]:
                return self.vocabulary.get(word, 0)
            case [first, second]:
                return self.bigrams.get((first, second), 0)
            case [first, second, third]:
                return self.trigrams.get((first, second, third), 0)
        return 0

    @property
    def usable(self) -> bool:
        """Whether there is enough of it to judge anything by."""
        return self.words >= LEAST


def learn(texts: Iterable[str], background: Background | None = None) -> Profile:
    """The voice of some texts, all by the writer: any length, Markdown or plain; no text, no voice.

    The background is what the writer is compared with; None means the one that is shipped. Of
    more than `MOST` words the first are taken.
    """
    background = background or shipped()
    passages = _some(passage for text in texts for passage in prose(text))
    lines = [folded_prose(passage) for passage in passages]
    counted = phrases_of(lines)
    traits = traits_of(passages, counted.words)
    own_range, own_machine = held_out(passages, background)
    return Profile(
        words=counted.words.total(),
        grams=dict(count_grams(lines)),
        function_words=traits.function_words,
        vocabulary=dict(counted.words),
        bigrams=_seen_twice(counted.bigrams),
        trigrams=_seen_twice(counted.trigrams),
        sentence_lengths=traits.sentence_lengths,
        punctuation=traits.punctuation,
        contractions=traits.contractions,
        contrasts=contrasts_in(passages),
        told=told_in(passages),
        favourites=_favourites(passages, lines, counted, background),
        avoided=avoided(counted.words, background.common()),
        quirks=quirks_of(passages, counted.words, traits.sentence_lengths),
        own_range=own_range,
        own_machine=own_machine,
    )


def _some(passages: Iterable[str]) -> list[str]:
    found, words = [], 0
    for passage in passages:
        if words >= MOST:
            break
        found.append(passage)
        words += word_count(passage)
    return found


def _favourites(
    passages: list[str], lines: list[str], counted: Phrases, background: Background
) -> tuple[Marked, ...]:
    named = Counter(name for passage in passages for name in names(passage))
    # At the beginning of a sentence names are not masked.
    words = {word: n for word, n in counted.words.items() if n > 4 * named[word]}
    total = counted.words.total()
    parts = _parts(lines, total)
    return favourites(words, total, spread_of(parts), background.most, parts=len(parts))


def _parts(lines: list[str], words: int) -> list[Counter[str]]:
    """The words of each tenth of the text."""
    parts, part = [], Phrases()
    for line in lines:
        part.add(line)
        if part.words.total() > words / _PARTS:
            parts.append(part.words)
            part = Phrases()
    return [*parts, part.words]


def _seen_twice(counts: Counter[_Key]) -> dict[_Key, int]:
    return {key: count for key, count in counts.items() if count > 1}


def to_json(profile: Profile) -> str:
    """One JSON object: what a writer may like to read first, the counts after it."""
    data = asdict(profile)
    first = {name: data.pop(name) for name in _READABLE}
    data["bigrams"] = {" ".join(pair): n for pair, n in profile.bigrams.items()}
    data["trigrams"] = {" ".join(triple): n for triple, n in profile.trigrams.items()}
    return json.dumps({"format": FORMAT, **first, **data}, ensure_ascii=False)


def from_json(text: str) -> Profile:
    """The other way round. Raises `ValueError` where that is no profile."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError("a profile of another version")
        return Profile(
            words=_whole(data["words"]),
            grams=_table(data["grams"], _whole),
            function_words=_table(data["function_words"], _real),
            vocabulary=_table(data["vocabulary"], _whole),
            bigrams={_pair(key): n for key, n in _table(data["bigrams"], _whole).items()},
            trigrams={_triple(key): n for key, n in _table(data["trigrams"], _whole).items()},
            sentence_lengths=tuple(map(_whole, data["sentence_lengths"])),
            punctuation=_table(data["punctuation"], _real),
            contractions=_real(data["contractions"]),
            contrasts=_table(data["contrasts"], _whole),
            favourites=tuple(map(_marked, data["favourites"])),
            avoided=tuple(map(_marked, data["avoided"])),
            quirks=tuple(map(_string, data["quirks"])),
            own_range=tuple(map(_real, data["own_range"])),
            own_machine=tuple(map(_real, data["own_machine"])),
            told=_table(data.get("told", {}), _whole),
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("no profile of a voice") from error


def _table(data: dict[object, object], number: Callable[[object], _Number]) -> dict[str, _Number]:
    return {_string(key): number(value) for key, value in data.items()}


def _pair(key: str) -> Bigram:
    first, second = key.split(" ")
    return first, second


def _triple(key: str) -> Trigram:
    first, second, third = key.split(" ")
    return first, second, third


def _marked(data: dict[str, object]) -> Marked:
    word = _string(data["word"])
    return Marked(word, *(_real(data[name]) for name in ("rate", "general", "log_ratio", "z")))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)
