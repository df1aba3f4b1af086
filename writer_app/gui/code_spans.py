"""Fenced code by Pygments: lines of code -> coloured spans of each line."""

from __future__ import annotations

from collections.abc import Sequence

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType
from pygments.util import ClassNotFound

from writer_app.gui.markdown_spans import Mark

MAX_CHARS = 20_000

_KINDS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (String, "string"),
    (Number, "number"),
    (Name.Function, "definition"),
    (Name.Class, "definition"),
    (Name.Decorator, "definition"),
    (Name.Tag, "keyword"),
    (Name.Attribute, "definition"),
)


def code_marks(lines: Sequence[str], language: str) -> list[list[Mark]]:
    """One list of marks a line; empty ones for a language nobody knows or too much code."""
    result: list[list[Mark]] = [[] for _ in lines]
    lexer = _lexer(language)
    if lexer is None or sum(map(len, lines)) > MAX_CHARS:
        return result
    row = column = 0
    for token, text in lexer.get_tokens("\n".join(lines)):
        kind = next((kind for base, kind in _KINDS if token in base), None)
        for index, part in enumerate(text.split("\n")):
            if index:
                row, column = row + 1, 0
            if kind and part and row < len(result):
                result[row].append(Mark(column, len(part), kind))
            column += len(part)
    return result


def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
