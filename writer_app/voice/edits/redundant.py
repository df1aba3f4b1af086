"""What is said twice: "rose up", "thought to himself", "gave a sigh"; our own lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import listed
from writer_app.voice.edits.wordy import any_of, pairs, shorter

_TWICE = """
returned back > returned
returned again > returned
retreated back > retreated
went back again > went back
came back again > came back
back again > back
rose up > rose
risen up > risen
rising up > rising
raised up > raised
lifted up > lifted
lifting up > lifting
climbed up > climbed
knelt down > knelt
kneeling down > kneeling
bent down > bent
bending down > bending
stooped down > stooped
stooping down > stooping
sank down > sank
sinking down > sinking
hanging down > hanging
hung down > hung
descended down > descended
ascended up > ascended
sat himself down > sat down
sat herself down > sat down
reached out for > reached for
filled up with > filled with
wrapped up in > wrapped in
opened up > opened
divided up > divided
followed along behind > followed
followed after > followed
followed behind > followed
continued on > continued
still continued > continued
still continuing > continuing
still remained > remained
still remains > remains
first began > began
went over to > went to
walked over to > walked to
came over to > came to
crossed over to > crossed to
joined together > joined
gathered together > gathered
mingled together > mingled
mixed together > mixed
collected together > collected
crowded together > crowded
huddled together > huddled
surrounded on all sides > surrounded
surrounded on every side > surrounded
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
pale in colour > pale
nodded his head > nodded
nodded her head > nodded
shrugged his shoulders > shrugged
shrugged her shoulders > shrugged
blinked his eyes > blinked
blinked her eyes > blinked
clapped his hands together > clapped his hands
clapped her hands together > clapped her hands
rose to his feet > rose
rose to her feet > rose
rose to their feet > rose
rising to his feet > rising
rising to her feet > rising
got to his feet > got up
got to her feet > got up
sprang to his feet > sprang up
sprang to her feet > sprang up
leapt to his feet > leapt up
leapt to her feet > leapt up
jumped to his feet > jumped up
jumped to her feet > jumped up
scrambled to his feet > scrambled up
scrambled to her feet > scrambled up
outside of > outside
inside of > inside
off of > off
alongside of > alongside
from off > off
from whence > whence
from thence > thence
up until > until
ever since > since
even though > though
once again > again
once more > again
yet again > again
near to > near
but also > but
and also > and
as yet > yet
by the side of > beside
on board of > aboard
on the inside of > inside
on the outside of > outside
over and above > beyond
any and all > all
could see > saw
could hear > heard
could feel > felt
could smell > smelt
felt a sense of > felt
felt a feeling of > felt
had a feeling of > felt
heard the sound of > heard
hear the sound of > hear
with a sense of > with
with a feeling of > with
with an air of > with
with an expression of > with
in a state of > in
in the act of >
for a period of > for
for the space of > for
a distance of >
a period of >
paid a visit to > visited
pay a visit to > visit
had a look at > looked at
have a look at > look at
took a walk > walked
new innovation > innovation
end result > result
final outcome > outcome
past experience > experience
past history > history
brief moment > moment
little bit > bit
small little > little
tiny little > tiny
"""
_WHETHER = listed("that if whether as what where all everything when how who nothing as")
_SHORTER = pairs(_TWICE)
_PHRASES = any_of(_SHORTER)

_ACTS = pairs("""
sigh > sighed
laugh > laughed
smile > smiled
nod > nodded
shrug > shrugged
start > started
groan > groaned
gasp > gasped
grunt > grunted
cough > coughed
shudder > shuddered
shiver > shivered
shout > shouted
scream > screamed
growl > growled
chuckle > chuckled
snort > snorted
bow > bowed
jump > jumped
cry > cried out
""")
# Nothing may hang on the noun: not "gave a sigh of relief", nor "gave a laugh that shook him".
_GAVE = re.compile(
    rf"\b(?:gave|uttered|heaved|let out|made) an? ({'|'.join(_ACTS)})(?=[.;:!?]|,? and )", re.I
)

_BEFORE = r"(?:[\w'’-]+ ){0,4}?"
_HOLDING = "held|holding|carried|carrying|bore|bearing|grasped|grasping|clutched|clutching|twirling"
_THINKING = "thought|thinking|wondered|wondering|reflected|imagined|pondered|debated|revolved"
_LOOKING = "(?:look|gaz|star|glanc|peer)(?:ed|ing|e)"
_GOING = (
    "went|going|came|coming|walk(?:ed|ing)|ran|running|step(?:ped|ping)|hurr(?:ied|ying)|crept"
    "|climbed|rode|drove|sailed|marched|rushed|flew|dashed|wandered|strolled|come|go"
    "|(?:brought|carried|led|sent)(?: him| her| it| them)?"
)
# The last group goes, where the words before it have said it already.
_SPARE = re.compile(
    r"\b(?:"
    r"(?:said|cried|answered|replied|remarked|whispered|added)( to (?:him|her|them))(?=[,.:;])"
    rf"|(?:{_THINKING}|muttered|murmured|chuckled|smiled)( to (?:him|her|them)sel(?:f|ves))\b"
    rf"|(?:{_THINKING}) {_BEFORE}[\w'’-]+( in (?:his|her|their) (?:own )?(?:mind|thoughts|head))"
    r"(?=[,.;:])"
    rf"|(?:{_HOLDING}) {_BEFORE}[\w'’-]+( in (?:his|her|their) (?:right |left )?hands?)(?=[,.;:])"
    r"|(?:smiled?|frown|grin|blush|expression|look)( (?:up)?on (?:his|her|their) (?:face|faces|lips"
    r"|features|countenance))(?=[,.;:]| and | as )"
    r"|( at (?:that|this|the) (?:very )?(?:moment|instant))(?=[,.;:])"
    r"|(,? as (?:he|she|they) (?:spoke|went|walked|looked|did so|said (?:this|it|so)))(?=[,.;:])"
    rf"|(?:{_LOOKING})( (?:up|down|out|over|across)) (?:at|upon|on|into|towards?)\b"
    rf"|(?:{_GOING})( (?:up|down|out|over|across|along|round)) (?:to|into|towards?)\b"
    r"|(?:sat|fell|sank|lay|dropped|knelt)( down) (?:up)?(?:on|in|by|beside|at|among|into)\b"
    r"|tears( in (?:his|her|their) eyes)(?=[,.;:])"
    r"|(?:saw|seen|watched|looked) (?:[\w'’-]+ ){0,2}?[\w'’-]+"
    r"( with (?:his|her|their) own eyes)"
    r"|(?:hesitated|paused|waited|stopped|silent|reflected|considered)"
    r"( for an? (?:moment|instant|while|little while|short time))(?=[,.;:]| and | before | as )"
    r"|an? (?:[\w'’-]+ )?[\w'’-]+( of (?:his|her|its|their) own)(?=[,.;:])"
    r"|(?:talk|speak|convers|argu|quarrel|chatt|whisper)(?:ed|ing|ling|led)"
    r"( (?:with|to) (?:each other|one another))(?=[,.;:])"
    r")",
    re.I,
)


def redundant(view: View) -> Iterator[Edit]:
    """All of these, each with what is left of it."""
    for edit in shorter(view, _PHRASES, _SHORTER):
        i = view.index(edit.start)
        # "so that he could see" is another thing than what he saw.
        if view.low(i) != "could" or {view.low(i - 1), view.low(i - 2)}.isdisjoint(_WHETHER):
            yield edit
    for found in _GAVE.finditer(view.text):
        if not view.is_fixed(*found.span()):
            new = _ACTS[found[1].casefold()]
            yield Edit(*found.span(), new, "wordy", f"“{new}” for “{found[0]}”")
    for found in _SPARE.finditer(view.text):
        start, end = found.span(found.lastindex or 0)
        if not view.is_fixed(start, end):
            note = f"without “{view.text[start + 1 : end]}”"
            yield Edit(start, end, "", "spare", note)
