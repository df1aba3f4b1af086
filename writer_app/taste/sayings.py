"""What a weight means, as a sentence to the writer: one for each sign, and as sure as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from writer_app.taste.features import NAMES
from writer_app.taste.ranker import Ranker

CERTAIN, QUITE, LIKELY = 0.975, 0.9, 0.75
"""Probabilities that a weight has its sign, from which something is said, and how."""
ALMOST_CERTAIN, QUITE_SURE, PERHAPS, TOO_EARLY, SET_BY_YOU = (
    "almost certain",
    "quite sure",
    "not sure yet",
    "too early to say",
    "set by you",
)

SAYINGS: Mapping[str, tuple[str, str]] = {
    "length": ("You keep the longer version.", "You cut."),
    "sentences": ("You split sentences.", "You join sentences."),
    "sentence_length": ("You keep sentences long.", "You keep sentences short."),
    "sentence_spread": (
        "You vary the length of your sentences.",
        "You keep your sentences of one length.",
    ),
    "function_words": ("You keep the small words.", "You drop the small words."),
    "word_length": ("You choose longer words.", "You choose shorter words."),
    "names": ("You name people, places and figures.", "You leave out names and figures."),
    "repeats": ("You repeat words on purpose.", "You avoid saying a word twice."),
    "machine_words": ("You keep words that models use.", "You cut words that models use."),
    "machine_phrases": ("You keep phrases that models use.", "You cut phrases that models use."),
    "machine_letters": (
        "You keep what sounds like a model.",
        "You cut what sounds like a model.",
    ),
    "closing": ("You let passages run on to a close.", "You cut the end of a passage."),
    "kept": ("You keep what stood there.", "You change more than was asked."),
    "voice": ("You keep what sounds like you.", "You keep what does not sound like you."),
    "likelihood": ("You keep what the model expects.", "You keep what the model does not expect."),
    "ease": ("You choose the expected word.", "You choose the unexpected word."),
    "adverbs": ("You keep adverbs.", "You cut adverbs."),
    "modifiers": ("You keep adjectives.", "You cut adjectives."),
    "hedges": ("You hedge.", "You cut hedges."),
    "boosters": ("You keep emphatic words.", "You cut emphatic words."),
    "contractions": ("You contract: don't, it's.", "You write contractions out."),
    "dashes": ("You use dashes.", "You avoid dashes."),
    "semicolons": ("You keep semicolons.", "You avoid semicolons."),
    "commas": ("You keep commas.", "You use few commas."),
    "colons": ("You keep colons.", "You avoid colons."),
    "exclamations": ("You keep exclamation marks.", "You avoid exclamation marks."),
    "questions": ("You ask questions.", "You avoid questions."),
    "speech": ("You let people speak.", "You cut quoted speech."),
    "long_words": ("You keep long words.", "You avoid long words."),
    "latinate": ("You keep words in -tion and -ity.", "You avoid words in -tion and -ity."),
    "abstractions": ("You keep abstract nouns.", "You cut abstract nouns."),
    "being": ("You keep “was” and “is”.", "You avoid “was” and “is”."),
    "first_person": ("You say “I”.", "You avoid “I”."),
    "filters": (
        "You say who saw, felt or began.",
        "You cut “seemed to”, “began to”, “could hear”.",
    ),
    "tics": ("You keep stock phrases.", "You cut stock phrases."),
    "contrasts": ("You keep “not this but that”.", "You cut “not this but that”."),
    "similes": ("You keep similes.", "You cut similes."),
    "triads": ("You keep lists of three.", "You cut lists of three."),
    "pairs": ("You keep pairs: this and that.", "You cut pairs: this and that."),
    "tails": ("You let sentences trail off in “-ing”.", "You cut tails in “-ing”."),
    "absolutes": (
        "You hang descriptions on with a comma.",
        "You cut descriptions hung on with a comma.",
    ),
    "as_clauses": ("You keep “as she …” and “while …”.", "You cut “as she …” and “while …”."),
    "with_phrases": ("You keep “with a …”.", "You cut “with a …”."),
}


def saying(name: str, weight: float) -> str:
    """What the weight of this feature says; "" for 0."""
    more, less = SAYINGS[name]
    return more if weight > 0 else less if weight < 0 else ""


TITLES: Mapping[str, str] = {
    "length": "Length",
    "sentences": "Number of sentences",
    "sentence_length": "Length of sentences",
    "sentence_spread": "Variety of sentence lengths",
    "function_words": "Small words",
    "word_length": "Length of words",
    "names": "Names and figures",
    "repeats": "Words said twice",
    "machine_words": "Words that models use",
    "machine_phrases": "Phrases that models use",
    "machine_letters": "Sounding like a model",
    "closing": "The end of a passage",
    "kept": "What stood there",
    "voice": "Sounding like you",
    "likelihood": "What the model expects",
    "ease": "The expected word",
    "adverbs": "Adverbs",
    "modifiers": "Adjectives",
    "hedges": "Hedges",
    "boosters": "Emphatic words",
    "contractions": "Contractions",
    "dashes": "Dashes",
    "semicolons": "Semicolons",
    "commas": "Commas",
    "colons": "Colons",
    "exclamations": "Exclamation marks",
    "questions": "Questions",
    "speech": "Quoted speech",
    "long_words": "Long words",
    "latinate": "Words in -tion and -ity",
    "abstractions": "Abstract nouns",
    "being": "“Was” and “is”",
    "first_person": "“I”",
    "filters": "“Seemed to”, “began to”",
    "tics": "Stock phrases",
    "contrasts": "“Not this but that”",
    "similes": "Similes",
    "triads": "Lists of three",
    "pairs": "Pairs: this and that",
    "tails": "Tails in “-ing”",
    "absolutes": "Descriptions hung on with a comma",
    "as_clauses": "“As she …” and “while …”",
    "with_phrases": "“With a …”",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One weight to be read: `words` a sentence, or the feature's title while nothing is known;
    `how` sure that is, `weight` and its `deviation` in logits for a typical difference."""

    name: str
    words: str
    how: str
    weight: float
    deviation: float


def told(ranker: Ranker, name: str) -> Told:
    """As sure as the writer's own decisions make it: what is only expected is not told."""
    at = NAMES.index(name)
    weight, deviation = ranker.mean[at], ranker.deviation[at]
    words, how = _worded(saying(name, weight), ranker.sure(name) if ranker.told(name) else 0.5)
    if deviation == 0:
        words, how = saying(name, weight), SET_BY_YOU
    return Told(name, words or TITLES[name], how, weight, deviation)


def most_telling(ranker: Ranker) -> list[Told]:
    """All features: those set by hand, then the surest, then the strongest."""
    ranks = (SET_BY_YOU, ALMOST_CERTAIN, QUITE_SURE, PERHAPS, TOO_EARLY)
    found = [told(ranker, name) for name in NAMES]
    return sorted(found, key=lambda each: (ranks.index(each.how), -abs(each.weight)))


def _worded(sentence: str, sure: float) -> tuple[str, str]:
    """A sentence that begins with “You”, hedged by how sure it is."""
    rest = sentence.removeprefix("You ")
    if not sentence or sure < LIKELY:
        return "", TOO_EARLY
    if sure < QUITE:
        return f"Perhaps you {rest}", PERHAPS
    return (sentence, ALMOST_CERTAIN) if sure >= CERTAIN else (f"You seem to {rest}", QUITE_SURE)
