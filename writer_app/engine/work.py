"""What can be asked of the worker, as values: `messages` carries them.

Text is counted in code points, time in seconds, probabilities as natural logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn. `repeat_penalty` looks back over 64 tokens; 1.0 is off."""

    temperature: float = 1.0
    min_p: float = 0.05
    repeat_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """One turn for the model's own chat template, which the worker renders."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Ban:
    """A phrase that must not be written, or (with a `penalty`) seldom.

    Letters match in either case, spaces any white space, straight quotes curly ones too; a
    phrase begins and ends where words do. `*` between words stands for one to six words of the
    same sentence: "not just * but". `penalty` is subtracted from the logit of the phrase's
    first token where the phrase came up, and what is drawn then stands; None forbids it there.
    """

    phrase: str
    penalty: float | None = None


@dataclass(frozen=True, slots=True)
class Generation:
    """What to write: `n` candidates from one prompt, decoded together; 0 only reads the prompt.

    A `str` prompt is plain text to be continued; a tuple of turns goes through the chat
    template. `heal` lets the candidates continue the last, perhaps unfinished, word of the
    prompt as if the whole had been tokenised at once; their text starts at the caret.
    `branch`: "sample" draws each candidate with seed, seed+1, ...; "top" starts candidate i
    with the i-th most likely first token, so that alternatives differ from their first word.
    Candidate i begins with the word `begins[i]` (as `WordGuess.text` has it) and no longer one.
    `source` is a passage the candidates are expected to follow closely: it proposes the next
    tokens, and the model checks several at once. What is written does not depend on them.
    `keep`: this prompt's state may be kept on the disk, to be there after a restart.
    Lower `priority` runs first, and interrupts what runs with a higher one.
    """

    prompt: str | tuple[ChatTurn, ...]
    n: int = 1
    max_tokens: int = 40
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    stop: tuple[str, ...] = ()
    heal: bool = False
    branch: Literal["sample", "top"] = "sample"
    begins: tuple[str, ...] = ()
    source: str = ""
    bans: tuple[Ban, ...] = ()
    keep: bool = False
    priority: int = 1


@dataclass(frozen=True, slots=True)
class Guessing:
    """Which words may come next, or the last word of the prompt be? `n` of them, or fewer.

    `unfinished`: the prompt ends within a word, which goes on. `keep` as in `Generation`.
    """

    prompt: str
    n: int = 16
    unfinished: bool = False
    keep: bool = False
    priority: int = 1


@dataclass(frozen=True, slots=True)
class Scoring:
    """How likely the model finds each of these texts, on its own or after `before`.

    What a text has in common with the first is read once: variants of one passage are cheap.
    """

    texts: tuple[str, ...]
    before: str = ""
    priority: int = 8


@dataclass(frozen=True, slots=True)
class Measurement:
    """How fast the loaded model is: up to about `seconds` are spent on finding out."""

    seconds: float = 2.0
    priority: int = 9


@dataclass(frozen=True, slots=True)
class Requantisation:
    """The model file `source` written anew as `target`; `layout` is llama.cpp's name: "Q8_0".

    Needs no loaded model, and takes a worker for itself.
    """

    source: str
    target: str
    layout: str
    priority: int = 9


Work = Generation | Guessing | Scoring | Measurement | Requantisation
"""What a worker can be asked to do."""
