"""Two authors of the tests' own and a machine, who differ in small words and in shape."""

from __future__ import annotations

import random

_PLAIN = (
    "He went to the {a}. There was a {b} at the door. It was late and he was tired. "
    "He looked at the {a} for a while. Then he went in.",
    "She had a {a} in her hand. It was not her {b}. She put it on the table and sat down.",
)
_WINDING = (
    "Though I would not, upon the whole, have called it a {a}, there was, as it seemed to me, "
    "something which one might very well have taken for a {b}; and yet, for all that, I could "
    "hardly have told you why.",
    "Whether it was that {a}, or whether, as my aunt would have it, that other {b} which we had "
    "so often been told of, I am sure I cannot tell; but upon that evening we should all have "
    "gone, had not somebody begged us to remain!",
)
_MACHINE = (
    "The {a} seemed to whisper, almost like a {b} through the air. Something within her shifted. "
    "It was like a promise, like a {b} that had always been there.",
    "And yet, the {a} lingered between them. Perhaps it was just the {b} after all. Somehow, it "
    "felt like enough.",
)
_NOUNS = ("garden", "letter", "clock", "window", "lamp", "river", "coat", "road", "mirror", "key")


def plain(seed: int, passages: int) -> list[str]:
    return _write(_PLAIN, seed, passages)


def winding(seed: int, passages: int) -> list[str]:
    return _write(_WINDING, seed, passages)


def machine(seed: int, passages: int) -> list[str]:
    return _write(_MACHINE, seed, passages)


def _write(sentences: tuple[str, ...], seed: int, passages: int) -> list[str]:
    """Paragraphs of 60 words and somewhat more."""
    draw = random.Random(seed)
    found = []
    for _ in range(passages):
        text = ""
        while len(text.split()) < 60:
            text += (
                draw.choice(sentences).format(a=draw.choice(_NOUNS), b=draw.choice(_NOUNS)) + " "
            )
        found.append(text.strip())
    return found
