"""Words that mostly stand for each other, by our own hand; plain ones that models write among them.

Which of a group is a writer's, and whether it fits a place, is decided by their counts and by the
model. What has a second sense in which the others can't follow is left out.
"""

from __future__ import annotations

from writer_app.voice.edits.words import listed

_LITTLE = """
on upon
until till
while whilst
among amongst
amid amidst
though although
around round
inside within
between betwixt
everyone everybody
someone somebody
anyone anybody
often frequently
immediately instantly
soon presently shortly
suddenly abruptly
quickly rapidly swiftly
quietly silently
maybe perhaps
afterward afterwards
leaped leapt
dreamed dreamt
knelt kneeled
burnt burned
spoilt spoiled
awoke woke wakened
wagon waggon
wagons waggons
connection connexion
gypsy gipsy
gypsies gipsies
jail gaol
inquire enquire
inquired enquired
inquiry enquiry
inquiries enquiries
ax axe
dullness dulness
entreat intreat
further farther
"""
_CONTENT = """
began commenced started
begin commence start
beginning commencing starting
big large great
allowed permitted
sad sorrowful mournful
angry wrathful
afraid frightened
frightened scared
strange odd queer curious
beautiful lovely
entire whole
many numerous
silent quiet
silence stillness
rich wealthy
ill sick
gloomy dismal
bright brilliant
wicked evil
brave courageous valiant
happy glad
huge vast enormous immense
whole entire
ocean sea
beneath under underneath
ship vessel
face countenance visage
glanced looked
looking gazing
looked gazed
staring gazing
stared gazed
saw beheld
seeing beholding
noticed observed perceived
noticing observing perceiving
realized perceived
realised perceived
replied answered
reply answer
shouted cried
shouting crying
yelled cried shouted
whispered murmured
muttered murmured
obtain procure get
obtained procured got
bought purchased
buy purchase
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
wanting wishing
hated detested
kept retained
threw cast flung
grabbed seized grasped
grab seize grasp
grabbing seizing grasping
hid concealed
hidden concealed
hide conceal
trembled quivered
trembling quivering
tried endeavoured attempted
try endeavour attempt
trying endeavouring attempting
happened occurred
happen occur
allow permit suffer
believed supposed
wandered strolled
disappeared vanished
disappear vanish
inquired asked
enquired asked
exclaimed cried
placed put laid set
require need
required needed
kids children
mom mother
dad father
guy fellow
guys fellows
anger wrath
joy delight
talk conversation
talked conversed
story tale
beginning commencement
room chamber
clothes garments
crowd throng multitude
couch sofa
stairs staircase
forest wood
woods wood
illness sickness
luck fortune
road way
smell odour scent
worry anxiety
worried anxious troubled uneasy
nervous uneasy anxious
pleased glad
calm quiet tranquil
tired weary fatigued
exhausted weary
annoyed vexed
upset distressed
amazed astonished
surprised astonished
amazement astonishment
surprise astonishment
mad angry
scared frightened afraid
terrible dreadful awful
terribly dreadfully
wonderful marvellous
weird strange queer
smart clever
nice pleasant agreeable
unhappy wretched miserable
foolish stupid silly
crazy mad
scary frightful fearful
terrifying dreadful frightful
terrified frightened
boring tedious dull tiresome
funny amusing comical
unusual singular uncommon
mistake error blunder
idea notion
plan scheme
choose select
chose selected
chosen selected
fix mend repair
fixed mended repaired
argued disputed quarrelled
argue dispute quarrel
clever ingenious
calmly quietly tranquilly
gently softly
sadly mournfully sorrowfully
angrily wrathfully
courage bravery valour
job employment occupation
trip journey
reward recompense
famous celebrated renowned
lonely solitary
empty vacant
worried anxious
careful cautious
carefully cautiously
carelessly heedlessly
shut closed
lately recently
difficult hard
difficulty trouble
"""
_HOME = (
    "crazy scary boring trip argued argue kids mom dad guy guys woods commencing stairs yelled "
    "weird smart mad nice grabbed grab grabbing scared upset illness realized realised difficult"
)
CONTENT = frozenset(_CONTENT.split())
"""Those that mean something: they must fit the sentence as well as the writer."""
_PLAIN = listed(_HOME)
"""Words that nothing is replaced by."""
_SEVERAL = listed(
    "laid put set curious reply answer talk help trouble kept hard need attempt fix repair "
    "endeavour quarrel dispute calm quiet want wish worry"
)
"""Words of several senses: they take another's place, and none takes theirs."""


def _alternatives() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in (_LITTLE + _CONTENT).strip().splitlines():
        group = line.split()
        for word in (word for word in group if word not in _SEVERAL):
            others = (other for other in group if other != word and other not in _PLAIN)
            found[word] = tuple(dict.fromkeys((*found.get(word, ()), *others)))
    return found


ALTERNATIVES = _alternatives()
