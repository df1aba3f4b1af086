"""Guards of what is said: nothing else, and not too little of it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from writer_app.voice.lexicon import STOPWORDS
from writer_app.voice.tokens import content, folded, sentence_texts
from writer_app.voice.violation import Violation

_A_SAYING = 3
"""Content words from which a sentence says something of its own."""
_OTHER = Violation("drift", "It says things that are not in the passage.")


def drift(source: str, candidate: str, *, fresh: float, kept: float) -> Iterator[Violation]:
    """Says other things, or leaves out too many. `fresh`, `kept`: as in `Limits`."""
    before, after = content(source), content(candidate)
    if not before or not after:
        return
    there, here = set(before), set(after)
    new = sum(word not in there for word in after)
    still = sum(word in here for word in before)
    # A word or two weigh much in a single sentence.
    if new > max(fresh * len(after), 1 + (len(after) > 12)):
        yield _OTHER
    elif len(before) >= 3 and still < kept * len(before):
        yield Violation("lost", "It leaves out too much of the passage.")
    elif kept and any(_gone(content(sentence), here) for sentence in sentence_texts(source)):
        yield Violation("lost", "A whole sentence of the passage is gone.")


def _gone(sentence: list[str], here: set[str]) -> bool:
    return len(sentence) >= _A_SAYING and here.isdisjoint(sentence)


def mended(source: str, candidate: str) -> Iterator[Violation]:
    """Every changed word is another form of the one in its place; none that carries is gone."""
    before, after = folded(source), folded(candidate)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        old, new = before[i:j], after[k:m]
        # One word made of two, or two of one.
        if kind == "equal" or _alike("".join(old), "".join(new), 0.75):
            continue
        carried = before if old else []  # a word put in says something, wherever it comes from
        if any(word not in STOPWORDS and not _form_of(word, old, carried) for word in new):
            yield _OTHER
            return
        if any(word not in STOPWORDS and not _form_of(word, new, after) for word in old):
            yield Violation("lost", "It leaves something out that needed no mending.")
            return


def _form_of(word: str, here: list[str], elsewhere: list[str]) -> bool:
    # Moved, or said twice: then it is in the other text as it stands.
    return any(_alike(word, other, 0.45) for other in here) or word in elsewhere


def _alike(one: str, other: str, share: float) -> bool:
    if one == other:
        return True
    if not one or not other or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= share
