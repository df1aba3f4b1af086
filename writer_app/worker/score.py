"""How likely the model finds a text: each token given those before it.

The first text is read whole and kept; the others branch off it where their tokens begin to
differ, a few of them side by side in each decode. So what a variant costs is what comes after
its change.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from writer_app.engine.messages import TextScore
from writer_app.engine.work import Scoring
from writer_app.worker.healing import logprob_of
from writer_app.worker.prefixes import as_tokens, common_length
from writer_app.worker.scratch import Branching
from writer_app.worker.vocab import Vocab

ROWS = 64
"""Tokens in one decode: each has logits for the whole vocabulary, and llama.cpp keeps the room."""
SIDE_BY_SIDE = 4
"""Texts read in one decode. Each takes a sequence, and two jobs of eight candidates need theirs."""


@dataclass(slots=True, eq=False)
class _Text:
    """`logprobs[i]` is that of `tokens[i + 1]`; `shared` tokens are those of the first text."""

    tokens: list[int]
    logprobs: npt.NDArray[np.float64]
    shared: int = 0

    @property
    def to_read(self) -> int:
        """The last token is scored, but nothing is asked of what follows it."""
        return len(self.tokens) - 1


def score(
    scratch: Branching, vocab: Vocab, work: Scoring
) -> Generator[float, None, tuple[TextScore, ...]]:
    """One score for each text; yields the fraction done between decodes, where it may be closed.

    A text that exceeds the context is scored as far as there is room, and `tokens` says so.
    """
    texts = [_tokenised(scratch, vocab, work.before + text) for text in work.texts]
    for text in texts[1:]:
        text.shared = common_length(as_tokens(texts[0].tokens), as_tokens(text.tokens))
    total = sum(text.to_read - max(0, text.shared - 1) for text in texts)
    try:
        done = 0
        for read in _read(scratch, texts):
            done += read
            yield min(1.0, done / max(1, total))
    finally:
        scratch.clear()
    return tuple(
        _score(vocab, work.before, text, each) for text, each in zip(work.texts, texts, strict=True)
    )


def room_for(vocab: Vocab, work: Scoring) -> int:
    """Cells for the first text and as much again for those beside it."""
    longest = max(work.texts, key=len, default="")
    return 2 * (len(vocab.tokenize(work.before + longest)) + 1) + ROWS


def beginning(vocab: Vocab) -> list[int]:
    """What stands before a text: the model's own mark, a new line where it wants none."""
    if vocab.add_bos and vocab.bos is not None:
        return [vocab.bos]
    return vocab.tokenize("\n")[-1:] or [0]


def _tokenised(scratch: Branching, vocab: Vocab, text: str) -> _Text:
    tokens = (beginning(vocab) + vocab.tokenize(text))[: scratch.room + 1]
    return _Text(tokens, np.zeros(len(tokens) - 1))


def _read(scratch: Branching, texts: Sequence[_Text]) -> Iterator[int]:
    """Read them all; yields how many tokens each decode brought."""
    reading: list[tuple[Branching, _Text]] = []
    for number, text in enumerate(texts):
        if number == 0:
            yield from _read_alone(scratch, text)
            continue
        while (branch := _branch(scratch, texts[0], text, reading)) is None and reading:
            yield _decode(scratch, reading)
            reading = _unfinished(reading)
        if branch is not None:
            reading.append((branch, text))
            continue
        # So long that it fits only alone, or a model that can't go back: from the beginning.
        scratch.clear()
        yield from _read_alone(scratch, text)
        scratch.clear()
    while reading := _unfinished(reading):
        yield _decode(scratch, reading)


def _read_alone(scratch: Branching, text: _Text) -> Iterator[int]:
    while scratch.held < text.to_read:
        yield _decode(scratch, [(scratch, text)])


def _branch(
    scratch: Branching, first: _Text, text: _Text, reading: Sequence[tuple[Branching, _Text]]
) -> Branching | None:
    """A place beside the others for this text; None if there is none now."""
    # The last token that is shared is read again: nobody kept what follows it.
    start = max(0, text.shared - 1)
    start = start if start <= scratch.held else 0
    taken = scratch.held + sum(each.to_read for _, each in reading) + text.to_read - start
    if len(reading) >= SIDE_BY_SIDE or taken > scratch.room:
        return None
    branch = scratch.branch(start)
    if branch is not None:
        text.logprobs[:start] = first.logprobs[:start]
    return branch


def _unfinished(reading: Sequence[tuple[Branching, _Text]]) -> list[tuple[Branching, _Text]]:
    """Those with more to read; the others give their place back."""
    for branch, text in reading:
        if branch.held >= text.to_read:
            branch.drop()
    return [(branch, text) for branch, text in reading if branch.held < text.to_read]


def _decode(scratch: Branching, reading: Sequence[tuple[Branching, _Text]]) -> int:
    """As much of each as has room in one decode; the tokens that were scored."""
    left = min(ROWS, scratch.chunk)
    parts: list[tuple[Branching, list[int]]] = []
    for branch, text in reading:
        tokens = text.tokens[branch.held : min(branch.held + left, text.to_read)]
        if tokens:
            parts.append((branch, tokens))
            left -= len(tokens)
    if not parts:
        return 0  # all of them are the first text's beginning
    starts = [branch.held for branch, _ in parts]
    texts = {id(branch): text for branch, text in reading}
    if not scratch.decode_beside(parts):
        return 0
    row = 0
    for (branch, tokens), start in zip(parts, starts, strict=True):
        text = texts[id(branch)]
        for position in range(start, start + len(tokens)):
            text.logprobs[position] = logprob_of(scratch.row(row), text.tokens[position + 1])
            row += 1
    return row


def _score(vocab: Vocab, before: str, text: str, read: _Text) -> TextScore:
    """What belongs to the text itself, with where in it each token ends."""
    ends = _ends(vocab, before + text, read.tokens[1:]) - len(before)
    own = ends > 0
    logprobs = read.logprobs[own]
    return TextScore(
        float(logprobs.sum()),
        len(logprobs),
        tuple(int(end) for end in ends[own]),
        tuple(round(float(each), 4) for each in logprobs),
    )


def _ends(vocab: Vocab, text: str, tokens: Sequence[int]) -> npt.NDArray[np.int64]:
    """How many code points of `text` are whole after each of its first tokens.

    Some vocabularies put a space before every text: what the pieces have too much is that.
    """
    data = np.frombuffer(text.encode("utf-8", "replace"), np.uint8)
    letters = np.concatenate(([0], np.cumsum((data & 0xC0) != 0x80)))
    begun = np.concatenate((letters, letters[-1:]))
    sizes = np.cumsum([len(vocab.pieces[token]) for token in tokens], dtype=np.int64)
    lead = 1 if len(tokens) and text[:1] != " " and vocab.pieces[tokens[0]][:1] == b" " else 0
    at = np.clip(sizes - lead, 0, len(data))
    # A character is whole where the next one begins, or the text ends.
    inside = (at < len(data)) & ((data[np.minimum(at, len(data) - 1)] & 0xC0) == 0x80)
    return np.asarray(begun[at] - inside, np.int64)
