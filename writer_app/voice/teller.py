"""Guards of who tells it, to whom and when, outside of speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from writer_app.voice.lexicon import FIRST_PERSON, PAST_AND_PRESENT
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Change, Wording

_YOU = frozenset({"you", "your", "yours", "yourself"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PEOPLE = (_HE, _SHE, _THEY, FIRST_PERSON)
_PAST = frozenset({"was", "were", "had", "wasn't", "weren't", "hadn't"})
_PRESENT = frozenset({"is", "are", "has", "it's", "he's", "she's", "isn't", "aren't", "am", "i'm"})
_LEAST = 0.7
"""Of the times that somebody says "I" who tells it, as a share: some go when a sentence is cut."""


def person(source: Wording, candidate: Wording, changes: Sequence[Change]) -> Iterator[Violation]:
    """The first person neither lost nor brought in; no "you", "we", "he" or "she" from nowhere."""
    before, after = source.of(_heads), candidate.of(_heads)
    said, still = _count(before, FIRST_PERSON), _count(after, FIRST_PERSON)
    if said and still < _LEAST * said:
        yield Violation("person", "The one who says “I” is gone.")
    elif still and not said:
        yield Violation("person", "Somebody says “I” who did not before.")
    elif _count(after, _YOU) and not _count(before, _YOU):
        yield Violation("person", "It speaks to a “you” that was not there.")
    elif _count(after, _WE) and not _count(before, _WE | FIRST_PERSON):
        yield Violation("person", "It speaks of a “we” that was not there.")
    elif any(_exchanged(old, new) for old, new in changes):
        yield Violation("person", "One person stands for another.")


def _exchanged(old: list[str], new: list[str]) -> bool:
    """Whether a "he" took the place of a "she", or the like."""
    gone, come = _people(old), _people(new)
    return bool(gone and come and gone.isdisjoint(come))


def _people(words: list[str]) -> set[frozenset[str]]:
    heads = {word.split("'")[0] for word in words}
    return {person for person in _PEOPLE if not person.isdisjoint(heads)}


def _heads(text: Wording) -> Counter[str]:
    """The words of the telling without what is contracted into them: "I'd" is "i"."""
    return Counter(word.split("'")[0] for word in text.told)


def _count(words: Counter[str], known: frozenset[str]) -> int:
    return sum(words[word] for word in known)


def tense(source: Wording, candidate: Wording) -> Iterator[Violation]:
    """A story told in the past stays there.

    Seen by its auxiliaries, and by verbs that the source has in the one form and the candidate
    in the other ("walked" and "walks").
    """
    before, after = source.of(_auxiliaries), candidate.of(_auxiliaries)
    often = 1 if len(source.words) < 60 else 2
    gone, come = _turned(source, candidate), _turned(candidate, source)
    if before[0] and not before[1] and (after[1] >= often or gone):
        yield Violation("tense", "It falls into the present tense.")
    elif before[1] and not before[0] and not after[1] and (after[0] >= often or come):
        yield Violation("tense", "It falls into the past tense.")


def _auxiliaries(text: Wording) -> tuple[int, int]:
    """How many of the past, how many of the present."""
    return sum(w in _PAST for w in text.told), sum(w in _PRESENT for w in text.told)


def _turned(past: Wording, present: Wording) -> bool:
    """Whether a verb stands in the past in the one and in the present, instead, in the other."""
    were, are = frozenset(past.told), frozenset(present.told)
    return any((now := _present(word)) and now in are and now not in were for word in were - are)


def _present(past: str) -> str:
    """The third person of a verb in the past; "" if it is none that can be told by its form."""
    if past in PAST_AND_PRESENT:
        return PAST_AND_PRESENT[past]
    if len(past) < 5 or not past.endswith("ed"):
        return ""
    if past.endswith("ied"):
        return past[:-3] + "ies"
    root = past[:-2]
    if root[-1] == root[-2] and root[-1] not in "sl":
        root = root[:-1]
    return root + ("es" if root.endswith(("s", "sh", "ch", "x", "z")) else "s")
