"""A generation's prompt as tokens that fit."""

from __future__ import annotations

from collections.abc import Sequence

from writer_app.engine.work import ChatTurn, Generation
from writer_app.worker.backend import Refused
from writer_app.worker.chat import ChatTemplate, TemplateBroken
from writer_app.worker.memory import MAX_CANDIDATES
from writer_app.worker.vocab import Vocab

MARGIN = 8
"""Cells of the context that are never planned for."""
SHORT = 4
"""Tokens; a text shorter than this needs something before it."""


def tokens_each(generation: Generation, n_ctx: int) -> int:
    """How many tokens a candidate gets: what was asked, but all together half the context."""
    if not 0 <= generation.n <= MAX_CANDIDATES:
        raise Refused("bad_request", f"n must be 0 to {MAX_CANDIDATES}")
    if generation.max_tokens < 1:
        raise Refused("bad_request", "max_tokens must be 1 or more")
    return max(1, min(generation.max_tokens, n_ctx // 2 // max(1, generation.n)))


def prompt_tokens(
    generation: Generation, vocab: Vocab, template: ChatTemplate | None, n_ctx: int
) -> list[int]:
    """At least one token, and room left for all candidates.

    A text that is too long loses its beginning; a chat cannot, and raises Refused.
    """
    room = n_ctx - generation.n * tokens_each(generation, n_ctx) - MARGIN
    if isinstance(generation.prompt, str):
        # In eighths, so that a long text begins at the same place whatever is asked of it.
        eighth = max(1, n_ctx // 8)
        return text_tokens(generation.prompt, vocab, max(1, room // eighth * eighth))
    tokens = _chat_tokens(generation.prompt, vocab, template)
    if len(tokens) > room:
        message = f"the prompt has {len(tokens)} tokens, and there is room for {room}"
        raise Refused("prompt_too_long", message)
    return tokens


def text_tokens(text: str, vocab: Vocab, room: int) -> list[int]:
    """Plain text; control tokens spelt out in it are text like any other.

    The beginning is cut off in strides of a quarter, so that a text that grows keeps its
    beginning, and with it what the cache holds, for a long while.
    """
    tokens = vocab.document(text)
    if not vocab.add_bos and len(tokens) < SHORT:
        # Nothing to begin from, and a first word could not be healed: a new line comes before.
        tokens = (vocab.tokenize("\n") or [0]) + tokens
    tokens = tokens or [0]
    over = len(tokens) - room
    if over <= 0:
        return tokens
    stride = max(1, room // 4)
    drop = -(-over // stride) * stride
    head = tokens[:1] if vocab.add_bos and tokens[0] == vocab.bos else []
    return head + tokens[drop + len(head) :]


def _chat_tokens(
    turns: Sequence[ChatTurn], vocab: Vocab, template: ChatTemplate | None
) -> list[int]:
    if template is None:
        raise Refused("bad_request", "the model has no chat template that works")
    try:
        pieces = template.render(turns)
    except TemplateBroken as error:
        raise Refused("bad_request", f"the chat template fails: {error}") from error
    tokens: list[int] = []
    for piece in pieces:
        tokens += vocab.tokenize(piece.text, special=piece.special)
    if vocab.add_bos and vocab.bos is not None and tokens[:1] != [vocab.bos]:
        tokens.insert(0, vocab.bos)
    return tokens
