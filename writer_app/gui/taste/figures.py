"""A standing of the taste as bars: the reasons that are given, and what is taken of whom."""

from __future__ import annotations

from collections.abc import Mapping

from writer_app.gui.taste.bars import Bar
from writer_app.services.replay import Share
from writer_app.services.taste_telling import task_name

MOST = 8  # bars: more is a list and no picture


def reasons(counted: Mapping[str, int]) -> list[Bar]:
    """The most frequent first, each beside the most frequent of all."""
    ranked = sorted(counted.items(), key=lambda each: -each[1])[:MOST]
    return [
        Bar(reason.capitalize(), f"{count:,}", count / ranked[0][1]) for reason, count in ranked
    ]


def accepted(counted: Mapping[tuple[str, str], tuple[int, int]]) -> list[Bar]:
    """What was shown most comes first: its share is known best."""
    ranked = sorted(counted.items(), key=lambda each: -each[1][1])[:MOST]
    bars = []
    for (model, task), (taken, shown) in ranked:
        share = Share.of_count(taken, shown)
        name = f"{task_name(task).capitalize()}, {model.removesuffix('.gguf')}"
        figure = f"{taken:,} of {shown:,}"
        bars.append(Bar(name, figure, taken / max(1, shown), share.low, share.high))
    return bars
