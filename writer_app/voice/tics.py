"""What one model overuses, worked out from a sample of its own writing.

Against people's rates alone: what all models overuse is a tic too. The writer's own words are
exempt, and so is what a single sample is about. People here are novelists before 1929, so words
of today look overused: words are made rarer and never forbidden, and a profile of the writer's,
once there is one, takes its own words out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from writer_app.engine.work import Ban
from writer_app.voice.background import Background, Corpus, shipped
from writer_app.voice.contrasts import contrasts_in, pattern_of
from writer_app.voice.grams import folded_prose, names
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.marked import is_word, marked
from writer_app.voice.phrases import phrases_of
from writer_app.voice.profile import Profile
from writer_app.voice.prose import prose
from writer_app.voice.seeds import SEED_PHRASES, SEED_WORDS
from writer_app.voice.tokens import folded, straighten

Kind = Literal["word", "pair", "triple", "contrast"]

PENALTY = 2.0
"""Logits off a word's first token: it comes about a seventh as often."""
# How many of each are kept; the surest first.
_MOST: dict[Kind, int] = {"word": 40, "pair": 30, "triple": 40, "contrast": 10}
# z and rate over the general one, from which it counts.
_SURE, _OVER = 2.5, 5.0
_EVERYDAY: dict[Kind, float] = {"word": 60.0, "pair": 150.0, "triple": 30.0}
"""Per million words: what people use as often is nobody's tic, however often it comes; of a
phrase its rarest word counts. Less for triples, since those are forbidden and not made rare: "a
lot of" is a phrase of today, and no tic."""
_PIECES = 3
"""In so many pieces of the sample, at least, or it is what one piece is about."""


@dataclass(frozen=True, slots=True)
class Tic:
    """`rate` and `general` per million words. In `text`, `*` stands for some words."""

    text: str
    kind: Kind
    rate: float
    general: float
    z: float


def measured_tics(
    sample: Sequence[str], profile: Profile | None = None, background: Background | None = None
) -> tuple[Tic, ...]:
    """The tics in pieces that a model wrote, of each kind the surest first.

    Each piece should be about something else. A few hundred sentences are enough for phrases.
    """
    people = (background or shipped()).human
    pieces = [prose(text) for text in sample]
    named = {name for passages in pieces for passage in passages for name in names(passage)}
    counts: dict[Kind, Counter[str]] = {kind: Counter() for kind in _MOST}
    spread: Counter[str] = Counter()
    for passages in pieces:
        for kind, found in _counted(passages).items():
            counts[kind].update(found)
            spread.update(found.keys())
    total = counts["word"].total()
    tics: list[Tic] = []
    for kind, most in _MOST.items():
        ranked = [
            tic
            for text, count in counts[kind].items()
            if spread[text] >= _PIECES and _worth_telling(text, kind, named, people)
            if (tic := _tic(text, kind, count, total, people)) is not None
            if not exempt(tic.text, profile)
        ]
        tics += sorted(ranked, key=lambda tic: (-tic.z, tic.text))[:most]
    return tuple(tics)


def seed_tics(profile: Profile | None = None) -> tuple[Tic, ...]:
    """What to go by while a model has not been measured; nothing is known of rates."""
    words = (Tic(word, "word", 0.0, 0.0, 0.0) for word in SEED_WORDS)
    phrases = (Tic(phrase, _kind(phrase), 0.0, 0.0, 0.0) for phrase in SEED_PHRASES)
    return tuple(tic for tic in (*words, *phrases) if not exempt(tic.text, profile))


def bans_of(tics: Sequence[Tic]) -> tuple[Ban, ...]:
    """For the engine: words and pairs seldom, longer phrases and contrasts never."""
    return tuple(Ban(tic.text, PENALTY if tic.kind in ("word", "pair") else None) for tic in tics)


def sparing(bans: Iterable[Ban], passage: str) -> tuple[Ban, ...]:
    """Without what the passage says itself, which a rewrite of it may say again."""
    plain = straighten(passage)
    words = set(folded(plain))

    def said(phrase: str) -> bool:
        # Most are told by a word, which is much quicker than a pattern.
        theirs = folded(phrase)
        return words.issuperset(theirs) and bool(pattern_of(phrase).search(plain))

    return tuple(ban for ban in bans if not said(ban.phrase))


def exempt(text: str, profile: Profile | None) -> bool:
    """Whether the writer says so too: seen twice, or a contrast once in 5,000 words."""
    if profile is None:
        return False
    if "*" in text:
        return profile.contrasts.get(text, 0) > max(1, profile.words / 5_000)
    words = text.casefold().split()
    if len(words) <= 3:
        return profile.count(" ".join(words)) >= 2
    return all(profile.count(" ".join(words[i : i + 3])) >= 2 for i in range(len(words) - 2))


def _counted(passages: Sequence[str]) -> dict[Kind, Counter[str]]:
    words, pairs, triples = phrases_of(map(folded_prose, passages)).spelled()
    contrasts = Counter(contrasts_in(passages))
    return {"word": words, "pair": pairs, "triple": triples, "contrast": contrasts}


def _tic(text: str, kind: Kind, count: int, total: int, people: Corpus) -> Tic | None:
    general = people.contrasts.get(text, 0.5) if kind == "contrast" else people.rate(text)
    found = marked(count, total, general, text)
    if found.z < _SURE or found.rate < _OVER * general:
        return None
    return Tic(text, kind, found.rate, found.general, found.z)


def _worth_telling(text: str, kind: Kind, named: set[str], people: Corpus) -> bool:
    """No name, no number; with a word that carries meaning and is not everybody's."""
    words = text.split()
    if kind == "contrast":
        return True
    if not all(is_word(word) and word not in named for word in words):
        return False
    meaning = [word for word in words if word not in STOPWORDS and "'" not in word]
    if not meaning or (kind == "word" and len(text) <= 3):
        return False
    return min(people.rate(word) for word in meaning) <= _EVERYDAY[kind]


def _kind(phrase: str) -> Kind:
    if "*" in phrase:
        return "contrast"
    return "pair" if phrase.count(" ") == 1 else "triple"
