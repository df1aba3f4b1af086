"""Verbs that another verb holds up: "began to walk", "there was a man who waited"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.background import shipped
from writer_app.voice.edits.adjuncts import PREPOSITIONS
from writer_app.voice.edits.edit import Edit
from writer_app.voice.edits.view import View

_BEGAN = {"began", "started", "commenced", "continued"}
_DID = {"proceeded", "managed", "happened", "ventured", "contrived", "chanced", "served", "helped"}
_IRREGULAR = """
/ arise/arose cast/cast be/was bear/bore beat/beat become/became begin/began bend/bent bid/bade
bind/bound bite/bit blow/blew break/broke bring/brought build/built burn/burned buy/bought
catch/caught choose/chose climb/climbed cling/clung come/came creep/crept cry/cried cut/cut
dig/dug do/did draw/drew dream/dreamed drink/drank drive/drove eat/ate fall/fell feed/fed
feel/felt fight/fought find/found flee/fled fling/flung fly/flew forget/forgot freeze/froze
get/got give/gave go/went grind/ground grow/grew hang/hung hear/heard hide/hid hit/hit
hold/held hum/hummed keep/kept kneel/knelt know/knew lay/laid lead/led lean/leaned
leap/leapt leave/left lend/lent let/let lie/lay lose/lost make/made mean/meant meet/met
move/moved nod/nodded pay/paid play/played pray/prayed put/put read/read ride/rode ring/rang
rise/rose rub/rubbed run/ran say/said see/saw seek/sought sell/sold send/sent set/set
shake/shook shine/shone shoot/shot shrink/shrank shut/shut sing/sang sink/sank sit/sat
sleep/slept slide/slid slip/slipped sob/sobbed speak/spoke spend/spent spin/spun
spread/spread stand/stood steal/stole sting/stung stir/stirred stop/stopped strike/struck
string/strung swear/swore sweep/swept swim/swam swing/swung take/took talk/talked
teach/taught tear/tore tell/told think/thought throw/threw tread/trod tremble/trembled
try/tried turn/turned understand/understood wake/woke walk/walked wear/wore weep/wept
win/won wind/wound write/wrote
"""
_PAST = dict(pair.split("/", 1) for pair in _IRREGULAR.split())


def past(verb: str) -> str:
    """The past tense of a plain form."""
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"


def begun(view: View) -> Iterator[Edit]:
    """ "began to walk", "began walking", "managed to walk" as "walked"."""
    for i in range(len(view.words) - 2):
        began, to, verb = view.words[i : i + 3]
        if view.gap(i) != " ":
            continue
        if began.low in _BEGAN | _DID and to.low == "to" and view.gap(i + 1) == " ":
            if len(verb.low) > 2 and view.all_free(i, i + 2):
                yield _plainly(view, i, i + 2, past(verb.low))
        elif began.low in _BEGAN and to.low.endswith("ing") and view.all_free(i, i + 1):
            yield _plainly(view, i, i + 1, past(_doing(to.low)))


def _plainly(view: View, i: int, j: int, new: str) -> Edit:
    start, end = view.words[i].start, view.words[j].end
    return Edit(start, end, new, "wordy", f"“{new}” for “{view.text[start:end]}”")


def _doing(low: str) -> str:
    """The plain form of "making", "running", "walking": the one that people use most."""
    root = low.removesuffix("ing")
    forms = [root, f"{root}e"]
    if root[-1:] == root[-2:-1]:
        forms.append(root[:-1])
    return max(forms, key=shipped().human.rate)


def there_was(view: View) -> Iterator[Edit]:
    """ "There was a man who waited" as "A man waited"."""
    for i in range(len(view.words) - 5):
        there = view.words[i]
        if there.low != "there" or view.low(i + 1) not in {"was", "were"} or not there.first:
            continue
        for j in range(i + 3, min(i + 6, len(view.words) - 1)):
            if view.low(j) in {"who", "that", "which"} and view.gap(j - 1) == " ":
                if not view.all_free(i, j) or view.low(j + 1) in {"he", "she", "they", "it", "i"}:
                    break
                subject = view.text[view.words[i + 2].start : view.words[j - 1].end]
                new = subject[0].upper() + subject[1:]
                note = f"“{new}” for “There was … {view.low(j)}”"
                yield Edit(there.start, view.words[j].end, new, "wordy", note)
                break


def it_was(view: View) -> Iterator[Edit]:
    """ "It was in this room that he died" as "In this room he died"."""
    for i in range(len(view.words) - 5):
        if (view.low(i), view.low(i + 1)) != ("it", "was") or not view.words[i].first:
            continue
        for j in range(i + 3, min(i + 9, len(view.words) - 1)):
            if view.gap(j - 1) != " ":
                break
            if view.low(j) == "that" and view.low(i + 2) in PREPOSITIONS:
                if view.all_free(i, j):
                    kept = view.text[view.words[i + 2].start : view.words[j - 1].end]
                    new = kept[0].upper() + kept[1:]
                    note = f"“{new}” for “It was … that”"
                    yield Edit(view.words[i].start, view.words[j].end, new, "wordy", note)
                break
