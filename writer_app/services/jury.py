"""What is shown of what was proposed: within what may change, each unlike the others, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from writer_app.prompts.tasks import Task
from writer_app.services.passage import RewriteState
from writer_app.services.taste import Taste
from writer_app.text.hunks import Hunk, apply, changed_share, diff
from writer_app.text.segments import WORD, sentences, word_count
from writer_app.voice.kept import spans_of

ORDERED = 6_000
"""Code points of a passage up to which the taste is asked: of a longer one its figures take so long
that a key would wait."""
ALIKE = 0.02
"""Share of the words by which two candidates differ at least, or one of them is enough."""


def touched(hunks: Iterable[Hunk]) -> int:
    """Words that are gone, or new where those are more."""
    return sum(
        max(word_count(edit.before), word_count(edit.after))
        if edit.kind == "replace"
        else word_count(edit.before + edit.after)
        for hunk in hunks
        for edit in hunk.edits
        if edit.kind != "equal"
    )


def within(source: str, text: str, dial: float | None, protected: Sequence[str] = ()) -> str:
    """The candidate with so many of its changes put back that it keeps to the dial.

    `dial`: the share of the passage's words that may be gone or new. A change that touches what
    is protected goes back first, then those that change most for what they save.
    """
    hunks = diff(source, text)
    kept = {hunk.index: hunk for hunk in hunks if not _breaks(hunk, protected)}

    def text_of_kept() -> str:
        return apply(source, hunks, {index: hunk.after for index, hunk in kept.items()})

    if dial is not None:
        room = dial * word_count(source)
        by_cost = sorted(kept.values(), key=lambda hunk: (_saved(hunk), touched([hunk])))
        # What is left may be compared with the source in another way than the whole was.
        while kept and touched(diff(source, text_of_kept())) > room:
            del kept[by_cost.pop(0).index]
    return text_of_kept()


def _saved(hunk: Hunk) -> float:
    """Words that a hunk saves for each that it touches."""
    return (word_count(hunk.before) - word_count(hunk.after)) / max(1, touched([hunk]))


def _breaks(hunk: Hunk, protected: Sequence[str]) -> bool:
    return any(
        len(spans_of(phrase, hunk.before)) > len(spans_of(phrase, hunk.after))
        for phrase in protected
    )


def unlike(texts: Sequence[str], most: int) -> list[int]:
    """The places of at most so many: of the first, and of what differs most from those chosen."""
    chosen: list[int] = []
    while len(chosen) < most:
        apart = [
            (min((changed_share(texts[j], text) for j in chosen), default=1.0), -i)
            for i, text in enumerate(texts)
            if i not in chosen
        ]
        if not apart or max(apart)[0] < ALIKE:
            break
        chosen.append(-max(apart)[1])
    return sorted(chosen)


def ordered(state: RewriteState, taste: Taste) -> tuple[int, ...]:
    """The positions of what is shown, as the writer would likely choose."""
    shown, passage = state.shown, state.passage
    if len(passage.text) > ORDERED:
        return tuple(candidate.position for candidate in shown)
    places = taste.order(
        [candidate.text for candidate in shown],
        before=passage.before,
        after=passage.after,
        source=passage.text,
    )
    return tuple(shown[place].position for place in places)


def reason(source: str, text: str, task: Task, *, metered: bool = True) -> str:
    """Why it is shown, in a few words. `metered`: its voice was held against the writer's."""
    before, after = word_count(source), word_count(text)
    changes = sum(
        edit.kind != "equal" and bool(WORD.search(edit.before + edit.after))
        for hunk in diff(source, text)
        for edit in hunk.edits
    )
    if task is Task.FIX:
        return f"mends {_number(max(1, changes), 'slip')}"
    if task is Task.VOICE and metered:
        return f"more like you in {_number(max(1, changes), 'place')}"
    if after >= before:
        return f"changes {_number(max(1, changes), 'place')}"
    cut = f"cuts {_number(before - after, 'word')}"
    same = len(sentences(source)) == len(sentences(text))
    return f"{cut}, keeps your sentences" if same else cut


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
