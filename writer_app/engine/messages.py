"""What the editor and the worker say to each other.

Plain values without I/O: `codec` turns them into lines, `session` knows when each may be said.

    editor -> worker    Load  Generate  Guess  Score  Measure  Requantise  Cancel  Shutdown
    worker -> editor    Hello  Progress  Ready  Token  Banned  CandidateDone
                        Done  Guessed  Scored  Measured  Requantised  Failed

Text is counted in code points, time in seconds, probabilities as natural logarithms.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from writer_app.engine.work import (
    Generation,
    Guessing,
    Measurement,
    Requantisation,
    Scoring,
    Work,
)

Finish = Literal["stop", "length", "cancelled"]
"""`stop`: the model or a stop string ended it; `length`: `max_tokens` did."""

FailureCode = Literal[
    "load_failed",  # llama.cpp refused the file, and said why
    "no_model",  # asked before anything was loaded
    "prompt_too_long",
    "decode_failed",
    "requantise_failed",
    "bad_request",
    "engine_lost",  # never sent: the editor's side says it when the worker is gone
]


@dataclass(frozen=True, slots=True)
class Load:
    """Load this file; one worker loads one model in its life.

    `n_ctx` in tokens, shared by all sequences; `n_gpu_layers` -1 means as many as fit;
    `n_threads` 0 means the worker chooses; `n_ubatch` is how many tokens of a prompt are
    computed at once, 0: what is usual; `flash_attn` None: as is usual. On a CPU that is short
    batches, since each can be given up, and none; on a GPU long ones, and flash attention.
    `states` is a folder for what was read of a document, "" for none; it is used only with the
    file's hash in `model_sha256`. `drafts` off: sources propose nothing.
    """

    path: str
    n_ctx: int = 8192
    n_gpu_layers: int = -1
    n_threads: int = 0
    n_ubatch: int = 0
    flash_attn: bool | None = None
    states: str = ""
    model_sha256: str = ""
    drafts: bool = True


@dataclass(frozen=True, slots=True)
class Generate:
    id: int
    work: Generation


@dataclass(frozen=True, slots=True)
class Guess:
    id: int
    work: Guessing


@dataclass(frozen=True, slots=True)
class Score:
    id: int
    work: Scoring


@dataclass(frozen=True, slots=True)
class Measure:
    id: int
    work: Measurement


@dataclass(frozen=True, slots=True)
class Requantise:
    id: int
    work: Requantisation


@dataclass(frozen=True, slots=True)
class Cancel:
    """The whole request, or one candidate of it."""

    id: int
    candidate: int | None = None


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
    """A sign of life while a model is loaded (`id` None), a prompt read, work done; 0 to 1."""

    id: int | None
    phase: Literal["load", "prompt", "work"]
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
    n_threads: int
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
class Banned:
    """A candidate was about to write `phrase` (as in the request) and was taken back.

    The phrase would have begun after `offset` code points of the candidate's text, with the
    token `rejected`; `chosen` was drawn in its place, and `alternatives` are the most likely
    tokens there that were not forbidden, the likeliest first. Empty `chosen`: no way round was
    found, and the candidate ends before the phrase.
    """

    id: int
    candidate: int
    phrase: str
    offset: int
    rejected: str
    chosen: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidateDone:
    id: int
    candidate: int
    finish: Finish
    tokens: int


@dataclass(frozen=True, slots=True)
class Done:
    """All candidates of one request have ended; `reused_tokens` of the prompt were in the cache.

    Of `drafted_tokens` that the source proposed, `accepted_tokens` were what the model wrote.
    """

    id: int
    finish: Literal["done", "cancelled"]
    prompt_tokens: int
    reused_tokens: int
    prompt_seconds: float
    decode_seconds: float
    drafted_tokens: int = 0
    accepted_tokens: int = 0


@dataclass(frozen=True, slots=True)
class WordGuess:
    """`text` goes in at the caret: what is missing of a word, or a space or marks and a word.

    `logprob` is of just this word, whatever tokens it is made of, given the letters typed.
    """

    text: str
    logprob: float


@dataclass(frozen=True, slots=True)
class Guessed:
    """The likeliest first."""

    id: int
    words: tuple[WordGuess, ...]


@dataclass(frozen=True, slots=True)
class TextScore:
    """The text's logprob, of its `tokens` tokens after a beginning-of-text.

    Token by token: `ends` is how many code points of the text are written with it, and
    `logprobs` what it adds, rounded to 0.0001.
    """

    logprob: float
    tokens: int
    ends: tuple[int, ...] = ()
    logprobs: tuple[float, ...] = ()

    def between(self, start: int, end: int) -> float:
        """Of the tokens that end after `start` and not after `end`, in code points."""
        return sum(self.logprobs[bisect_right(self.ends, start) : bisect_right(self.ends, end)])


@dataclass(frozen=True, slots=True)
class Scored:
    """One score for each text, in their order."""

    id: int
    scores: tuple[TextScore, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Seconds that one decode of `tokens` tokens takes."""

    tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """`prompt_rate` and `decode_rate` (one sequence) in tokens per second; medians."""

    id: int
    prompt_rate: float
    decode_rate: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Requantised:
    """Bytes of the new file, seconds it took."""

    id: int
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """A request, or with `id` None the load, came to nothing; `message` in llama.cpp's words."""

    id: int | None
    code: FailureCode
    message: str


Request = Generate | Guess | Score | Measure | Requantise
Command = Load | Request | Cancel | Shutdown
End = Done | Guessed | Scored | Measured | Requantised | Failed
"""The last report of a request: one, always. `Done` also ends whatever was cancelled."""
Reply = Progress | Token | Banned | CandidateDone | End
"""The reports that belong to one request."""
Report = Hello | Ready | Reply


def request(request_id: int, work: Work) -> Request:
    """The command that asks for this work."""
    match work:
        case Generation():
            return Generate(request_id, work)
        case Guessing():
            return Guess(request_id, work)
        case Scoring():
            return Score(request_id, work)
        case Measurement():
            return Measure(request_id, work)
        case Requantisation():
            return Requantise(request_id, work)
