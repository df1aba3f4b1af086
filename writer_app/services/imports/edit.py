"""An edit that was made elsewhere, and what is no edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from writer_app.services.imports.paragraphs import LEAST_LIKE, likeness

LONGEST = 20_000
"""Characters of either side: what is longer is a chapter, and no passage."""
AROUND = 2_000
"""Characters of the neighbours on either side."""
Heard = Callable[[int, int], None]
"""How much has been read, of how much. What it raises ends the reading."""


class Reason(StrEnum):
    """Why something did not come in; the words are for the writer, after a number."""

    UNCHANGED = "unchanged"
    NEW = "new text, where nothing had been"
    EMPTY = "with nothing on one side"
    LONG = "too long for a passage"
    OTHER = "another text rather than an edit"
    MUCH = "too many paragraphs changed at once to tell which became which"
    BROKEN = "not readable"
    PRIVATE = "of documents that are not to be logged"


@dataclass(frozen=True, slots=True)
class Edit:
    """`source` became `final`, between `before` and `after`.

    `start`: where it stood, in code points. `part` names a text within the file, "" for all of it.
    `marked`: its maker said that this is an edit, so it is one however much it changes.
    """

    source: str
    final: str
    before: str = ""
    after: str = ""
    start: int = 0
    when: datetime | None = None
    part: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left out; `where` tells the place, where that helps."""

    reason: Reason
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph in its two versions; "" where it was not there."""

    before: str
    after: str
    when: datetime | None = None


def edits_of(units: Sequence[Unit], part: str = "") -> Iterator[Edit]:
    """The units that differ, each between its neighbours as they became."""
    start = 0
    for place, unit in enumerate(units):
        if unit.before != unit.after:
            yield Edit(
                source=unit.before,
                final=unit.after,
                before=_joined(units, place - 1, -1),
                after=_joined(units, place + 1, 1),
                start=start,
                when=unit.when,
                part=part,
            )
        start += len(unit.before) + 2 * bool(unit.before)


def moment(text: str) -> datetime | None:
    """An ISO 8601 date in UTC, which it is also taken for where it names no zone; None for any
    that is none. Others write years before the first and zones of five hundred hours."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def judged(edit: Edit) -> Edit | Left:
    """The edit, or why it is none."""
    source, final = edit.source.split(), edit.final.split()
    if source == final:
        return Left(Reason.UNCHANGED)
    if not source and not edit.marked:
        return Left(Reason.NEW)
    if not source or not final:
        return Left(Reason.EMPTY)
    if max(len(edit.source), len(edit.final)) > LONGEST:
        return Left(Reason.LONG)
    if not edit.marked and likeness(edit.source, edit.final) < LEAST_LIKE:
        return Left(Reason.OTHER)
    return edit


def _joined(units: Sequence[Unit], place: int, step: int) -> str:
    """The neighbours from `place` on, with the blank line between them and the passage."""
    texts: list[str] = []
    room = AROUND
    while 0 <= place < len(units) and room > 0:
        if text := units[place].after:
            texts.append(text[-room:] if step < 0 else text[:room])
            room -= len(text) + 2
        place += step
    if step < 0:
        return "".join(f"{text}\n\n" for text in reversed(texts))
    return "".join(f"\n\n{text}" for text in texts)
