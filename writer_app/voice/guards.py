"""What must hold before a candidate is shown.

Every guard is a pure function from source and candidate to what is wrong, in the order in
which a writer would care; `check` runs those that the limits of the task ask for.

    copies    unchanged copied
    talk      preamble afterword commentary moral
    shape     broken unfinished loop capitals punctuation grammar
    language  language
    meaning   drift lost
    names     name_lost name_new capitals
    numbers   number_lost number_new date_lost date_new
    speech    quotation quotation_new attribution
    negation  negation
    teller    person tense
    stance    softened hardened sentence tic
    form      link structure
    dress     spelling contraction
    here      empty longer shorter too_much
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from writer_app.text.hunks import changed_words
from writer_app.text.segments import word_count
from writer_app.voice import (
    copies,
    dress,
    form,
    meaning,
    names,
    negation,
    numbers,
    shape,
    speech,
    stance,
    talk,
    teller,
)
from writer_app.voice.language import same_language
from writer_app.voice.limits import Limits
from writer_app.voice.violation import Violation
from writer_app.voice.wording import Wording, replaced

__all__ = ["Violation", "check"]

_PADDING = 0.4
"""Of the words that go, those that carry meaning: padding has fewer of them, prose nearly half."""


def check(
    source: str | Wording, candidate: str, limits: Limits, *, samples: Sequence[str] = ()
) -> tuple[Violation, ...]:
    """All that is wrong with a cleaned candidate, gravest first; () if it may be shown.

    Who compares one source with many candidates makes a `Wording` of it once.
    """
    if not word_count(candidate):
        return (Violation("empty", "Nothing came back."),)
    if isinstance(source, str):
        source = Wording(source)
    wording = Wording(candidate)
    same = tuple(copies.unchanged(source, wording, mending=limits.mending))
    return same or tuple(_all(source, wording, limits, samples))


def _all(
    source: Wording, candidate: Wording, limits: Limits, samples: Sequence[str]
) -> Iterator[Violation]:
    changes = replaced(source, candidate)
    yield from talk.talk(source, candidate)
    yield from shape.loop(source, candidate)
    yield from shape.broken(source, candidate)
    yield from shape.ends(source, candidate)
    if limits.same_language and 2 * sum(len(new) for _, new in changes) > len(candidate.words):
        yield from same_language(source, candidate)
    yield from copies.copied(source, candidate, samples)
    if limits.mending:
        yield from meaning.mended(source, candidate, changes)
    else:
        yield from meaning.drift(
            source, candidate, fresh=limits.fresh, kept=limits.kept, adding=limits.adding
        )
        if limits.cutting:
            yield from meaning.recast(source, candidate, changes)
        yield from talk.moral(source, candidate)
    yield from _facts(source, candidate, limits)
    if limits.same_person:
        yield from teller.person(source, candidate, changes)
    if limits.same_tense and not limits.mending:
        yield from teller.tense(source, candidate)
    yield from _length(source, candidate, limits)
    yield from form.structure(source, candidate)
    if limits.same_dress:
        yield from dress.dress(source, candidate)
    if limits.mending:
        yield from dress.pauses(source, candidate)
    if limits.same_stance:
        yield from stance.firmness(source, candidate)
        yield from stance.exclaimed(source, candidate)
    if limits.tics:
        yield from stance.tics(source, candidate)
    yield from shape.debris(source, candidate)


def _facts(source: Wording, candidate: Wording, limits: Limits) -> Iterator[Violation]:
    if limits.same_names:
        yield from names.names(source, candidate, limits.mentioned)
    if limits.same_numbers:
        yield from numbers.numbers(source, candidate, mending=limits.mending)
        yield from numbers.dates(source, candidate, mending=limits.mending)
    if limits.same_speech:
        yield from speech.quoted(source, candidate, mending=limits.mending)
        yield from speech.attributed(source, candidate)
    if limits.same_sense:
        yield from negation.negations(source, candidate, adding=limits.adding)


def _length(source: Wording, candidate: Wording, limits: Limits) -> Iterator[Violation]:
    before, after = len(source.cased), len(candidate.cased)
    if after > before * limits.longest + limits.slack:
        yield Violation("longer", f"It is longer than it may be: {after} words for {before}.")
    elif after < before * limits.shortest - limits.slack:
        yield Violation("shorter", f"It cuts too much: {after} words for {before}.")
    elif before - after > limits.gone * before + limits.slack:
        said = len(source.content) - len(candidate.content)
        if said > _PADDING * (before - after):
            yield Violation("shorter", f"It cuts more than padding: {after} words for {before}.")
    if limits.changed < 1:
        changed = changed_words(source.text, candidate.text)
        if changed > limits.allowance(before):
            share = f"{changed} of {before} words"
            yield Violation("too_much", f"It changes more than it may: {share}.")
