"""Word lists of our own making, English: what editors look for in prose."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What names a feeling, a state or an idea where a thing could stand.
ABSTRACTIONS = _set(
    "absence acceptance ambition anticipation anxiety atmosphere authenticity awareness awe "
    "balance beauty belief belonging betrayal bond burden calm chaos clarity comfort complexity "
    "complexities confidence conflict confusion connection connections contemplation contrast "
    "courage curiosity depth depths desire desperation despair destiny determination dignity "
    "discomfort discovery doubt dread dynamic dynamics echo echoes elegance emotion emotions "
    "emptiness energy essence excitement exhaustion existence expectation expectations "
    "experience experiences familiarity fate fear fears feeling feelings finality fragility "
    "freedom frustration fulfillment future grace gratitude gravity grief growth guilt happiness "
    "harmony hesitation history hope hopes identity imagination independence indifference "
    "innocence insecurity intensity intimacy isolation journey joy kindness legacy loneliness "
    "longing loss love loyalty meaning melancholy memories memory mix mixture moment moments mood "
    "mystery nature normalcy nostalgia nuances optimism pain passion past peace perspective "
    "perfection possibilities possibility potential power presence pressure pride promise purpose "
    "quest realities reality realization reassurance recognition reflection regret rejection "
    "relationship relationships relief reluctance reminder resentment resignation resilience "
    "resolve respite responsibility reverence rhythm routine sadness sanctuary satisfaction "
    "secrets security sense serenity shame significance silence simplicity solace solidarity "
    "solitude sorrow soul spirit stillness strength struggle struggles success surrender sympathy "
    "tapestry tenderness tension tensions testament thoughts tradition tranquility "
    "transformation truth truths turmoil uncertainty understanding unease urgency void "
    "vulnerability warmth weight wisdom wonder world worry yearning"
)

# Adjectives and participles that colour more than they tell; beside those known by their ending.
ADORNED = _set(
    "bleak bright brittle bustling calm cherished cold comforting complex crisp crumpled dappled "
    "dark deep delicate dim distant eerie empty endless faded faint fading familiar fierce "
    "fleeting fragile frantic fresh gentle gilded glowing golden haunting heavy hidden hollow "
    "hushed inky intense intimate intricate invisible keen languid lingering lone lonely lush "
    "mere muted once-familiar pale profound quiet raw rich sacred scattered serene shared sharp "
    "shattered shimmering silent simmering simple soft soothing sparse stark steady still strange "
    "subtle sudden sweet tender thick threadbare tiny tired unfamiliar unknown unmistakable "
    "unseen unspoken untold vast vibrant vivid warm weary wild worn"
)
ADJECTIVE_ENDINGS = ("ful", "ous", "ive", "less", "ical", "ic", "able", "ible", "ish", "esque")
NO_ADJECTIVES = _set(
    "music public traffic arrive drive five alive give live forgive receive believe fabric topic "
    "clinic logic magic panic picnic comic basic critic attic mechanic table cable finish wish "
    "dish fish english vanish polish publish relative motive native detective unless bless"
)
NO_ADVERBS = _set(
    "family reply supply apply rely fly ally bully belly jelly holy ugly lovely lonely "
    "friendly silly july italy assembly anomaly daily likely unlikely elderly lively orderly"
)

# Somebody perceives or begins where the thing could be told itself: "he could hear", "seemed to".
FILTERS = (
    r"(?:seem|appear)(?:s|ed|ing)? (?:to|as)",
    r"(?:began|begins?|beginning|starts?|started|continued|continues|tried|managed) to",
    r"could(?:n't| not)? (?:\w+ )?(?:see|hear|feel|smell|taste|sense|make|help|bring)",
    r"(?:found|finds|find) (?:my|your|him|her|it|our|them)sel(?:f|ves)",
    r"f(?:elt|eels?) (?:a|an|the|as|like|his|her|my|that)",
    r"(?:noticed|realized|realised|sensed|wondered|knew) (?:that|how|if|the|what|why)",
    r"allow(?:s|ed|ing)? (?:him|her|my|them|it)(?:sel(?:f|ves))?",
    r"let(?:ting)? (?:out|the|his|her|my|them|him)",
    r"(?:would|used to) \w+",
    r"the \w+ of",
)

BE = _set("am is are was were be been being isn't wasn't aren't weren't it's that's there's")
