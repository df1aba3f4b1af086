"""Candidates made of single edits to the passage: what a model can judge though it can't write.

`plan` proposes the edits, one `Scoring` has the model weigh them all, `Search.found` puts the
best together. It is the first proposer to answer, and with a small model the only good one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from writer_app.engine.messages import Scoring, TextScore
from writer_app.prompts.tasks import Task
from writer_app.services import search
from writer_app.services.judging import limits_for
from writer_app.services.jury import unlike
from writer_app.services.search import Version
from writer_app.services.weighing import scoring, weigh
from writer_app.voice.edits import propose
from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.view import View

STRENGTHS = (0.13, 0.07, 0.24)
"""Shares of the words that may go, of the versions for tightening: the one to begin with first."""
LEAST = 2
"""Words below which a version is not worth the reading."""
WEIGHED = 120
"""Edits that a model of `LIGHT` parameters weighs within a second; a larger one fewer."""
LIGHT = 150_000_000
FEWEST = 24
_ORDER: tuple[Kind, ...] = (
    "slip",
    "doubt",
    "wordy",
    "pointer",
    "filler",
    "double",
    "aside",
    "adjective",
    "trail",
)


@dataclass(frozen=True, slots=True)
class Search:
    """Edits of a passage that wait to be weighed. `dial` as in `Rewrite.start`."""

    passage: str
    before: str
    task: Task
    dial: float | None
    edits: tuple[Edit, ...]

    def scoring(self) -> Scoring:
        return scoring(self.passage, self.edits, self.before)

    def found(self, scores: Sequence[TextScore], most: int) -> list[Version]:
        """At most so many versions that differ, the one to begin with first."""
        weighed = weigh(self.passage, self.edits, scores)
        limits = limits_for(self.task, "")
        dial = 1.0 if self.dial is None else self.dial
        if self.task is Task.FIX:
            mended = search.version(self.passage, search.mending(weighed), limits, dial, apart=0)
            return [mended] if mended is not None else []
        ranked = search.shortening(weighed)
        versions = [
            made
            for share in dict.fromkeys(min(share, dial) for share in STRENGTHS)
            if (made := search.version(self.passage, ranked, limits, share)) is not None
            and made.removed >= LEAST
        ]
        return [versions[i] for i in unlike([each.text for each in versions], most)]


def plan(
    passage: str,
    task: Task,
    *,
    before: str = "",
    dial: float | None = None,
    protected: Sequence[str] = (),
    n_params: int = LIGHT,
) -> Search | None:
    """What to have weighed; None where no edit is worth trying, or the task is not for edits."""
    view = View(passage, protected)
    if task is Task.TIGHTEN:
        edits = propose.shortening(view)
    elif task is Task.FIX:
        edits = propose.mending(view)
    else:
        return None
    most = max(FEWEST, min(WEIGHED, round(WEIGHED * LIGHT * 3 / max(1, n_params))))
    if len(edits) > most:
        # The surer the rule, the sooner; among equals what saves more.
        by_rule = sorted(edits, key=lambda e: (_ORDER.index(e.kind), len(e.replacement) - (e.end - e.start)))
        edits = tuple(sorted(by_rule[:most], key=lambda e: e.start))
    return Search(passage, before, task, dial, edits) if edits else None
