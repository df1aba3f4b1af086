"""What a rewrite will say next, guessed from the passage that is rewritten.

A rewrite is mostly its source. Where in it the model is by now is never certain: it may have
replaced a word, added some, left some out or moved a sentence. So a handful of places are kept,
each with the probability that the next token is taken from there, and every token written makes
some of them likelier: the forward algorithm of a hidden Markov model, cut to a beam. The guess and
the trust in it come out of the same numbers.

The constants were chosen by counting steps on edited paragraphs; the outcome hardly depends on
them (halving or doubling any one moves the speed by less than 1 %).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

NOVEL = 0.003
"""Probability that a change writes just the token it wrote: few tokens would do."""
JUMPS = 0.05
"""Share of the changes that go on at any other place of the source."""
SKIPS = 0.25
"""Share of the changes that leave tokens out, ..."""
SKIPS_ON = 0.9
"""... with the probability that one more is left out, ..."""
REACH = 64
"""... and the most tokens considered; what is further away is a jump."""
REPLACES, REPLACES_ONE, ADDS = 1.0, 0.14, 0.15
"""Weights of a word for a word, a token for a token, and a word put in."""
BEAM = 12
"""Places kept; with 6 heavily edited text is followed less well, with 24 no better."""
LOST = 1e-4
"""Probability below which a place is given up."""

RATES = (0.96, 0.75, 0.35)
"""How often the source is copied after 0, 1, and more tokens in a row that it did not have."""
LEARNS = (0.03, 0.05, 0.1)
"""Weight of one more token in these rates."""
SUREST = 0.99

SPACELESS = 0x0E00
"""Thai and all the scripts above, but for some accented Latin, put no spaces between words."""

Place = tuple[int, int]
"""A position in the source, and how many tokens were written since one came from there."""


class _Kind(Enum):
    WORD = 0
    INSIDE = 1
    """The rest of a word begun before."""
    MARK = 2
    """Punctuation, line breaks, parts of a character."""


@dataclass(frozen=True, slots=True)
class _State:
    places: tuple[tuple[Place, float], ...]
    rates: tuple[float, ...]
    guess: int
    confidence: float


class Draft:
    """For one candidate; `source` in tokens, `pieces` the bytes of every token there is."""

    def __init__(self, source: Sequence[int], pieces: Sequence[bytes]) -> None:
        self._source = list(source)
        self._pieces = pieces
        self._found: dict[int, list[int]] = {}
        for position, token in enumerate(self._source):
            self._found.setdefault(token, []).append(position)
        self._kinds = _begun([self._kind(token) for token in self._source])
        self._next_word = _next_words(self._kinds)
        self._states = [self._state([((0, 0), 0.9), ((0, 1), 0.1)], RATES)]

    @property
    def confidence(self) -> float:
        """Probability that the model writes the first token of `propose()` next."""
        return self._states[-1].confidence

    def propose(self, most: int) -> list[int]:
        """The next tokens as the source has them, `most` or fewer.

        Never empty unless `most` or the source is: where the source is used up, or the model has
        left it, the guess is poor and `confidence` says so.
        """
        guess = self._states[-1].guess
        return self._source[guess : guess + max(0, most)]

    def accept(self, token: int) -> None:
        """`token` was written, whether proposed or not."""
        state = self._states[-1]
        places: dict[Place, float] = {}
        changes = 0.0
        for (position, strange), weight in state.places:
            rate = self._rate((position, strange), state.rates)
            if rate > 0.0 and self._source[position] == token:
                _add(places, (position + 1, 0), weight * rate)
            changed = weight * (1.0 - rate)
            changes += changed
            self._skip(places, position, token, changed * SKIPS)
            self._change(places, position, min(strange + 1, 2), token, changed * NOVEL)
        for position in self._found.get(token, ()):
            _add(places, (position + 1, 0), changes * JUMPS / len(self._source))
        self._states.append(self._state(places.items(), self._learnt(state, token)))

    def rewind(self, count: int) -> None:
        """The last `count` tokens written are taken back; no more than were accepted."""
        if not 0 <= count < len(self._states):
            raise ValueError(f"{count} of {len(self._states) - 1} tokens cannot be taken back")
        del self._states[len(self._states) - count :]

    def _skip(self, places: dict[Place, float], start: int, token: int, weight: float) -> None:
        """Tokens from `start` on were left out."""
        found = self._found.get(token, [])
        for position in found[bisect_right(found, start) :]:
            left_out = position - start
            if left_out > REACH:
                break
            chance = (1.0 - SKIPS_ON) * SKIPS_ON ** (left_out - 1)
            _add(places, (position + 1, 0), weight * chance)

    def _change(
        self, places: dict[Place, float], position: int, strange: int, token: int, weight: float
    ) -> None:
        """`token` is not the source's: it replaces something there, or is put in."""
        last = len(self._source)
        if position == last:
            _add(places, (last, strange), weight)
            return
        after = self._after(position, self._kind(token))
        _add(places, (after, strange), weight * REPLACES)
        _add(places, (position + 1, strange), weight * REPLACES_ONE)
        _add(places, (position, strange), weight * ADDS)

    def _after(self, position: int, written: _Kind) -> int:
        """Where the source goes on if a change is about whole words.

        Correcting a word changes how it falls into tokens (" te", "h" becomes " the"), so what
        follows the word is a better guess than what follows as many tokens.
        """
        replaced = self._kinds[position]
        if written is _Kind.MARK:
            return position + 1 if replaced is _Kind.MARK else position
        if written is _Kind.INSIDE:
            return self._next_word[position] if replaced is _Kind.INSIDE else position
        if replaced is _Kind.MARK:
            return position
        after = self._next_word[position]
        # The word before has ended early, and this one stands for the next.
        return self._next_word[after] if replaced is _Kind.INSIDE else after

    def _learnt(self, state: _State, token: int) -> tuple[float, ...]:
        """The rates of copying, after what was guessed has been compared with `token`."""
        if state.confidence == 0.0:
            return state.rates
        strange = state.places[0][0][1]
        hit = float(self._source[state.guess] == token)
        rates = list(state.rates)
        rates[strange] = min(SUREST, rates[strange] + LEARNS[strange] * (hit - rates[strange]))
        return tuple(rates)

    def _state(self, places: Iterable[tuple[Place, float]], rates: tuple[float, ...]) -> _State:
        likeliest = sorted(places, key=lambda item: -item[1])[:BEAM]
        total = sum(weight for _, weight in likeliest)
        kept = [(place, weight / total) for place, weight in likeliest if weight > LOST * total]
        # Several places may agree on a token; the longer draft is then taken from the likeliest.
        votes: dict[int, float] = {}
        guesses: dict[int, int] = {}
        for place, weight in kept:
            if place[0] < len(self._source):
                token = self._source[place[0]]
                votes[token] = votes.get(token, 0.0) + weight * self._rate(place, rates)
                guesses.setdefault(token, place[0])
        if not votes:
            return _State(tuple(kept), rates, 0, 0.0)
        best = max(votes, key=votes.__getitem__)
        return _State(tuple(kept), rates, guesses[best], min(SUREST, votes[best]))

    def _rate(self, place: Place, rates: tuple[float, ...]) -> float:
        position, strange = place
        return rates[strange] if position < len(self._source) else 0.0

    def _kind(self, token: int) -> _Kind:
        text = self._pieces[token].decode("utf-8", "ignore")
        bare = text.lstrip()
        if not bare or not bare[0].isalnum():
            return _Kind.MARK
        inside = bare == text and ord(bare[0]) < SPACELESS
        return _Kind.INSIDE if inside else _Kind.WORD


def _begun(kinds: Sequence[_Kind]) -> list[_Kind]:
    """At the beginning, and after a mark, a word does without its space."""
    before = [_Kind.MARK, *kinds]
    return [
        _Kind.WORD if kind is _Kind.INSIDE and last is _Kind.MARK else kind
        for last, kind in zip(before, kinds, strict=False)
    ]


def _next_words(kinds: Sequence[_Kind]) -> list[int]:
    """For every position the next one that is not inside a word; the end stands for itself."""
    following = [len(kinds)] * (len(kinds) + 1)
    word = len(kinds)
    for position in range(len(kinds) - 1, -1, -1):
        following[position] = word
        if kinds[position] is not _Kind.INSIDE:
            word = position
    return following


def _add(places: dict[Place, float], place: Place, weight: float) -> None:
    places[place] = places.get(place, 0.0) + weight
