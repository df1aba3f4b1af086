"""The prompt for a plain draft: what a passage says, in nobody's voice.

From the draft and the passage a model can later see how the writer says things.
"""

from __future__ import annotations

from writer_app.engine.work import ChatTurn, Generation, Sampling

N = 3
"""Drafts of each passage, written side by side: many lose something."""
_SAMPLING = Sampling(temperature=0.7, min_p=0.1, repeat_penalty=1.0)
_SYSTEM = (
    "You're an AI assistant for text re-writing. Rewrite the input text in plain, neutral, modern "
    "English, sentence by sentence: everyday words, simple sentences, no style. Keep every fact, "
    "every name, every number, every negation and every quotation, the same person and tense, "
    "and about the same length. Reply with the rewritten text only."
)
# Our own, for models that only continue.
_PAIRS = (
    (
        "There being no help for it, she lit the stove herself, and sat before it with her coat "
        "on until the kettle, which was old and sulky, consented to sing.",
        "Since nobody could help, she lit the stove herself. She sat in front of it in her coat "
        "until the old, slow kettle boiled.",
    ),
    (
        "Of the letters he said nothing; nor, to be plain, did any of us ask him, for we had all "
        "of us read them.",
        "He said nothing about the letters. To be honest, none of us asked him, because we had "
        "all read them.",
    ),
    (
        "Down the hill it went, that cart, and not a soul in the lane but flattened himself "
        "against the wall to let it by.",
        "The cart went down the hill. Everybody in the lane pressed against the wall to let it "
        "pass.",
    ),
)


def plain_generation(passage: str, *, chat: bool, seed: int, priority: int) -> Generation:
    """Ask for `N` plain drafts of a passage. `chat`: the model has a template that renders."""
    text = passage.strip()
    if chat:
        prompt: str | tuple[ChatTurn, ...] = ChatTurn("system", _SYSTEM), ChatTurn("user", text)
        stop: tuple[str, ...] = ()
    else:
        shown = [f"Author: {own}\nPlain: {draft}" for own, draft in _PAIRS]
        prompt = "\n\n".join([*shown, f"Author: {text}\nPlain:"])
        stop = ("\n",)
    return Generation(
        prompt=prompt,
        n=N,
        max_tokens=int(len(text.encode(errors="replace")) / 3 * 1.3) + 24,
        sampling=_SAMPLING,
        seed=seed,
        stop=stop,
        priority=priority,
    )
