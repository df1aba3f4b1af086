"""Nouns with "of": "the voice of the man" as "the man's voice", "the novelty of this idea" as
"this idea"."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, is_adjective, listed

_PEOPLE = listed(
    "man woman boy girl child father mother brother sister son daughter uncle aunt cousin wife "
    "husband friend master mistress captain doctor lady gentleman stranger king queen prince "
    "princess priest soldier sailor officer servant maid widow nurse teacher author writer host "
    "hostess guest neighbour neighbor visitor traveller traveler farmer lawyer judge governor "
    "lord duke bishop general colonel major sergeant guardian companion lover enemy victim owner "
    "driver poet painter artist dog horse squire parson vicar clergyman landlord chairman"
)
_BEHIND = listed("and or of who whose whom which that as")


def owned(view: View) -> Iterator[Edit]:
    """Of one person, named by one word, with an adjective at most."""
    for i in range(len(view.words) - 4):
        the, had, of = view.words[i : i + 3]
        if the.low != "the" or of.low != "of" or not view.all_free(i, i + 2):
            continue
        if any(view.gap(k) != " " for k in range(i, i + 3)) or not carries(had.low):
            continue
        end = i + 4
        if end + 1 < len(view.words) and is_adjective(view.low(end)):
            end += 1
        if view.low(i + 3) not in DETERMINERS or view.low(end) not in _PEOPLE:
            continue
        if not view.all_free(i, end) or view.gap(end - 1) != " ":
            continue
        hangs = _BEHIND.intersection((view.low(end + 1), view.low(end + 2)))
        if hangs or view.low(end).endswith("s"):
            continue  # "the embrace of a woman for whom he"
        whose = view.text[view.words[i + 3].start : view.words[end].end]
        new = f"{whose}{view.apostrophe}s {had.text}"
        if the.first:
            new = new[0].upper() + new[1:]
        start, stop = the.start, view.words[end].end
        yield Edit(start, stop, new, "wordy", f"“{new}” for “{view.text[start:stop]}”")


def heads_of(view: View) -> Iterator[Edit]:
    """Without a noun that says little of the one behind it: the model tells which do."""
    for i in range(len(view.words) - 3):
        the, noun, of = view.words[i : i + 3]
        whose = view.low(i + 3)
        if the.low != "the" or of.low != "of" or whose not in DETERMINERS or not carries(noun.low):
            continue
        if any(view.gap(k) != " " for k in range(i, i + 3)) or not view.all_free(i, i + 2):
            continue
        if the.first or view.is_fixed(the.start, of.end) or whose in {"a", "an", "another"}:
            continue
        yield Edit(the.start, of.end + 1, "", "head", f"without “{view.text[the.start : of.end]}”")
