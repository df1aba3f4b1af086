"""What a model makes of each edit: one scoring request for all, and what follows from it.

The passage is read once. Of each variant the model reads the change and the few words after it:
whether those come as easily as before says whether the sentence still holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from writer_app.engine.messages import TextScore
from writer_app.engine.work import Scoring
from writer_app.text.segments import WORD
from writer_app.voice.edits.edit import Edit
from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.tokens import folded

AFTER = 8
"""Words that are read after a change; a clause has shown by then whether it holds."""

LEAST_FRICTION = 8.0
"""Nats of a word below which it surprises nobody, however plain the passage is."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An edit and its weight, in nats.

    `loss`: how much harder the words after the change come than before it; below 0 they come
    easier. `gain`: how much likelier the new words and those after them are than the old ones
    and those after. `surprise`: of what is taken away, for each word; what nobody would have
    guessed is this writer's own. `stop`: how much likelier what now follows is than what followed,
    by the first token of each; far below 0, something is missing. `removed`, `added`: words.
    """

    edit: Edit
    loss: float
    gain: float
    surprise: float
    stop: float
    removed: int
    added: int


def scoring(passage: str, edits: Sequence[Edit], before: str = "", priority: int = 1) -> Scoring:
    """The passage, then a variant for each edit."""
    variants = (_variant(passage, edit)[0] for edit in edits)
    return Scoring((passage, *variants), before, priority)


def weigh(passage: str, edits: Sequence[Edit], scores: Sequence[TextScore]) -> tuple[Weighed, ...]:
    """The edits that the scores say something about, in their order."""
    if not scores or not scores[0].tokens:
        return ()
    source = scores[0]
    return tuple(
        _weighed(passage, edit, source, score)
        for edit, score in zip(edits, scores[1:], strict=True)
        if score.tokens
    )


def friction(passage: str, source: TextScore) -> float:
    """Nats from which a word is among the most surprising tenth: this writer's, and no filler."""
    surprises = sorted(surprise for _, surprise in _surprises(passage, source))
    return max(LEAST_FRICTION, surprises[9 * len(surprises) // 10]) if surprises else LEAST_FRICTION


def surprising(passage: str, source: TextScore) -> tuple[str, ...]:
    """The words that nobody would have guessed; once each, in order."""
    least = friction(passage, source)
    return tuple(
        dict.fromkeys(
            word
            for word, surprise in _surprises(passage, source)
            if surprise >= least and word.casefold() not in STOPWORDS
        )
    )


def _surprises(passage: str, source: TextScore) -> Iterator[tuple[str, float]]:
    """Each word with the nats that it and the marks before it cost."""
    start = 0
    for word in WORD.finditer(passage):
        yield word[0], -source.between(start, word.end())
        start = word.end()


def _weighed(passage: str, edit: Edit, source: TextScore, score: TextScore) -> Weighed:
    variant, end = _variant(passage, edit)
    old = passage[edit.start : edit.end]
    after = edit.start + len(edit.replacement)
    loss = source.between(edit.end, end) - score.between(after, len(variant))
    before, new = Counter(folded(old)), Counter(folded(edit.replacement))
    removed, added = (before - new).total(), (new - before).total()
    taken, put = source.between(edit.start, edit.end), score.between(edit.start, after)
    stop = _first(score, after) - _first(source, edit.start)
    surprise = -taken / max(1, removed)
    return Weighed(edit, loss, put - taken - loss, surprise, stop, removed, added)


def _first(score: TextScore, offset: int) -> float:
    """Of the first token that ends after `offset`, in code points."""
    at = bisect_right(score.ends, offset)
    return score.logprobs[at] if at < len(score.logprobs) else 0.0


def _variant(passage: str, edit: Edit) -> tuple[str, int]:
    """What the model reads, and where in the passage that ends."""
    stop = reach(passage, edit)
    return passage[: edit.start] + edit.replacement + passage[edit.end : stop], stop


def reach(passage: str, edit: Edit) -> int:
    """Where in the passage the words end that are read with an edit."""
    stop = edit.end
    for number, word in enumerate(WORD.finditer(passage, edit.end), 1):
        stop = word.end()
        if number == AFTER:
            break
    else:
        stop = len(passage)
    # The marks that close a word come with it: they tell the end of a clause.
    while stop < len(passage) and not passage[stop].isspace():
        stop += 1
    return stop
