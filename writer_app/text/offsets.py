"""Code points and Qt's UTF-16 positions.

Everything in this program counts code points, as Python does; Qt counts UTF-16 code units,
in which most emoji and the rarer CJK characters take two. Offsets outside the text are
clamped to it. Every function is linear in the text and quick: the counting is done in C.
"""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes. Lone surrogates count one each."""
    if text.isascii():  # known without looking: a flag of the string itself
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_utf16(text: str, offset: int) -> int:
    """The UTF-16 position of the code point offset `offset`."""
    return utf16_length(text[: max(0, offset)])


def from_utf16(text: str, position: int) -> int:
    """The code point offset of a UTF-16 position; inside a surrogate pair, of the pair's start."""
    if text.isascii():
        return min(max(0, position), len(text))
    # The largest offset with at most `position` units before it. Only the half that is still
    # in doubt is counted again, so that the whole stays linear.
    low, high = 0, min(max(0, position), len(text))
    rest = max(0, position)
    while low < high:
        middle = (low + high + 1) // 2
        units = utf16_length(text[low:middle])
        if units <= rest:
            low, rest = middle, rest - units
        else:
            high = middle - 1
    return low
