"""The small words of English by what they do in a sentence, and how its parts are told by form."""

from __future__ import annotations

import re

from writer_app.voice.lexicon import NUMBER_WORDS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES = _set("the a an")
PREPOSITIONS = _set(
    "of in to with at on by from into upon over under about through between after before against "
    "among amongst toward towards behind beyond beside within without across along around above "
    "below beneath during for near off onto"
)
HAVES = _set("have has had having haven't hasn't hadn't")
MODALS = _set(
    "would should must shall will ought can cannot can't wouldn't shouldn't won't mustn't"
)
MAYS = _set("could might may couldn't mightn't")
RELATIVES = _set("which who whom whose that")
SUBORDINATORS = _set(
    "because although though while when until unless since if whereas whether till whenever "
    "wherever"
)
POINTERS = _set("this that these those here there such")
YOU = _set("you your yours yourself yourselves you're you've you'd you'll thou thee thy thine ye")
THIRD_PERSON = _set(
    "he him his himself she her hers herself they them their theirs themselves he's she's they're "
    "he'd she'd they'd he'll she'll they'll they've"
)
DEGREES = _set("very so too most such all really just even extremely utterly entirely")
JOINING = _set("and but or so yet nor for")
PRONOUNS = _set(
    "i he she it they we you there this that he's she's it's i'm they're we're you're i'd he'd "
    "she'd they'd i've they've we've you've"
)
_NO_FORMS = _set(
    "thing things nothing something anything everything morning evening during king spring string "
    "bring wing ring sing ceiling darling sibling need indeed hundred breed speed"
)
_SHORT_FOR_IS = _set(
    "it's that's there's he's she's what's who's here's let's where's how's when's why's"
)
PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|being|be|am) (?:\w+ly |not |never )?(?:\w{2,}ed|\w+en|\w*made|"
    r"\w+own|\w+ought|told|left|lost|held|kept|said|heard|found|put|set|seen|done|gone|built)\b",
    re.I,
)
ELLIPSIS = re.compile(r"\.\.\.|…|\. \. \.")


def participle(word: str) -> bool:
    return len(word) > 4 and word.endswith("ing") and word not in _NO_FORMS


def past(word: str) -> bool:
    return len(word) > 3 and word.endswith("ed") and word not in _NO_FORMS


def possessive(word: str) -> bool:
    return word.endswith(("'s", "s'")) and word not in _SHORT_FOR_IS


def number(word: str) -> bool:
    return word in NUMBER_WORDS or word[:1].isdigit()
