"""Which word comes next: the model's guesses, weighed with the words the writer uses."""

from __future__ import annotations

import math
from collections.abc import Sequence

from writer_app.engine.messages import Guessing, WordGuess
from writer_app.services.offer import Snapshot
from writer_app.voice.own_words import OwnWords

SURE = 0.5
"""How likely a word must be to be shown before a pause."""
GUESSES = 16


def guessing(snapshot: Snapshot, *, unfinished: bool = False, priority: int = 0) -> Guessing:
    """The question for the words at the caret; its prompt is that of a continuation there."""
    return Guessing(
        snapshot.prompt,
        n=GUESSES,
        unfinished=unfinished,
        keep=snapshot.keep,
        priority=priority,
    )


def sure(word: WordGuess) -> bool:
    return word.logprob >= math.log(SURE)


def weighed(
    guesses: Sequence[WordGuess], snapshot: Snapshot, own: OwnWords | None
) -> tuple[WordGuess, ...]:
    """The guesses in the order of what they are worth once the writer's own words had a say.

    `before` is the text up to the caret. No word comes twice, however it is spelt.
    """
    return tuple(guesses)
