"""How far a candidate may go from its source, for each kind of rewriting.

Neither the tasks nor the prompts are known here: the services say which limits a task has.
The shares were set on a professional's edits of fifty paragraphs, so that most of those pass,
and on what a small model really writes, so that most of that does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths as shares of the source's words; `slack` words more or fewer are always allowed.

    `changed` caps the changed words on the diff, as a share of the source's; `fresh` the share of
    the candidate's content words that the source has not; `kept` is the least share of the
    source's content words that must be there still. `gone` is the share of the words that may go
    whatever they say; where more go, they must be padding. `mending`: only spelling and grammar
    change, so that a word may be another's mended form but not another word. `cutting`: the
    passage's own words stay, fewer of them. `adding`: more is to be said, so that sentences may
    be new.
    What is `same_…` must stay so; the sense is that of negations. `mentioned` are words the
    instruction names, about which the guard of names keeps silent.
    """

    shortest: float
    longest: float
    changed: float = 1.0
    fresh: float = 1.0
    kept: float = 0.0
    gone: float = 1.0
    slack: int = 0
    mending: bool = False
    cutting: bool = False
    adding: bool = False
    same_person: bool = True
    same_tense: bool = True
    same_names: bool = True
    same_numbers: bool = True
    same_speech: bool = True
    same_sense: bool = True
    same_stance: bool = True
    same_language: bool = True
    same_dress: bool = True
    tics: bool = True
    mentioned: frozenset[str] = frozenset()

    def allowance(self, words: int) -> float:
        """How many of the source's words may change: one at least, two more where slips are."""
        return max(1.0, self.changed * words) + (2 if self.mending else 0)


TIGHTEN = Limits(shortest=0.34, longest=1.0, fresh=0.2, kept=0.34, gone=0.35, cutting=True)
FIX = Limits(shortest=0.9, longest=1.1, changed=0.34, fresh=0.0, kept=0.98, slack=2, mending=True)
VOICE = Limits(shortest=0.88, longest=1.12, fresh=0.4, kept=0.5, slack=1, same_dress=False)
CUSTOM = Limits(shortest=0.7, longest=1.2, fresh=0.5, kept=0.35, slack=4, same_dress=False)


def _asks(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.I)


_LONGER = _asks(
    "longer|expand|extend|elaborat|add|more detail|describe|continue|flesh|insert|include|explain"
    "|lengthen"
)
_SHORTER = _asks("short|cut|trim|condens|summar|concise|brief|tight|remove|delete|drop|terse|half")
_PERSON = _asks("first|second|third[- ]person|point of view|pov\\b|perspective|narrat|as if\\b")
_TENSE = _asks("tense\\b|(?:present|past)\\b|happening now")
_STANCE = _asks(
    "ton(?:e|ed|ing)\\b|soft|gentl|polite|formal|casual|cautio|hedg|certain|strong|firm|confiden"
    "|bold|persua|humbl|diplomatic|friendl|neutral|doubt|emphas|intens|angr|calm|question|exclam"
)
_SPEECH = _asks("dialog|speech|speak|talk|conversation|quot|sa(?:y|id)|tells?\\b")
_NUMBERS = _asks("number|figure|digit|date|year|spell|numeral|round")
_SENSE = _asks("negat|positiv|affirm|opposite|invert|contrary|contradict|not\\b|no\\b|never\\b")
_LANGUAGE = re.compile(r"\b[Tt]ranslat|\b(?:in|into|to) [A-Z][a-z]+\b")


def custom_limits(instruction: str) -> Limits:
    """What the writer's own words allow: they asked for it, so no guard may complain of it."""
    limits = replace(
        CUSTOM,
        mentioned=frozenset(re.findall(r"\w+", instruction.casefold())),
        same_person=not _PERSON.search(instruction),
        same_tense=not _TENSE.search(instruction),
        same_stance=not _STANCE.search(instruction),
        same_speech=not _SPEECH.search(instruction),
        same_numbers=not _NUMBERS.search(instruction),
        same_sense=not _SENSE.search(instruction),
    )
    if _LONGER.search(instruction):
        limits = replace(limits, longest=3.0, fresh=0.8, slack=60, adding=True, same_stance=False)
    if _SHORTER.search(instruction):
        limits = replace(limits, shortest=0.05, kept=0.0)
    if _LANGUAGE.search(instruction):
        limits = replace(
            limits,
            same_language=False,
            same_names=False,
            same_numbers=False,
            same_speech=False,
            same_sense=False,
            same_stance=False,
            same_person=False,
            same_tense=False,
            adding=True,
            fresh=1.0,
            kept=0.0,
        )
    return limits
