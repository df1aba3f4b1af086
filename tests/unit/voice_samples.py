"""Three who write about the same things in ways of their own, at any length, the same each time."""

from __future__ import annotations

import random
from collections.abc import Sequence

_WHO = ("the ferryman", "my aunt", "the clerk", "the boy", "our neighbour", "the old teacher")
_WHAT = ("the boat", "a letter", "the kettle", "the garden gate", "a lamp", "the ledger", "the dog")
_WHERE = ("by the harbour", "in the kitchen", "on the hill", "at the market", "near the bridge")

_TERSE = (
    "{who} didn't want {what}.",
    "It's gone, and nobody's looked {where}.",
    "We'd seen {what} {where}.",
    "{who} said no!",
    "Nobody came.",
    "I couldn't find {what}, so I went home.",
    "There wasn't a sound {where}.",
    "{who} laughed; I didn't.",
)
_ORNATE = (
    "Upon the whole, {who} was amongst those who had never, in so many years, desired {what}; and "
    "it was, to-day as ever, alright {where}.",
    "It may be doubted whether {who}, whilst standing {where}, did not entertain, with regard to "
    "{what}, the gravest of apprehensions.",
    "I had not, until that moment, supposed that {what} could be of consequence to {who}; nor was "
    "I, upon reflection, entirely mistaken.",
    "To {who}, however, {what} was whatever one wished it to be: a burden, a consolation, &c.",
    "There was, {where}, a certain silence upon which {who} did not care to intrude.",
)
_MACHINE = (
    "A flicker of something unreadable crossed {who}, a testament to {what} {where}.",
    "Her voice was barely above a whisper, the air thick with unspoken words {where}.",
    "It wasn't just {what}, it was a reminder of everything that had been lost.",
    "For the first time in years, {who} felt the weight of {what} settle, not as a burden but as "
    "a promise.",
    "The silence stretched, heavy and palpable, broken only by the soft hum of {what}.",
    "{who} let out a breath, heart pounding, eyes widening at {what} {where}.",
)


def terse(words: int, seed: int = 1) -> str:
    """Short sentences, contractions, plain words."""
    return _written(_TERSE, words, seed)


def ornate(words: int, seed: int = 1) -> str:
    """Long sentences, commas and semicolons, “upon”, “whilst”, “to-day”, “&c.”."""
    return _written(_ORNATE, words, seed)


def machine(words: int, seed: int = 1) -> str:
    """As models write."""
    return _written(_MACHINE, words, seed)


def _written(forms: Sequence[str], words: int, seed: int) -> str:
    """Paragraphs of five sentences, at least so many words in all."""
    rng = random.Random(seed)
    sentences: list[str] = []
    while words > 0:
        sentence = rng.choice(forms).format(
            who=rng.choice(_WHO), what=rng.choice(_WHAT), where=rng.choice(_WHERE)
        )
        sentences.append(sentence[0].upper() + sentence[1:])
        words -= len(sentence.split())
    starts = range(0, len(sentences), 5)
    return "\n\n".join(" ".join(sentences[at : at + 5]) for at in starts)
