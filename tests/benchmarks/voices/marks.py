"""What can be counted in one answer."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.broken import broken, content_stems, is_copy
from tests.benchmarks.voices.facts import compare
from tests.benchmarks.voices.stance import boosters, boosters_kept, hedges
from tests.benchmarks.voices.words import runs, words

COPIED = 8
"""Words running that stand in the author's known books, and not in the source."""
INVENTED = 0.15
"""Of the content words of something tightened or mended, those that are not in the source."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One that was shown. `faults` as `broken` has them.

    `invented`: where the author's own words should stay, too many that say something are new.
    """

    faults: tuple[str, ...]
    kept: bool
    parity: bool
    added: bool
    copied: bool
    invented: bool

    @property
    def wrong(self) -> tuple[str, ...]:
        """All that a writer would have to mend, by name."""
        checks = {
            "lost": not self.kept,
            "negation": not self.parity,
            "added": self.added,
            "copied": self.copied,
            "invented": self.invented,
        }
        return self.faults + tuple(name for name, found in checks.items() if found)

    @property
    def usable(self) -> bool:
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Marks:
    """Pairs are of the source, then of the output; `content` are words that say something,
    those of the source that are still there."""

    shown: tuple[Candidate, ...]
    changed: bool
    words: tuple[int, int]
    hedges: tuple[int, int]
    boosters: tuple[int, int]
    content: tuple[int, int]

    @property
    def usable(self) -> bool:
        return any(candidate.usable for candidate in self.shown)


def marks(answer: Answer, known_runs: Set[tuple[str, ...]]) -> Marks:
    """`known_runs`: every `COPIED` words running of the author's known books."""
    source, output = answer.source, answer.output
    allowed, said = runs(source, COPIED), content_stems(source)
    shown = []
    for text in answer.shown:
        facts = compare(source, text)
        copied = bool((runs(text, COPIED) - allowed) & known_runs)
        shown.append(
            Candidate(
                faults=broken(source, text),
                kept=facts.kept,
                parity=facts.parity,
                added=bool(facts.added),
                copied=copied,
                invented=source == answer.own and new_content(source, text) > INVENTED,
            )
        )
    return Marks(
        shown=tuple(shown),
        changed=not is_copy(source, output),
        words=(len(words(source)), len(words(output))),
        hedges=(hedges(source), hedges(output)),
        boosters=(boosters(source).total(), boosters_kept(source, output)),
        content=(len(said), len(said & content_stems(output))),
    )


def new_content(source: str, text: str) -> float:
    """The share of a text's content words, in whatever form, that are not in the source."""
    found = content_stems(text)
    return len(found - content_stems(source)) / len(found) if found else 0.0
