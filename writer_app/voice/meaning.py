"""Guards of what is said: nothing else, and not too little of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from writer_app.voice.lexicon import ADVERBS, MENDABLE, PAST_AND_PRESENT, STOPWORDS
from writer_app.voice.slips import mends
from writer_app.voice.tokens import stem
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Change, Wording

_A_SAYING = 3
"""Content words from which a sentence says something of its own."""
_ITS_OWN = 0.67
"""Of the content words of a candidate's sentence that may be new, as a share, at most."""
_MOVED = 0.2
"""Of the words of a tightened passage that may be new or stand elsewhere, as a share."""
_ROOT = 4
"""Letters that words of one root begin with."""
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


def recast(source: Wording, candidate: Wording, changes: Sequence[Change]) -> Iterator[Violation]:
    """Shorter in the passage's own words, in their order.

    One new word may stand for two or three ("young girl" as "child", "once more" as "again"),
    and a word of the same root as one in the passage is not new. A word for a word is no
    tightening.
    """
    moved = 0
    spare = Counter(_carrying(source.words))
    spare.subtract(_carrying(candidate.words))
    for old, new in changes:
        before, after = _carrying(old), _carrying(new)
        fresh = [word for word in after if spare[word] < 0 and not _kin(word, source)]
        named = (
            len(fresh) == 1
            and 2 * len(new) <= len(old)
            and (1 < len(before) <= _A_SAYING or not ADVERBS.isdisjoint(new))
        )
        padded = len(new) >= _A_SAYING and 2 * len(new) > len(old)
        if (fresh and not named) or (padded and old and not _shares(before, after)):
            yield Violation("drift", f"It says something else: “{' '.join(new[:4])}”.")
            return
        moved += len(new)
    if moved > max(_A_SAYING, _MOVED * len(candidate.words)):
        yield Violation("drift", "It tells it in another way instead of more tightly.")


def _carrying(words: Iterable[str]) -> list[str]:
    """Stems of the words that say something, adverbs among them."""
    return [stem(word) for word in words if word not in STOPWORDS or word in ADVERBS]


def _shares(before: Iterable[str], after: Iterable[str]) -> bool:
    """Whether some stem of the one has its root in the other."""
    return any(one[:_ROOT] == other[:_ROOT] for one in before for other in after)


def _kin(word: str, source: Wording) -> bool:
    """Whether a stem is another form of one in the source, or begins like it: decid, decis."""
    if word in PAST_AND_PRESENT and stem(PAST_AND_PRESENT[word]) in source.says:
        return True
    return len(word) > _ROOT and any(
        word[:_ROOT] == known[:_ROOT] and word != known for known in source.says
    )


def mended(source: Wording, candidate: Wording, changes: Sequence[Change]) -> Iterator[Violation]:
    """Every changed word is another form of the one in its place; none that carries is gone."""
    for old, new in changes:
        # One word made of two, or two of one.
        if mends("".join(old), "".join(new)):
            continue
        # Moved, or said twice: then it is in the other text as it stands. A word put in says
        # something, wherever it comes from.
        carried = source.words if old else []
        if any(_carries(w) and w not in carried and not _form_of(w, old) for w in new):
            yield _OTHER
            return
        if any(_carries(w) and w not in candidate.words and not _form_of(w, new) for w in old):
            yield Violation("lost", "It leaves something out that needed no mending.")
            return


def _carries(word: str) -> bool:
    return word not in MENDABLE


def _form_of(word: str, others: Iterable[str]) -> bool:
    return any(mends(other, word) or mends(word, other) for other in others)
