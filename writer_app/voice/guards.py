"""What must hold before a candidate is shown.

Every guard is a pure function from source and candidate to what is wrong, in the order in
which a writer would care; `check` runs those that the limits of the task ask for.

    shape    empty unchanged broken unfinished loop structure link language copied
    stance   preamble afterword commentary person tense softened tic
    meaning  drift lost
    facts    name_lost name_new number_lost number_new quotation quotation_new negation
    here     longer shorter too_much
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from writer_app.text.hunks import changed_share
from writer_app.text.segments import word_count
from writer_app.voice import facts, meaning, shape, stance
from writer_app.voice.limits import Limits
from writer_app.voice.violation import Violation

__all__ = ["Violation", "check"]


def check(
    source: str, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> tuple[Violation, ...]:
    """All that is wrong with a cleaned candidate, gravest first; () if it may be shown."""
    if not word_count(candidate):
        return (Violation("empty", "Nothing came back."),)
    same = tuple(shape.unchanged(source, candidate, punctuation=limits.mending))
    return same or tuple(_all(source, candidate, limits, samples))


def _all(
    source: str, candidate: str, limits: Limits, samples: Sequence[str]
) -> Iterator[Violation]:
    yield from stance.talk(source, candidate)
    yield from shape.loop(source, candidate)
    yield from shape.broken(source, candidate)
    if limits.same_language:
        yield from shape.language(source, candidate)
    yield from shape.copied(source, candidate, samples)
    if limits.mending:
        yield from meaning.mended(source, candidate)
    else:
        yield from meaning.drift(source, candidate, fresh=limits.fresh, kept=limits.kept)
    if limits.same_facts:
        yield from facts.names(source, candidate, limits.mentioned)
        yield from facts.numbers(source, candidate)
        yield from facts.quoted(source, candidate, exactly=not limits.mending)
        yield from facts.negations(source, candidate)
    if limits.same_person:
        yield from stance.person(source, candidate)
    if limits.same_tense and not limits.mending:
        yield from stance.tense(source, candidate)
    yield from _length(source, candidate, limits)
    yield from shape.structure(source, candidate)
    if limits.same_stance and not limits.mending:
        yield from stance.softened(source, candidate)
    if limits.tics:
        yield from stance.tics(source, candidate)


def _length(source: str, candidate: str, limits: Limits) -> Iterator[Violation]:
    before, after = word_count(source), word_count(candidate)
    if after > before * limits.longest + limits.slack:
        yield Violation("longer", f"It is longer than it may be: {after} words for {before}.")
    elif after < before * limits.shortest - limits.slack:
        yield Violation("shorter", f"It cuts too much: {after} words for {before}.")
    if limits.changed < 1 and changed_share(source, candidate) > limits.changed + 2 / max(
        1, before
    ):
        yield Violation("too_much", "It changes more than needed mending.")
