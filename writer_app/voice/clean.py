"""From what a model wrote to the passage in it.

Models wrap a rewrite in politeness: "Sure! Here is the revised passage:", a fence, quotation
marks, "I made these changes to…". All that is taken off; the words of the rewrite are never
touched. What cannot be told from the rewrite stays, and is the guards' business.
"""

from __future__ import annotations

import re

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)\s*", re.S | re.I)
_SPECIAL = re.compile(r"<\|[^|>\n]{1,40}\|>.*|</?s>.*|<end_of_turn>.*|\[/?INST\].*", re.S)

_GREETING = (
    r"(?:sure(?: thing)?|certainly|of course|okay|ok|absolutely|alright|yes|no problem|thanks?(?: "
    r"you)?)"
)
_THING = (
    r"(?:passage|text|version|paragraph|sentence|excerpt|rewrite|revision|edit|draft|story"
    r"|response|output|rewriting|correction|copy)s?"
)
_MANNER = (
    r"(?:revised|rewritten|edited|corrected|tightened|tighter|improved|updated|refined|polished"
    r"|reworked|concise|condensed|shortened|fixed|final|new|vivid|possible)"
)
# "Here is a tightened version of the passage, with …:" up to a colon or the end of the line.
_PREAMBLE = re.compile(
    rf"\A\s*(?:{_GREETING}[!,.]*\s+)?(?:"
    rf"here(?:'s| is| are|’s)\s[^\n]{{0,200}}?(?::|\n|\Z)"
    rf"|(?:the|a|my|your|this is (?:the|a|my|your))\s(?:[\w-]+\s){{0,3}}?(?:{_MANNER}\s)"
    rf"(?:[\w-]+\s){{0,3}}?{_THING}\b[^\n:]{{0,80}}:"
    rf"|[^\n:]{{0,200}}\b(?:{_MANNER}|following|below)\s(?:[\w-]+\s){{0,3}}?{_THING}\b[^\n:]{{0,60}}:"
    rf"|i(?:'ve|’ve| have)\s(?:{_MANNER}|made)\b[^\n]{{0,200}}?(?::|\n)"
    rf")(?:\*\*|__)?\s*",
    re.I,
)
_BARE_GREETING = re.compile(rf"\A\s*{_GREETING}[!.,][^\n]{{0,80}}\n+", re.I)
_LABEL = re.compile(
    rf"\A\s*(?:#{{1,4}}\s*|\*\*|__)?(?:author|draft|original|input|final|rewrite|rewritten"
    rf"|revised|tightened|corrected|edited|output|answer|response|result|edit|fixed|passage|text|assistant"
    rf"|{_MANNER}\s{_THING}):?(?:\*\*|__)?:(?:\*\*|__)?\s*"
    rf"|\A\s*(?:#{{1,4}}\s*|\*\*|__){_MANNER}\s{_THING}:?(?:\*\*|__)?:?\s*\n\s*",
    re.I,
)
# The few-shot form going on with a next pair.
_NEXT_PAIR = re.compile(r"\n\s*(?:draft|author|original|input|user|passage)\s*:.*", re.S | re.I)
_AFTERWORD = re.compile(
    rf"\A(?:\(?note\b|\*+note|\(?explanation|changes(?: made)?\b|\**(?:key )?changes\b"
    rf"|let me know|i hope\b|hope this|feel free|please (?:let|note|feel)|would you like"
    rf"|i(?:'ve|’ve| have)? (?:made|rewrote|revised|rewritten|tightened|removed|changed"
    rf"|corrected|added|edited|kept|replaced|fixed|maintained|tried|aimed"
    rf"|also (?:changed|made|added|removed))\b"
    rf"|(?:this|the|in this|in the|my) (?:[\w-]+ )?(?:{_MANNER} )?{_THING}\b[^.\n]{{0,40}}\b"
    rf"(?:is|was|has|uses|maintain|keep|preserv|remov|captur|convey|aim|i |more|need|now|still"
    rf"|retain|focus|eliminat|provid|includ|make)"
    rf"|these (?:are|changes|edits)|the (?:changes|corrections|edits|main changes)"
    rf"|(?:rewritten|revised|corrected|original)\b[^.\n]{{0,40}}:|here(?:'s|’s| is| are) )",
    re.I,
)
_RULE = re.compile(r"\n\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*(?:\n|\Z)")
_FENCE = re.compile(r"\A\s*(?:```|~~~)[^\n]*\n(.*?)(?:\n(?:```|~~~)\s*\Z|\Z)", re.S)
_OPENERS = (
    "sure",
    "certainly",
    "of course",
    "okay",
    "absolutely",
    "here is",
    "here's",
    "here are",
    "here’s",
    "the revised",
    "the rewritten",
    "the corrected",
    "i've ",
    "i’ve ",
    "i have re",
    "revised",
    "rewritten",
    "corrected",
    "<",
    "#",
    "**",
    "```",
)
_PLAIN = str.maketrans("’‘“”", "''\"\"")
_PAIRS = {'"': '"', "“": "”", "«": "»", "„": "“", "‘": "’", "'": "'", "*": "*"}


def has_preamble(text: str) -> bool:
    """Whether it begins by announcing itself."""
    return bool(_PREAMBLE.match(text) or _BARE_GREETING.match(text) or _LABEL.match(text))


def is_afterword(paragraph: str) -> bool:
    """Whether a paragraph speaks about the rewrite."""
    return bool(_AFTERWORD.match(paragraph))


def clean(raw: str, source: str) -> str:
    """The passage in `raw`, in the dress of `source`: its outer white space, its kind of quotes."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _SPECIAL.sub("", _THINKING.sub("", text))
    if not has_preamble(source):
        text = _without_preamble(text)
    if not _NEXT_PAIR.search(source):
        text = _NEXT_PAIR.sub("", text)
    text = _without_afterword(text, source)
    text = _unwrapped(text, source)
    return _dressed(text.strip(), source)


def clean_partial(raw: str, source: str) -> str:
    """The same for what is still being written: "" until it cannot be a preamble any more."""
    head = raw.lstrip()
    if "\n" not in head and len(head) < 80 and ":" not in head:
        start = head.casefold()
        begun = any(o.startswith(start) or start.startswith(o) for o in _OPENERS)
        if begun and not source.lstrip().casefold().startswith(start[:8]):
            return ""
    text = clean(raw, source)
    # A preamble to which nothing has come yet.
    found = _PREAMBLE.match(text)
    if found and not text[found.end() :].strip() and not has_preamble(source):
        return ""
    return text


def _without_preamble(text: str) -> str:
    for _ in range(3):  # "Sure!\nHere is the text:\n**Revised:**"
        for pattern in (_PREAMBLE, _BARE_GREETING, _LABEL):
            found = pattern.match(text)
            if found and text[found.end() :].strip():
                text = text[found.end() :]
                break
        else:
            return text
    return text


def _without_afterword(text: str, source: str) -> str:
    rule = _RULE.search(text)
    if rule and text[: rule.start()].strip() and not _RULE.search(source):
        text = text[: rule.start()]
    parts = re.split(r"(\n\s*\n|\n(?=\())", text)
    for i in range(2, len(parts), 2):
        if is_afterword(parts[i].lstrip()) and parts[i].strip() not in source:
            return "".join(parts[: i - 1])
    return text


def _unwrapped(text: str, source: str) -> str:
    """Without a fence or a pair of quotation marks around the whole that the source lacks."""
    plain = source.strip()
    fenced = _FENCE.match(text)
    if fenced and not plain.startswith(("```", "~~~")):
        text = fenced[1]
    text = text.strip()
    if len(text) < 3 or plain[:1] in _PAIRS:
        return text
    opening, closing = text[0], _PAIRS.get(text[0], "")
    for marks in (2, 1):  # **bold** before *italic*
        if opening == "*" and text.startswith("*" * marks) and text.endswith("*" * marks):
            inner = text[marks:-marks]
            return inner if "*" not in inner else text
    if closing and text.endswith(closing):
        inner = text[1:-1]
        # Not the first of several quotations in a row: "No," he said. "Go."
        if opening not in inner and closing not in inner:
            return inner
    return text


def _dressed(text: str, source: str) -> str:
    """Quotes, dashes and outer white space as the source has them."""
    curly, straight = any(c in source for c in "’“”"), any(c in source for c in "'\"")
    if straight and not curly:
        text = text.translate(_PLAIN)
    elif curly and not straight:
        text = re.sub(r"(?<=\w)'|'(?=\w{1,2}\b)", "’", text)
        text = re.sub(r'(?<![\w.,;:!?…’—–-])"(?=\S)', "“", text).replace('"', "”")
    if "--" in source and "—" not in source:
        text = text.replace("—", "--")
    elif "—" in source and "--" not in source:
        text = re.sub(r"(?<=\w)\s?--\s?(?=\w)", "—", text)
    if "..." in source and "…" not in source:
        text = text.replace("…", "...")
    elif "…" in source and "..." not in source:
        text = re.sub(r"(?<!\.)\.\.\.(?!\.)", "…", text)
    if "\n" not in source.strip():
        # One line stays one line where the break is no paragraph's.
        text = re.sub(r"(?<=\S)[ \t]*\n[ \t]*(?=[^\s\-*+>#\d])", " ", text)
    text = _edged(text, source)
    start = source[: len(source) - len(source.lstrip())]
    end = source[len(source.rstrip()) :]
    return f"{start}{text}{end}" if text else ""


def _edged(text: str, source: str) -> str:
    """Without the full stop and the capital that a model gives to a piece of a sentence."""
    last = source.rstrip()[-1:]
    if last.isalnum() and text.endswith(".") and not text.endswith(".."):
        text = text[:-1]
    first = re.match(r"\w+", text)
    if first and source.lstrip()[:1].islower() and first[0] not in source and first[0] != "I":
        text = text[0].lower() + text[1:]
    return text
