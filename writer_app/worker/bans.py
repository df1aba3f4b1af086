"""Phrases that must not be written, followed through one candidate's text as it comes.

A phrase is cut at its `*` into segments. One automaton finds where any segment ends; a segment
that others must follow leaves a `Gap`, in which the next is waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from writer_app.engine.work import Ban
from writer_app.worker.automaton import (
    JOINER,
    KEYS,
    LINE,
    OTHER,
    SPACE,
    STOP,
    WORD,
    Automaton,
    keys,
)
from writer_app.worker.gaps import NO_GAPS, Gap

_JOINED: Final = -1
"""After a word and a joiner: a letter here goes on with the word."""


@dataclass(frozen=True, slots=True)
class Match:
    """`ban` is an index into the bans. `start`, in code points of the candidate's text, is where
    the phrase begins; negative if that was in what stood before."""

    ban: int
    start: int


class Phrases:
    """The compiled bans: made once, shared by all candidates, never changed.

    Bans of which nothing is left without `*` and white space never match.
    """

    def __init__(self, bans: Sequence[Ban]) -> None:
        self.bans = tuple(bans)
        self.automaton = Automaton()
        # A prefix is a number for the first segments of one or several phrases, 0 for none.
        self.steps: dict[tuple[int, int], int] = {}
        """(prefix, segment) to the prefix that is one segment longer."""
        self.whole: dict[int, tuple[int, ...]] = {}
        """Bans that are complete with a prefix."""
        self.within: dict[int, set[int]] = {}
        """Bans that go on after a prefix."""
        self.ahead: dict[int, set[int]] = {}
        """Nodes from which the next segment after a prefix can still come."""
        for index, ban in enumerate(self.bans):
            self._add(index, ban.phrase)
        self.automaton.link(segment for prefix, segment in self.steps if prefix == 0)

    def scan(self, before: str = "") -> Scan:
        """For a new candidate; `before` is the end of the prompt, longer than any phrase."""
        return Scan(self, before)

    def _add(self, index: int, phrase: str) -> None:
        prefix = 0
        for text in filter(None, map(str.strip, phrase.split("*"))):
            segment = self.automaton.add(keys(text), KEYS[text[-1]][1] == WORD)
            if prefix:
                self.within.setdefault(prefix, set()).add(index)
                self.ahead.setdefault(prefix, set()).update(self.automaton.paths[segment])
            prefix = self.steps.setdefault((prefix, segment), len(self.steps) + 1)
        if prefix:
            self.whole[prefix] = (*self.whole.get(prefix, ()), index)


class Scan:
    """One candidate's text so far. All state is immutable values, so a copy costs next to nothing.

    After a match its owner goes back to an earlier copy; this one stands within its last piece.
    """

    __slots__ = ("_at", "_gaps", "_last", "_node", "_permitted", "_phrases", "_runs")

    def __init__(self, phrases: Phrases, before: str) -> None:
        self._phrases = phrases
        self._at = -len(before)
        self._node = 0
        self._last = OTHER
        self._gaps = NO_GAPS
        self._runs: tuple[tuple[int, int], ...] = ()
        """White space that counts for nothing, as it followed other: (last place, how many)."""
        self._permitted: frozenset[tuple[int, int]] = frozenset()
        self.feed(before)

    def copy(self) -> Scan:
        copied = Scan.__new__(Scan)
        for name in Scan.__slots__:
            setattr(copied, name, getattr(self, name))
        return copied

    def permit(self, match: Match) -> None:
        """Let this ban pass where it begins there, from now on."""
        self._permitted |= {(match.ban, match.start)}
        self._gaps = self._gaps.only(self._forbidding)

    @property
    def held(self) -> int:
        """How many code points at the end may become part of a match and are not to be shown."""
        begun = [gap.start for gap in self._gaps.gaps]
        begun.append(self._start(self._phrases.automaton.held[self._node]))
        return self._at - max(0, min(begun))

    def feed(self, text: str) -> Match | None:
        """The match that is certain first, the one that begins first among several."""
        automaton = self._phrases.automaton
        goto, fail, ends = automaton.goto, automaton.fail, automaton.ends
        for character in text:
            key, kind = KEYS[character]
            last, node = self._last, self._node
            found: list[tuple[int, int]] = []
            if kind == WORD:
                if last != WORD:
                    key = -key
                    if last != _JOINED and self._gaps.gaps:
                        self._gaps = self._gaps.word(self._at)
            else:
                if last == WORD and node in ends:
                    found = self._confirm()
                if kind >= STOP and self._gaps.gaps:
                    self._gaps = self._gaps.stop(self._at)
            if kind == LINE:
                kind = SPACE
            if kind == SPACE == last:
                self._skip()
            else:
                while (following := goto[node].get(key)) is None and node:
                    node = fail[node]
                self._node = node = following or 0
            self._last = _JOINED if kind == JOINER and last == WORD else kind
            self._at += 1
            if kind != WORD and kind != SPACE and node in ends:
                found += self._confirm()
            if self._gaps.closing:
                self._gaps = self._gaps.only(self._alive)
            if found:
                return _earliest(found)
        return None

    def end(self) -> Match | None:
        """The text ends here, and with it its last word. Nothing is changed."""
        if self._last != WORD or self._node not in self._phrases.automaton.ends:
            return None
        found = self.copy()._confirm()
        return _earliest(found) if found else None

    def _confirm(self) -> list[tuple[int, int]]:
        """Segments end here: (start, ban) of the phrases that this completes."""
        phrases = self._phrases
        found: list[tuple[int, int]] = []
        gaps: list[Gap] = []
        for segment in phrases.automaton.ends[self._node]:
            begin = self._start(phrases.automaton.depth[segment])
            reached = [(phrases.steps.get((0, segment)), begin)]
            for gap in self._gaps.gaps:
                prefix = phrases.steps.get((gap.prefix, segment))
                if prefix is not None and self._gaps.may_end(gap, begin):
                    reached.append((prefix, gap.start))
            for prefix, start in reached:
                if prefix is None:
                    continue
                if self._at > 0:
                    for ban in phrases.whole.get(prefix, ()):
                        if (start, ban) not in found and (ban, start) not in self._permitted:
                            found.append((start, ban))
                gap = Gap(prefix, start, self._at)
                if gap not in gaps and self._forbidding(gap):
                    gaps.append(gap)
        if gaps:
            self._gaps = self._gaps.and_also(gaps)
        return found

    def _forbidding(self, gap: Gap) -> bool:
        """Whether a ban goes on after this gap that is not permitted where it began."""
        within = self._phrases.within.get(gap.prefix, set())
        if not self._permitted:
            return bool(within)
        return any((ban, gap.start) not in self._permitted for ban in within)

    def _alive(self, gap: Gap) -> bool:
        """Whether the gap is open, or the text ends with a part of what was to come in time."""
        if gap.until is None:
            return True
        automaton = self._phrases.automaton
        ahead = self._phrases.ahead[gap.prefix]
        node = self._node
        while node:
            begin = self._start(automaton.depth[node])
            if node in ahead and self._gaps.may_end(gap, begin):
                return True
            node = automaton.fail[node]
        return False

    def _start(self, depth: int) -> int:
        """Where the last `depth` keys began."""
        start = self._at - depth
        for place, count in reversed(self._runs):
            if place < start:
                break
            start -= count
        return start

    def _skip(self) -> None:
        """White space after white space: a longer text, the same keys."""
        begun = self._start(self._phrases.automaton.depth[self._node])
        runs = tuple(run for run in self._runs if run[0] >= begun)
        if runs and runs[-1][0] == self._at - 1:
            self._runs = (*runs[:-1], (self._at, runs[-1][1] + 1))
        else:
            self._runs = (*runs, (self._at, 1))


def _earliest(found: list[tuple[int, int]]) -> Match:
    start, ban = min(found)
    return Match(ban, start)
