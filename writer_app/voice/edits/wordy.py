"""Phrases for which English has a shorter one: our own list. Those with a verb have a room
of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.verbal import VERBAL
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed

# Neither side holds a negation, a hedge or a booster: what is said stays as firm as it was.
_PHRASES = """
in order to > to
so as to > to
in order that > so that
the reason why > the reason
as to how > how
as to what > what
as to why > why
as to where > where
the question as to > the question of
at the age of > at
by the name of > called
on the part of > by
as a consequence of > because of
way in which > way
on the day on which > on the day
on the night on which > on the night
due to the fact that > because
owing to the fact that > because
on account of the fact that > because
in view of the fact that > since
in consequence of the fact that > because
for the reason that > because
for the simple reason that > because
by reason of the fact that > because
despite the fact that > although
in spite of the fact that > although
notwithstanding the fact that > although
regardless of the fact that > although
with the result that > so that
in the event that > if
on condition that > if
under circumstances in which > when
at the time when > when
at the moment when > when
at the very moment when > just as
at that moment in time > then
at this moment in time > now
at this point in time > now
at the present time > now
at the present moment > now
at that time > then
at such time as > when
until such time as > until
during the time that > while
during the course of > during
in the course of > during
for the duration of > throughout
throughout the whole of > throughout
throughout the entirety of > throughout
all through > throughout
in advance of > before
prior to > before
previous to > before
subsequent to > after
in the immediate vicinity of > near
in the vicinity of > near
in the neighbourhood of > near
in close proximity to > near
in proximity to > near
in the midst of > amid
in the direction of > towards
on the subject of > about
in regard to > about
with regard to > about
with respect to > about
with reference to > about
in reference to > about
in the matter of > in
for the purpose of > for
for the sake of > for
with the purpose of > for
with the intention of > for
by means of > by
with the exception of > except
in addition to > besides
along with > with
together with > with
in company with > with
in conjunction with > with
in the absence of > without
on the occasion of > at
in the same way as > like
in such a way that > so that
in such a manner that > so that
in such a manner as to > so as to
to such an extent that > so much that
all of a sudden > suddenly
on a daily basis > daily
on a regular basis > regularly
in a short time > soon
in a little while > soon
before very long > soon
before long > soon
once and for all > for good
time and time again > again and again
each and every > every
first and foremost > first
a great many > many
a good many > many
a large number of > many
a great number of > many
a considerable number of > many
a small number of > a few
the whole of the > the whole
all of the > all the
all of his > all his
all of her > all her
all of my > all my
all of their > all their
both of the > both the
half of the > half the
in possession of > with
it is the case that > it is that
the fact that > that
the question whether > whether
as to whether > whether
as regards > about
of a sudden > suddenly
in an instant > instantly
at a later date > later
at a later time > later
at an early hour > early
at an early date > early
with great care > carefully
with great difficulty > with difficulty
with great rapidity > rapidly
with considerable difficulty > with difficulty
in spite of > despite
there can be seen > there is
a great deal of > much
a good deal of > much
a number of > some
in front of > before
at the back of > behind
on the other side of > across
on the top of > on
on top of > on
in the middle of > amid
in the centre of > amid
in the heart of > in
at the bottom of > below
at the foot of > below
some of the > some
many of the > many
several of the > several
each of the > each
any of the > any
in this manner > thus
in this way > thus
in that way > so
in the same manner > likewise
in the same way > likewise
in the first place > first
in other words >
as a matter of fact >
to tell the truth >
that is to say >
as it happened >
needless to say >
of this kind >
of that kind >
of this sort >
of that sort >
all the while >
all the time >
all this time >
for ever > forever
as well as > and
the place where > where
the time when > when
the moment when > when
the way in which > how
the manner in which > how
what it is that > what
what it was that > what
who it was that > who
at the end of which > whereupon
so as not to > not to
up and down > about
to and fro > about
here and there > about
one another's > each other's
a moment later > then
a minute later > then
a little later > later
a little while > a while
little by little > slowly
bit by bit > slowly
by degrees > slowly
on his way to > to
on her way to > to
on their way to > to
as soon as > once
so long as > while
by the time that > when
every time that > whenever
on the ground that > because
for fear that > lest
in respect of > about
at the hands of > by
by virtue of > by
by dint of > by
in the presence of > before
in the face of > before
in the company of > with
in the rear of > behind
at the side of > beside
at the beginning of > early in
towards the end of > late in
with the help of > with
with the aid of > with
by the help of > with
by the aid of > with
in the character of > as
in the capacity of > as
in the shape of > as
in the form of > as
in the guise of > as
in answer to > answering
in reply to > answering
a couple of > two
a variety of > various
a multitude of > many
a host of > many
a large amount of > much
a quantity of > some
a lot of > much
lots of > many
up to the time of > until
at that moment > then
at this moment > now
at that instant > then
at one time > once
in the end > finally
in the meantime > meanwhile
in the mean time > meanwhile
ere long > soon
by and by > soon
from time to time > at times
over and over again > repeatedly
over and over > repeatedly
on all sides > around
on every side > around
in all directions > everywhere
in every direction > everywhere
all over the > across the
all along the > along the
all round the > round the
all around the > around the
from one end to the other > throughout
on the spot > there
the same as > like
as far as > to
of late > lately
the first time that > the first time
the last time that > the last time
a long way off > far off
for a long time > long
for a long while > long
for some little time > awhile
for a little while > awhile
for a short time > briefly
for a few moments > briefly
for a few minutes > briefly
in a few moments > soon
in a few minutes > soon
after a few moments > then
after a few minutes > then
a few moments later > soon
with one another > together
with each other > together
in a low voice > softly
in a low tone > softly
in a loud voice > loudly
in low tones > softly
in a hurry > hurriedly
in another moment > then
"""


def pairs(table: str) -> dict[str, str]:
    """What stands on either side of " > " in each line."""
    lines = [line.split(">") for line in table.strip().splitlines()]
    return {old.strip(): new.strip() for old, new in lines}


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """The longest that stands there, whole words only."""
    longest_first = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return re.compile(rf"(?<![\w'-])(?:{longest_first})(?![\w'-])", re.I)


_SHORTER = pairs(_PHRASES.strip() + VERBAL)
_WORDY = any_of(_SHORTER)
_ENDING = pairs(VERBAL).keys()
_SUBJECTS = listed("i he she we they you it")
_A_FACT = "the fact that"
_LEADS = listed("of to in by from for on at with upon about")
"""Behind one of these a fact must be named."""


def wordy(view: View) -> Iterator[Edit]:
    for edit in shorter(view, _WORDY, _SHORTER):
        old = view.text[edit.start : edit.end].casefold()
        before = view.low(view.index(edit.start) - 1)
        after = view.low(view.index(edit.end))
        led = old == _A_FACT and before in _LEADS
        compared = old == "as well as" and after in _SUBJECTS
        # "gave a cry of joy", "the clothes he stood up in"
        hangs = after in {"of", "in"} and not old.endswith((" of", " in"))
        if not (led or compared or (hangs and old in _ENDING)):
            yield edit


def shorter(view: View, found_by: re.Pattern[str], table: Mapping[str, str]) -> Iterator[Edit]:
    """What is found, as the table has it; a phrase without another goes."""
    for found in found_by.finditer(view.text):
        old, new = found[0], table[found[0].casefold()]
        if view.is_fixed(*found.span()):
            continue
        if not new:
            if found.start() and view.text[found.start() - 1] == " ":
                yield Edit(found.start() - 1, found.end(), "", "wordy", f"without “{old}”")
            continue
        if old[0].isupper():
            new = new[0].upper() + new[1:]
        yield Edit(*found.span(), new, "wordy", f"“{new}” for “{old}”")
