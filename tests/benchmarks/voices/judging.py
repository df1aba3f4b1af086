"""Everything that was answered, judged: by arm, by task, then by the row's title."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.classifier import Classifier
from tests.benchmarks.voices.delta import Delta
from tests.benchmarks.voices.drafts import Drafts
from tests.benchmarks.voices.figures import figures
from tests.benchmarks.voices.groups import (
    Failure,
    Group,
    Known,
    failures,
    group,
    held,
    knowledge,
)
from tests.benchmarks.voices.passages import Author
from tests.benchmarks.voices.recovery import Figure, Judge
from tests.benchmarks.voices.slop import SlopLists


@dataclass(frozen=True, slots=True)
class Verdict:
    """`faults` of what was shown and `held`, why candidates were not, are counts.

    `failures` are the candidates themselves that were shown and should not have been.
    """

    figures: Mapping[str, Figure]
    faults: Counter[str]
    held: Counter[str]
    failures: Sequence[Failure]


class Court:
    """The judges, and what is known of each author from the first two books.

    `drafts` are of the third. Only authors with one are judged.
    """

    def __init__(
        self, authors: Sequence[Author], machine: Path, slop: Path, drafts: Drafts
    ) -> None:
        known = {author.name: author.own_text() for author in authors}
        lines = machine.read_text(encoding="utf-8").splitlines()
        prose = [json.loads(line)["text"] for line in lines]
        self._slop = SlopLists.read(slop)
        self.judges: tuple[Judge, ...] = Delta(known, prose), Classifier(known, prose)
        self._texts = known
        self._known: dict[str, Known] = {}
        self._pairs = {author: pairs for author in known if (pairs := _pairs(drafts, author))}

    def verdicts(self, answers: Sequence[Answer]) -> dict[str, dict[str, Verdict]]:
        found: dict[str, dict[str, Verdict]] = {}
        for arm, task in dict.fromkeys((answer.arm, answer.task) for answer in answers):
            groups = self._groups([a for a in answers if (a.arm, a.task) == (arm, task)])
            shown = failures(groups)
            counts = Counter(fault for failure in shown for fault in failure.marks.wrong)
            verdict = Verdict(figures(groups), counts, held(groups), shown)
            found.setdefault(arm, {})[task] = verdict
        return found

    def check(self) -> dict[str, dict[str, float]]:
        """Whether the judges can judge single passages of books they never saw, as AUC.

        Own passages against the other authors', and against plain drafts of the same.
        """
        found = {}
        for judge in self.judges:
            others, plain = [], []
            for author, pairs in self._pairs.items():
                own = [judge.score(author, [passage]) for passage in pairs]
                rest = [p for name, ps in self._pairs.items() if name != author for p in ps]
                others.append(auc(own, [judge.score(author, [passage]) for passage in rest]))
                drafts = pairs.values()
                plain.append(auc(own, [judge.score(author, [draft]) for draft in drafts]))
            found[judge.name] = {
                "own above other authors'": fmean(others),
                "own above plain drafts": fmean(plain),
            }
        return found

    def _knowledge(self, author: str) -> Known:
        if author not in self._known:
            pairs = self._pairs[author]
            gaps = {
                judge.name: judge.score(author, [*pairs]) - judge.score(author, [*pairs.values()])
                for judge in self.judges
            }
            self._known[author] = knowledge(self._texts[author], self._slop, gaps)
        return self._known[author]

    def _groups(self, answers: Sequence[Answer]) -> list[Group]:
        return [
            group(
                author,
                [answer for answer in answers if answer.author == author],
                self._knowledge(author),
                self.judges,
                self._slop,
            )
            for author in dict.fromkeys(answer.author for answer in answers)
        ]


def _pairs(drafts: Drafts, author: str) -> dict[str, str]:
    """Passages and their drafts, where one was good enough."""
    found = drafts.get(author, {}).items()
    return {passage: said["draft"] for passage, said in found if said["draft"]}


def auc(high: Sequence[float], low: Sequence[float]) -> float:
    """How often one of `high` is above one of `low`; half of it where they are the same."""
    wins = [(a > b) + (a == b) / 2 for a in high for b in low]
    return fmean(wins) if wins else math.nan
