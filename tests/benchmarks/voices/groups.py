"""One author's answers to one task, with all that judges and lists say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.classifier import passages
from tests.benchmarks.voices.marks import COPIED, Candidate, Marks, marks
from tests.benchmarks.voices.recovery import Judge, Scores
from tests.benchmarks.voices.slop import Counts, SlopLists, inside, manner, own_range
from tests.benchmarks.voices.words import runs


@dataclass(frozen=True, slots=True)
class Known:
    """Of an author: what is counted in each passage of the known books, every eight words
    running there, and by how much each judge puts the unseen book above plain drafts of it."""

    counts: Sequence[Counts]
    runs: frozenset[tuple[str, ...]]
    gaps: Mapping[str, float]


def knowledge(texts: Sequence[str], slop: SlopLists, gaps: Mapping[str, float]) -> Known:
    found = frozenset(run for text in texts for run in runs(text, COPIED))
    return Known([slop.count(passage) for passage in passages(texts)], found, gaps)


@dataclass(frozen=True, slots=True)
class Group:
    """One author's answers, and what the judges and the lists say of them together.

    `own_inside` is said of the author's own passages: what lies in a range of 90 % by each of
    four measures does so by all four less often.
    """

    author: str
    answers: Sequence[Answer]
    marks: Sequence[Marks]
    scores: Mapping[str, Scores]
    inside: Mapping[str, bool]
    own_inside: Mapping[str, bool]

    @property
    def shown(self) -> list[Candidate]:
        return [candidate for mark in self.marks for candidate in mark.shown]

    @property
    def answered(self) -> list[Marks]:
        pairs = zip(self.answers, self.marks, strict=True)
        return [mark for answer, mark in pairs if not answer.declined]


@dataclass(frozen=True, slots=True)
class Failure:
    """A candidate that was shown and is not usable."""

    author: str
    source: str
    text: str
    marks: Candidate


Groups = Sequence[Group]


def group(
    author: str,
    answers: Sequence[Answer],
    known: Known,
    judges: Sequence[Judge],
    slop: SlopLists,
) -> Group:
    outputs = [answer.output for answer in answers]
    sources, own = [answer.source for answer in answers], [answer.own for answer in answers]
    low, high = own_range(known.counts, len(answers))

    def within(texts: Sequence[str]) -> dict[str, bool]:
        return inside(manner([slop.count(text) for text in texts]), low, high)

    return Group(
        author,
        answers,
        [marks(answer, known.runs) for answer in answers],
        {
            judge.name: Scores(
                judge.score(author, sources), judge.score(author, outputs), known.gaps[judge.name]
            )
            for judge in judges
        },
        within(outputs),
        within(own),
    )


def failures(groups: Groups) -> list[Failure]:
    return [
        Failure(answer.author, answer.source, text, candidate)
        for g in groups
        for answer, mark in zip(g.answers, g.marks, strict=True)
        for text, candidate in zip(answer.shown, mark.shown, strict=True)
        if not candidate.usable
    ]


def held(groups: Groups) -> Counter[str]:
    """Why candidates were held back, in the product's own codes."""
    return Counter(code for g in groups for answer in g.answers for code in answer.held)
