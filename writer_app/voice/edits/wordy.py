"""Phrases for which English has a shorter one: our own list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View

# Neither side holds a negation, a hedge or a booster: what is said stays as firm as it was.
_PHRASES = """
in order to > to
so as to > to
in order that > so that
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
in relation to > about
with respect to > about
with reference to > about
in reference to > about
in connection with > about
in the matter of > in
for the purpose of > for
for the sake of > for
with the purpose of > for
with the intention of > for
by means of > by
in accordance with > by
in lieu of > instead of
in place of > instead of
in the place of > instead of
with the exception of > except
in addition to > besides
as well as > and
along with > with
together with > with
in company with > with
in conjunction with > with
in the absence of > without
on the occasion of > at
in the manner of > like
in the same way as > like
in such a way that > so that
in such a manner that > so that
in such a manner as to > so as to
to such an extent that > so much that
all of a sudden > suddenly
from time to time > now and then
on a daily basis > daily
on a regular basis > regularly
in a short time > soon
in a little while > soon
before very long > soon
before long > soon
once and for all > for good
over and over again > again and again
time and time again > again and again
each and every > every
first and foremost > first
a great many > many
a good many > many
a large number of > many
a great number of > many
a considerable number of > many
a small number of > a few
a number of > several
a multitude of > many
a multiplicity of > many
the whole of the > the whole
all of the > all the
all of his > all his
all of her > all her
all of my > all my
all of their > all their
both of the > both the
half of the > half the
outside of > outside
inside of > inside
off of > off
alongside of > alongside
is able to > can
was able to > could
were able to > could
is capable of being > can be
was obliged to > had to
were obliged to > had to
is obliged to > has to
was compelled to > had to
was forced to > had to
were forced to > had to
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
gave a nod > nodded
gave a shrug > shrugged
gave a sigh > sighed
gave a laugh > laughed
gave a smile > smiled
gave a start > started
gave a cry > cried out
let out a sigh > sighed
heaved a sigh > sighed
let out a laugh > laughed
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
come to an end > end
brought to an end > ended
put an end to > ended
put a stop to > stopped
came into contact with > touched
came in contact with > met
was in possession of > had
were in possession of > had
in possession of > with
was in receipt of > had
has the ability to > can
had the ability to > could
had the power to > could
was in the habit of > was given to
was of the opinion that > held that
were of the opinion that > held that
was under the impression that > had the impression that
is the case that > is that
it is the case that > it is that
the fact that > that
the reason why > why
the question whether > whether
as to whether > whether
as regards > about
shook his head in agreement > agreed
nodded his head > nodded
nodded her head > nodded
shrugged his shoulders > shrugged
shrugged her shoulders > shrugged
clapped his hands together > clapped his hands
clapped her hands together > clapped her hands
returned back > returned
retreated back > retreated
rose up > rose
raised up > raised
lifted up > lifted
entered into > entered
descended down > descended
ascended up > ascended
penetrated into > penetrated
continued on > went on
still continued > continued
joined together > joined
gathered together > gathered
mingled together > mingled
mixed together > mixed
collected together > collected
crowded together > crowded
surrounded on all sides > surrounded
completely surrounded > surrounded
whispered softly > whispered
murmured softly > murmured
whispered quietly > whispered
shouted loudly > shouted
hurried quickly > hurried
rushed hastily > rushed
tall in stature > tall
small in size > small
large in size > large
few in number > few
round in shape > round
red in colour > red
red in color > red
of a sudden > suddenly
in an instant > instantly
in a moment > soon
at a later date > later
at a later time > later
at an early hour > early
at an early date > early
at the same moment > at once
with great care > carefully
with great difficulty > with difficulty
with great rapidity > rapidly
with considerable difficulty > with difficulty
as a means of > for
in spite of > despite
in terms of > in
there can be seen > there is
which is to say > that is
any and all > all
new innovation > innovation
end result > result
final outcome > outcome
past experience > experience
past history > history
brief moment > moment
little bit > bit
sudden start > start
small little > little
tiny little > tiny
"""


def _pairs() -> dict[str, str]:
    lines = [line.split(">") for line in _PHRASES.strip().splitlines()]
    return {old.strip(): new.strip() for old, new in lines}


_SHORTER = _pairs()
_LONGEST_FIRST = "|".join(sorted(map(re.escape, _SHORTER), key=len, reverse=True))
_WORDY = re.compile(rf"(?<![\w'-])(?:{_LONGEST_FIRST})(?![\w'-])", re.I)


def wordy(view: View) -> Iterator[Edit]:
    for found in _WORDY.finditer(view.text):
        old, new = found[0], _SHORTER[found[0].casefold()]
        if view.is_fixed(*found.span()):
            continue
        if not new:
            if found.start() and view.text[found.start() - 1] == " ":
                yield Edit(found.start() - 1, found.end(), "", "wordy", f"without “{old}”")
            continue
        if old[0].isupper():
            new = new[0].upper() + new[1:]
        yield Edit(*found.span(), new, "wordy", f"“{new}” for “{old}”")
