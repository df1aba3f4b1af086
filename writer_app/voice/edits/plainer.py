"""More phrases that can be said in fewer words; what an editor makes of each, a model tells."""

from __future__ import annotations

from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed
from writer_app.voice.edits.wordy import any_of, pairs, shorter

_PHRASES = """
a great deal of > much
a good deal of > much
a number of > some
at the back of > behind
on the top of > on
on top of > on
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
all the while >
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
a large amount of > much
a quantity of > some
up to the time of > until
at that moment > then
in the end > finally
in the meantime > meanwhile
in the mean time > meanwhile
ere long > soon
from time to time > at times
over and over again > repeatedly
over and over > repeatedly
in all directions > everywhere
in every direction > everywhere
all over the > across the
all around the > around the
from one end to the other > throughout
the same as > like
of late > lately
the first time that > the first time
the last time that > the last time
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
in a low voice > softly
in a low tone > softly
in a loud voice > loudly
in low tones > softly
in a hurry > hurriedly
in another moment > then
"""
_VERBS = """
was going to > would
were going to > would
came to be > was
proved to be > was
turned out to be > was
happened to be > was
happened to have > had
had got to > had to
was in the habit of > used to
gave a glance at > glanced at
gave a look at > looked at
took hold of > grasped
caught hold of > grasped
laid hold of > grasped
got hold of > got
caught sight of > saw
took possession of > took
took notice of > noticed
paid attention to > heeded
took part in > joined
took care of > tended
got rid of > shed
made up his mind to > decided to
made up her mind to > decided to
made up their minds to > decided to
went on to say > said
found himself in > was in
found herself in > was in
had the air of > looked like
had the appearance of > looked like
was possessed of > had
was in need of > needed
were in need of > needed
was fond of > liked
were fond of > liked
was afraid of > feared
were afraid of > feared
was aware that > knew that
was aware of > knew
was conscious of > felt
were conscious of > felt
was conscious that > felt that
was desirous to > wished to
was desirous of > desired
drew to a close > ended
gave way to > yielded to
gave rise to > caused
took the place of > replaced
took pleasure in > enjoyed
took leave of > left
took a step > stepped
took up a position > stood
took the trouble to > troubled to
looked down upon > despised
looked forward to > awaited
went out of > left
came out of > left
got out of > left
came up to > approached
went up to > approached
came near to > neared
drew near to > neared
came back to > returned to
went back to > returned to
went away from > left
called out to > called to
called out > called
cried out > cried
turned round > turned
turned around > turned
gave back > returned
made a sign to > signed to
made haste to > hastened to
made ready to > prepared to
made fun of > mocked
had a mind to > wished to
had the good fortune to be > was
seated himself > sat
seated herself > sat
seated themselves > sat
seating himself > sitting
seating herself > sitting
betook himself to > went to
betook herself to > went to
found himself > was
found herself > was
found themselves > were
knelt down > knelt
stood up > rose
got up from > rose from
got up > rose
went into > entered
came into > entered
got into > entered
went on with > continued
went on > continued
kept on > kept
carried on > continued
was standing > stood
were standing > stood
was sitting > sat
were sitting > sat
was lying > lay
were lying > lay
was seated > sat
were seated > sat
was to be seen > could be seen
gave a nod > nodded
gave a smile > smiled
gave a start > started
gave a cry > cried
gave a laugh > laughed
uttered a cry > cried
gave an account of > described
gave orders that > ordered that
gave orders to > ordered
gave permission to > allowed
gave a description of > described
made a remark > remarked
made a bow > bowed
made a promise > promised
made a movement > moved
made an end of > ended
made a show of > feigned
made a pretence of > feigned
made the acquaintance of > met
made a journey > travelled
had the effect of making > made
had a great desire to > longed to
had a desire to > wished to
had a wish to > wished to
had an idea that > thought that
had made his way > had gone
had made her way > had gone
make his way > go
make her way > go
make their way > go
make my way > go
took him by surprise > surprised him
took her by surprise > surprised her
was the cause of > caused
was a witness of > saw
bore a resemblance to > resembled
bore witness to > witnessed
came to the surface > surfaced
came into view > appeared
came in sight > appeared
came into sight > appeared
held in his hand > held
held in her hand > held
caught a glimpse of > glimpsed
cast a look at > looked at
cast his eyes on > looked at
cast her eyes on > looked at
fixed his eyes on > stared at
fixed her eyes on > stared at
fixed his eyes upon > stared at
fixed her eyes upon > stared at
turned his eyes to > looked at
turned her eyes to > looked at
ran away from > fled
ran away > fled
burst into tears > wept
burst out laughing > laughed
broke into a run > ran
broke into a smile > smiled
broke into a laugh > laughed
drew his breath > breathed
drew a long breath > breathed
kept his eyes on > watched
kept her eyes on > watched
kept a watch on > watched
kept watch over > watched
did his best to > tried to
did her best to > tried to
do his best to > try to
doing his best to > trying to
doing her best to > trying to
it so happened that >
it was then that > then
it was now that > now
it was here that > here
it was there that > there
"""
_SHORTER = pairs(_PHRASES) | pairs(_VERBS)
_FOUND = any_of(_SHORTER)
_OF_A_VERB = pairs(_VERBS).keys()
_SUBJECTS = listed("i he she we they you it")


def plainer(view: View) -> Iterator[Edit]:
    for edit in shorter(view, _FOUND, _SHORTER):
        old = view.text[edit.start : edit.end].casefold()
        after = view.low(view.index(edit.end))
        compared = old == "as well as" and after in _SUBJECTS
        # "gave a cry of joy", "the clothes he stood up in"
        hangs = after in {"of", "in"} and old in _OF_A_VERB and not old.endswith(after)
        if not (compared or hangs):
            yield edit
