"""Where a passage can still be found in other texts: whole, by a sentence of it, or begun.

White space, case and the shape of quotation marks do not count. They are taken out of either
text first, so that texts stored in pieces can be looked through piece by piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from writer_app.text.segments import sentences, word_count

LEAST = 4
"""Characters of a passage: with fewer it would be found everywhere."""
BEGUN = 20
"""Characters, white space aside, of a passage that stops or starts in the middle."""
_SENTENCE = 5
"""Words of a sentence that tells the passage it is from: "He nodded." is in every novel."""

_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"'}


class _Folding(dict[int, str]):
    """What each character becomes, by its code point; worked out when it first occurs."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        plain = _QUOTES.get(sign, unicodedata.normalize("NFD", sign.casefold()))
        self[point] = folded = "".join(plain.split())
        return folded


_FOLDING = _Folding()


def key(text: str) -> str:
    """What is compared. The key of two texts together is their keys together."""
    return "".join(text.lower().split()) if text.isascii() else text.translate(_FOLDING)


class Traces:
    """Of one passage. `keys`: of the whole and of its longer sentences, the longest first."""

    def __init__(self, passage: str) -> None:
        telling = [span.of(passage) for span in sentences(passage)]
        telling = [sentence for sentence in telling if word_count(sentence) >= _SENTENCE]
        found = {key(text) for text in (passage, *telling)}
        self.keys = tuple(sorted((k for k in found if len(k) >= LEAST), key=len, reverse=True))

    def __bool__(self) -> bool:
        return bool(self.keys)

    def within(self, text: str) -> bool:
        return self.found(key(text))

    def found(self, its_key: str) -> bool:
        """The same for a text's key."""
        return any(one in its_key for one in self.keys)

    def partly(self, text: str) -> bool:
        """Whether `text` holds a trace of the passage, or is itself a good part of it."""
        its = key(text)
        return self.found(its) or (len(its) >= BEGUN and any(its in one for one in self.keys))

    def without(self, text: str) -> str:
        """`text` with every trace taken out."""
        while True:
            its, places = _placed(text)
            gone: set[int] = set()
            for at, end in self._found_at(its):
                gone.update(range(places[at], places[end - 1] + 1))
            if not gone:
                return text
            # What stood on either side may make another one.
            text = "".join(sign for at, sign in enumerate(text) if at not in gone)

    def _found_at(self, its_key: str) -> Iterator[tuple[int, int]]:
        for one in self.keys:
            at = its_key.find(one)
            while at >= 0:
                yield at, at + len(one)
                at = its_key.find(one, at + 1)


class Trail:
    """Follows the traces through texts that come in pieces, from afar toward one place.

    With `backward`, the pieces are read from their ends: they stand after the place.
    """

    def __init__(self, traces: Traces, *, backward: bool = False) -> None:
        self._backward = backward
        self._keys = tuple(k[::-1] for k in traces.keys) if backward else traces.keys

    def step(self, open_: str | None, text: str) -> tuple[str, int]:
        """Read the next piece, `text`. `open_` is what those before may be the beginning of.

        None is for the first piece, which may start in the middle of the passage. Returns what is
        open now, and how many characters of `text`, from its far end, go up to the end of the
        trace that is nearest to the place: 0 where there is none.
        """
        its = key(text)
        joined = (open_ or "") + (its[::-1] if self._backward else its)
        end = max((at + len(k) for k in self._keys if (at := joined.rfind(k)) >= 0), default=0)
        # A sentence of the passage may lie whole in what is open of the passage.
        here = end - len(open_ or "")
        if open_ is None:
            here = max(here, self._torn(joined))
        return self._open(joined), self._place(text, here) if here > 0 else 0

    def shown(self, open_: str) -> str:
        """What `step` left open, as it reads."""
        return open_[::-1] if self._backward else open_

    def _open(self, joined: str) -> str:
        """The longest end of `joined` that is the beginning of a key."""
        longest = ""
        for one in self._keys:
            tail = joined[1 - len(one) :]
            at = tail.find(one[0])
            while at >= 0 and len(tail) - at > len(longest):
                if one.startswith(tail[at:]):
                    longest = tail[at:]
                    break
                at = tail.find(one[0], at + 1)
        return longest

    def _torn(self, joined: str) -> int:
        """The characters of the longest beginning of `joined` that is a good part of a key."""
        longest = BEGUN - 1
        for one in self._keys:
            head = joined[: len(one) - 1]
            at = head.rfind(one[-1])
            while at >= longest:
                if one.endswith(head[: at + 1]):
                    longest = at + 1
                    break
                at = head.rfind(one[-1], 0, at)
        return longest if longest >= BEGUN else 0

    def _place(self, text: str, count: int) -> int:
        """The characters of `text`, from its far end, that make `count` of its key; 1 at least."""
        _, places = _placed(text)
        if self._backward:
            return len(text) - places[len(places) - count]
        return places[count - 1] + 1


def _placed(text: str) -> tuple[str, list[int]]:
    """The key of `text`, and for each of its characters the place in `text` it comes from."""
    signs: list[str] = []
    places: list[int] = []
    for at, made in enumerate(map(key, text)):
        signs.append(made)
        places += [at] * len(made)
    return "".join(signs), places
