"""The little words that join clauses, where a writer may have others: "that", "which", "But"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.custom import leaning
from writer_app.voice.edits.clauses import noun_before
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.habits import SOMETIMES, Habits, theirs
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, listed
from writer_app.voice.negation import is_negation
from writer_app.voice.told import joint_of, that_of

# At the head of a sentence, with the comma after it; what is said stays as it was.
_HEADS = {
    "However": ("But", "Yet"),
    "Nevertheless": ("Yet", "Still"),
    "Additionally": ("And", "Besides"),
    "Moreover": ("And", "Besides"),
    "Furthermore": ("And", "Besides"),
    "Therefore": ("So", "And so"),
    "Consequently": ("So", "And so"),
    "Thus": ("So", "And so"),
    "Eventually": ("At length", "At last"),
    "Finally": ("At length", "At last"),
    "Nonetheless": ("Yet", "Still"),
    "In addition": ("And", "Besides"),
    "As a result": ("So", "And so"),
    "Afterwards": ("After this", "Then"),
    "After that": ("After this", "Then"),
    "Because of this": ("For this reason", "On this account"),
    "For example": ("For instance",),
    "First of all": ("In the first place",),
    "Fortunately": ("Happily", "Luckily"),
    "Luckily": ("Happily", "Fortunately"),
    "Unfortunately": ("Unhappily", "Unluckily"),
    "In conclusion": ("In short",),
    "Meanwhile": ("In the meantime", "In the meanwhile"),
    "Overall": ("On the whole", "Altogether"),
    "Suddenly": ("All at once", "On a sudden", "Of a sudden"),
}
_HEAD = re.compile(rf"(?<![\w'-])({'|'.join(_HEADS)}), (?=[a-zI])")
_TAKES_THAT = listed(
    "said knew thought believed supposed felt hoped feared declared fancied imagined remembered "
    "understood perceived noticed sure afraid certain convinced realised realized"
)
_SAYS = listed(
    "say know think believe suppose feel hope fear declare fancy imagine remember understand "
    "notice see hear find mean show seem tell insist claim suggest learn argue state note report "
    "indicate reveal demonstrate ensure confirm prove imply explain conclude decide promise doubt"
)
_NOTIONS = listed(
    "fact idea belief insistence notion feeling thought hope fear doubt claim news sense truth "
    "impression conviction suspicion knowledge sign evidence proof chance possibility promise pity "
    "rumour rumor certainty likelihood danger risk condition assurance admission argument word "
    "conclusion realization realisation understanding assumption point way time day moment wonder"
)
"""Behind one of these "that" may say what it is, which "which" never does."""
_SUBJECTS = listed("he she it they we there i")
_ALL = listed("all everything anything something nothing what that which whom who whatever")
"""What "he thought he knew" may be said of: then it takes no "that"."""
_TOLD = listed("him her them me us you")
_FINITE = listed("was were is are had has have would could will might must should did does")
_CLEARLY = 0.7
"""Nats from which "that", or none, is a habit: twice as often."""
_BECAUSE = re.compile(
    r"(?<=[a-z]),? because (?=(?:he|she|it|they|we|I|you|there|the|a|his|her|their|my|our)\b)"
)
_CLAUSE = 4
"""Words of a clause at least: "First of all" is none."""
# "Only because" is no "for", nor is what was not so because of something.
_ONLY = listed(
    "just only simply merely mainly partly largely mostly precisely is was are were be been and "
    "but or perhaps not"
)
_LIKE = re.compile(
    r"\b((?:feel|felt|seem|look|sound|act|behave|speak|spoke)(?:s|ed|ing)?(?: just| almost)?) like "
    r"(he|she|it|they|we|I|you|nothing|everything|someone|somebody|something|there) (was\b)?"
)
_AT_LAST = ("At length", "At last")
_NOW = listed("is are has have am will can do does")
"""Behind "Finally" one of these tells of the last of several things, and of nothing that ended."""
_BARE = {"But", "Yet", "Still", "And", "So", "And so", "Then"}
"""What stands before its clause without a comma."""


def heads(view: View, habits: Habits) -> Iterator[Edit]:
    """ "However, he" as "But he"."""
    found = []
    for match in _HEAD.finditer(view.text):
        if view.is_fixed(*match.span()):
            continue
        at = view.index(match.end())
        lasting = not _NOW.isdisjoint(view.low(i) for i in range(at, at + 4))
        for new in _HEADS[match[1]]:
            if lasting and new in _AT_LAST:
                continue
            text = f"{new} " if new in _BARE else f"{new}, "
            found.append(Edit(*match.span(), text, "variant", f"“{new}” for “{match[1]}”"))
    yield from theirs(view, habits, found)


def pronouns(view: View, habits: Habits) -> Iterator[Edit]:
    """ "which" for "that" behind a noun, and the other way round."""
    found = []
    for i, word in enumerate(view.words):
        before, after, after_low = view.gap(i - 1) if i else "", view.gap(i), view.low(i + 1)
        if not word.free or after != " " or word.first:
            continue
        if view.low(i - 1) in _NOTIONS or view.low(i - 1).removesuffix("s") in _SAYS:
            continue
        noun = noun_before(view, i) or (after_low in _SUBJECTS and _things_before(view, i))
        if before == " " and word.low in {"that", "which"} and noun:
            new = "which" if word.low == "that" else "that"
            found.append(Edit(word.start, word.end, new, "variant", f"“{new}” for “{word.text}”"))
    yield from theirs(view, habits, found)


def _things_before(view: View, i: int) -> bool:
    """Whether several things stand before word `i`, and nobody says or knows anything."""
    low = view.low(i - 1)
    return (
        carries(low)
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is"))
        and view.low(i - 2) not in _SUBJECTS | {"who", "that", "which"}
    )


def said_that(view: View, habits: Habits) -> Iterator[Edit]:
    """ "that" behind "said" or "thought" where this writer has it, none where they have none."""
    for i in range(1, len(view.words) - 1):
        word, following = view.words[i], view.words[i + 1]
        told = word.low in _TOLD and view.low(i - 1) == "told"
        if not (told or word.low in _TAKES_THAT) or not view.gap(i) == view.gap(i - 1) == " ":
            continue
        there = following.low == "that"
        if view.low(i - 2) in _ALL:
            continue
        subject = view.low(i + 2) if there and view.gap(i + 1) == " " else following.low
        if view.is_fixed(word.start, following.end):
            continue
        if subject not in _SUBJECTS and (there or not _clause(view, i + 1)):
            continue
        said = word.low == "said"
        having = habits.told.get(that_of(said=said, that=True), 0)
        without = habits.told.get(that_of(said=said, that=False), 0)
        if there and leaning(without, having) >= _CLEARLY:
            note, nats = f"“{word.text}” without “that”", leaning(without, having)
            yield Edit(word.end, following.end, "", "pointer", note, theirs=nats)
        elif not there and leaning(having, without) >= _CLEARLY:
            note, nats = f"“{word.text} that”", leaning(having, without)
            yield Edit(word.end, word.end, " that", "variant", note, theirs=nats)


def _clause(view: View, i: int) -> bool:
    """Whether "his daughter would", no mere thing that is known, begins at word `i`."""
    if view.low(i) not in DETERMINERS:
        return False
    verb = next((j for j in (i + 2, i + 3) if view.low(j) in _FINITE), None)
    return verb is not None and all(view.gap(j) == " " for j in range(i, verb))


def reasons(view: View, habits: Habits) -> Iterator[Edit]:
    """ ", for he" for "because he"."""
    told = habits.told
    having = told.get(joint_of(",", "for"), 0) + told.get(joint_of(";", "for"), 0)
    nats = leaning(having, habits.vocabulary.get("because", 0))
    mark = max(",", ";", key=lambda mark: told.get(joint_of(mark, "for"), 0))
    if nats < SOMETIMES:
        return
    for found in _BECAUSE.finditer(view.text):
        at = view.index(found.end()) - 1
        before = max((i for i in range(at) if view.words[i].first), default=0)
        sentence = [view.low(i) for i in range(before, at)]
        if view.is_fixed(*found.span()) or len(sentence) < _CLAUSE or sentence[-1] in _ONLY:
            continue
        if any(is_negation(word) for word in sentence):
            continue
        yield Edit(
            *found.span(), f"{mark} for ", "variant", "“for” for “because”", theirs=max(0.5, nats)
        )


def as_if(view: View, habits: Habits) -> Iterator[Edit]:
    """ "felt as if he were" for "felt like he was"."""
    count = habits.bigrams.get
    new = max("if", "though", key=lambda word: count(("as", word), 0))
    nats = leaning(count(("as", new), 0), sum(count(("like", who), 0) for who in _SUBJECTS))
    for match in _LIKE.finditer(view.text):
        if nats >= _CLEARLY and not view.is_fixed(*match.span()):
            verb, subject, was = match.groups()
            text = f"{verb} as {new} {subject} {'were' if was else ''}"
            note = f"“as {new}” for “like”"
            yield Edit(*match.span(), text, "variant", note, theirs=nats)
