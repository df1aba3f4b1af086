"""What the meter reads on a writer's own passages when it has not learned from them."""

from __future__ import annotations

from collections.abc import Sequence

from writer_app.text.segments import sentences, word_count
from writer_app.voice.background import Background
from writer_app.voice.likeness import scale_of

PASSAGE = 100
"""Words, about: the passages that are held out."""
_FOLDS = 10


def blocks(passages: Sequence[str]) -> list[tuple[str, int]]:
    """Prose cut at ends of sentences into pieces of about `PASSAGE` words; each with its words.

    What is left over at the end and shorter than half a piece is left out.
    """
    found: list[tuple[str, int]] = []
    pending: list[str] = []
    words = 0
    for passage in passages:
        for span in sentences(passage):
            sentence = span.of(passage)
            pending.append(sentence)
            words += word_count(sentence)
            if words >= PASSAGE:
                found.append((" ".join(pending), words))
                pending, words = [], 0
    if words >= PASSAGE / 2:
        found.append((" ".join(pending), words))
    return found


def held_out(
    passages: Sequence[str], background: Background
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Readings per word of each piece, judged by all but its own tenth of the text.

    The first are the writer against the background, the second models against the writer. A
    tenth runs on without a gap, so that what a chapter is about does not make it likelier.
    """
    pieces = blocks(passages)
    if len(pieces) < 2:
        return (), ()
    scale = scale_of(background)
    found = [scale.indices(text) for text, _ in pieces]
    whole = scale.counted(found)
    machine = scale.log_share(scale.counts(background.machine.grams))
    own: list[float] = []
    toward: list[float] = []
    folds = min(_FOLDS, len(pieces))
    for fold in range(folds):
        start, end = fold * len(pieces) // folds, (fold + 1) * len(pieces) // folds
        rest = whole - scale.counted(found[start:end])
        ratios, writer = scale.ratios(rest), scale.log_share(rest)
        for indices, (_, words) in zip(found[start:end], pieces[start:end], strict=True):
            own.append(round(float(ratios[indices].sum()) / words, 4))
            toward.append(round(float((machine - writer)[indices].sum()) / words, 4))
    return tuple(own), tuple(toward)
