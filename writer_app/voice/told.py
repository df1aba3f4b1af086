"""What a writer does where they tell, outside of quotation marks: joints, contractions, tags.

Characters speak in ways of their own, so what they say counts for nothing here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from writer_app.voice.tokens import straighten, without_quotations

CONTRACTIONS: Mapping[str, str] = {
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
    "i am": "i'm",
    "i have": "i've",
    "i would": "i'd",
    "i will": "i'll",
    "it is": "it's",
    "that is": "that's",
    "there is": "there's",
    "they are": "they're",
    "we are": "we're",
    "you are": "you're",
    "he is": "he's",
    "she is": "she's",
    "what is": "what's",
    "who is": "who's",
    "they have": "they've",
    "we have": "we've",
    "you have": "you've",
    "he will": "he'll",
    "she will": "she'll",
    "it will": "it'll",
    "they will": "they'll",
    "we will": "we'll",
    "you will": "you'll",
    "he would": "he'd",
    "she would": "she'd",
    "they would": "they'd",
    "we would": "we'd",
    "you would": "you'd",
}
"""Full form and contraction, where both are said in the same place; "he's" may be "he has" as well,
and "he'd" "he had"."""
SUBJECTS = "he|she|it|they|we|i|you|there"
"""What surely begins a clause behind "and"; a noun may be one more of a list."""
SAYING = (
    "said|replied|answered|cried|asked|returned|added|exclaimed|whispered|murmured|suggested"
    "|continued|observed|remarked|inquired|demanded|muttered|shouted|called|declared|repeated"
    "|explained|interrupted|pursued|rejoined"
)
THINKING = "thought|knew|felt|saw|believed|supposed|hoped|feared|feel|know|think|believe|suppose"
_DASH = re.compile(r"\s*(?:—|--+|\s[–-]+\s)\s*")
_JOINT = re.compile(rf"(?:([,;:.-]) )?\b(?:(and|but|for|so|yet) )?(?:{SUBJECTS})\b")
_IN_FULL = re.compile(rf"\b(?:{'|'.join(CONTRACTIONS)})\b")
_SHORT = re.compile(rf"\b(?:{'|'.join(CONTRACTIONS.values())})\b")
_WHO = r"he|she|I|they|(?:(?:Mr|Mrs|Miss|Dr)\.? )?[A-Z][a-z]+"
_TAG = re.compile(rf"[,.!?-][\"'] (?:(?:{SAYING}) ({_WHO})|({_WHO}) (?:{SAYING}))\b(?= |[.,;:])")
_THAT = re.compile(
    r"\b(?:he|she|it|they|we|i|you|had|could|to) "
    rf"(?:(said)|{THINKING}) (that )?(?:he|she|they|we|i)\b"
)
_PRONOUNS = frozenset(("he", "she", "I", "they"))
ARTICLES = "the|a|an|his|her|my|our|your|their|its|some|no"
OPENINGS = (
    "then|now|suddenly|sometimes|soon|presently|again|afterwards|often|meanwhile|instantly|once"
    "|immediately|slowly|quietly|gradually|instead|today|here|there|one (?:day|night|morning)"
    "|(?:at|in|on|for|behind|beyond|above|below|before|after|during|by|within|from)"
    f" (?:(?:{ARTICLES}|that|this) )?[a-z]+"
)
"""Adverbs and short phrases that say when, where or how before a clause, with a comma or none."""
ITEM = rf"(?:(?:{ARTICLES}) )?[a-z'-]+"
"""One of several things in a row."""
_OPENING = re.compile(rf"(?:^|[.!?] )(?:{OPENINGS})(,?) (?:{SUBJECTS})\b")
_LAST = re.compile(rf"\b{ITEM}, {ITEM}(,?) (?:and|or) {ITEM}(?=[.,;:!?])")
DONE = "was|had|went|came|took|made|stood|sat|did|got|gave|began|left|told|felt|[a-z]{3,}ed"
_DID = re.compile(rf"\w(,?) and (?:then )?(?:{DONE}) ")
_OF_THE = re.compile(r"\bthe [a-z]+(?:('s) [a-z]+| of the [a-z]+)")


def told_in(passages: Iterable[str]) -> dict[str, int]:
    """How often each is done. The keys are examples: "he" stands for any subject.

    "; and he" and "and he" say how clauses are joined, ". but he" how a sentence begins; "said he"
    and "said Name" the order beside a quotation; "thought that he", "thought he", "said that he",
    "he said he" whether "that" is said; contractions and their full forms stand for themselves;
    "then, he" and "then he", "a, b, and c" and "a, b and c" whether a comma stands there, as in
    ", and did" and "and did" before what the same subject does next. "the it of the he" and "the
    he's it" are the two ways to say whose something is.
    """
    found: Counter[str] = Counter()
    for passage in passages:
        plain = _DASH.sub(" - ", " ".join(straighten(passage).split()))
        for tag in _TAG.finditer(plain):
            who = "he" if (tag[1] or tag[2]) in _PRONOUNS else "Name"
            found[f"said {who}" if tag[1] else f"{who} said"] += 1
        told = without_quotations(plain).casefold()
        found.update(joint_of(joint[1], joint[2]) for joint in _JOINT.finditer(told))
        found.update(full[0] for full in _IN_FULL.finditer(told))
        found.update(short[0] for short in _SHORT.finditer(told))
        for that in _THAT.finditer(told):
            found[that_of(said=bool(that[1]), that=bool(that[2]))] += 1
        for pattern, key in (
            (_OPENING, "then{} he"),
            (_LAST, "a, b{} and c"),
            (_DID, "{} and did"),
        ):
            found.update(key.format(each[1]).strip() for each in pattern.finditer(told))
        for whose in _OF_THE.finditer(told):
            found["the he's it" if whose[1] else "the it of the he"] += 1
    del found["he"]
    return dict(found)


def joint_of(mark: str | None, word: str | None) -> str:
    """The key of clauses joined by these."""
    return " ".join(part for part in (mark, word, "he") if part)


def that_of(*, said: bool, that: bool) -> str:
    """The key of what is said or thought, with "that" or without it."""
    if that:
        return "said that he" if said else "thought that he"
    return "he said he" if said else "thought he"
