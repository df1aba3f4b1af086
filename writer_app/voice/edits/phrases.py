"""Plain turns of phrase and those that some writers have for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writer_app.voice.edits.edit import Edit, Kind
from writer_app.voice.edits.habits import Habits, theirs
from writer_app.voice.edits.view import View

# Any of a line may take another's place, unless it stands before ">": nothing becomes that.
_LINES = """
no one | nobody
all of a sudden | suddenly | on a sudden
again > once more
i will | i shall
we will | we shall
don't have any | have no
didn't have any | had no
doesn't have any | has no
do not have any | have no
did not have any | had no
does not have any | has no
don't have enough | have not enough
didn't have enough | had not enough
do not have enough | have not enough
did not have enough | had not enough
wake up > wake
woke up > woke | awoke
every time > whenever
during > in
a long time ago > long ago
at that point > then | at this point
out loud > aloud
one by one | one after another
a bit > a little
a little bit > a little
a kind of | a sort of
what's more > besides
fell asleep | went to sleep
took care of > looked after
take care of > look after
came up with > hit upon | thought of
instead of | in place of
along with | together with
as far as | so far as
ever since > since
from then on > thenceforth | from that time
right before > just before
right after > just after
right now > just now | at present
right then > just then
right there > just there
got out of bed > rose
as if he was > as if he were
as if she was > as if she were
as if it was > as if it were
as though he was > as though he were
as though she was > as though she were
as though it was > as though it were
as though | as if
a lot of > a great deal of | much
lots of > many
right away > at once | immediately
immediately > at once
at once | immediately
in front of > before
next to > beside
close to > near
want to | wish to
wanted to | wished to
wanting to | wishing to
had to > was obliged to
went back to > returned to
came back to > returned to
come back to > return to
go back to > return to
got up > rose
stood up > rose
talked about | spoke of
talk about | speak of
talking about | speaking of
talked to | spoke to
talk to | speak to
talking to | speaking to
thought about | thought of
think about | think of
thinking about | thinking of
knew about | knew of
heard about | heard of
found out > discovered
even though > though | although
each other | one another
in the end > at last
at last | at length
at the moment > at present | just now
these days > nowadays
as well > too
started to | began to
trying to | endeavouring to
tried to | endeavoured to
sure that | certain that
because of | on account of | owing to
due to > owing to | on account of
, so > , and so
despite > in spite of
all of the > all the
both of the > both the
outside of > outside
off of > off
onto > on to | upon
anymore > any more
alright > all right
okay > all right
today | to-day
tomorrow | to-morrow
tonight | to-night
anyone | any one
everyone | every one
someone | some one
forever | for ever
goodbye | good-bye
maybe | perhaps
was able to > could
were able to > could
in the direction of > towards | toward
toward | towards
inside of > inside | within
a couple of > two or three
from time to time | now and then | at times
once again > once more
at that moment > at this moment | just then
for a while > for some time
a moment later > presently
soon after | shortly after
the following day | the next day
the following morning | the next morning
in the middle of | in the midst of
in addition > besides
as long as | so long as
as soon as | so soon as
so that he could > that he might
so that she could > that she might
in order to > to | so as to
kept on > went on
carried on > went on
passed away > died
decided to > resolved to | determined to
asked if | asked whether
wondered if | wondered whether
knew if | knew whether
see if | see whether
whether or not > whether
regarding > concerning | about
a very | a most
could see > saw
could hear > heard
could feel > felt
a man named > a man called
a woman named > a woman called
years old > years of age
told me that | said to me that
told him that | said to him that
told her that | said to her that
as a result > so
the rest of | the remainder of
in this way > thus
like this > thus
gotten > got
had gotten > had got
looked around | looked round | looked about
looking around | looking round | looking about
turned around | turned round
turning around | turning round
not at all | not in the least
"""


def _alternatives() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in _LINES.strip().splitlines():
        plain, _, rest = line.rpartition(" > ")
        group = rest.split(" | ")
        for each in [plain, *group] if plain else group:
            new = found.setdefault(each, [])
            new += (other for other in group if other != each and other not in new)
    return {old: tuple(new) for old, new in found.items()}


_ALTERNATIVES = _alternatives()
_FOUND = re.compile(
    r"(?:(?<![\w'-])|(?=,))(?=("
    + "|".join(sorted(map(re.escape, _ALTERNATIVES), key=len, reverse=True))
    + r")(?![\w'-]))",
    re.I,
)


def turns(view: View, habits: Habits) -> Iterator[Edit]:
    """Phrases in place of which this writer has another."""
    found = []
    for match in _FOUND.finditer(view.text):
        start, end = match.span(1)
        old, low = match[1], match[1].casefold()
        if view.is_fixed(start, end) or old[1:] != low[1:]:
            continue
        for other in _ALTERNATIVES[low]:
            new = other if old[0] == low[0] else other[0].upper() + other[1:]
            note = f"“{new.strip(' ,')}” for “{old.strip(' ,')}”"
            kind: Kind = "form" if _joined(new) == _joined(old) else "variant"
            found.append(Edit(start, end, new, kind, note))
    yield from theirs(view, habits, found)


def _joined(phrase: str) -> str:
    return phrase.replace(" ", "").replace("-", "")
