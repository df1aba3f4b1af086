"""A voice, printed so that its writer likes to read it."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import zip_longest

from writer_app.voice.background import Background
from writer_app.voice.marked import Marked
from writer_app.voice.profile import WANTED, Profile

_WIDTH = 72
_BAR = 34
_BUCKETS = ((1, 5), (6, 10), (11, 15), (16, 20), (21, 30), (31, 40), (41, 60), (61, 10**9))


def portrait(profile: Profile, background: Background) -> str:
    """Several paragraphs of plain text."""
    people = background.human
    parts = [
        _paragraph(f"Learned from {profile.words:,} words of yours.{_more(profile)}"),
        _words("Words that mark you", profile.favourites),
        _words("Words you leave to others", profile.avoided),
        "Sentence lengths, in words\n" + _histogram(profile, background),
        "Marks in a thousand words: you, others\n" + _punctuation(profile, people.punctuation),
        _paragraph(
            f"You contract (“don’t”) in {profile.contractions:.0%} of the places where one can; "
            f"others do in {people.contractions:.0%}."
        ),
        _list("Habits", profile.quirks),
    ]
    return "\n\n".join(part for part in parts if part)


def _more(profile: Profile) -> str:
    if profile.words >= WANTED:
        return ""
    return f" With {WANTED:,} it would be known well; until then, take all this with some salt."


def _words(title: str, words: Iterable[Marked], most: int = 24) -> str:
    return _list(title, [word.word for word in words][:most])


def _list(title: str, items: Iterable[str]) -> str:
    listed = ", ".join(items)
    return f"{title}\n{_paragraph(listed, '  ')}" if listed else ""


def _paragraph(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _histogram(profile: Profile, background: Background) -> str:
    """A bar for each range of lengths; a mark where other people's bar would end."""
    lengths = Counter(profile.sentence_lengths)
    total = max(1, lengths.total())
    people = background.human.sentence_lengths
    rows = []
    own = [
        sum(count for length, count in lengths.items() if low <= length <= high) / total
        for low, high in _BUCKETS
    ]
    others = [sum(people[low : high + 1]) for low, high in _BUCKETS]
    scale = _BAR / max(*own, *others, 0.01)
    for (low, high), mine, theirs in zip(_BUCKETS, own, others, strict=True):
        label = f"{low} and more" if high > 60 else f"{low}-{high}"
        bar = list("█" * round(mine * scale) + " " * _BAR)[: _BAR + 1]
        bar[min(_BAR, round(theirs * scale))] = "│"
        rows.append(f"  {label:>11}  {''.join(bar).rstrip():<{_BAR + 1}} {mine:4.0%}")
    return "\n".join([*rows, f"  {'':>11}  │ others"])


def _punctuation(profile: Profile, others: Mapping[str, float]) -> str:
    cells = []
    for mark, rate in profile.punctuation.items():
        theirs = others.get(mark, 0.0)
        if max(rate, theirs) >= 0.2:
            cells.append(f"  {mark}  {rate:5.1f} {theirs:5.1f}{_sign(rate, theirs)}")
    half = (len(cells) + 1) // 2
    columns = zip_longest(cells[:half], cells[half:], fillvalue="")
    return "\n".join(f"{left:<24}{right}".rstrip() for left, right in columns)


def _sign(own: float, others: float) -> str:
    """An arrow where somebody reading would notice."""
    if own > 1.5 * others + 0.5:
        return " ↑"
    return " ↓" if others > 1.5 * own + 0.5 else ""
