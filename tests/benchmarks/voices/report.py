"""The tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

from tests.benchmarks.voices.bars import GAIN, Span, reached, wanted
from tests.benchmarks.voices.judging import Verdict
from tests.benchmarks.voices.key_figures import OVER_PLAIN
from tests.benchmarks.voices.recovery import Figure

_TITLE, _CELL = 52, 28


def verdict_table(verdicts: Mapping[str, Verdict], n_params: int) -> Iterator[str]:
    """One row a figure, one column a task: the figure, its interval, and whether it is enough."""
    figures = {task: verdict.figures for task, verdict in verdicts.items()}
    yield f"{'':<{_TITLE}}" + "".join(f"{task:<{_CELL}}" for task in figures)
    titles = dict.fromkeys(title for rows in figures.values() for title in rows)
    for title in titles:
        cells = [_cell(rows.get(title), wanted(title, t, n_params)) for t, rows in figures.items()]
        yield f"{title:<{_TITLE}}" + "".join(f"{cell:<{_CELL}}" for cell in cells)
    for task, verdict in verdicts.items():
        for what, counts in (("wrong with those shown", verdict.faults), ("held", verdict.held)):
            said = ", ".join(f"{name} {count}" for name, count in counts.most_common())
            yield f"{task}, {what}: {said or 'nothing'}"


def _cell(figure: Figure | None, span: Span | None) -> str:
    if figure is None:
        return "-"
    number = f"{figure.value:.3g}"
    if figure.low != figure.value or figure.high != figure.value:
        number += f" [{figure.low:.2f}, {figure.high:.2f}]"
    return number if span is None else f"{number} {'yes' if reached(figure, span) else 'NO'}"


def keystroke_table(arms: Mapping[str, Mapping[str, Figure]]) -> Iterator[str]:
    """One row an arm and confidence; over plain completion, with what it must be over it."""
    titles = dict.fromkeys(title for figures in arms.values() for title in figures)
    yield f"{'':<26}" + "".join(f"{title:<24}" for title in titles)
    for name, figures in arms.items():
        cells = (
            _cell(figures.get(title), (GAIN, inf) if title in OVER_PLAIN else None)
            for title in titles
        )
        yield f"{name:<26}" + "".join(f"{cell:<24}" for cell in cells)
