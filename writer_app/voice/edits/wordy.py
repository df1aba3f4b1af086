"""Phrases for which English has a shorter one: our own list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from writer_app.voice.edits.edit import Edit
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
in the process of >
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
is able to > can
was able to > could
were able to > could
is capable of being > can be
was obliged to > had to
were obliged to > had to
is obliged to > has to
had occasion to > had to
make use of > use
made use of > used
making use of > using
make mention of > mention
made mention of > mentioned
make a decision > decide
made a decision > decided
make an attempt to > try to
made an attempt to > tried to
made an effort to > tried to
make an effort to > try to
made the attempt to > tried to
take into consideration > consider
took into consideration > considered
took into account > considered
gave consideration to > considered
gave utterance to > uttered
gave expression to > expressed
gave vent to > vented
took a look at > looked at
took a glance at > glanced at
cast a glance at > glanced at
threw a glance at > glanced at
took a seat > sat down
took his departure > left
took her departure > left
took their departure > left
took up his abode > settled
made his appearance > appeared
made her appearance > appeared
made its appearance > appeared
made their appearance > appeared
put in an appearance > appeared
made answer > answered
made reply > replied
made inquiry > asked
made inquiries > asked
made his way > went
made her way > went
made their way > went
made my way > went
making his way > going
making her way > going
making their way > going
came to the conclusion that > concluded that
arrived at the conclusion that > concluded that
came to a stop > stopped
came to a halt > halted
came to a standstill > stopped
came to an end > ended
brought to an end > ended
came into contact with > touched
came in contact with > met
was in possession of > had
were in possession of > had
in possession of > with
was in receipt of > had
has the ability to > can
had the ability to > could
had the power to > could
was of the opinion that > held that
were of the opinion that > held that
was under the impression that > had the impression that
it is the case that > it is that
the fact that > that
the question whether > whether
as to whether > whether
as regards > about
shook his head in agreement > agreed
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
"""


def pairs(table: str) -> dict[str, str]:
    """What stands on either side of " > " in each line."""
    lines = [line.split(">") for line in table.strip().splitlines()]
    return {old.strip(): new.strip() for old, new in lines}


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """The longest that stands there, whole words only."""
    longest_first = "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))
    return re.compile(rf"(?<![\w'-])(?:{longest_first})(?![\w'-])", re.I)


_SHORTER = pairs(_PHRASES)
_WORDY = any_of(_SHORTER)
_A_FACT = "the fact that"
_LEADS = listed("of to in by from for on at with upon about")
"""Behind one of these a fact must be named."""


def wordy(view: View) -> Iterator[Edit]:
    for edit in shorter(view, _WORDY, _SHORTER):
        before = view.low(view.index(edit.start) - 1)
        old = view.text[edit.start : edit.end].casefold()
        if old != _A_FACT or before not in _LEADS:
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
