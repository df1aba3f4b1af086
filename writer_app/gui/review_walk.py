"""Where the hand is in a review, and where each step takes it: pure."""

from __future__ import annotations

from dataclasses import dataclass

from writer_app.gui.review_rows import Row
from writer_app.ledger.records import Verdict
from writer_app.services.review import Review


@dataclass(frozen=True, slots=True)
class Place:
    """A change: which of the review's candidates (0 is the first), and the hunk's index in it.

    `hunk` is -1 in a candidate without changes.
    """

    column: int = 0
    hunk: int = 0


def down(review: Review, place: Place, by: int) -> Place:
    """The next (or previous) change of the same candidate; stays at the ends."""
    count = len(review.hunks(_position(review, place.column)))
    if not count:
        return place
    return Place(place.column, min(max(place.hunk + by, 0), count - 1))


def across(review: Review, rows: tuple[Row, ...], place: Place, by: int) -> Place:
    """The same words in the next (or previous) candidate, or its nearest change to them."""
    count = len(review.candidates)
    if count < 2:
        return place
    return onto(review, rows, place, (place.column + by) % count)


def onto(review: Review, rows: tuple[Row, ...], place: Place, column: int) -> Place:
    here = next((i for i, row in enumerate(rows) if place.hunk in row.hunks[place.column]), 0)
    changed = [i for i, row in enumerate(rows) if row.hunks[column]]
    if not changed:
        return Place(column, -1)
    nearest = min(changed, key=lambda i: (abs(i - here), i))
    return Place(column, rows[nearest].hunks[column][0])


def onward(review: Review, place: Place) -> Place:
    """The next change of this candidate that waits for a verdict; stays where none does."""
    position = _position(review, place.column)
    waiting = [
        hunk.index
        for hunk in review.hunks(position)
        if review.verdict(position, hunk.index).verdict is Verdict.UNDECIDED
        and not review.blocked(position, hunk.index)
        and hunk.index != place.hunk
    ]
    after = [index for index in waiting if index > place.hunk]
    return Place(place.column, (after or waiting or [place.hunk])[0])


def _position(review: Review, column: int) -> int:
    return review.candidates[column].position
