"""Guards of what is said: nothing else, and not too little of it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from writer_app.voice.lexicon import ADVERBS, STOPWORDS
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording

_A_SAYING = 3
"""Content words from which a sentence says something of its own."""
_ITS_OWN = 0.67
"""Of the content words of a candidate's sentence that may be new, as a share, at most."""
_OTHER = Violation("drift", "It says things that are not in the passage.")


def drift(
    source: Wording, candidate: Wording, *, fresh: float, kept: float, adding: bool
) -> Iterator[Violation]:
    """Says other things, or leaves out too many. The rest: as in `Limits`."""
    before, after = source.content, candidate.content
    if not before or not after:
        return
    new = sum(word not in source.says for word in after)
    still = sum(word in candidate.says for word in before)
    # A word or two weigh much in a single sentence.
    if new > max(fresh * len(after), 1 + (len(after) > 12)):
        yield _OTHER
    elif not adding and (added := _added(source, candidate)):
        yield Violation("drift", f"It adds something of its own: “{added}”.")
    elif len(before) >= _A_SAYING and still < kept * len(before):
        yield Violation("lost", "It leaves out too much of the passage.")
    elif kept and any(_gone(sentence.content, candidate.says) for sentence in source.sentences):
        yield Violation("lost", "A whole sentence of the passage is gone.")


def _gone(sentence: list[str], here: frozenset[str]) -> bool:
    return len(sentence) >= _A_SAYING and here.isdisjoint(sentence)


def _added(source: Wording, candidate: Wording) -> str:
    """The beginning of a sentence that says little of what the passage says; "" if none."""
    for sentence in candidate.sentences:
        words = sentence.content
        new = sum(word not in source.says for word in words)
        if len(words) >= _A_SAYING and new > _ITS_OWN * len(words):
            return " ".join(sentence.cased[:4]) + "…"
    return ""


def mended(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """Every changed word is another form of the one in its place; none that carries is gone."""
    before, after = source.words, candidate.words
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        old, new = before[i:j], after[k:m]
        # One word made of two, or two of one.
        if kind == "equal" or _alike("".join(old), "".join(new), 0.75):
            continue
        carried = before if old else []  # a word put in says something, wherever it comes from
        if any(_carries(word) and not _form_of(word, old, carried) for word in new):
            yield _OTHER
            return
        if any(_carries(word) and not _form_of(word, new, after) for word in old):
            yield Violation("lost", "It leaves something out that needed no mending.")
            return


def _carries(word: str) -> bool:
    """Whether a word says something: what holds a clause together may change to mend it."""
    return word not in STOPWORDS or word in ADVERBS


def _form_of(word: str, here: list[str], elsewhere: list[str]) -> bool:
    # Moved, or said twice: then it is in the other text as it stands.
    return any(_alike(word, other, 0.45) for other in here) or word in elsewhere


def _alike(one: str, other: str, share: float) -> bool:
    if one == other:
        return True
    if not one or not other or one[0] != other[0]:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= share
