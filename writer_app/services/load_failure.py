"""Why a model did not load, told in a writer's words from llama.cpp's own."""

from __future__ import annotations

import re

from writer_app.engine.outcome import Outcome
from writer_app.errors import (
    ModelError,
    ModelLoadFailed,
    ModelMissing,
    ModelTooLarge,
    NotAGguf,
    TruncatedModel,
    UnknownArchitecture,
    VocabularyOnly,
)
from writer_app.models.header import Header, human_bytes

_SIGKILL = 9
_MEMORY = (
    r"unable to allocate|failed to allocate|out of memory|outofdevicememory|not enough memory"
    r"|cannot allocate|bad_alloc|insufficient memory|cudamalloc failed"
)
_CUT_SHORT = r"not within the file bounds|corrupted or incomplete|unexpected end|failed to read"
_VOCABULARY = r"error loading model vocabulary|unknown pre-tokenizer|unknown tokenizer|no vocab"
_OTHER_PARTS = (
    r"missing tensor|wrong number of tensors|wrong shape|tensor .* not found|key not found"
    r"|error loading model hyperparameters"
)


def explain_load_failure(
    header: Header | None, failed_message: str, outcome: Outcome | None
) -> ModelError:
    """The error to show. `failed_message` is the worker's `Failed`, "" where it sent none.

    `outcome` is given when the worker died over the file rather than refuse it.
    """
    said = failed_message.strip() or (outcome.stderr_tail.strip() if outcome else "")
    own_words = _own_words(said)

    def found(pattern: str) -> bool:
        return re.search(pattern, said, re.IGNORECASE) is not None

    unknown = re.search(r"unknown (?:model )?architecture:?\s*'?([\w.-]*)", said, re.IGNORECASE)
    if unknown:
        kind = unknown[1] or (header.architecture if header else "")
        return UnknownArchitecture(
            f"This model is of a kind{f' ({kind})' if kind else ''} "
            "that this version of llama.cpp does not know.",
            "Choose another model, or a newer version of this app.",
        )
    # Nobody but the system, out of memory, kills a worker that is not hung.
    killed = outcome is not None and outcome.signal == _SIGKILL and not outcome.hung
    if killed or found(_MEMORY):
        size = f" Its file alone is {human_bytes(header.size)}." if header else ""
        return ModelTooLarge(
            f"There was not enough memory for this model.{size}",
            "Close other programs, set a shorter context, or choose a smaller model." + own_words,
        )
    if found(r"no such file|failed to open"):
        return ModelMissing(
            "The model's file is not there any more, or may not be read.", "Choose it again."
        )
    if found(r"invalid magic|bad magic|magic characters|not a gguf"):
        return NotAGguf("This file is not a model in the GGUF format.", "Choose another file.")
    if found(_CUT_SHORT):
        return TruncatedModel(
            "This model file is incomplete or damaged.", "Download it again." + own_words
        )
    if header is not None and header.tensor_count == 0:
        return VocabularyOnly("This file holds a vocabulary and no model.", "Choose the model.")
    if found(_VOCABULARY):
        return ModelLoadFailed(
            "This version of llama.cpp cannot read this model's vocabulary.",
            "Choose another model, or a newer version of this app." + own_words,
        )
    if found(_OTHER_PARTS):
        return ModelLoadFailed(
            "Parts of this model are missing, or it was made for another version of llama.cpp.",
            "Look for a newer version of the model." + own_words,
        )
    if outcome is not None:
        return ModelLoadFailed(
            f"llama.cpp did not survive loading this model. {outcome.sentence()}",
            "The file may be damaged; choose another model." + own_words,
        )
    return ModelLoadFailed("This model could not be loaded.", "Choose another." + own_words)


def _own_words(said: str) -> str:
    """The one line that says why, among those that only say that it failed.

    The worker sends the last lines joined by semicolons; a dead one's stderr has them as they were.
    """
    lines = [line.strip() for line in re.split(r"\n|; (?=\w+: )", said)]
    telling = [line for line in lines if line and not line.endswith("failed to load model")]
    if not telling:
        return ""
    _, _, reason = telling[-1].rpartition("error loading model: ")
    return f" In llama.cpp's own words: {reason[:300]}"
