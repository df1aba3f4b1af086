"""All answers to one task of one arm as figures, each with its interval over authors."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import median

from tests.benchmarks.voices.answers import Answer
from tests.benchmarks.voices.groups import Groups
from tests.benchmarks.voices.marks import Candidate, Marks
from tests.benchmarks.voices.recovery import Figure, over_authors, recovery

Statistic = Callable[[Groups], float]


def figures(groups: Groups) -> dict[str, Figure]:
    """By the row's title; what nothing can be said of is left out."""
    rows: dict[str, Statistic] = dict(_ROWS)
    for name in groups[0].scores if groups else ():
        rows[f"VR, {name}"] = _recovery(name)
    for name in groups[0].inside if groups else ():
        rows[f"inside own range: {name}"] = _inside(name)
    counts = {
        "passages": float(sum(len(g.answers) for g in groups)),
        "candidates shown": float(sum(len(g.shown) for g in groups)),
    }
    found = {title: Figure(count, count, count) for title, count in counts.items()}
    found |= {title: over_authors(statistic, groups) for title, statistic in rows.items()}
    return {title: figure for title, figure in found.items() if not math.isnan(figure.value)}


def _share(chosen: Callable[[Candidate], bool]) -> Statistic:
    """Of all candidates that were shown."""

    def statistic(groups: Groups) -> float:
        shown = [candidate for g in groups for candidate in g.shown]
        return _ratio(sum(chosen(candidate) for candidate in shown), len(shown))

    return statistic


def _of_passages(chosen: Callable[[Answer, Marks], bool]) -> Statistic:
    def statistic(groups: Groups) -> float:
        pairs = [pair for g in groups for pair in zip(g.answers, g.marks, strict=True)]
        return _ratio(sum(chosen(*pair) for pair in pairs), len(pairs))

    return statistic


def _of_pairs(pair: Callable[[Marks], tuple[int, int]]) -> Statistic:
    """The sum of what came out over the sum of what went in."""

    def statistic(groups: Groups) -> float:
        pairs = [pair(mark) for g in groups for mark in g.marks]
        return _ratio(sum(after for _, after in pairs), sum(before for before, _ in pairs))

    return statistic


def _median(value: Callable[[Marks], float]) -> Statistic:
    """Over the passages that were not declined."""

    def statistic(groups: Groups) -> float:
        values = [value(mark) for g in groups for mark in g.answered]
        return median(values) if values else math.nan

    return statistic


def _seconds(time: Callable[[Answer], float | None]) -> Statistic:
    def statistic(groups: Groups) -> float:
        times = [t for g in groups for answer in g.answers if (t := time(answer)) is not None]
        return median(times) if times else math.nan

    return statistic


def _recovery(judge: str) -> Statistic:
    def statistic(groups: Groups) -> float:
        first = groups[0].answers[0]
        return recovery([g.scores[judge] for g in groups], float(first.source == first.own))

    return statistic


def _inside(measure: str) -> Statistic:
    return lambda groups: _ratio(sum(g.inside[measure] for g in groups), len(groups))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan


_ROWS: dict[str, Statistic] = {
    "declined": _of_passages(lambda answer, _: answer.declined),
    "usable changed candidate shown": _of_passages(lambda _, mark: mark.usable),
    "broken, of those shown": _share(lambda candidate: bool(candidate.faults)),
    "names, numbers, quotations kept": _share(lambda candidate: candidate.kept),
    "negations in parity": _share(lambda candidate: candidate.parity),
    "names or numbers added": _share(lambda candidate: candidate.added),
    "content invented": _share(lambda candidate: candidate.invented),
    "8 words running from own books": _share(lambda candidate: candidate.copied),
    "words removed, median": _median(lambda mark: 1 - mark.words[1] / mark.words[0]),
    "length, median log ratio": _median(lambda mark: math.log(mark.words[1] / mark.words[0])),
    "content words kept": _of_pairs(lambda mark: mark.content),
    "hedges, output to source": _of_pairs(lambda mark: mark.hedges),
    "boosters kept": _of_pairs(lambda mark: mark.boosters),
    "inside own range: all at once": lambda groups: _ratio(
        sum(all(g.inside.values()) for g in groups), len(groups)
    ),
    "own passages inside it: all at once": lambda groups: _ratio(
        sum(all(g.own_inside.values()) for g in groups), len(groups)
    ),
    "seconds to the answer, median": _seconds(lambda answer: answer.seconds),
    "seconds to the first shown, median": _seconds(lambda answer: answer.first),
}
