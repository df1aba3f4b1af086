"""What each trainer reads: the columns of its rows, and a decision as such rows.

TRL's columns: https://huggingface.co/docs/trl/dataset_formats. FTPO (final token preference
optimisation) is not TRL's; its columns are those of the authors' own tools (auto-antislop).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from writer_app.ledger import pairs
from writer_app.ledger.signals import ACTS, MUTE, WEAK, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from writer_app.ledger.records import Survival
    from writer_app.ledger.taught import Request


class Format(StrEnum):
    DPO = "dpo"
    ORPO = "orpo"
    KTO = "kto"
    SFT = "sft"
    REWARD = "reward"
    FTPO = "ftpo"


STRING, BOOL, STRINGS, MESSAGES = "string", "bool", "strings", "messages"
"""Kinds of columns; a message is a role and a content."""

_PAIR = {"prompt": STRING, "chosen": STRING, "rejected": STRING}
_COLUMNS: Mapping[Format, Mapping[str, str]] = {
    Format.DPO: _PAIR,
    Format.ORPO: _PAIR,
    Format.KTO: {"prompt": STRING, "completion": STRING, "label": BOOL},
    Format.SFT: {"prompt": STRING, "completion": STRING},
    Format.REWARD: {"chosen": STRING, "rejected": STRING},
    Format.FTPO: {
        "context_with_chat_template": STRING,
        "rejected_decoded": STRING,
        "multi_chosen_decoded": STRINGS,
    },
}


def columns(kind: Format, *, chat: bool) -> Mapping[str, str]:
    """The columns in their order, with the kind of each."""
    plain = _COLUMNS[kind]
    if not chat or kind is Format.FTPO:
        return plain
    return {name: MESSAGES if column is STRING else column for name, column in plain.items()}


def usual(kind: Format) -> frozenset[Signal]:
    """The signals that an export uses unless told otherwise."""
    return frozenset({Signal.BANNED}) if kind is Format.FTPO else ACTS


def possible(kind: Format) -> frozenset[Signal]:
    """All that may be asked for."""
    return usual(kind) if kind is Format.FTPO else (ACTS | WEAK) - MUTE


class Row(NamedTuple):
    """`values` by column; `texts` are those of which one is preferred, or the only one.

    `against`: what a single text stands in the place of. Rows with different `label` are
    different however alike their texts are.
    """

    signal: Signal
    prompt: str
    texts: tuple[str, ...]
    values: Mapping[str, Any]
    against: str = ""
    label: bool = True


def rows(
    kind: Format,
    decision: Request,
    survival: Survival | None,
    signals: AbstractSet[Signal],
    *,
    chat: bool = False,
    refused: Request | None = None,
) -> Iterator[Row]:
    """What one decision says to one trainer.

    `refused`: the rewrite in whose place this own version of the writer's was put.
    """
    question = pairs.prompt_of(decision, chat=True) if chat else ""
    match kind:
        case Format.FTPO:
            if Signal.BANNED in signals:
                yield from map(_final_token, pairs.final_tokens(decision))
        case Format.KTO:
            for label in pairs.labelled(decision, survival, signals):
                text = label.completion
                values = {**_turns(question, label.prompt, completion=text), "label": label.label}
                yield Row(label.signal, label.prompt, (text,), values, decision.source, label.label)
        case Format.SFT:
            for done in pairs.completions(decision, survival, signals):
                values = _turns(question, done.prompt, completion=done.completion)
                yield Row(done.signal, done.prompt, (done.completion,), values, decision.source)
        case _:
            for pair in pairs.preferences(decision, survival, signals, refused):
                # ORPO learns to write what is chosen, too: a passage that stayed as it was
                # would teach it to copy.
                if kind is Format.ORPO and pair.chosen == decision.source:
                    continue
                asked = question
                if chat and refused is not None and pair.prompt != pairs.prompt_of(decision):
                    asked = pairs.prompt_of(refused, chat=True)
                values = _turns(asked, pair.prompt, chosen=pair.chosen, rejected=pair.rejected)
                if kind is Format.REWARD:
                    prompt = values.pop("prompt")
                    values = {name: prompt + answer for name, answer in values.items()}
                yield Row(pair.signal, pair.prompt, (pair.chosen, pair.rejected), values)


def _final_token(token: pairs.FinalToken) -> Row:
    values = (token.context, token.rejected, list(token.chosen))
    named = dict(zip(_COLUMNS[Format.FTPO], values, strict=True))
    return Row(token.signal, token.context, (token.rejected, *token.chosen), named)


def _turns(question: str, prompt: str, **answers: str) -> dict[str, Any]:
    """The prompt and its answers: plain, or where there is a question as turns of a chat."""
    if not question:
        return {"prompt": prompt, **answers}
    said = {name: [{"role": "assistant", "content": text}] for name, text in answers.items()}
    return {"prompt": [{"role": "user", "content": question}], **said}
