"""The model's own chat template, rendered so that no document can speak for it.

A template is a Jinja program out of a stranger's file: it runs sandboxed. And a turn's content
may hold "<|im_end|>" or any other control token in so many letters: so the template is given
unguessable words in place of the contents, and what comes out is cut at these words. The pieces
between are the template's, where control tokens count; the contents are plain text, whatever
they look like.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from writer_app.engine.work import ChatTurn


class TemplateBroken(Exception):
    """The template does not parse, fails, or loses a turn."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`special`: the template's own words, where control tokens count."""

    text: str
    special: bool


class ChatTemplate:
    """Raises TemplateBroken, here already, if the template cannot carry a plain question."""

    def __init__(self, source: str, bos: str, eos: str) -> None:
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.globals["raise_exception"] = _raise
        environment.globals["strftime_now"] = lambda form: datetime.now().strftime(form)
        self._bos = bos
        self._eos = eos
        try:
            self._template = environment.from_string(source)
        except Exception as error:
            # Not only TemplateError: a hostile template may raise anything while it compiles.
            raise TemplateBroken(type(error).__name__) from error
        self.render([ChatTurn("user", "?")])

    def render(self, turns: Sequence[ChatTurn]) -> list[Piece]:
        """The whole prompt, up to where the assistant begins to speak."""
        try:
            return self._render(turns)
        except TemplateBroken:
            # Some templates know no system turn.
            merged = _without_system(turns)
            if merged == tuple(turns):
                raise
            return self._render(merged)

    def _render(self, turns: Sequence[ChatTurn]) -> list[Piece]:
        words = {secrets.token_hex(16): turn.content for turn in turns}
        messages = [
            {"role": turn.role, "content": word} for turn, word in zip(turns, words, strict=True)
        ]
        try:
            text = self._template.render(
                messages=messages,
                add_generation_prompt=True,
                bos_token=self._bos,
                eos_token=self._eos,
                enable_thinking=False,
                tools=None,
            )
        except Exception as error:
            raise TemplateBroken(type(error).__name__) from error
        if any(word not in text for word in words):
            raise TemplateBroken("a turn was left out")
        cut = re.split(f"({'|'.join(words)})", text)
        return [Piece(words.get(part, part), part not in words) for part in cut if part]


def _without_system(turns: Sequence[ChatTurn]) -> tuple[ChatTurn, ...]:
    """The system turns' words at the head of the first user turn."""
    system = [turn.content for turn in turns if turn.role == "system"]
    rest = [turn for turn in turns if turn.role != "system"]
    if not system or not rest:
        return tuple(turns)
    head = ChatTurn(rest[0].role, "\n\n".join([*system, rest[0].content]))
    return (head, *rest[1:])


def _raise(message: Any) -> NoReturn:
    raise jinja2.TemplateError(str(message))
