"""What a clause can do without: words that readers supply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View
from writer_app.voice.edits.words import DETERMINERS, carries, listed

_SUBJECTS = {"i", "he", "she", "we", "they", "you", "it"}
# After these a "that" is as good as said.
SAYING = listed(
    "said say says told knew know knows felt feel thought think believed believe supposed suppose "
    "saw see heard hear found find hoped hope wished wish feared fear declared fancied fancy "
    "imagined imagine remembered remember understood perceived noticed sure glad afraid sorry "
    "certain convinced aware confident"
)
# Not "saw" or "heard": for a moment the reader would see the door itself.
_SAYS = listed(
    "said thought felt believed supposed hoped feared declared fancied sure afraid certain glad "
    "say says think thinks feel believe suppose hope fear fancy know knew wish wished confident"
)
_OPENING = listed("the a an his her my our your their there this these those every some")
_TELLING = listed("told assured informed reminded warned convinced persuaded tell assure")
_TOLD = listed("him her them me us you")
_BE = {"was", "were", "is", "are"}
_IRREGULAR = listed(
    "built made bound held kept left lost seen known grown drawn thrown shown worn torn borne born "
    "written hidden given taken broken spoken chosen frozen fallen driven sent spent lent bent "
    "set cut hung flung sunk struck stuck swept brought bought caught taught sought found wound "
    "smitten stricken bitten forgotten shaken sworn risen laid paid told sold led fed "
    "gone done come run begun become eaten beaten ridden drunk sung met read"
)
_PLACES = listed(
    "in on upon under over within among amongst across along beside behind beneath against around "
    "above below beyond amid near from with by at"
)
_STANDING = listed(
    "stood sat lay hung stands sits lies hangs lived dwelt remained rose came led ran"
)
_PLACED = listed("standing sitting lying hanging seated situated placed resting leaning waiting")
_WHENEVER = listed("when while though although if as until once")
_TIMES = listed("day night morning evening afternoon hour time moment week year occasion")
_SPOTS = listed(
    "house room place town city country street garden road spot corner world village church shop "
    "cottage hall kitchen chamber field wood forest valley hill island cabin box drawer bed chair "
    "school office building station farm inn castle region district county land home table river"
)
_NOUNS = listed(
    "all everything something anything those way time people children men women girls boys things"
)
_HAD_BEEN = {("had", "been"), ("has", "been"), ("have", "been")}


def pointers(view: View) -> Iterator[Edit]:
    """ "that" before a subject; "who was" before a participle."""
    for i, word in enumerate(view.words):
        before, after = view.low(i - 1), view.low(i + 1)
        inside = view.gap(i - 1) == " " and view.gap(i) == " " and not word.first
        if not inside or not word.free:
            continue
        if word.low == "that" and after in _SUBJECTS and before in SAYING:
            yield _without(view, i, i)
        elif word.low in {"that", "which", "whom"} and after in _SUBJECTS - {"it"}:
            # "the man whom he saw", but neither "of which he", nor "so near that he".
            if not noun_before(view, i) or _so(view, i):
                continue
            yield _without(view, i, i)
        elif (
            word.low in {"that", "which", "who"}
            and after in _BE
            and participle(view.low(i + 2))
            and noun_before(view, i)
            and view.gap(i + 1) == " "
        ):
            yield _without(view, i, i + 1)
    for i, word in enumerate(view.words):
        # ", which was built" and ", who was a sailor" lean on the comma.
        if word.low in {"which", "who"} and view.low(i + 1) in _BE and view.gap(i - 1) == ", ":
            following = view.low(i + 2)
            apposition = following in {"a", "an", "the"}
            if view.gap(i + 1) == " " and word.free and (apposition or participle(following)):
                yield _without(view, i, i + 1)


def _so(view: View, i: int) -> bool:
    """ "so moved the man that he": the two belong together."""
    return not {"so", "such"}.isdisjoint(view.low(j) for j in range(max(0, i - 8), i))


def _named(view: View, i: int) -> bool:
    return view.words[i].text[:1].isupper() and not view.words[i].first


def unsaid(view: View) -> Iterator[Edit]:
    """The "that" of "he said that the door was locked", "he told her that he knew"."""
    for i, word in enumerate(view.words):
        if word.low != "that" or not word.free or not view.gap(i - 1) == view.gap(i) == " ":
            continue
        before, after = view.low(i - 1), view.low(i + 1)
        told = view.low(i - 2) in _TELLING and before in _TOLD and after in _SUBJECTS
        opens = after in _OPENING or (i + 1 < len(view.words) and _named(view, i + 1))
        if told or (before in _SAYS and opens):
            yield _without(view, i, i)


def reduced(view: View) -> Iterator[Edit]:
    """ "the house which was on the hill", "the letter that had been sent" without the middle."""
    for i, word in enumerate(view.words):
        if word.low not in {"that", "which", "who"} or not word.free or view.gap(i - 1) != " ":
            continue
        after, then = view.low(i + 1), view.low(i + 2)
        if not noun_before(view, i) or view.gap(i) != " " or view.gap(i + 1) != " ":
            continue
        if word.low == "which" and after in _OPENING:
            yield _without(view, i, i)  # "the house which the old man built"
        elif after in _BE | _STANDING and then in _PLACES:
            yield _without(view, i, i + 1)
        elif (after, then) in _HAD_BEEN and view.gap(i + 2) == " ":
            done = view.low(i + 3)
            if participle(done) and not done.endswith("ing"):
                yield _without(view, i, i + 2)


def placed(view: View) -> Iterator[Edit]:
    """ "the woman standing by the door" without "standing"; "when he was walking" without "he
    was"; "the house in which he lived" as "the house where he lived"."""
    for i, word in enumerate(view.words):
        if i == 0 or not word.free or view.gap(i - 1) != " " or view.gap(i) != " ":
            continue
        after = view.low(i + 1)
        if word.low in _PLACED and after in _PLACES and noun_before(view, i):
            yield _without(view, i, i)
        elif (
            view.low(i - 1) in _WHENEVER
            and word.low in _SUBJECTS
            and after in {"was", "were"}
            and participle(view.low(i + 2))
            and view.all_free(i, i + 1)
        ):
            yield _without(view, i, i + 1)
        elif word.low in {"in", "at", "on", "upon"} and after == "which":
            new = "when" if view.low(i - 1) in _TIMES else "where"
            end = view.words[i + 1].end
            if view.low(i - 1) in _TIMES | _SPOTS:
                yield Edit(word.start, end, new, "wordy", f"“{new}” for “{word.low} which”")


def to_be(view: View) -> Iterator[Edit]:
    """ "seemed to be asleep", "was found to be empty"."""
    for i, word in enumerate(view.words):
        if word.low == "to" and view.low(i + 1) == "be" and view.gap(i) == view.gap(i + 1) == " ":
            before = view.low(i - 1)
            if before.startswith(("seem", "appear", "consider", "declar", "prove", "suppos")) or (
                before in {"found", "thought", "believed", "made", "ought"} - {"ought"}
            ):
                yield replace(_without(view, i, i + 1), kind="filler")


def participle(low: str) -> bool:
    """By its ending, or by a list; a past tense may look the same."""
    return low in _IRREGULAR or (len(low) > 4 and low.endswith(("ed", "ing")))


def noun_before(view: View, i: int) -> bool:
    """Whether the word before `i` is a noun, as far as an article or the like tells."""
    low = view.low(i - 1)
    if low in _NOUNS:
        return True
    determined = any(view.low(i - back) in DETERMINERS | {"all", "of"} for back in (2, 3, 4))
    return carries(low) and determined and not low.endswith(("ly", "ed")) and low not in SAYING


def _without(view: View, i: int, j: int) -> Edit:
    start, end = view.words[i].start - 1, view.words[j].end
    return Edit(start, end, "", "pointer", f"without “{view.text[start + 1 : end]}”")
