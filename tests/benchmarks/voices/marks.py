"""What can be counted in one answer."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.broken import broken, is_copy
from tests.benchmarks.voices.facts import compare
from tests.benchmarks.voices.stance import boosters, boosters_kept, hedges
from tests.benchmarks.voices.words import runs, words

COPIED = 8
"""Words running that stand in the author's known books, and not in the source."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that was shown. `faults` as `broken` has them."""

    faults: tuple[str, ...]
    kept: bool
    parity: bool
    added: bool
    copied: bool

    @property
    def wrong(self) -> tuple[str, ...]:
        """All that a writer would have to mend, by name."""
        checks = {
            "lost": not self.kept,
            "negation": not self.parity,
            "added": self.added,
            "copied": self.copied,
        }
        return self.faults + tuple(name for name, found in checks.items() if found)

    @property
    def usable(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Marks:
    """Pairs are of the source, then of the output."""

    shown: tuple[Candidate, ...]
    changed: bool
    words: tuple[int, int]
    hedges: tuple[int, int]
    boosters: tuple[int, int]

    @property
    def usable(self) -> bool:
        return any(candidate.usable for candidate in self.shown)


def marks(answer: Answer, known_runs: Set[tuple[str, ...]]) -> Marks:
    """`known_runs`: every `COPIED` words running of the author's known books."""
    source, output = answer.source, answer.output
    allowed = runs(source, COPIED)
    shown = []
    for text in answer.shown:
        facts = compare(source, text)
        copied = bool((runs(text, COPIED) - allowed) & known_runs)
        shown.append(
            Candidate(broken(source, text), facts.kept, facts.parity, bool(facts.added), copied)
        )
    return Marks(
        shown=tuple(shown),
        changed=not is_copy(source, output),
        words=(len(words(source)), len(words(output))),
        hedges=(hedges(source), hedges(output)),
        boosters=(boosters(source).total(), boosters_kept(source, output)),
    )
