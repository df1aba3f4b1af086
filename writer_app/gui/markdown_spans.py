"""One line of Markdown -> what is what in it. Pure, and linear in the line's length.

Enough for the eye of someone writing: headings, emphasis, lists, quotes, links, code. It is not a
parser; the preview is where Markdown is read exactly.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Mark(NamedTuple):
    """Code points [start, start + length) of a line are of this kind.

    Kinds: heading1 … heading6, mark (Markdown's own signs), quote, list, emphasis, strong,
    strike, code, link, url, comment. Later marks of a line go on top of earlier ones.
    """

    start: int
    length: int
    kind: str


@dataclass(frozen=True, slots=True)
class Fence:
    """The fence a line stands in: its sign, how long it is, and the language it names."""

    sign: str
    length: int
    language: str


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*([^\s`{]*)([^\n]*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_LIST = re.compile(r"[ \t]*([-*+]|\d{1,9}[.)])(?:[ \t]+|$)(\[[ xX]\][ \t])?")
_DESTINATION = re.compile(r"\((?:[^()\n]|\([^()\n]*\))*\)")
_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]|`+|\*+|_+|~~|!?\[|\]\(|\]|<!--|<(?:https?://|mailto:)[^\s<>]+>"
    r"|\bhttps?://[^\s<>()\[\]]+"
)
_DESTINATION_MAX = 1_000
_NESTING_MAX = 64


def fence_after(line: str, before: Fence | None) -> Fence | None:
    """The fence the next line stands in."""
    found = _FENCE.match(line)
    if found is None:
        return before
    signs, language, rest = found.groups()
    if before is None:
        backticks = signs[0] == "`" and "`" in rest  # then it is code within a line
        return None if backticks else Fence(signs[0], len(signs), language)
    closes = signs[0] == before.sign and len(signs) >= before.length
    return None if closes and not (language or rest.strip()) else before


def marks(line: str) -> list[Mark]:
    """What is what in a line outside a fence."""
    if not line or line.isspace():
        return []
    if _is_rule(line):
        return [Mark(0, len(line), "mark")]
    found: list[Mark] = []
    start = 0
    if quote := _QUOTE.match(line):
        start = quote.end()
        found += [Mark(0, len(line), "quote"), Mark(0, start, "mark")]
    if heading := _HEADING.match(line, start):
        found.append(Mark(start, len(line) - start, f"heading{len(heading.group(1))}"))
        found.append(Mark(start, heading.end() - start, "mark"))
        start = heading.end()
    elif item := _LIST.match(line, start):
        found.append(Mark(item.start(1), item.end() - item.start(1), "list"))
        start = item.end()
    found.extend(_inline(line, start))
    return found


def _is_rule(line: str) -> bool:
    bare = line.replace(" ", "").replace("\t", "")
    if len(set(bare)) != 1:
        return False
    return (len(bare) >= 3 and bare[0] in "-*_") or (len(bare) >= 2 and bare[0] == "=")


def _inline(line: str, start: int) -> Iterator[Mark]:
    tokens = deque((m.start(), m.group()) for m in _TOKEN.finditer(line, start))
    ticks: dict[int, deque[int]] = {}
    for at, sign in tokens:
        if sign[0] == "`":
            ticks.setdefault(len(sign), deque()).append(at)
    emphasis: list[tuple[str, int, int]] = []  # sign, how many, where
    brackets: list[int] = []
    comments = True
    done = start  # nothing before this is looked at again
    while tokens:
        at, sign = tokens.popleft()
        if at < done:
            continue
        end = at + len(sign)
        if sign[0] == "`":
            same = ticks[len(sign)]
            while same and same[0] <= at:
                same.popleft()
            if same:
                done = same[0] + len(sign)
                yield Mark(at, done - at, "code")
        elif sign[0] in "*_~":
            yield from _emphasis(line, at, sign, emphasis)
        elif sign in ("[", "!["):
            brackets.append(at)
            del brackets[:-_NESTING_MAX]
        elif sign == "](" and brackets:
            opened = brackets.pop()
            target = _DESTINATION.match(line, end - 1, end - 1 + _DESTINATION_MAX)
            if target:
                done = target.end()
                words = opened + (2 if line[opened] == "!" else 1)
                yield Mark(opened, words - opened, "mark")
                yield Mark(words, at - words, "link")
                yield Mark(at, done - at, "url")
        elif sign == "]" and brackets:
            brackets.pop()
        elif sign == "<!--" and comments:
            close = line.find("-->", end)
            comments = close >= 0
            if comments:
                done = close + 3
                yield Mark(at, done - at, "comment")
        elif sign[0] == "<" and sign != "<!--":
            yield Mark(at, len(sign), "link")
        elif sign[0] == "h":
            yield Mark(at, len(sign.rstrip(".,;:!?'\"’”")), "link")


def _emphasis(line: str, at: int, sign: str, opened: list[tuple[str, int, int]]) -> Iterator[Mark]:
    """Close what `sign` closes, or remember that it opens."""
    end = at + len(sign)
    before = line[at - 1] if at else " "
    after = line[end] if end < len(line) else " "
    closes, opens = not before.isspace(), not after.isspace()
    if sign[0] == "_":  # snake_case is no emphasis
        closes = closes and not after.isalnum()
        opens = opens and not before.isalnum()
    if len(sign) > 3:
        return
    if closes:
        for index in range(len(opened) - 1, -1, -1):
            other, count, start = opened[index]
            if other == sign[0] and count == len(sign):
                del opened[index:]
                for kind in _kinds(sign):
                    yield Mark(start, end - start, kind)
                yield Mark(start, count, "mark")
                yield Mark(at, count, "mark")
                return
    if opens:
        opened.append((sign[0], len(sign), at))
        del opened[:-_NESTING_MAX]


def _kinds(sign: str) -> tuple[str, ...]:
    if sign[0] == "~":
        return ("strike",)
    return {1: ("emphasis",), 2: ("strong",), 3: ("emphasis", "strong")}[len(sign)]
