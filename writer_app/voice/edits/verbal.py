"""Verbs in more words than they need: our own list, as `wordy` reads it."""

VERBAL = """
in the process of >
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
was in receipt of > had
has the ability to > can
had the ability to > could
had the power to > could
was of the opinion that > held that
were of the opinion that > held that
was under the impression that > had the impression that
shook his head in agreement > agreed
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
let go of > released
got rid of > shed
lost sight of > lost
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
put an end to > ended
drew to a close > ended
gave way to > yielded to
gave rise to > caused
set fire to > lit
took the place of > replaced
took pleasure in > enjoyed
took leave of > left
took a step > stepped
took up a position > stood
took the trouble to > troubled to
put up with > bore
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
set out for > left for
set off for > left for
called out to > called to
called out > called
cried out > cried
turned round > turned
turned around > turned
let fall > dropped
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
was the owner of > owned
was a witness of > saw
bore a resemblance to > resembled
bore witness to > witnessed
came to the surface > surfaced
came into view > appeared
came in sight > appeared
came into sight > appeared
fell to the ground > fell
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
set to work to > began to
set about > began
set himself to > began to
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
