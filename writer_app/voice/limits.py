"""How far a candidate may go from its source, for each kind of rewriting.

Neither the tasks nor the prompts are known here: the services say which limits a task has.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths as shares of the source's words; `slack` words more are always allowed.

    `changed` caps the share of changed words on the diff. `same_person` keeps the first
    person, `same_facts` names, numbers, dates, quotations, negations.
    """

    shortest: float
    longest: float
    changed: float = 1.0
    slack: int = 0
    same_person: bool = True
    same_facts: bool = True


TIGHTEN = Limits(shortest=0.3, longest=1.0)
FIX = Limits(shortest=0.9, longest=1.1, changed=0.34, slack=2)
VOICE = Limits(shortest=0.5, longest=1.2, slack=4)
CUSTOM = Limits(shortest=0.2, longest=1.2, slack=4, same_person=False, same_facts=False)
