"""What a passage can be rewritten for, and the prompt for each.

A model that was taught to chat gets turns, any other a series of pairs to continue; the voice
task is a completion for both where the writer's own passages are at hand. What the writer
wrote is material in every case: it stands in a turn or behind a label of its own, and the
worker tokenises it as plain text, so that nothing in a document can pass for an instruction
of the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from writer_app.engine.work import ChatTurn, Generation, Sampling
from writer_app.prompts.context import surroundings


class Task(StrEnum):
    TIGHTEN = "tighten"
    FIX = "fix"  # grammar and spelling only
    VOICE = "voice"  # in the writer's own voice
    CUSTOM = "custom"  # the writer's own instruction


ShownPair = tuple[str, str]
"""A draft and the finished passage."""

# No penalties: they punish the writer's own words.
SAMPLING = Sampling(temperature=0.6, min_p=0.1, repeat_penalty=1.0)
_CAREFUL = Sampling(temperature=0.3, min_p=0.1, repeat_penalty=1.0)

# The first sentence is what small models were tuned on; the rest is for those who follow it.
_SYSTEM = {
    Task.TIGHTEN: (
        "You're an AI assistant for text re-writing. Rewrite the input text to make it more "
        "concise while preserving its core meaning."
    ),
    Task.FIX: (
        "You're an AI assistant for text re-writing. Correct the grammar and spelling of the "
        "input text. Change nothing else."
    ),
    Task.VOICE: (
        "You're an AI assistant for text re-writing. Rewrite the input text in the voice of its "
        "author, keeping its meaning."
    ),
    Task.CUSTOM: (
        "You're an AI assistant for text re-writing. Rewrite the input text as the author asks: "
        "{instruction}"
    ),
}
_RULES = (
    " Keep names, numbers, quotations and Markdown as they are, and the same person and tense. "
    "Reply with the rewritten text only."
)
# Our own pairs. They show the form, so they are plain.
_PAIRS: dict[Task, tuple[ShownPair, ...]] = {
    Task.TIGHTEN: (
        (
            "It was really very cold in the kitchen that morning, and so she decided that she "
            "would light the stove before doing anything else at all.",
            "The kitchen was cold that morning. She lit the stove before anything else.",
        ),
        (
            "He walked slowly over to the window in order to take a look at the street, which "
            "was completely empty at that hour of the day.",
            "He went to the window. At that hour the street was empty.",
        ),
        (
            "There were a great many letters in the drawer, and not one of them had ever been "
            "opened by anybody.",
            "The drawer was full of letters, none of them ever opened.",
        ),
    ),
    Task.FIX: (
        (
            "She dont know wether the letter have arrived, but their was a knock on the door.",
            "She doesn't know whether the letter has arrived, but there was a knock on the door.",
        ),
        (
            "We was walking threw the orchard when the rain begun.",
            "We were walking through the orchard when the rain began.",
        ),
        (
            "The dog layed down besides the fire, its paws was wet.",
            "The dog lay down beside the fire; its paws were wet.",
        ),
    ),
}


def rewrite_generation(
    task: Task,
    passage: str,
    *,
    instruction: str = "",
    before: str = "",
    after: str = "",
    samples: Sequence[str] = (),
    pairs: Sequence[ShownPair] = (),
    chat: bool,
    n: int,
    seed: int,
) -> Generation:
    """What to ask the engine for `n` rewrites of `passage`.

    `chat`: the model has a template that renders. `samples` are passages of the writer's own,
    `pairs` such with their plain drafts: for `Task.VOICE`, and better where there are any.
    Neither the passage nor what surrounds it is ever part of the instruction.
    """
    text = passage.strip()
    if chat and not (task is Task.VOICE and (samples or pairs)):
        prompt: str | tuple[ChatTurn, ...] = _turns(task, text, instruction, before, after)
        stop: tuple[str, ...] = ()
    else:
        prompt = _completion(task, text, instruction, samples, pairs)
        stop = ("\nDraft:", "\nAuthor:", "\n\n\n")
        if "\n\n" not in text:
            stop = (*stop, "\n\n")
    return Generation(
        prompt=prompt,
        n=n,
        max_tokens=_room(task, text, instruction),
        sampling=_CAREFUL if task is Task.FIX else SAMPLING,
        seed=seed,
        stop=stop,
        source=text,
    )


def _turns(
    task: Task, text: str, instruction: str, before: str, after: str
) -> tuple[ChatTurn, ...]:
    system = _SYSTEM[task].format(instruction=_sentence(instruction)) + _RULES
    head, tail = surroundings(before, after)
    if not head and not tail:
        return ChatTurn("system", system), ChatTurn("user", text)
    # Shown as something already settled, so that the last turn is the passage and nothing else.
    around = "\n\n".join(
        part
        for part in (
            head and f"For context only, what comes before:\n\n{head}",
            tail and f"For context only, what comes after:\n\n{tail}",
        )
        if part
    )
    return (
        ChatTurn("system", system),
        ChatTurn("user", around),
        ChatTurn("assistant", "I have read it. Send me the text to rewrite."),
        ChatTurn("user", text),
    )


def _completion(
    task: Task,
    text: str,
    instruction: str,
    samples: Sequence[str],
    pairs: Sequence[ShownPair],
) -> str:
    """Pairs to go on with. The prompt ends without a space: the model's words bring their own."""
    parts = []
    if task is Task.CUSTOM:
        parts.append(f"The author's wish: {_sentence(instruction)}")
    elif task is Task.VOICE and not pairs:
        parts += [f"Author: {sample.strip()}" for sample in samples]
    else:
        shown = pairs if task is Task.VOICE else _PAIRS[task]
        parts += [f"Draft: {_line(draft)}\nAuthor: {_line(final)}" for draft, final in shown]
    parts.append(f"Draft: {text}\nAuthor:")
    return "\n\n".join(parts)


def _line(text: str) -> str:
    """On one line, so that no line of a passage passes for a label."""
    return " ".join(text.split())


def _sentence(instruction: str) -> str:
    text = " ".join(instruction.split())
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def _room(task: Task, text: str, instruction: str) -> int:
    """Tokens enough for the longest that may come; some models need one for each 3 bytes."""
    tokens = len(text.encode(errors="replace")) / 3
    share = {Task.TIGHTEN: 1.1, Task.FIX: 1.2, Task.VOICE: 1.3, Task.CUSTOM: 1.5}[task]
    if task is Task.CUSTOM and any(
        word in instruction.casefold() for word in ("longer", "expand", "add", "detail", "continue")
    ):
        share = 3.0
    return min(2_000, int(tokens * share) + 24)
