"""Words of a passage as the guards look at them: folded, stemmed; speech told from the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from writer_app.text.segments import WORD, sentences
from writer_app.voice.lexicon import STOPWORDS

# Single quotes hold speech where they open before a letter and close after a mark or a word;
# those in between are apostrophes.
_QUOTED = re.compile(
    r"“([^”\n]*)”|\"([^\"\n]*)\"|«([^»\n]*)»|„([^“\n]*)“|「([^」\n]*)」"
    r"|(?<![\w.,!?])'(?=\w)((?:[^'\n]|(?<=\w)'(?=\w))*[^\s'])'(?!\w)"
)
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|ing)$)")  # realise, realising
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "‐": "-", "‑": "-"})


def straighten(text: str) -> str:
    """Typographic quotes, apostrophes and hyphens as their plain cousins."""
    return text.translate(_STRAIGHT)


def folded(text: str) -> list[str]:
    """The words in lower case, apostrophes straight; shape: one str a word, in order."""
    return WORD.findall(straighten(text).casefold())


def bare(word: str) -> str:
    """A word without the ending of a possessive."""
    return word.removesuffix("'s").removesuffix("'")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Enough of a stem that walk, walks, walked and walking meet; never fewer than 3 letters."""
    word = bare(word)
    word = _BRITISH.sub("iz", word)
    for suffix in ("ingly", "edly", "ing", "ied", "ies", "ed", "es", "ly", "s", "e", "y"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    # "stopped" and "stop", "hurried" and "hurry".
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def content(text: str) -> list[str]:
    """The stems of the words that carry the meaning, in order."""
    return content_words(folded(text))


def content_words(words: Iterable[str]) -> list[str]:
    """The same for words that are folded already."""
    return [stem(w) for w in words if w not in STOPWORDS and "n't" not in w]


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, without them. Nested ones are part of theirs."""
    return [next(g for g in found.groups() if g is not None) for found in _QUOTED.finditer(text)]


def without_quotations(text: str) -> str:
    return _QUOTED.sub(" ", text)


def sentence_texts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def ngrams(tokens: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
