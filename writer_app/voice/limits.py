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

    `changed` caps the share of changed words on the diff; `fresh` the share of the candidate's
    content words that the source has not; `kept` is the least share of the source's content
    words that must be there still. `mending`: only spelling and grammar change, so that a word
    may be another's mended form but not another word. `mentioned` are words the instruction
    names, about which the guards of facts keep silent.
    """

    shortest: float
    longest: float
    changed: float = 1.0
    fresh: float = 1.0
    kept: float = 0.0
    slack: int = 0
    mending: bool = False
    same_person: bool = True
    same_tense: bool = True
    same_facts: bool = True
    same_stance: bool = True
    same_language: bool = True
    tics: bool = True
    mentioned: frozenset[str] = frozenset()


TIGHTEN = Limits(shortest=0.25, longest=1.0, fresh=0.2, kept=0.34)
FIX = Limits(shortest=0.9, longest=1.1, changed=0.34, fresh=0.0, kept=0.98, slack=2, mending=True)
VOICE = Limits(shortest=0.5, longest=1.2, fresh=0.4, kept=0.5, slack=4)
CUSTOM = Limits(shortest=0.3, longest=1.2, fresh=0.5, kept=0.35, slack=4, same_stance=False)

_LONGER = re.compile(
    r"\b(?:longer|expand|extend|elaborat|add|more detail|describe|continue|flesh|insert|include"
    r"|explain|lengthen)",
    re.I,
)
_SHORTER = re.compile(
    r"\b(?:short|cut|trim|condens|summar|concise|brief|tight|remove|delete|drop|terse|half)", re.I
)
_PERSON = re.compile(
    r"\b(?:first|second|third)[- ]person|point of view|\bpov\b|perspective|narrat|\bas if\b", re.I
)
_TENSE = re.compile(r"\btense\b|\b(?:present|past)\b|happening now", re.I)
_LANGUAGE = re.compile(r"\btranslat|\b(?:in|into|to) [A-Z][a-z]+\b")


def custom_limits(instruction: str) -> Limits:
    """What the writer's own words allow: they asked for it, so no guard may complain of it."""
    limits = replace(CUSTOM, mentioned=frozenset(re.findall(r"\w+", instruction.casefold())))
    if _LONGER.search(instruction):
        limits = replace(limits, longest=3.0, fresh=0.8, slack=60)
    if _SHORTER.search(instruction):
        limits = replace(limits, shortest=0.05, kept=0.0)
    if _PERSON.search(instruction):
        limits = replace(limits, same_person=False)
    if _TENSE.search(instruction):
        limits = replace(limits, same_tense=False)
    if _LANGUAGE.search(instruction):
        limits = replace(
            limits,
            same_language=False,
            same_facts=False,
            same_person=False,
            same_tense=False,
            fresh=1.0,
            kept=0.0,
        )
    return limits
