"""The tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.voices.bars import GAIN, Span, reached, wanted
from tests.benchmarks.voices.judging import Verdict
from tests.benchmarks.voices.keystrokes import CONFIDENCES, Place, Tally, tally
from tests.benchmarks.voices.recovery import Figure, over_authors

_TITLE, _CELL = 46, 28


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


def keystroke_figures(found: Sequence[Place]) -> dict[str, dict[str, Figure]]:
    """By "arm, at confidence": shown, right of all words, right of those shown, keys saved."""
    rows = {}
    for arm in dict.fromkeys(place.arm for place in found):
        mine = [place for place in found if place.arm == arm]
        names = dict.fromkeys(place.author for place in mine)
        for confidence in CONFIDENCES:
            tallies = [tally([p for p in mine if p.author == n], confidence) for n in names]
            rows[f"{arm}, at {confidence}"] = {
                "words": over_authors(lambda ts: float(_sum(ts).words), tallies),
                "shown": over_authors(lambda ts: _sum(ts).shown / _sum(ts).words, tallies),
                "next word right": over_authors(
                    lambda ts: _sum(ts).right / _sum(ts).words, tallies
                ),
                "right of those shown": over_authors(
                    lambda ts: _sum(ts).right / max(1, _sum(ts).shown), tallies
                ),
                "keys saved": over_authors(lambda ts: _sum(ts).saved, tallies),
            }
    return rows


def keystroke_table(rows: Mapping[str, Mapping[str, Figure]], plain: str) -> Iterator[str]:
    titles = next(iter(rows.values()))
    yield f"{'':<26}" + "".join(f"{title:<24}" for title in titles)
    for name, figures in rows.items():
        yield f"{name:<26}" + "".join(f"{_cell(f, None):<24}" for f in figures.values())
    for name, figures in rows.items():
        base = rows.get(f"{plain}, at {name.rpartition(' ')[2]}")
        for title in ("next word right", "keys saved"):
            if base is not None and base is not figures and base[title].value:
                ratio = figures[title].value / base[title].value
                word = "yes" if ratio >= GAIN else "NO"
                yield f"{name}, {title}: {ratio:.3f}x of plain, at least {GAIN}x  {word}"


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        *(
            sum(getattr(t, name) for t in tallies)
            for name in ("words", "shown", "right", "keys", "unaided")
        )
    )
