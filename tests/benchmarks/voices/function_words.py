"""English words that say little and that everybody needs: what a judge of style counts.

Closed classes only (articles, pronouns, prepositions, conjunctions, auxiliaries, particles and
the commonest adverbs), so that a topic or a name decides nothing.
"""

from __future__ import annotations

from tests.benchmarks.voices.words import word_set

FUNCTION_WORDS = tuple(
    sorted(
        word_set(
            "the a an this that these those such same other another each every either both all any "
            "some few more most much many several enough "
            "i me my mine myself you your yours he him his himself she her hers herself it its "
            "itself we us our they them their themselves one ones who whom whose which what "
            "someone something anything everything nothing nobody everybody none "
            "of to in on at by for from with into upon about over after before between through "
            "under without against among beyond behind above below beside besides towards toward "
            "across along during within till until since out up down off away "
            "and or but nor so yet if though although because as while whilst when where whether "
            "than lest unless "
            "am is are was were be been being have has had having do does did done doing "
            "will would shall should can could may might must ought cannot "
            "not no never ever still already again once now then there here too very quite rather "
            "almost only even just also perhaps indeed however therefore thus else always often "
            "sometimes soon how why well like"
        )
    )
)
