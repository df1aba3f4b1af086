"""What of a writer's profile decides between two ways to say the same, and what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from writer_app.voice.background import shipped
from writer_app.voice.custom import LONGEST, REACH, Counts, attested, beyond, rather
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.tokens import folded

RATHER = 0.4
"""Nats from which a way is the writer's: they say it so three times in five at least."""
BEYOND = 0.7
"""Nats by which it is more so than in what models write: twice as much."""
SOMETIMES, MARKED = -1.2, 1.5
"""Nats from which a writer says it so in one place of four, and by which that marks them: who has
"upon" beside "on" where models have none is not brought nearer by "on" alone."""


class Habits(Counts, Protocol):
    """The counts of words; `told` as in `voice.told`; the lengths of sentences, in words."""

    @property
    def told(self) -> Mapping[str, int]: ...
    @property
    def sentence_lengths(self) -> tuple[int, ...]: ...


def theirs(view: View, habits: Habits, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Those that the writer's own counts speak for in their place, and by how much they do."""
    machine = shipped().machine
    for edit in edits:
        before, after = around(view, edit)
        old, new = folded(view.text[edit.start : edit.end]), folded(edit.replacement)
        if not old or not new:
            continue
        nats = rather(habits, before, old, new, after)
        long = max(len(old), len(new)) > LONGEST
        more = 0.0 if long else beyond(habits, machine, old, new)
        if nats >= RATHER and (long or more >= BEYOND):
            yield replace(edit, theirs=nats)
        elif nats >= SOMETIMES and more >= MARKED and attested(habits, before, new, after):
            yield replace(edit, theirs=min(1.0, more / 3))


def known_beside(view: View, habits: Habits, edit: Edit) -> bool:
    """Whether the writer has the new words beside a neighbour that they get here."""
    before, after = around(view, edit)
    return attested(habits, before, folded(edit.replacement), after)


def around(view: View, edit: Edit) -> tuple[list[str], list[str]]:
    """The words on either side, folded, up to the next mark: `REACH` of them at most."""
    first, following = view.index(edit.start), view.index(edit.end)
    before: list[str] = []
    marked = view.text[edit.start : edit.start + 1] in {",", ";"}
    while not marked and first > 0 and len(before) < REACH:
        end = edit.start if not before else view.words[first].start
        if view.text[view.words[first - 1].end : end].strip():
            break
        first -= 1
        before.insert(0, view.low(first))
    after: list[str] = []
    while following < len(view.words) and len(after) < REACH:
        start = edit.end if not after else view.words[following - 1].end
        if view.text[start : view.words[following].start].strip():
            break
        after.append(view.low(following))
        following += 1
    return before, after
