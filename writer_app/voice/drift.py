"""The alarm: what a writer wrote lately sounds more like a model than what they wrote before.

Measured by how much likelier 4-grams are a model's than the writer's, as a share of the way from
the one to the other: 0 is the writer's own usual text, 1 the models' of the background.

Over 8 novelists and models that the background has not seen, the alarm went off for 0, 5 and 1 of
100 stretches of 500, 1,000 and 2,000 words of a writer's next book, for 71, 97 and 99 where half
of it was models', for 16, 24 and 62 where a quarter was (`python -m tests.benchmarks.meter`).
Against the 3,000 words before in the same book it went off for 0, 0 and 0, for 55, 86 and 95 where
half was models', for 8, 13 and 37 where a quarter was: later, and not once for nothing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.voice.background import OFTENER, Background, shipped
from writer_app.voice.grams import folded_prose
from writer_app.voice.heldout import blocks
from writer_app.voice.likeness import scale_of
from writer_app.voice.meter import in_english
from writer_app.voice.phrases import phrases_of
from writer_app.voice.profile import LEAST, Profile
from writer_app.voice.prose import prose

SHORTEST = 400
"""Words of newer text below which nothing is said."""
ALARMING = 0.15
"""The share of the way that even the near end of the interval must have gone."""
_OLDER = 10
"""Pieces of older text, of 100 words, that a document needs to be its own measure."""
_NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Evidence:
    """A phrase in the newer text that models use and this writer hardly does: how often it is
    there, and per million words of the writer's own, of other people's and of models'."""

    phrase: str
    times: int
    own: float
    people: float
    machine: float


@dataclass(frozen=True, slots=True)
class Drift:
    """`share` of the way toward the models, with its 95 % interval; `words` of newer text."""

    share: float
    low: float
    high: float
    words: int
    alarm: bool
    evidence: tuple[Evidence, ...]


def drift(
    profile: Profile,
    newer: Sequence[str],
    older: Sequence[str] = (),
    background: Background | None = None,
) -> Drift:
    """How far the newer text has gone from the older of the same document; of text that is not
    English nothing is said.

    Where there are less than some thousand words of the older, the profile's own text stands in.
    """
    background = background or shipped()
    passages = [passage for text in newer for passage in prose(text)]
    pieces = blocks(passages)
    words = sum(count for _, count in pieces)
    usual = profile.own_machine
    known = profile.words >= LEAST and len(usual) >= 3
    if words < SHORTEST or not known or not in_english(passages):
        return Drift(0.0, -math.inf, math.inf, words, alarm=False, evidence=())
    scale = scale_of(background)
    machines = scale.counts(background.machine.grams)
    ratios = scale.log_share(machines) - scale.log_share(scale.counts(profile.grams))
    before = [
        float(ratios[scale.indices(text)].sum()) / count
        for text, count in blocks([passage for text in older for passage in prose(text)])
    ]
    if len(before) < _OLDER:
        before = list(usual)
    after = [float(ratios[scale.indices(text)].sum()) / count for text, count in pieces]
    way = float(ratios @ machines) / background.machine.words - statistics.fmean(usual)
    spread = max(statistics.pstdev(usual), statistics.pstdev(before))
    share = (statistics.fmean(after) - statistics.fmean(before)) / way
    margin = _NORMAL * spread * math.sqrt(1 / len(after) + 1 / len(before)) / way
    alarm = share - margin > ALARMING
    return Drift(
        share=share,
        low=share - margin,
        high=share + margin,
        words=words,
        alarm=alarm,
        evidence=_evidence(passages, profile, background) if alarm else (),
    )


def _evidence(
    passages: Sequence[str], profile: Profile, background: Background, most: int = 8
) -> tuple[Evidence, ...]:
    """What says most for the models: habits of theirs, rare with the writer.

    A habit that comes often counts little more than one that comes once: a text may be about it.
    """
    found: list[tuple[float, Evidence]] = []
    for counts in phrases_of(map(folded_prose, passages)).spelled():
        for phrase in counts.keys() & background.habits:
            people, machine = background.human.rate(phrase), background.machine.rate(phrase)
            own, times = 1e6 * profile.count(phrase) / profile.words, counts[phrase]
            ratio = machine / max(people, own)
            if ratio > OFTENER:
                weight = math.log(ratio) * (1 + math.log(times))
                found.append((weight, Evidence(phrase, times, round(own, 1), people, machine)))
    found.sort(key=lambda item: (-item[0], item[1].phrase))
    kept: list[Evidence] = []
    for _, evidence in found:
        if len(kept) < most and not any(_within(evidence.phrase, e.phrase) for e in kept):
            kept.append(evidence)
    return tuple(kept)


def _within(one: str, other: str) -> bool:
    """Whether one of two phrases is a part of the other."""
    one, other = f" {one} ", f" {other} "
    return one in other or other in one
