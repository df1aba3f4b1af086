"""What kind of word it is, as far as lists and endings tell; our own making, English only."""

from __future__ import annotations

from writer_app.voice.lexicon import STOPWORDS


def listed(text: str) -> frozenset[str]:
    """Words apart by spaces."""
    return frozenset(text.split())


CALENDAR = listed(
    "january february march april june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday christmas easter today tomorrow yesterday "
    "tonight morrow noon midnight"
)

# Stance beyond the hedges and boosters of the guards: said by this writer, so it stays.
FIRM = listed(
    "really truly actually ever every all most might may could would should seem seems seemed "
    "seeming appear appears appeared apparent suppose supposed think thought believe believed "
    "almost nearly quite rather only merely even just surely sure certain doubt doubtless likely "
    "possible probable i me my mine myself exactly precisely partly usually often sometimes "
    "frequently occasionally generally hitherto particularly especially alone evidently naturally "
    "seemingly manifestly presumably probably literally practically virtually somehow somewhat "
    "inevitably invariably ever quite far whole"
)

# End in -ly and are no adverbs, or say how often, or for whom.
NO_FILLER = listed(
    "early family likely unlikely holy ugly lonely friendly unfriendly lovely daily july reply "
    "supply apply rely belly jelly fly ally bully silly jolly lively elderly orderly disorderly "
    "melancholy deadly ghostly kindly costly cowardly homely manly womanly sickly worldly earthly "
    "heavenly yearly monthly weekly comely stately unearthly fatherly motherly brotherly sisterly "
    "masterly scholarly timely ghastly curly burly surly wooly woolly hilly chilly bubbly "
    "assembly anomaly monopoly butterfly imply comply multiply badly well ill hardly scarcely "
    "barely nearly formerly firstly secondly namely respectively doubly singly solely mostly "
    "mainly chiefly largely annually nightly hourly separately alternately equally necessarily "
    "possibly conversely similarly differently otherwise legally illegally newly comparatively "
    "alike falsely wrongly rightly permanently portly goodly seemly unseemly princely kingly "
    "saintly beastly shapely unruly untimely miserly slovenly courtly lowly sprightly unsightly "
    "steely scaly crumbly wobbly jointly partially"
)

DEGREE = listed("very too so as how more most less least rather quite pretty fairly rather equally")

DETERMINERS = listed(
    "the a an his her my your our their its this that these those some any every each another "
    "no such many few several"
)

# They say which one, how many, or that it is none: without them it is another thing.
LIMITING = listed(
    "next last first second third other others same only own half whole late dead false former "
    "latter present new old young left right upper lower inner outer front back high middle mere "
    "very more most less least few many much several such single double main chief certain final "
    "future past whole entire north south east west northern southern eastern western royal "
    "public private common general good bad better best worse worst great little able worth "
    "would-be so-called sham mock pretended supposed alleged wrong true real full empty open "
    "contrary opposite reverse different various particular special usual proper "
    "further extra fellow"
)

ADJECTIVES = listed(
    "ancient awful bare big bitter bleak blind bold brave brief bright broad brown calm cheap "
    "clean clear clever close cold cool cruel curious damp dark dear deep dim dirty dismal "
    "distant drab dreary dry dull dusty eager early easy empty faint fair familiar famous fat "
    "fierce fine firm flat fond foul fresh gay gentle ghastly giant glad gloomy golden grand grave "
    "gray green grey grim gross handsome happy hard harsh hasty heavy honest hot huge humble idle "
    "immense intense keen kind large lazy lean light little lively lofty lonely long loose loud "
    "lovely low lucky mad massive mean meek mellow mild mighty naked narrow nasty neat noble odd "
    "pale plain pleasant plump polite poor pretty proud pure queer quick quiet rapid rare raw red "
    "remote rich rigid ripe rosy rough round rude sad savage secret serene severe shabby shady "
    "shallow sharp sheer short shrewd shy silent simple slender slight slim slow small smart "
    "smooth sober soft solemn solid sombre sore sour square stale steady steep stern stiff stout "
    "straight strange strict strong stupid sturdy subtle sudden sullen superb sweet swift tall "
    "tame tart tender tense thick thin tight timid tiny tired tough tranquil ugly uneasy vague "
    "vast vile vivid warm weak weary wet white wicked wide wild wise yellow young"
)
# They praise or blame, or say how much: colour, shape and sense are the writer's own.
EMPTY = listed(
    "awful beautiful charming considerable decent delightful dreadful enormous excellent "
    "exquisite extraordinary fearful frightful glorious horrible horrid immense incredible lovely "
    "magnificent marvellous marvelous mighty pleasant prodigious remarkable splendid superb "
    "terrible terrific tremendous unusual vast wonderful"
)
_ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "able", "ible", "ish", "some", "ical", "esque")


def is_adjective(low: str) -> bool:
    """Surely one, where it stands before a noun."""
    if low in STOPWORDS or low in LIMITING or "-" in low or "'" in low:
        return False
    return low in ADJECTIVES or (len(low) > 6 and low.endswith(_ADJECTIVE_ENDINGS))


def may_be_adjective(low: str) -> bool:
    """By its ending, and none of colour, shape or sense; a noun may end so too."""
    return (
        carries(low)
        and len(low) > 5
        and low not in LIMITING | ADJECTIVES
        and "-" not in low
        and low.endswith(_ADJECTIVE_ENDINGS)
    )


def is_manner(low: str) -> bool:
    """An adverb that says how, and mostly says it twice."""
    return len(low) > 5 and low.endswith("ly") and low not in NO_FILLER and "-" not in low


def carries(low: str) -> bool:
    """A content word."""
    return len(low) > 2 and low not in STOPWORDS and "'" not in low
