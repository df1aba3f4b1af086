"""Words and forms for which this writer has another habit: "upon" for "on", "do not", "don't"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View, article_before
from writer_app.voice.tokens import straighten


class Habits(Protocol):
    """What of a writer's profile is asked here."""

    @property
    def words(self) -> int: ...
    @property
    def vocabulary(self) -> Mapping[str, int]: ...
    @property
    def contractions(self) -> float: ...
    @property
    def sentence_lengths(self) -> tuple[int, ...]: ...
    @property
    def punctuation(self) -> Mapping[str, float]: ...


# Each line: words that can mostly stand for each other, as they are.
_GROUPS = tuple(
    tuple(line.split())
    for line in """
on upon
until till
toward towards
while whilst
among amongst
amid amidst
though although
began commenced started
begin commence start
beginning commencing
quickly rapidly swiftly
big large great
small little
sad sorrowful mournful
angry wrathful
afraid frightened
strange odd queer singular
beautiful lovely
entire whole
many numerous
silent quiet
silence stillness
rich wealthy
ill sick
gloomy dismal
bright brilliant
chilly chill
wicked evil
brave courageous valiant
house dwelling
road way
path track
ocean sea
ship vessel
horse steed
face countenance visage
glance look
glanced looked
looking gazing
looked gazed
staring gazing
stared gazed
saw beheld
see behold
seeing beholding
noticed observed perceived
replied answered
reply answer
shouted cried
shouting crying
whispered murmured
muttered murmured
obtain procure get
obtained procured
bought purchased
showed displayed
help assist aid
helped assisted aided
finished concluded completed
hurried hastened
hurry hasten
stopped halted paused
lived dwelt resided
remembered recollected recalled
remember recollect recall
understood comprehended
wanted wished desired
want wish desire
wanting wishing
hated detested
kept retained
threw cast flung
throw cast fling
grabbed seized grasped
grab seize grasp
hid concealed
hidden concealed
hide conceal
closed shut
close shut
trembled quivered
trembling quivering
tried endeavoured attempted
try endeavour attempt
trying endeavouring attempting
used employed
happened occurred
happen occur
behind abaft
between betwixt
often frequently
immediately instantly directly
soon presently shortly
suddenly abruptly
everyone everybody
someone somebody
anyone anybody
gray grey
color colour
honor honour
favor favour
harbor harbour
center centre
neighbor neighbour
traveled travelled
kids children
mom mother
dad father
anger wrath
fear dread
joy delight
idea notion
job post
trip journey
talk conversation
talked conversed
story tale
beginning commencement
room chamber apartment
clothes garments
gown dress frock
crowd throng multitude
alright well
""".strip().splitlines()
)
_ALTERNATIVES: dict[str, tuple[str, ...]] = {}
for _group in _GROUPS:
    for _word in _group:
        others = tuple(other for other in _group if other != _word)
        _ALTERNATIVES[_word] = tuple(dict.fromkeys((*_ALTERNATIVES.get(_word, ()), *others)))

# Full form and contraction, where both are said in the same place.
_CONTRACTIONS = {
    "do not": "don't",
    "does not": "doesn't",
    "did not": "didn't",
    "is not": "isn't",
    "are not": "aren't",
    "was not": "wasn't",
    "were not": "weren't",
    "have not": "haven't",
    "has not": "hasn't",
    "had not": "hadn't",
    "could not": "couldn't",
    "would not": "wouldn't",
    "should not": "shouldn't",
    "cannot": "can't",
    "will not": "won't",
    "i am": "I'm",
    "i have": "I've",
    "i will": "I'll",
    "it is": "it's",
    "that is": "that's",
    "there is": "there's",
    "they are": "they're",
    "we are": "we're",
    "you are": "you're",
}
_FULL = {short.casefold(): full for full, short in _CONTRACTIONS.items()}
_SHORT = re.compile(rf"\b(?:{'|'.join(map(re.escape, _FULL))})\b", re.I)
_LONG = re.compile(rf"\b(?:{'|'.join(_CONTRACTIONS)})\b", re.I)
SELDOM, MOSTLY = 0.15, 0.6
"""Shares of contractions below and above which a writer has the one habit or the other."""
SELDOM_USED = math.log(0.2)
"""Log ratio of two words' counts below which the one is not this writer's."""


def variants(view: View, habits: Habits) -> Iterator[Edit]:
    """Words in place of which this writer may have another."""
    for i, word in enumerate(view.words):
        others = _ALTERNATIVES.get(word.low)
        if not others or not word.free or word.text[1:] != word.low[1:]:
            continue
        for other in others:
            if preference(habits, other, word.low) < SELDOM_USED:
                continue
            new = other[0].upper() + other[1:] if word.text[0].isupper() else other
            yield _with_article(view, i, new)


def preference(habits: Habits, one: str, other: str) -> float:
    """How much more often this writer uses the one: the log ratio of their counts, smoothed."""
    count = habits.vocabulary.get
    return math.log((count(one, 0) + 0.5) / (count(other, 0) + 0.5))


def contractions(view: View, habits: Habits) -> Iterator[Edit]:
    """Outside of speech, as this writer does; nothing where they do both."""
    plain = straighten(view.text)
    curly = "’" in view.text
    if habits.contractions <= SELDOM:
        for found in _SHORT.finditer(plain):
            full = _FULL[found[0].casefold()]
            if not view.is_fixed(*found.span()):
                if found[0][0].isupper():
                    full = full[0].upper() + full[1:]
                yield Edit(*found.span(), full, "variant", f"“{full}” for “{found[0]}”")
    elif habits.contractions >= MOSTLY:
        for found in _LONG.finditer(plain):
            short = _CONTRACTIONS[found[0].casefold()]
            following = plain[found.end() : found.end() + 1]
            if view.is_fixed(*found.span()) or following not in {" "}:
                continue
            if found[0][0].isupper():
                short = short[0].upper() + short[1:]
            short = short.replace("'", "’") if curly else short
            yield Edit(*found.span(), short, "variant", f"“{short}” for “{found[0]}”")


def _with_article(view: View, i: int, new: str) -> Edit:
    word = view.words[i]
    note = f"“{new}” for “{word.text}”"
    if view.low(i - 1) in {"a", "an"} and view.gap(i - 1) == " ":
        article = view.words[i - 1]
        wanted = article_before(new)
        if wanted != article.low:
            wanted = wanted.title() if article.text[0].isupper() else wanted
            return Edit(article.start, word.end, f"{wanted} {new}", "variant", note)
    return Edit(word.start, word.end, new, "variant", note)
