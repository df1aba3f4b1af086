"""What the editor and the worker say to each other.

Plain values without I/O: `codec` turns them into lines, `session` knows when each may be said.

    editor -> worker    Load  Generate  Cancel  Shutdown
    worker -> editor    Hello  Progress  Ready  Token  CandidateDone  Done  Failed

Text is counted in code points, time in seconds, probabilities as natural logarithms.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Finish = Literal["stop", "length", "cancelled"]
"""`stop`: the model or a stop string ended it; `length`: `max_tokens` did."""

FailureCode = Literal[
    "load_failed",  # llama.cpp refused the file, and said why
    "no_model",  # asked before anything was loaded
    "prompt_too_long",
    "decode_failed",
    "bad_request",
    "engine_lost",  # never sent: the editor's side says it when the worker is gone
]


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
class Generation:
    """What to write: `n` candidates from one prompt, decoded together.

    A `str` prompt is plain text to be continued; a tuple of turns goes through the chat
    template. `heal` lets the candidates continue the last, perhaps unfinished, word of the
    prompt as if the whole had been tokenised at once; their text starts at the caret.
    `branch`: "sample" draws each candidate with seed, seed+1, ...; "top" starts candidate i
    with the i-th most likely first token, so that alternatives differ from their first word.
    `slot` names the kept prefix this prompt extends, so that purposes do not evict each other.
    Lower `priority` runs first.
    """

    prompt: str | tuple[ChatTurn, ...]
    n: int = 1
    max_tokens: int = 40
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    stop: tuple[str, ...] = ()
    heal: bool = False
    branch: Literal["sample", "top"] = "sample"
    slot: Literal["document", "rewrite"] = "document"
    priority: int = 1


@dataclass(frozen=True, slots=True)
class Load:
    """Load this file; one worker loads one model in its life.

    `n_ctx` in tokens, shared by all sequences; `n_gpu_layers` -1 means as many as fit;
    `n_threads` 0 means the worker chooses.
    """

    path: str
    n_ctx: int = 8192
    n_gpu_layers: int = -1
    n_threads: int = 0


@dataclass(frozen=True, slots=True)
class Generate:
    id: int
    generation: Generation


@dataclass(frozen=True, slots=True)
class Cancel:
    id: int


@dataclass(frozen=True, slots=True)
class Shutdown:
    pass


@dataclass(frozen=True, slots=True)
class Hello:
    """The first line of every worker: what it is and what llama.cpp was built for."""

    version: str
    llama_cpp: str
    system: str
    gpu_offload: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A sign of life while a model is loaded (`id` None) or a prompt read; 0 to 1."""

    id: int | None
    phase: Literal["load", "prompt"]
    fraction: float


@dataclass(frozen=True, slots=True)
class Ready:
    """The model is loaded. `chat`: its template is there and renders."""

    path: str
    description: str
    n_ctx: int
    n_ctx_train: int
    n_vocab: int
    n_params: int
    size: int
    chat: bool
    gpu_layers: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of one candidate: whole characters only.

    `logprob` is the token's under the model's own distribution (temperature 1, nothing cut),
    given the letters already typed where the prompt was healed; pieces of several tokens sum.
    """

    id: int
    candidate: int
    text: str
    logprob: float


@dataclass(frozen=True, slots=True)
class CandidateDone:
    id: int
    candidate: int
    finish: Finish
    tokens: int


@dataclass(frozen=True, slots=True)
class Done:
    """All candidates of one request have ended; `reused_tokens` of the prompt were in the cache."""

    id: int
    finish: Literal["done", "cancelled"]
    prompt_tokens: int
    reused_tokens: int
    prompt_seconds: float
    decode_seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A request, or with `id` None the load, came to nothing; `message` in llama.cpp's words."""

    id: int | None
    code: FailureCode
    message: str


Command = Load | Generate | Cancel | Shutdown
Report = Hello | Progress | Ready | Token | CandidateDone | Done | Failed
Reply = Progress | Token | CandidateDone | Done | Failed
"""The reports that belong to one request; `Done` or `Failed` is always the last."""
