"""Punctuation marks by the names writers have for them, and what a writer's say of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from writer_app.gui.voice.pairs import Pair

NAMES = {
    ",": "comma",
    ";": "semicolon",
    ":": "colon",
    "—": "dash",
    "…": "ellipsis",
    "!": "exclamation mark",
    "?": "question mark",
    "(": "bracket",
    "-": "hyphen",
}
PLURALS = {"—": "dashes", "…": "ellipses"}
TELLING = 1.4  # times as often, or as rarely: worth a sentence
FLOOR = 0.2  # in 1,000 words: what hardly anybody uses says little


def punctuation(own: Mapping[str, float], others: Mapping[str, float]) -> list[Pair]:
    """Both rates of each mark that either of them uses."""
    pairs = [
        Pair(sign, name, own.get(sign, 0.0), others.get(sign, 0.0)) for sign, name in NAMES.items()
    ]
    return [pair for pair in pairs if max(pair.own, pair.others) >= FLOOR / 2]


def telling(pairs: Sequence[Pair]) -> str:
    """The two marks in which the writer differs most, said."""
    ranked = sorted(pairs, key=lambda pair: -abs(_log_ratio(pair)))
    said = [part for pair in ranked[:2] if (part := _part(pair))]
    return f"{'; '.join(said).capitalize()}." if said else "Much as others set them."


def _log_ratio(pair: Pair) -> float:
    return math.log((pair.own + FLOOR) / (pair.others + FLOOR))


def _part(pair: Pair) -> str:
    ratio = math.exp(abs(_log_ratio(pair)))
    if ratio < TELLING:
        return ""
    many = "half again" if ratio < 1.75 else "twice" if ratio < 2.5 else f"{ratio:.0f} times"
    plural = PLURALS.get(pair.sign, f"{pair.name}s")
    if pair.own > pair.others:
        return f"{many} as many {plural} as others"
    if pair.own < FLOOR / 2:
        return f"hardly any {plural}"
    few = ("half", "a third", "a quarter", "a fifth")
    share = few[round(ratio) - 2] if 1.75 <= ratio < 5.5 else "far less than a fifth"
    return f"fewer {plural} than others" if ratio < 1.75 else f"{share} of others’ {plural}"
