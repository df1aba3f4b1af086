"""What a feature is called, and what its weight means: a sentence to the writer for each sign."""

from __future__ import annotations

from collections.abc import Mapping

SAYINGS: Mapping[str, tuple[str, str, str]] = {
    "length": ("Length", "You keep the longer version.", "You cut."),
    "sentences": ("Number of sentences", "You split sentences.", "You join sentences."),
    "sentence_length": (
        "Length of sentences",
        "You keep sentences long.",
        "You keep sentences short.",
    ),
    "sentence_spread": (
        "Variety of sentence lengths",
        "You vary the length of your sentences.",
        "You keep your sentences of one length.",
    ),
    "function_words": ("Small words", "You keep the small words.", "You drop the small words."),
    "word_length": ("Length of words", "You choose longer words.", "You choose shorter words."),
    "names": (
        "Names and figures",
        "You name people, places and figures.",
        "You leave out names and figures.",
    ),
    "repeats": (
        "Words said twice",
        "You repeat words on purpose.",
        "You avoid saying a word twice.",
    ),
    "machine_words": (
        "Words that models use",
        "You keep words that models use.",
        "You cut words that models use.",
    ),
    "machine_phrases": (
        "Phrases that models use",
        "You keep phrases that models use.",
        "You cut phrases that models use.",
    ),
    "machine_letters": (
        "Sounding like a model",
        "You keep what sounds like a model.",
        "You cut what sounds like a model.",
    ),
    "closing": (
        "The end of a passage",
        "You let passages run on to a close.",
        "You cut the end of a passage.",
    ),
    "kept": ("What stood there", "You keep what stood there.", "You change more than was asked."),
    "voice": (
        "Sounding like you",
        "You keep what sounds like you.",
        "You keep what does not sound like you.",
    ),
    "likelihood": (
        "What the model expects",
        "You keep what the model expects.",
        "You keep what the model does not expect.",
    ),
    "ease": (
        "The expected word",
        "You choose the expected word.",
        "You choose the unexpected word.",
    ),
    "variety": ("Variety of words", "You vary your words.", "You say it with the same words."),
    "short_sentences": (
        "Very short sentences",
        "You keep very short sentences.",
        "You avoid very short sentences.",
    ),
    "spoken": ("Room for speech", "You give speech room.", "You give speech little room."),
    "paragraphs": ("Paragraphs", "You begin new paragraphs.", "You keep paragraphs together."),
    "joined_openings": (
        "“And” and “But” at the start",
        "You begin sentences with “And” and “But”.",
        "You do not begin sentences with “And” or “But”.",
    ),
    "pronoun_openings": (
        "“He”, “She”, “It” at the start",
        "You begin sentences with “He”, “She” or “It”.",
        "You avoid beginning sentences with “He”, “She” or “It”.",
    ),
    "participle_openings": (
        "“-ing” at the start",
        "You begin sentences with words in “-ing”.",
        "You avoid beginning sentences with words in “-ing”.",
    ),
    "article_openings": (
        "“The” and “A” at the start",
        "You begin sentences with “The” or “A”.",
        "You avoid beginning sentences with “The” or “A”.",
    ),
    "adverbs": ("Adverbs", "You keep adverbs.", "You cut adverbs."),
    "modifiers": ("Adjectives", "You keep adjectives.", "You cut adjectives."),
    "hedges": ("Hedges", "You hedge.", "You cut hedges."),
    "boosters": ("Emphatic words", "You keep emphatic words.", "You cut emphatic words."),
    "contractions": ("Contractions", "You contract: don't, it's.", "You write contractions out."),
    "possessives": (
        "Possessives: Anna's",
        "You keep possessives: Anna's.",
        "You avoid possessives: Anna's.",
    ),
    "dashes": ("Dashes", "You use dashes.", "You avoid dashes."),
    "semicolons": ("Semicolons", "You keep semicolons.", "You avoid semicolons."),
    "commas": ("Commas", "You keep commas.", "You use few commas."),
    "colons": ("Colons", "You keep colons.", "You avoid colons."),
    "exclamations": (
        "Exclamation marks",
        "You keep exclamation marks.",
        "You avoid exclamation marks.",
    ),
    "questions": ("Questions", "You ask questions.", "You avoid questions."),
    "speech": ("Quoted speech", "You let people speak.", "You cut quoted speech."),
    "long_words": ("Long words", "You keep long words.", "You avoid long words."),
    "latinate": (
        "Words in -tion and -ity",
        "You keep words in -tion and -ity.",
        "You avoid words in -tion and -ity.",
    ),
    "abstractions": ("Abstract nouns", "You keep abstract nouns.", "You cut abstract nouns."),
    "being": ("“Was” and “is”", "You keep “was” and “is”.", "You avoid “was” and “is”."),
    "first_person": ("“I”", "You say “I”.", "You avoid “I”."),
    "filters": (
        "“Seemed to”, “began to”",
        "You say who saw, felt or began.",
        "You cut “seemed to”, “began to”, “could hear”.",
    ),
    "tics": ("Stock phrases", "You keep stock phrases.", "You cut stock phrases."),
    "contrasts": (
        "“Not this but that”",
        "You keep “not this but that”.",
        "You cut “not this but that”.",
    ),
    "similes": ("Similes", "You keep similes.", "You cut similes."),
    "triads": ("Lists of three", "You keep lists of three.", "You cut lists of three."),
    "pairs": (
        "Pairs: this and that",
        "You keep pairs: this and that.",
        "You cut pairs: this and that.",
    ),
    "tails": (
        "Tails in “-ing”",
        "You let sentences trail off in “-ing”.",
        "You cut tails in “-ing”.",
    ),
    "absolutes": (
        "Descriptions hung on with a comma",
        "You hang descriptions on with a comma.",
        "You cut descriptions hung on with a comma.",
    ),
    "as_clauses": (
        "“As she …” and “while …”",
        "You keep “as she …” and “while …”.",
        "You cut “as she …” and “while …”.",
    ),
    "with_phrases": ("“With a …”", "You keep “with a …”.", "You cut “with a …”."),
    "negations": ("Negations", "You keep negations.", "You cut negations."),
    "you": ("“You”", "You say “you”.", "You avoid “you”."),
    "third_person": (
        "“He”, “she” and “they”",
        "You keep “he”, “she” and “they”.",
        "You avoid “he”, “she” and “they”.",
    ),
    "passives": ("The passive", "You keep the passive.", "You avoid the passive."),
    "participles": ("Words in “-ing”", "You keep words in “-ing”.", "You avoid words in “-ing”."),
    "past": ("Words in “-ed”", "You keep words in “-ed”.", "You avoid words in “-ed”."),
    "articles": ("“The” and “a”", "You keep “the” and “a”.", "You drop “the” and “a”."),
    "prepositions": ("Prepositions", "You keep prepositions.", "You cut prepositions."),
    "ands": ("“And”", "You join with “and”.", "You avoid “and”."),
    "relatives": (
        "“Which”, “who” and “that”",
        "You keep “which”, “who” and “that”.",
        "You cut “which”, “who” and “that”.",
    ),
    "subordinators": (
        "“Because”, “when” and “if”",
        "You keep “because”, “when” and “if”.",
        "You avoid “because”, “when” and “if”.",
    ),
    "haves": ("“Have” and “had”", "You keep “have” and “had”.", "You avoid “have” and “had”."),
    "modals": (
        "“Would”, “must” and “can”",
        "You keep “would”, “must” and “can”.",
        "You avoid “would”, “must” and “can”.",
    ),
    "mays": (
        "“Could”, “might” and “may”",
        "You keep “could”, “might” and “may”.",
        "You avoid “could”, “might” and “may”.",
    ),
    "pointers": (
        "“This”, “that” and “there”",
        "You keep “this”, “that” and “there”.",
        "You avoid “this”, “that” and “there”.",
    ),
    "degrees": (
        "“Very”, “so” and “too”",
        "You keep “very”, “so” and “too”.",
        "You cut “very”, “so” and “too”.",
    ),
    "numbers": ("Numbers", "You give numbers.", "You leave numbers out."),
    "parentheses": ("Parentheses", "You keep parentheses.", "You avoid parentheses."),
    "ellipses": ("Three dots", "You trail off in three dots.", "You avoid three dots."),
}
"""By feature: its title, what is said of a weight above 0, and of one below."""


def title(name: str) -> str:
    return SAYINGS[name][0]


def saying(name: str, weight: float) -> str:
    """What the weight of this feature says; "" for 0."""
    _, more, less = SAYINGS[name]
    return more if weight > 0 else less if weight < 0 else ""
