"""What a clause can do without: words that readers supply, asides, and what it says last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, listed

_SUBJECTS = {"i", "he", "she", "we", "they", "you", "it"}
# After these a "that" is as good as said.
_SAYING = listed(
    "said say says told knew know knows felt feel thought think believed believe supposed suppose "
    "saw see heard hear found find hoped hope wished wish feared fear declared fancied fancy "
    "imagined imagine remembered remember understood perceived noticed sure glad afraid sorry "
    "certain convinced aware confident"
)
_BE = {"was", "were", "is", "are"}
_AUXILIARIES = _BE | {"be", "been", "being", "had", "have"}
_CLAUSES = _SUBJECTS - {"it", "you"} | listed("than as whether if how why what who whose")
"""Where one of these stands, a phrase is more than a phrase."""
_IRREGULAR = listed(
    "built made bound held kept left lost seen known grown drawn thrown shown worn torn borne born "
    "written hidden given taken broken spoken chosen frozen fallen driven sent spent lent bent "
    "set cut hung flung sunk struck stuck swept brought bought caught taught sought found wound "
    "smitten stricken bitten forgotten shaken sworn risen laid paid told sold led fed"
)
_PREPOSITIONS = listed(
    "in on at by with from through under over upon during before after within among amongst "
    "across along beside behind beneath against toward towards around above below beyond amid "
    "amidst near throughout underneath alongside"
)
_OBJECTS = {"him", "her", "them", "it", "us", "you", "himself", "herself", "themselves", "itself"}
_LEANING = listed("as than and or but of to be been so not it there into for")
_ENDS = re.compile(r"[.,;:!?—]|--")
LONGEST_TRAIL = 8
"""Words. What is longer says something of its own."""


def pointers(view: View) -> Iterator[Edit]:
    """ "that" before a subject; "who was" before a participle."""
    for i, word in enumerate(view.words):
        before, after = view.low(i - 1), view.low(i + 1)
        inside = view.gap(i - 1) == " " and view.gap(i) == " " and not word.first
        if not inside or not word.free:
            continue
        if word.low == "that" and after in _SUBJECTS and before in _SAYING:
            yield _without(view, i, i)
        elif word.low in {"that", "which", "whom"} and after in _SUBJECTS - {"it"}:
            # "the man whom he saw", but neither "of which he", nor "so near that he".
            if not noun_before(view, i):
                continue
            yield _without(view, i, i)
        elif (
            word.low in {"that", "which", "who"}
            and after in _BE
            and _participle(view.low(i + 2))
            and noun_before(view, i)
            and view.gap(i + 1) == " "
        ):
            yield _without(view, i, i + 1)
    for i, word in enumerate(view.words):
        # ", which was built" and ", who was a sailor" lean on the comma.
        if word.low in {"which", "who"} and view.low(i + 1) in _BE and view.gap(i - 1) == ", ":
            following = view.low(i + 2)
            apposition = following in {"a", "an", "the"}
            if view.gap(i + 1) == " " and word.free and (apposition or _participle(following)):
                yield _without(view, i, i + 1)


def relatives(view: View) -> Iterator[Edit]:
    """ ", which lay to the north," between two marks."""
    for i, word in enumerate(view.words):
        if word.low not in {"which", "who", "where"} or i == 0 or view.gap(i - 1) != ", ":
            continue
        end = _end_of_clause(view, i)
        if end is None or end < i + 2 or not view.all_free(i, end):
            continue
        closing = view.text[view.words[end].end]
        start, last = view.words[i - 1].end, view.words[end].end
        if closing in ",.;":
            # With the comma that closes it, unless a sentence or a clause ends there.
            last += closing == ","
            yield Edit(start, last, "", "aside", f"without “{view.text[start + 2 : last]}”")


def to_be(view: View) -> Iterator[Edit]:
    """ "seemed to be asleep", "was found to be empty"."""
    for i, word in enumerate(view.words):
        if word.low == "to" and view.low(i + 1) == "be" and view.gap(i) == view.gap(i + 1) == " ":
            before = view.low(i - 1)
            if before.startswith(("seem", "appear", "consider", "declar", "prove", "suppos")) or (
                before in {"found", "thought", "believed", "made", "ought"} - {"ought"}
            ):
                yield _without(view, i, i + 1)


def fronts(view: View) -> Iterator[Edit]:
    """What a sentence begins with before its comma: "In the evening, he"."""
    for i, word in enumerate(view.words):
        if word.first and word.low in _PREPOSITIONS:
            end = _end_of_clause(view, i)
            if end is None or end == i or view.gap(end) != ", ":
                continue
            if edit := view.cut(i, end, "trail"):
                yield edit


def asides(view: View) -> Iterator[Edit]:
    """In brackets, or a lone adverb or short phrase between two commas."""
    for found in re.finditer(r" \([^()\n]{3,90}\)", view.text):
        if _free_between(view, *found.span()):
            yield Edit(*found.span(), "", "aside", "without what is in brackets")
    for found in re.finditer(
        r",? (?:however|moreover|furthermore|then|therefore|as it were|as I say|as I said|you know"
        r"|you see|after all|in a word|in short|so to speak|to be sure|at least|in truth|in effect"
        r"|in turn|by the way|at length|at last|for his part|for her part|for my part)(,)?"
        r"(?=[ .;])",
        view.text,
    ):
        closed = found[1] or view.text[found.end()] in ".;"
        free = not view.is_fixed(*found.span()) and _free_between(view, *found.span())
        if found[0].startswith(",") and closed and free:
            yield Edit(*found.span(), "", "aside", f"without “{found[0].strip(' ,')}”")


def trails(view: View) -> Iterator[Edit]:
    """What a clause says last: "… in the evening." and ", looking at the sea"."""
    for i, word in enumerate(view.words):
        if i == 0 or word.first or i - _start_of_clause(view, i - 1) < 3:
            continue
        gap = view.gap(i - 1)
        if gap == " " and word.low in _PREPOSITIONS | {"of", "to", "for", "into"}:
            if _hangs_on(view, i):
                continue
            kind: Kind = "belonging" if word.low == "of" else "trail"
            for end in _ends_of_phrase(view, i):
                if edit := view.cut(i, end, kind):
                    yield edit
        elif gap == ", " and word.low.endswith("ing") and len(word.low) > 5:
            clause = _end_of_clause(view, i)
            if clause is None or clause == i or not view.all_free(i, clause):
                continue
            if view.text[view.words[clause].end] in ".;":
                start, last = view.words[i - 1].end, view.words[clause].end
                yield Edit(start, last, "", "trail", f"without “{view.text[start + 2 : last]}”")


def _hangs_on(view: View, i: int) -> bool:
    """The preposition belongs to the word before it, or to what follows."""
    before, after = view.low(i - 1), view.low(i + 1)
    return (
        before in _PREPOSITIONS | DETERMINERS | _BE | _LEANING
        or (view.low(i), after) in {("in", "order"), ("in", "spite"), ("at", "least")}
        or after in {"which", "whom", "that", "what", "whose", "whether"}
        or (view.low(i) == "to" and after not in DETERMINERS | _OBJECTS)
        # "was smitten with", "been divided from": what it was is said by what follows.
        # "from melancholy into fierceness": neither says anything alone.
        or (view.low(i) in {"to", "into", "till"} and "from" in _back(view, i, 6))
        or (_participle(before) and view.low(i - 2) in {"and", "or"})
        or (_participle(before) and not _AUXILIARIES.isdisjoint((view.low(i - 2), view.low(i - 3))))
    )


def _ends_of_phrase(view: View, i: int) -> Iterator[int]:
    """Where the phrase may end: before a mark, or before a word that begins something else."""
    for j in range(i + 1, min(i + LONGEST_TRAIL, len(view.words))):
        gap = view.gap(j)
        if view.low(j) in _CLAUSES:
            return  # "around him he read", "than as an artizan": another clause
        if gap != " ":
            if _ENDS.match(gap) or gap.strip() in {"-", "—", "--"}:
                yield j
            return
        after = view.low(j + 1)
        if view.low(i) == "from" and after in {"to", "into", "till"}:
            continue
        if after in _PREPOSITIONS | {"and", "but", "as", "to", "that", "when", "while", "for"}:
            if after == "and" and _parallel(view, i, j):
                continue
            # Not "for the sea", where "for its people" comes after: it would take its place.
            if after != view.low(i) and view.low(j) not in DETERMINERS | _PREPOSITIONS | _LEANING:
                yield j


def _back(view: View, i: int, reach: int) -> set[str]:
    """The words of the same clause before word `i`, at most so many."""
    return {view.low(j) for j in range(max(i - reach, _start_of_clause(view, i)), i)}


def _parallel(view: View, i: int, j: int) -> bool:
    """ "in putting up and lettering": what follows "and" goes on with the phrase."""
    following = view.low(j + 2)
    return following.endswith("ing") and any(view.low(k).endswith("ing") for k in range(i, j + 1))


def _end_of_clause(view: View, i: int) -> int | None:
    """The last word before the next mark, if that is near."""
    for j in range(i, min(i + LONGEST_TRAIL, len(view.words))):
        gap = view.gap(j)
        if _ENDS.match(gap):
            return j
        if gap != " ":
            return None
    return None


def _start_of_clause(view: View, i: int) -> int:
    while i > 0 and view.gap(i - 1) == " ":
        i -= 1
    return i


def _participle(low: str) -> bool:
    return low in _IRREGULAR or (len(low) > 4 and low.endswith(("ed", "ing")))


def noun_before(view: View, i: int) -> bool:
    """Whether the word before `i` is a noun, as far as an article or the like tells."""
    low = view.low(i - 1)
    if low in {"all", "everything", "something", "anything", "those", "way", "time"}:
        return True
    determined = any(view.low(i - back) in DETERMINERS | {"all", "of"} for back in (2, 3, 4))
    return carries(low) and determined and not low.endswith(("ly", "ed")) and low not in _SAYING


def _without(view: View, i: int, j: int) -> Edit:
    start, end = view.words[i].start - 1, view.words[j].end
    return Edit(start, end, "", "pointer", f"without “{view.text[start + 1 : end]}”")


def _free_between(view: View, start: int, end: int) -> bool:
    i, j = view.index(start), view.index(end) - 1
    return i <= j and view.all_free(i, j)
