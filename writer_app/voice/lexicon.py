"""Word lists, our own making: short on purpose, and English where they must be of a language.

A guard that leans on one of these says nothing about a text in another language.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS = _set(
    "a about above after again against all almost along already also although always am among "
    "an and another any anyone anything are around as at away back be became because become "
    "been before began being below between both but by came can could did do does doing done "
    "down during each either else enough even ever every everyone everything few for from get "
    "gets getting go goes going gone got had has have having he hence her here hers herself him "
    "himself his how however i if in indeed instead into is it its itself just keep kept last "
    "least less let like made make makes making many may maybe me might more most much must my "
    "myself near nearly never next no nobody none nor not nothing now of off often on once one "
    "only onto or other others otherwise our ours ourselves out over own perhaps put quite "
    "rather really same seem seemed seems several shall she should since so some somehow "
    "someone something sometimes soon still such take taken than that the their theirs them "
    "themselves then there therefore these they thing things this those though through thus "
    "till to together too took toward towards under until up upon us very was we well went were "
    "what whatever when where whether which while who whole whom whose why will with within "
    "without would yes yet you your yours yourself said say says"
)

# Capitalised at the start of a sentence without being a name.
STARTERS = STOPWORDS | _set(
    "above across afterwards ah alas amid and anyway apart beneath beside besides beyond come dear "
    "despite eventually except finally first follow following good given gradually hello hey "
    "inside later let like look meanwhile moreover mother father nevertheless nonetheless oh "
    "okay outside overhead people please presently second slowly somewhere suddenly sure surely "
    "thank thanks today tomorrow tonight two three unless upstairs downstairs usually wait "
    "whenever wherever whoever yesterday years"
)

NEGATIONS = _set(
    "not no never none nothing nobody nowhere neither nor without cannot ain't hardly scarcely "
    "nicht kein keine keinen nie niemals pas jamais rien aucun aucune ningún nunca nada "
    "non mai niente"
)
# Sides of a negation that do not stand for each other.
NEGATION_KINDS = (
    _set("without"),
    _set("hardly scarcely barely"),
    _set("rarely seldom"),
)

# What takes the edge off a statement.
HEDGES = _set(
    "perhaps maybe possibly probably seemingly apparently arguably somewhat presumably likely "
    "unlikely supposedly generally typically potentially relatively comparatively fairly rather "
    "quite almost nearly roughly partly partially mostly largely mainly usually often "
    "sometimes occasionally might may seem seems seemed seeming appear appears appeared "
    "tend tends tended suggest suggests suggested possible probable uncertain "
    "plausible"
)
HEDGE_PHRASES = (
    "sort of",
    "kind of",
    "a bit",
    "to some extent",
    "in a way",
    "it could be argued",
    "in some ways",
    "more or less",
    "i (?:think|thought|suppose|supposed|believe|believed|guess|fancy|imagine|dare ?say|feel)",
    "as it were",
    "so to speak",
)

# What stands by a statement. "very" is not here: cutting it is craft.
BOOSTERS = _set(
    "must always certainly clearly surely definitely undoubtedly absolutely obviously doubtless "
    "undeniably unquestionably indeed entirely utterly completely wholly plainly truly totally "
    "extremely exceedingly exactly perfectly thoroughly deeply highly really actually positively "
    "evidently assuredly decidedly conclusively particularly especially certain clear sure evident "
    "obvious definite undoubted undeniable ever"
)
INTENSIFIERS = _set("very really truly so too")
BOOSTER_PHRASES = ("of course", "no doubt", "in fact", "at all", "by no means", "for sure")

# Without the plural: "we" and "us" are also everybody.
FIRST_PERSON = _set("i me my mine myself")

# Not negations, but their near relations: a passage may say it the one way or the other.
NEARLY_NEGATIONS = _set(
    "rarely seldom barely little few unable failed fail fails refuse refused lack lacked lacking "
    "unless stop stopped avoid avoided against impossible instead rather"
)

# A model talking about the passage, or to the writer, in place of the passage.
COMMENTARY = (
    r"\bthe (?:original )?(?:passage|text|excerpt|paragraph|sentence) "
    r"(?:is|was|has|needs|can|could|should|uses|describes|above|provided|you)\b",
    r"\b(?:this|the|original|revised|rewritten|edited|corrected|improved|given|input) "
    r"(?:passage|excerpt|version|text|rewrite|revision)\b",
    r"\bI(?:'ve| have)? (?:rewritten|rewrote|revised|corrected|edited|changed|added|removed|made"
    r"|tightened|replaced|fixed|kept|maintained) (?:the|a|an|your|some|these|this|it|any)\b",
    r"\b(?:grammatically|grammatical) (?:correct|incorrect|errors?|mistakes?)\b",
    r"\bas an? (?:ai|language model|assistant|artificial)\b",
    r"\b(?:let me know|feel free|i hope this|hope this helps|i'm (?:happy|glad) (?:to|you)|"
    r"i apologi[sz]e|i'd be happy|please (?:provide|let me)|can i help|how can i)\b",
    r"\bwriting (?:techniques|style|prompt)\b",
    r"\b(?:rewrite|tighten|correct|edit|improve|revise|proofread) (?:this|the|your) "
    r"(?:passage|text|paragraph|sentence|excerpt)\b",
    r"\bin this (?:passage|scene|story|text|paragraph|version|excerpt)\b",
    r"\bthe (?:reader|author|narrator|writer)(?:'s)? (?:is|was|uses|can|will|should|intent)\b",
    r"\bthe (?:image|story|scene|narrative) (?:is|of the image|depicts|describes|uses)\b",
    r"\bsensory (?:details|language)\b",
    r"\bspelling (?:mistake|error)s?\b",
    r"\b(?:Draft|Author|Original|Revised|Rewritten|Rewrite|Output|Input): ",
)

# How a last sentence begins that sums up, or draws a lesson.
MORALS = (
    r"in (?:the end|conclusion|summary|short|essence)",
    "overall",
    "ultimately",
    "to (?:sum|summari[sz]e|conclude)",
    "(?:it|this|that|these|the (?:story|experience|moment|journey)) "
    r"(?:is|was|were|serves?|served|stood|stands) (?:as )?(?:a|an) (?:\w+ )?"
    "(?:reminder|testament|lesson|symbol|metaphor)",
    "(?:he|she|i|they|we) (?:had )?(?:learned|learnt|realized|realised) that",
    "(?:the )?(?:moral|lesson) (?:of|is|was)",
    "sometimes,? (?:all|the|it|we|you)",
    "after all, (?:life|love|time|home)",
    "and so,? the",
)

# Verbs of saying, which stand beside a quotation.
SPEAKING = _set(
    "said says say asked asks cried cries replied replies answered answers whispered whispers "
    "shouted shouts returned exclaimed muttered murmured continued added remarked observed "
    "called demanded inquired enquired repeated interrupted suggested explained growled sighed "
    "laughed screamed yelled stammered insisted began went resumed rejoined responded retorted"
)

# Verbs whose past is not made with "-ed", and what they are in the present, third person.
PAST_AND_PRESENT = {
    pair.split(":")[0]: pair.split(":")[1]
    for pair in _set(
        "said:says went:goes came:comes saw:sees took:takes knew:knows thought:thinks felt:feels "
        "made:makes stood:stands sat:sits gave:gives found:finds told:tells kept:keeps left:leaves "
        "began:begins ran:runs held:holds brought:brings heard:hears fell:falls spoke:speaks "
        "became:becomes got:gets grew:grows rose:rises drew:draws wore:wears met:meets lost:loses "
        "sang:sings understood:understands"
    )
}

# Phrases that language models lean on and few writers do.
TICS = (
    r"\ba testament to\b",
    r"\btapestry of\b",
    r"\bsymphony of\b",
    r"\bdance of\b",
    r"\bdanc(?:ed|ing) (?:across|in|on|through|with) the\b",
    r"\bdelv(?:e|es|ed|ing)\b",
    r"\b(?:couldn't|could not) help but\b",
    r"\bsen[dt] shivers? down\b",
    r"\bchill (?:ran |run |running )?down (?:her|his|my|their) spine\b",
    r"\bunbeknownst\b",
    r"\bmix of \w+ and \w+\b",
    r"\bmixture of \w+ and \w+\b",
    r"\bsense of \w+ (?:and|washed)\b",
    r"\bwashed over (?:her|him|me|them)\b",
    r"\bhung (?:heavy|thick) in the air\b",
    r"\bthe air (?:was|is) (?:thick|heavy|alive|filled) with\b",
    r"\bever-(?:changing|evolving|present)\b",
    r"\bnot just \w+(?: \w+)?,? but\b",
    r"\b(?:isn't|wasn't) (?:just|merely|simply) (?:about )?\w+(?: \w+)?[;,] (?:it|it's|it was)\b",
    r"\bstark reminder\b",
    r"\bbeacon of\b",
    r"\bintricate (?:patterns?|web|dance)\b",
    r"\bwhispers? of (?:the|a|secrets|forgotten)\b",
    r"\bnewfound\b",
    r"\bunspoken (?:promise|understanding|words)\b",
    r"\botherworldly\b",
    r"\bbittersweet\b",
    r"\bpalpable\b",
    r"\bkaleidoscope of\b",
)

NUMBER_WORDS = _set(  # "one" is more often a pronoun
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions dozen dozens half "
    "twice thrice"
)
ORDINALS = _set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "
    "thirtieth hundredth"
)
MONTHS = _set(
    "january february march april may june july august september october november december"
)
DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday today tonight tomorrow yesterday "
    "midnight noon o'clock christmas easter"
)
TIMES = _set(
    "hour hours minute minutes morning mornings afternoon afternoons evening evenings night nights "
    "week weeks fortnight month months year years decade decades century centuries spring summer "
    "autumn winter day days"
)
RELATIVE = _set("before after ago later last next previous following earlier")
BEFORE_A_MONTH = _set("in of last next since until by early late this")

# Enough function words to tell which language a passage is in; order does not matter.
LANGUAGES = {
    "English": _set(
        "the and of to in was that it he she his her with for had not at on you is but"
    ),
    "French": _set(
        "le la les de des et un une il elle dans que qui pas pour est était avec sur ne"
    ),
    "German": _set(
        "der die das und ist nicht ein eine sie er es mit den dem war auf für sich zu von"
    ),
    "Spanish": _set("el la los las de y que en un una se con no por su del para era es lo como"),
    "Italian": _set("il lo la gli di e che un una in non si con per era del della sono è come"),
    "Portuguese": _set("o a os as de e que em um uma não se com por para era do da no na como"),
    "Dutch": _set("de het een en van in dat is was niet hij zij ze met op te voor zijn aan er"),
}

# What a name that opens a sentence often does.
ACTING = _set("was had is has said did would could sat stood went came")

# "one" before these, or before a function word, is a pronoun, else a number.
AFTER_A_PRONOUN = _set("day thing time way")

# "one" behind these is a pronoun.
BEFORE_A_PRONOUN = _set("any another each every no some that the this which")

# "first" and "second" behind these are numbers.
DETERMINERS = _set("a her his its my our that the their this your")

# Words that are said twice in a row on purpose.
MEANT_TWICE = _set("had that more again over many very long hour year far")

# Contractions without their apostrophe.
BARE_NEGATIONS = _set("dont didnt wont cant isnt wasnt doesnt couldnt hadnt wouldnt arent")

# Words that hold a clause together: where one goes, what is around it changes with it.
GRAMMAR = _set(
    "am and are as be because been being but by can could did do does for had has have if into is "
    "it its may might must nor or shall should so than that there these this those though to was "
    "were what when where which while who whom whose will with would"
)

# Words that a slip of grammar may have lost, doubled or put for each other.
MENDABLE = GRAMMAR | _set(
    "a an the of on at from with for and or in he him his she her hers they them their theirs i me "
    "my mine we us our ours you your yours himself herself themselves myself"
)

# Words that sound alike, and are written for each other.
HOMOPHONES = tuple(
    frozenset(words.split("/"))
    for words in _set(
        "threw/through there/their/they're wether/whether/weather your/you're its/it's to/too/two "
        "loose/lose affect/effect then/than brake/break peace/piece quite/quiet hear/here know/no "
        "new/knew right/write plain/plane waist/waste week/weak past/passed lead/led bare/bear "
        "site/sight/cite whose/who's were/where/wear accept/except advice/advise besides/beside "
        "lay/lie/lain laid/lay/layed breath/breathe chose/choose coarse/course dessert/desert "
        "flour/flower hole/whole principal/principle role/roll scene/seen sole/soul stare/stair "
        "steal/steel tail/tale vain/vein/vane witch/which wood/would allowed/aloud"
    )
)
# Past forms that no rule makes, for which a wrong one is written.
IRREGULAR = PAST_AND_PRESENT.keys() | _set(
    "caught threw bought taught fought sought swam sang rang drank sank shrank ran blew flew wrote "
    "rode drove broke stole froze chose woke tore bore swore sold slept wept meant lent sent spent "
    "built shot led fed bled lit hid bit cut put set hurt let shut gone done seen given taken "
    "shaken eaten fallen beaten hidden written driven risen broken spoken stolen frozen chosen "
    "woken worn torn lain laid known grown thrown flown drawn shown sworn begun swum sung rung "
    "drunk sunk run come become"
)

# Function words that say something of their own.
ADVERBS = _set(
    "again almost already also always away back enough even ever here however indeed just last "
    "least less many more most much near nearly never next now often once only otherwise perhaps "
    "quite rather really same several sometimes soon still then thus together very well yet"
)
